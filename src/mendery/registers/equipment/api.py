"""Vehicles, devices and machines for programs."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from mendery.ground.company.queries import current_branch, today
from mendery.ground.documents import search
from mendery.ground.documents.papers import kinds
from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key
from mendery.registers.parties.queries import party_of

from . import queries
from .actions import units
from .actions.units import UnitInput
from .calculations import check_vin
from .models import Unit

router = Router(tags=["equipment"])
Kind = Literal["vehicle", "device", "machine"]
MeterKind = Literal["", "km", "h", "pages", "cups", "none"]
Year = Annotated[int, Field(ge=1900, le=2100, examples=[2019])]
Meter = Annotated[int, Field(ge=0, le=2_147_483_647, examples=[98400])]


class UnitIn(Schema):
    """A card as it is written; plate, VIN and serials in any spelling."""

    kind: Kind = "vehicle"
    type: str = Field("", max_length=30, examples=["car"])
    make: str = Field("", max_length=60, examples=["Dacia"])
    model: str = Field("", max_length=80, examples=["Logan"])
    year: Year | None = None
    plate: str = Field("", max_length=16, examples=["BV 23 FLT"])
    vin: str = Field("", max_length=24, examples=["UU1LSDL4H12345678"])
    serial: str = Field("", max_length=40)
    serial2: str = Field("", max_length=40, description="The second IMEI")
    colour: str = Field("", max_length=40)
    engine: str = Field("", max_length=60)
    fuel: str = Field("", max_length=20)
    meter_kind: MeterKind = ""
    meter: Meter | None = None
    note: str = Field("", max_length=4000)
    owner_id: UUID | None = None


class UnitChange(Schema):
    """Only the fields that change. ``version`` is the one that was read; without it the last word wins."""

    version: int | None = Field(None, ge=1, le=2_147_483_647)
    kind: Kind | None = None
    type: str | None = Field(None, max_length=30)
    make: str | None = Field(None, max_length=60)
    model: str | None = Field(None, max_length=80)
    year: Year | None = None
    plate: str | None = Field(None, max_length=16, examples=["B 100 NEW"])
    vin: str | None = Field(None, max_length=24)
    serial: str | None = Field(None, max_length=40)
    serial2: str | None = Field(None, max_length=40)
    colour: str | None = Field(None, max_length=40)
    engine: str | None = Field(None, max_length=60)
    fuel: str | None = Field(None, max_length=20)
    meter_kind: MeterKind | None = None
    note: str | None = Field(None, max_length=4000)


class UnitRow(Schema):
    """A unit. ``vin_doubt`` warns: length, letters or check_digit."""

    id: UUID
    version: int
    kind: Kind
    type: str
    label: str
    make: str
    model: str
    year: int | None
    plate: str
    vin: str
    vin_doubt: str | None
    serial: str
    serial2: str
    meter_kind: str
    meter: int | None
    owner_id: UUID | None
    owner_name: str | None
    merged_into_id: UUID | None


class OwnerOut(Schema):
    """Who owned it from when to when. Names only for whoever may see customers."""

    party_id: UUID | None
    name: str | None
    from_on: date
    to_on: date | None


class ReadingOut(Schema):
    """What was read on the meter."""

    id: UUID
    value: int
    at: datetime
    source: str
    is_lower_than_before: bool
    is_correction: bool
    by_name: str


class UnitOut(UnitRow):
    """The whole card with owners and meter readings."""

    colour: str
    engine: str
    fuel: str
    note: str
    created_at: datetime
    owners: list[OwnerOut]
    readings: list[ReadingOut]


class UnitPage(Schema):
    """Some units and the key of the next ones."""

    items: list[UnitRow]
    next: str | None


class OwnerIn(Schema):
    """The new owner; without a day, from today."""

    party_id: UUID
    on: date | None = None


class MeterIn(Schema):
    """What the meter shows now."""

    value: Meter
    is_correction: bool = False


class UnitMerge(Schema):
    """The card that goes away."""

    loser_id: UUID


class UnitMergePreview(Schema):
    """What merging would do; nothing is changed by asking."""

    loser_id: UUID
    survivor_id: UUID
    fills: dict[str, Any]
    readings: int
    ownerships: int
    papers: int


class BookOut(Schema):
    """A paper of the service book. Price and ids are null where the reader may not have them."""

    pk: UUID | None
    kind: str
    doc_id: UUID | None
    number: str
    on: date
    state: str
    title: str
    amount: Decimal | None
    currency: str


def _row(unit: Unit, by: Actor) -> dict[str, Any]:
    own = {name: getattr(unit, name) for name in UnitRow.model_fields if name not in ("owner_name", "vin_doubt")}
    may_name = by.may("parties.see")
    own["owner_id"] = unit.owner_id if may_name else None
    own["owner_name"] = unit.owner.name if unit.owner and may_name else None
    own["vin_doubt"] = check_vin(unit.vin)
    return own


def _whole(unit: Unit, by: Actor) -> dict[str, Any]:
    unit = queries.unit_of(unit.pk)
    may_name = by.may("parties.see")
    owners = [
        {
            "party_id": row.party_id if may_name else None, "name": row.party.name if may_name else None,
            "from_on": row.from_on, "to_on": row.to_on,
        }
        for row in queries.owners_of(unit)
    ]  # fmt: skip
    more = {name: getattr(unit, name) for name in ("colour", "engine", "fuel", "note", "created_at")}
    return {**_row(unit, by), **more, "owners": owners, "readings": queries.readings_of(unit)}


@router.get("", response=UnitPage)
def list_units(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[Literal["", "vehicle", "device", "machine"], Query()] = "",
    owner_id: Annotated[UUID | None, Query()] = None,
    after: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """Units, the latest first; ``q`` finds by any part of plate, VIN, serial, make and model."""
    by = needs(request, "units.see")
    rows = Unit.objects.filter(merged_into=None).select_related("owner")
    if kind:
        rows = rows.filter(kind=kind)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    if q:
        rows = rows.filter(pk__in=search.find_ids(text=q, kinds=[queries.SEARCH_KIND], limit=500))
    found = page_by_key(rows, order=("-created_at", "-id"), after=after, limit=limit)
    return {"items": [_row(unit, by) for unit in found.rows], "next": found.next or None}


@router.post("", response={201: UnitOut})
def register_unit(request: HttpRequest, data: UnitIn) -> Any:
    """Write a new card, with its owner. A doubtful VIN only warns (``vin_doubt``); a wrong IMEI is refused."""
    by = needs(request, "units.edit")
    values = data.dict()
    owner_id = values.pop("owner_id")
    owner = party_of(owner_id) if owner_id else None
    unit = units.register(data=UnitInput(**values), owner=owner, by=by, at=timezone.now())
    return Status(201, _whole(unit, by))


@router.get("/find", response=list[UnitRow])
def find_units(request: HttpRequest, code: Annotated[str, Query(min_length=1, max_length=60)]) -> Any:
    """Every unit that a whole plate, VIN, serial or IMEI means; two answers: ask which."""
    by = needs(request, "units.see")
    return [_row(unit, by) for unit in queries.find(code)]


@router.get("/{unit_id}", response=UnitOut)
def read_unit(request: HttpRequest, unit_id: UUID) -> Any:
    """The whole card; a merged one gives its survivor."""
    by = needs(request, "units.see")
    return _whole(queries.unit_of(unit_id), by)


@router.patch("/{unit_id}", response=UnitOut)
def change_unit(request: HttpRequest, unit_id: UUID, data: UnitChange) -> Any:
    """Change some fields. Another field changed meanwhile is kept; the same one answers 409 ``changed_meanwhile``."""
    by = needs(request, "units.edit")
    unit = queries.unit_of(unit_id)
    sent = data.dict(exclude_unset=True)
    version = sent.pop("version", None)
    changes = {name: value for name, value in sent.items() if value is not None or name == "year"}
    wanted = replace(units.as_input(unit), **changes)
    return _whole(units.change(unit=unit, data=wanted, version=version, by=by, at=timezone.now()), by)


@router.post("/{unit_id}/owner", response=UnitOut)
def change_unit_owner(request: HttpRequest, unit_id: UUID, data: OwnerIn) -> Any:
    """From a day on it belongs to somebody else."""
    by = needs(request, "units.edit")
    now = timezone.now()
    on = data.on or today(current_branch(by), now)
    unit = units.change_owner(unit=queries.unit_of(unit_id), party=party_of(data.party_id), on=on, by=by, at=now)
    return _whole(unit, by)


@router.post("/{unit_id}/meter", response={201: ReadingOut})
def read_unit_meter(request: HttpRequest, unit_id: UUID, data: MeterIn) -> Any:
    """Write down what the meter shows. Less than before is marked and never refused."""
    by = needs(request, "units.edit")
    reading = units.read_meter(
        unit=queries.unit_of(unit_id), value=data.value, source="page", is_correction=data.is_correction, by=by, at=timezone.now()
    )
    return Status(201, reading)


@router.get("/{unit_id}/merge", response=UnitMergePreview)
def preview_unit_merge(request: HttpRequest, unit_id: UUID, loser_id: UUID) -> Any:
    """What merging the other card into this one would do."""
    needs(request, "parties.merge")
    preview = queries.merge_preview(loser=queries.unit_of(loser_id), survivor=queries.unit_of(unit_id))
    return {**vars(preview), "loser_id": preview.loser.pk, "survivor_id": preview.survivor.pk}


@router.post("/{unit_id}/merge", response=UnitOut)
def merge_units(request: HttpRequest, unit_id: UUID, data: UnitMerge) -> Any:
    """Make the other card and this one a single one. Posted papers stay as they are."""
    by = needs(request, "parties.merge")
    survivor, loser = queries.unit_of(unit_id), queries.unit_of(data.loser_id)
    return _whole(units.merge(loser=loser, survivor=survivor, by=by, at=timezone.now()), by)


@router.get("/{unit_id}/service-book", response=list[BookOut])
def read_service_book(request: HttpRequest, unit_id: UUID, shown_to: UUID | None = None) -> Any:
    """All papers about the unit, over all owners and branches. With ``shown_to`` (an owner) what the owner may know:
    papers of other owners without price."""
    by = needs(request, "units.see")
    reader = party_of(shown_to) if shown_to else None
    book = queries.service_book(unit=queries.unit_of(unit_id), shown_to=reader, hidden_kinds=kinds.hidden_from(by))
    return [replace(entry, amount=entry.amount if kinds.may_see_amount(by, entry.kind) else None) for entry in book]
