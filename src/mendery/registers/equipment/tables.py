"""Rows of the list of vehicles and devices, as ready cells."""

from typing import Any

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from mendery.ground.documents import search
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY, Tab
from mendery.ground.ui.links import link

from . import queries
from .models import Unit, UnitKind
from .queries import SEARCH_KIND

FOUND_AT_MOST = 300
COUNTED_AT_MOST = 10_000
VIEWS: dict[str, tuple[Any, dict[str, Any]]] = {
    "": (gettext_lazy("All"), {}),
    "vehicles": (gettext_lazy("Vehicles"), {"kind": UnitKind.VEHICLE}),
    "devices": (gettext_lazy("Devices"), {"kind": UnitKind.DEVICE}),
    "machines": (gettext_lazy("Machines"), {"kind": UnitKind.MACHINE}),
}


def chosen(query: QueryDict) -> Any:
    """The units that the list shows: a view and a text that is looked for."""
    _label, conditions = VIEWS.get(query.get("view", ""), VIEWS[""])
    rows = Unit.objects.filter(merged_into=None, **conditions).select_related("owner")
    text = query.get("q", "").strip()
    if text:
        rows = rows.filter(pk__in=search.find_ids(text=text, kinds=[SEARCH_KIND], limit=FOUND_AT_MOST))
    return rows


def tabs(request: MemberRequest) -> list[Tab]:
    """The saved views above the list."""
    base = link(request, "equipment:list")
    return [Tab(label, f"{base}?view={key}" if key else base, key=key or "all") for key, (label, _conditions) in VIEWS.items()]


def tag(unit: Unit, cls: str = "") -> SafeString:
    """The plate of a vehicle, the picture and name of anything else."""
    if unit.plate:
        return components.plate(unit.plate, cls=cls)
    return components.dev(queries.icon_of(unit), unit.label or unit.serial)


def meter_text(unit: Unit, value: int | None) -> str:
    """``98.400 km``."""
    return formats.qty(value, queries.meter_unit(unit)) if value is not None else ""


def row(request: MemberRequest, unit: Unit) -> SafeString:
    """One line of the list."""
    url = link(request, "equipment:unit", unit.pk)
    owner: Any = EMPTY
    if unit.owner is not None and request.actor.may("parties.see"):
        owner = format_html('<a href="{}">{}</a>', link(request, "parties:party", unit.owner.pk), unit.owner.name)
    return format_html(
        '<tr data-href="{}"><td>{}</td><td class="m5"><a class="el mwn" href="{}">{}</a></td><td class="no-phone mono sm">{}</td>'
        '<td class="no-phone"><div class="el mw240">{}</div></td><td class="num no-phone nw">{}</td></tr>',
        url, tag(unit), url, unit.label or unit.serial or unit.plate, unit.vin or unit.serial, owner, meter_text(unit, unit.meter),
    )  # fmt: skip


def option(unit: Unit, *, names_owner: bool) -> SafeString:
    """One suggestion under a field."""
    text = unit.plate or unit.label or unit.serial
    return format_html(
        '<div role="option" data-pick="{}" data-text="{}" aria-selected="false">{}<span class="nw m5 el">{}</span>'
        '<span class="el">{}</span><span class="t3 el">{}</span><span></span></div>',
        unit.pk, text, components.icon(queries.icon_of(unit), "t3"), unit.plate or unit.serial, unit.label,
        unit.owner.name if unit.owner and names_owner else EMPTY,
    )  # fmt: skip
