"""Finding vehicles and devices, their owners, meters and papers through time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mendery.ground.documents import search
from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.ground.ui import plates
from mendery.registers.parties.models import Party

from .calculations import plate_key, serial_key
from .kinds import meter_symbol, type_of
from .models import MeterReading, Ownership, Unit

SEARCH_KIND = "unit"
_PAPERS = 200


def survivor_of(unit_id: UUID) -> Unit:
    """The unit behind an id, with its owner, also behind the id of a card merged away. Raises Unit.DoesNotExist."""
    unit = Unit.objects.select_related("owner").get(pk=unit_id)
    return unit.merged_into or unit


def unit_of(unit_id: UUID) -> Unit:
    """The same, for pages and programs: a stranger's id is refused as not found."""
    try:
        return survivor_of(unit_id)
    except Unit.DoesNotExist as error:
        raise Refused(_("There is no such vehicle or device here."), code="unit_not_found", status=404) from error


def family_of(unit_id: UUID) -> list[UUID]:
    """The id and the ids of all cards merged into it: under which its posted papers are found."""
    merged = Unit.objects.filter(merged_into_id=unit_id).values_list("pk", flat=True)
    return [unit_id, *merged]


def for_paper(unit: Unit) -> dict[str, Any]:
    """How the unit stands on a paper: plain values to freeze, never who owned it before (rule 68)."""
    if unit.merged_into_id:
        unit = survivor_of(unit.pk)
    return {
        "id": str(unit.pk), "kind": unit.kind, "type": unit.type, "label": unit.label, "make": unit.make, "model": unit.model,
        "year": str(unit.year or ""), "plate": unit.plate, "vin": unit.vin, "serial": unit.serial, "serial2": unit.serial2,
        "colour": unit.colour, "engine": unit.engine, "fuel": unit.fuel,
        "meter": str(unit.meter) if unit.meter is not None else "", "meter_kind": unit.meter_kind,
    }  # fmt: skip


def shown_name(unit: Unit, country: str) -> str:
    """The plate with its spaces, else the model, else the serial: what people call it in a list or a message."""
    return plates.spaced(unit.plate, country) if unit.plate else unit.label or unit.serial


def icon_of(unit: Unit) -> str:
    """The picture of its type."""
    return type_of(unit.type, unit.kind).icon


def meter_unit(unit: Unit) -> str:
    """Kilometres, hours or pages, in the reader's language."""
    return meter_symbol(unit.meter_kind)


def find(text: str) -> list[Unit]:
    """Every unit that a whole plate, VIN, serial or IMEI means. Two answers: the same serial on two makes; ask which."""
    plate, serial = plate_key(text), serial_key(text)
    if not serial:
        return []
    same = Q(serial_key=serial) | Q(serial2_key=serial) | Q(vin=serial)
    if len(plate) <= 16:
        same |= Q(plate_key=plate)
    return list(Unit.objects.filter(same, merged_into=None).select_related("owner").order_by("-created_at", "pk")[:20])


def in_order_of(ids: list[UUID], rows: QuerySet[Unit]) -> list[Unit]:
    """The rows in the order in which the search gave their ids."""
    found = rows.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def suggest(*, text: str, limit: int = 8, owner: Party | None = None) -> list[Unit]:
    """Units found by any part of plate, VIN, serial, make and model, with their owners."""
    rows = Unit.objects.filter(merged_into=None).select_related("owner")
    if owner is not None:
        rows = rows.filter(owner=owner)
    ids = search.find_ids(text=text, kinds=[SEARCH_KIND], limit=4 * limit)
    return in_order_of(ids, rows)[:limit] if ids else []


def units_of(party: Party) -> list[Unit]:
    """What the party owns now, the latest first."""
    return list(Unit.objects.filter(owner=party, merged_into=None).order_by("-created_at", "pk")[:100])


def owners_of(unit: Unit) -> list[Ownership]:
    """Who owned it from when to when, the present owner first."""
    return list(Ownership.objects.filter(unit=unit).select_related("party").order_by("-from_on", "-pk"))


def readings_of(unit: Unit, limit: int = 50) -> list[MeterReading]:
    """What was read on its meter, the latest first."""
    return list(MeterReading.objects.filter(unit=unit).order_by("-at", "-pk")[:limit])


def alike(
    *, kind: str, make: str = "", model: str = "", plate: str = "", vin: str = "", serial: str = "", apart_from: UUID | None = None
) -> list[Unit]:
    """Units that may be the same one: by plate, VIN or serial; make and model only tell them apart on the page."""
    same = Q()
    if plate_key(plate):
        same |= Q(plate_key=plate_key(plate))
    if serial_key(vin):
        same |= Q(vin=serial_key(vin))
    if serial_key(serial):
        same |= Q(serial_key=serial_key(serial)) | Q(serial2_key=serial_key(serial))
    if not same:
        return []
    rows = Unit.objects.filter(same, kind=kind, merged_into=None).exclude(pk=apart_from).select_related("owner")
    return sorted(rows[:10], key=lambda unit: (unit.make, unit.model) != (make, model))[:5]


@dataclass(frozen=True)
class BookEntry:
    """One paper in the service book. Price and way to open it only where the reader may have them (else None)."""

    kind: str
    number: str
    on: date
    state: str
    title: str
    amount: Decimal | None
    currency: str
    doc_id: UUID | None
    pk: UUID | None


def service_book(*, unit: Unit, shown_to: Party | None = None, hidden_kinds: Iterable[str] = ()) -> list[BookEntry]:
    """Every paper about the unit, over all owners and branches, the latest first (rule 68).

    shown_to      an owner who reads it: papers of other people come without price and without a way to open them
    hidden_kinds  kinds of papers that the reader may not know of
    """
    papers = Paper.objects.filter(unit_id__in=family_of(unit.pk)).exclude(kind__in=list(hidden_kinds))
    own = None if shown_to is None else {shown_to.pk, *Party.objects.filter(merged_into=shown_to).values_list("pk", flat=True)}
    entries = []
    for paper in papers.defer("frozen").order_by("-at", "-pk")[:_PAPERS]:
        is_open = own is None or paper.party_id in own
        entries.append(
            BookEntry(
                paper.kind, paper.number, paper.on, paper.state, paper.title, paper.amount if is_open else None,
                paper.currency, paper.doc_id if is_open else None, paper.pk if is_open else None,
            )
        )  # fmt: skip
    return entries


@dataclass(frozen=True)
class MergePreview:
    """What merging two units would do."""

    loser: Unit
    survivor: Unit
    fills: dict[str, Any]
    readings: int
    ownerships: int
    papers: int


FILLED_BY_MERGE = ("type", "make", "model", "year", "plate", "vin", "serial", "serial2", "colour", "engine", "fuel", "note")


def merge_preview(*, loser: Unit, survivor: Unit) -> MergePreview:
    """Look before merging: nothing is changed."""
    fills = {name: getattr(loser, name) for name in FILLED_BY_MERGE if getattr(loser, name) and not getattr(survivor, name)}
    return MergePreview(
        loser=loser, survivor=survivor, fills=fills,
        readings=MeterReading.objects.filter(unit=loser).count(), ownerships=Ownership.objects.filter(unit=loser).count(),
        papers=Paper.objects.filter(unit_id=loser.pk).count(),
    )  # fmt: skip
