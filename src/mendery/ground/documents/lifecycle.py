"""The only writer of a state."""

from datetime import datetime
from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused, ask
from mendery.ground.people.actor import Actor

from . import history
from .models import Paper
from .states import Moves


class MoveNotAllowed(Refused):
    """The document cannot go from its state to the wanted one."""

    code = "move_not_allowed"
    status = 409


def move(*, row: Model, kind: str, to: str, moves: Moves, by: Actor, at: datetime, reason: str = "", question: Any = None) -> None:
    """Move a document to another state: checks the table, asks the question, saves the one column, writes history.

    The caller holds the row (``select_for_update``) and tells the fact afterwards.
    refuses  MoveNotAllowed, and whatever answers the question with a refusal
    """
    start = row.state  # type: ignore[attr-defined]
    if to not in moves.get(start, frozenset()):
        field: Any = row._meta.get_field("state")
        labels = dict(field.choices or ())
        raise MoveNotAllowed(
            _("This is %(state)s, so it cannot become %(wanted)s."),
            params={"state": labels.get(start, start), "wanted": labels.get(to, to)},
        )
    if question is not None:
        ask(question)
    row.state = to  # type: ignore[attr-defined]
    type(row).objects.filter(pk=row.pk).update(state=to, version=F("version") + 1)  # type: ignore[attr-defined]
    row.version += 1  # type: ignore[attr-defined]
    history.note(doc_kind=kind, doc_id=row.pk, what="move", by=by, at=at, text=reason, moved=(start, to))
    Paper.objects.filter(kind=kind, doc_id=row.pk).update(state=to)
