"""What the register of papers puts into the navigation."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mendery.ground.people.actor import Actor
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry


def navigation(actor: Actor, *, request: HttpRequest, **_more: Any) -> Iterator[NavEntry]:
    """Papers under records, the audit trail under settings."""
    if actor.may("papers.see"):
        yield NavEntry(key="papers", group="records", order=260, icon="file-text", label=_("Papers"), url=link(request, "papers:list"))
    if actor.may("audit.see"):
        yield NavEntry(key="audit", group="settings", order=890, icon="history", label=_("Audit trail"), url=link(request, "papers:audit"))
