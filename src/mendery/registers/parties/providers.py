"""What this app gives to the navigation and to the search of all records."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from mendery.ground.documents import search
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry, SearchHit

from . import queries
from .models import PartyKind

_EXACT, _FOUND = 100, 50


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """Customers, for whoever may see them."""
    if actor.may("parties.see"):
        yield NavEntry(key="parties", group="records", order=210, icon="users", label=_("Customers"), url=link(request, "parties:list"))


def hits(actor: Actor, text: str, *, request: MemberRequest, **_more: Any) -> Iterator[SearchHit]:
    """Customers and suppliers by name, phone tail, tax number or e-mail."""
    if not actor.may("parties.see"):
        return
    key = search.code_key(text)
    for party in queries.suggest(text=text):
        exact = key in (search.code_key(party.phone), search.code_key(formats.phone(party.phone)), search.code_key(party.tax_id))
        detail = " · ".join(part for part in (formats.phone(party.phone) if party.phone else "", party.tax_id) if part)
        yield SearchHit(
            key=f"party:{party.pk}", group=_("Customers and suppliers"), group_order=30,
            icon="building" if party.kind == PartyKind.COMPANY else "user", title=party.name, detail=detail,
            url=link(request, "parties:party", party.pk), score=_EXACT if exact and len(key) > 5 else _FOUND,
        )  # fmt: skip
