"""What the pages and programs ask of the register of papers."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor

from .models import Attachment, Paper
from .papers import kinds

ORDER = ("-at", "-id")


class NotForYou(Refused):
    """A paper or file that the reader's role does not include."""

    code = "no_right"
    status = 403


def papers_for(actor: Actor, **about: Any) -> QuerySet[Paper]:
    """Papers that the actor may open: ``party_id=…``, ``unit_id=…``, ``order_id=…``, ``kind=…``; empty values do not filter."""
    wanted = {name: value for name, value in about.items() if value}
    rows: QuerySet[Paper] = Paper.objects.filter(**wanted).exclude(kind__in=kinds.hidden_from(actor)).defer("frozen")
    return rows


def paper_for(actor: Actor, **which: Any) -> Paper:
    """One paper by ``pk``, or by ``kind`` and ``doc_id``.

    refuses  NotForYou; 404 for a paper that this business does not have
    """
    paper = get_object_or_404(Paper, **which)
    if not kinds.may_open(actor, str((paper.frozen or {}).get("kind") or paper.kind)):
        raise NotForYou(_("Your role does not include this paper."), next_step=_("Ask a colleague who may open it."))
    return paper


def file_for(actor: Actor, attachment_id: UUID) -> Attachment:
    """One kept file.

    refuses  NotForYou; 404 for a file that this business does not have
    """
    attachment = get_object_or_404(Attachment, pk=attachment_id)
    if not kinds.may_open_files_of(actor, attachment.doc_kind):
        raise NotForYou(_("Your role does not include this file."), next_step=_("Ask a colleague who may open it."))
    return attachment
