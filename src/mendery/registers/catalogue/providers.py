"""What this app gives to the navigation and to the search of all records."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from mendery.ground.documents import search
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry, SearchHit

from . import queries, tables
from .models import ItemKind

_EXACT, _FOUND = 100, 50


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """The catalogue, for whoever may see it."""
    if actor.may("items.see"):
        yield NavEntry(
            key="items", group="parts", order=330, icon="tags", label=_("Parts and services"), url=link(request, "catalogue:list")
        )


def hits(actor: Actor, text: str, *, request: MemberRequest, **_more: Any) -> Iterator[SearchHit]:
    """Items by any code without its spaces, or by name."""
    if not actor.may("items.see"):
        return
    key = search.code_key(text)
    meant = {item.pk for item in queries.by_code(text)} if len(key) > 2 else set()
    for item in queries.suggest(text):
        yield SearchHit(
            key=f"item:{item.pk}", group=_("Parts and services"), group_order=40, icon=tables.ICONS[ItemKind(item.kind)],
            title=item.code, detail=item.name, url=link(request, "catalogue:item", item.pk), score=_EXACT if item.pk in meant else _FOUND,
        )  # fmt: skip
