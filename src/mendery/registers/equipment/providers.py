"""What this app gives to the navigation, to the search of all records and to the page of a customer."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mendery.ground.documents import search
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry, SearchHit
from mendery.registers.parties.models import Party

from . import queries, tables
from .calculations import plate_forms
from .models import Unit

_EXACT, _FOUND, _WHOLE = 100, 50, 5


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """Vehicles and devices, for whoever may see them."""
    if actor.may("units.see"):
        yield NavEntry(
            key="units", group="records", order=220, icon="car", label=_("Vehicles and devices"), url=link(request, "equipment:list")
        )


def _codes(unit: Unit) -> set[str]:
    return {search.code_key(code) for code in (*plate_forms(unit.plate), unit.vin, unit.serial, unit.serial2) if code}


def hits(actor: Actor, text: str, *, request: MemberRequest, **_more: Any) -> Iterator[SearchHit]:
    """Units by plate, VIN tail, serial, IMEI, make and model."""
    if not actor.may("units.see"):
        return
    key = search.code_key(text)
    for unit in queries.suggest(text=text):
        name = queries.shown_name(unit, formats.current().country)
        owner = unit.owner.name if unit.owner and actor.may("parties.see") else ""
        detail = " · ".join(part for part in (unit.label if unit.plate else unit.serial, owner) if part)
        yield SearchHit(
            key=f"unit:{unit.pk}", group=_("Vehicles and devices"), group_order=20, icon=queries.icon_of(unit), title=name,
            detail=detail, url=link(request, "equipment:unit", unit.pk),
            score=_EXACT if len(key) >= _WHOLE and key in _codes(unit) else _FOUND,
        )  # fmt: skip


def of_party(*, party: Party) -> Mapping[str, Any]:
    """The card of units on the page of a customer."""
    return {"units": [(unit, tables.tag(unit), tables.meter_text(unit, unit.meter)) for unit in queries.units_of(party)], "owner": party}


def moved_by_party_merge(*, loser: Party, **_more: Any) -> Mapping[str, Any] | None:
    """How many units would move with a merge of two customers."""
    count = Unit.objects.filter(owner=loser, merged_into=None).count()
    return {"units_that_move": count} if count else None
