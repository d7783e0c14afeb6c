"""Registering, changing and merging units; their owners and meters."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import current_branch, today
from mendery.ground.documents import history, search, versions
from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.equipment import queries
from mendery.registers.equipment.calculations import (
    check_imei,
    looks_like_imei,
    plate_forms,
    plate_key,
    serial_key,
)
from mendery.registers.equipment.events import UnitChangedOwner, UnitsMerged
from mendery.registers.equipment.kinds import METERS, type_of
from mendery.registers.equipment.models import MeterReading, Ownership, Unit, UnitKind
from mendery.registers.parties.models import Party

DOC_KIND = "unit"
_YEARS = range(1900, 2101)
_HIGHEST_METER = 2_147_483_647


@dataclass(frozen=True, kw_only=True)
class UnitInput:
    """What is written on the card of a vehicle, device or machine; plate and serials as written.

    meter  what is read on it now; afterwards ``read_meter``
    """

    kind: str = UnitKind.VEHICLE
    type: str = ""
    make: str = ""
    model: str = ""
    year: int | None = None
    plate: str = ""
    vin: str = ""
    serial: str = ""
    serial2: str = ""
    colour: str = ""
    engine: str = ""
    fuel: str = ""
    meter_kind: str = ""
    note: str = ""
    meter: int | None = None


FIELDS = tuple(field.name for field in fields(UnitInput) if field.name != "meter")


class ImeiNotRight(Refused):
    """Fifteen digits that are not an IMEI."""

    code = "imei_not_right"


class UnitKnown(Refused):
    """The register has this vehicle or device already."""

    code = "unit_known"
    status = 409


class MergeNotPossible(Refused):
    """These two cards cannot become one."""

    code = "merge_not_possible"
    status = 409


class AlreadyMerged(Refused):
    """The card was merged into another and takes no changes."""

    code = "already_merged"
    status = 409


class SameOwner(Refused):
    """The unit belongs to them already."""

    code = "same_owner"
    status = 409


def _refuse_imei(values: dict[str, Any]) -> None:
    if not type_of(values["type"], values["kind"]).has_imei:
        return
    for field in ("serial", "serial2"):
        if looks_like_imei(values[field]) and not check_imei(values[field]):
            raise ImeiNotRight(
                _("%(imei)s is not an IMEI: its last digit does not fit."), params={"imei": values[field]}, field=field,
                next_step=_("Dial *#06# on the phone and copy it again."),
            )  # fmt: skip


def _checked(data: UnitInput) -> dict[str, Any]:
    values = {name: getattr(data, name) for name in FIELDS}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if values["kind"] not in UnitKind.values:
        raise Refused(_("Choose vehicle, device or machine."), code="unknown_kind", field="kind")
    values["plate"], values["serial"], values["serial2"] = (values[name].upper() for name in ("plate", "serial", "serial2"))
    values["vin"] = serial_key(values["vin"])
    if len(values["vin"]) > 17:
        raise Refused(_("A VIN has 17 characters; this is longer."), code="vin_too_long", field="vin")
    if values["year"] is not None and values["year"] not in _YEARS:
        raise Refused(_("The year of manufacture has four digits, such as 2019."), code="year_not_right", field="year")
    if not any(values[name] for name in ("plate", "vin", "serial", "make", "model")):
        raise Refused(
            _("Nothing says which one this is."), code="no_identity", field="plate" if values["kind"] == UnitKind.VEHICLE else "serial",
            next_step=_("Write a plate, a serial number, or at least make and model."),
        )  # fmt: skip
    values["meter_kind"] = values["meter_kind"] or type_of(values["type"], values["kind"]).meter
    if values["meter_kind"] not in METERS:
        raise Refused(_("Choose what the meter counts."), code="unknown_meter", field="meter_kind")
    _refuse_imei(values)
    return values


def _keys(values: dict[str, Any]) -> dict[str, Any]:
    keys = {f"{name}_key": serial_key(values[name]) for name in ("serial", "serial2") if name in values}
    if "plate" in values:
        keys["plate_key"] = plate_key(values["plate"])
    return keys


def _refuse_known(values: dict[str, Any], *, apart_from: UUID | None = None) -> None:
    """A VIN is one vehicle; a serial is one piece of its make and model (rule 48). Plates move between cars: only warned of."""
    others = queries.alike(
        kind=values["kind"], make=values["make"], model=values["model"], vin=values["vin"], serial=values["serial"],
        apart_from=apart_from,
    )  # fmt: skip
    for other in others:
        same_model = (other.make.casefold(), other.model.casefold()) == (values["make"].casefold(), values["model"].casefold())
        same_vin = bool(values["vin"]) and other.vin == values["vin"]
        if same_vin or same_model:
            raise UnitKnown(
                _("%(label)s with this number is in the register already."), params={"label": other.label or str(other)},
                field="vin" if same_vin else "serial", next_step=_("Open that card, or merge the two."),
            )  # fmt: skip


def _make_findable(unit: Unit, *, is_new: bool = False) -> None:
    codes = [*plate_forms(unit.plate), unit.vin, unit.serial, unit.serial2]
    if not is_new:
        for plate, vin, serial in Unit.objects.filter(merged_into=unit).values_list("plate", "vin", "serial"):
            codes += [*plate_forms(plate), vin, serial]
    words = [unit.make, unit.model, str(unit.year or "")]
    search.index(kind=queries.SEARCH_KIND, row_id=unit.pk, words=words, codes=codes, is_new=is_new)


@action
def register(*, data: UnitInput, owner: Party | None = None, on: date | None = None, by: Actor, at: datetime) -> Unit:
    """Write a new card of a vehicle, device or machine, with its owner from ``on`` (the day of ``at`` when not given).

    refuses  ImeiNotRight, UnitKnown (same VIN, or same serial of the same model), nothing to know it by
    """
    values = _checked(data)
    _refuse_known(values)
    unit = Unit.objects.create(**values, **_keys(values), owner=owner, created_at=at)
    if owner is not None:
        Ownership.objects.create(unit=unit, party=owner, from_on=on or today(current_branch(by), at))
    if data.meter is not None:
        read_meter(unit=unit, value=data.meter, source="page", by=by, at=at)
    _make_findable(unit, is_new=True)
    history.note(doc_kind=DOC_KIND, doc_id=unit.pk, what="created", by=by, at=at)
    return unit


def _held(unit: Unit) -> Unit:
    held = Unit.objects.select_for_update(of=("self",)).select_related("owner", "merged_into").get(pk=unit.pk)
    if held.merged_into is not None:
        raise AlreadyMerged(
            _("This card was merged into %(name)s."), params={"name": str(held.merged_into)},
            next_step=_("Change that card instead."),
        )  # fmt: skip
    return held


def as_input(unit: Unit) -> UnitInput:
    """The card as it is written now."""
    return UnitInput(**{name: getattr(unit, name) for name in FIELDS})


def _store(held: Unit, changes: dict[str, Any]) -> None:
    written = changes | _keys(changes)
    for name, value in written.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*written, "version"])
    _make_findable(held)


@action
def change(*, unit: Unit, data: UnitInput, version: int | None = None, by: Actor, at: datetime) -> Unit:
    """Change the card. Written against an older version, fields that nobody else touched are kept (rule 72).

    Owner and meter have their own verbs.
    refuses  ChangedMeanwhile, AlreadyMerged, and what ``register`` refuses
    """
    held = _held(unit)
    before = {name: value for name, value in asdict(as_input(held)).items() if name != "meter"}
    changes = versions.settle(doc_id=held.pk, current=before, current_version=held.version, wanted=_checked(data), version=version)
    if not changes:
        return held
    if {"vin", "serial", "make", "model"} & changes.keys():
        _refuse_known(before | changes, apart_from=held.pk)
    _store(held, changes)
    versions.note_change(doc_kind=DOC_KIND, doc_id=held.pk, version=held.version, before=before, after=changes, by=by, at=at)
    return held


@action
def change_owner(*, unit: Unit, party: Party, on: date, by: Actor, at: datetime) -> Unit:
    """From this day the unit belongs to somebody else. Its service book stays with it (rule 68).

    refuses  SameOwner, a day before the present owner had it
    tells    UnitChangedOwner
    """
    held = _held(unit)
    if held.owner_id == party.pk:
        raise SameOwner(_("It belongs to %(name)s already."), params={"name": party.name}, field="party")
    last = Ownership.objects.filter(unit=held, to_on=None).order_by("-from_on").first()
    if last is not None and on < last.from_on:
        raise Refused(
            _("The present owner has it since %(day)s; the change cannot be earlier."), params={"day": last.from_on.strftime("%d.%m.%Y")},
            code="owner_too_early", field="on", next_step=_("Write a later day."),
        )  # fmt: skip
    Ownership.objects.filter(unit=held, to_on=None).update(to_on=on)
    Ownership.objects.create(unit=held, party=party, from_on=on)
    before = held.owner_id
    held.owner = party
    held.version += 1
    held.save(update_fields=["owner", "version"])
    history.note(doc_kind=DOC_KIND, doc_id=held.pk, what="owner_changed", by=by, at=at, facts={"party": str(party.pk), "name": party.name})
    publish(UnitChangedOwner(held.pk, before, party.pk, on, by, at))
    return held


@action
def read_meter(*, unit: Unit, value: int, source: str, is_correction: bool = False, by: Actor, at: datetime) -> MeterReading:
    """Write down what the meter shows: kilometres, hours or pages.

    Less than last time is taken and marked (``is_lower_than_before``): it warns and never blocks (rule 68). A correction is marked
    as one. ``source`` says where it was read: intake, handover, page, import.
    refuses  a value below zero or beyond any meter
    """
    if not 0 <= value <= _HIGHEST_METER:
        raise Refused(_("No meter shows %(value)s."), params={"value": value}, code="meter_not_right", field="meter")
    before = Unit.objects.filter(pk=unit.pk).values_list("meter", flat=True).first()
    reading = MeterReading.objects.create(
        unit=unit, value=value, at=at, source=source, by_name=by.name, is_correction=is_correction,
        is_lower_than_before=before is not None and value < before,
    )  # fmt: skip
    Unit.objects.filter(pk=unit.pk).update(meter=value)
    unit.meter = value
    return reading


def _check_merge(loser: Unit, survivor: Unit) -> tuple[Unit, Unit]:
    if loser.pk == survivor.pk:
        raise MergeNotPossible(_("A card cannot be merged into itself."), next_step=_("Choose another card."))
    rows = Unit.objects.select_for_update(of=("self",)).filter(pk__in=[loser.pk, survivor.pk]).order_by("pk")
    held = {row.pk: row for row in rows}
    lost, kept = held[loser.pk], held[survivor.pk]
    for row in (lost, kept):
        if row.merged_into_id:
            raise MergeNotPossible(
                _("%(name)s was merged already."), params={"name": str(row)}, next_step=_("Choose the card that is left.")
            )
    if lost.kind != kept.kind:
        raise MergeNotPossible(_("A vehicle, a device and a machine cannot be one thing."), next_step=_("Choose another card."))
    return lost, kept


def _move_owners(lost: Unit, kept: Unit) -> None:
    if kept.owner_id is None:
        Ownership.objects.filter(unit=lost).update(unit=kept)
        kept.owner_id = lost.owner_id
        return
    # Somebody owns the survivor today; the loser's owners are history. Whoever both cards name stays as the survivor has them.
    still_open = Ownership.objects.filter(unit=lost, to_on=None)
    present = Ownership.objects.filter(unit=kept, to_on=None).order_by("-from_on").first()
    still_open.filter(party_id=kept.owner_id).delete()
    for row in still_open:
        end = max(row.from_on, present.from_on) if present else row.from_on
        Ownership.objects.filter(pk=row.pk).update(to_on=end)
    Ownership.objects.filter(unit=lost).update(unit=kept)


@action
def merge(*, loser: Unit, survivor: Unit, by: Actor, at: datetime) -> Unit:
    """Make two cards of the same vehicle or device one (rule 67).

    Empty fields of the survivor are filled; owners and meter readings move; open work moves with the fact. Posted papers stay
    as they are and are found through the survivor; the old id leads to it.
    refuses  MergeNotPossible
    tells    UnitsMerged
    """
    lost, kept = _check_merge(loser, survivor)
    fills = queries.merge_preview(loser=lost, survivor=kept).fills
    before = {name: getattr(kept, name) for name in fills}
    _move_owners(lost, kept)
    MeterReading.objects.filter(unit=lost).update(unit=kept)
    latest = MeterReading.objects.filter(unit=kept).order_by("-at", "-pk").first()
    kept.meter = latest.value if latest else kept.meter or lost.meter
    kept.save(update_fields=["owner", "meter"])
    Unit.objects.filter(merged_into=lost).update(merged_into=kept)
    Unit.objects.filter(pk=lost.pk).update(merged_into=kept, version=lost.version + 1)
    _store(kept, fills)
    search.forget(row_id=lost.pk)
    if fills:
        versions.note_change(doc_kind=DOC_KIND, doc_id=kept.pk, version=kept.version, before=before, after=fills, by=by, at=at)
    history.note(doc_kind=DOC_KIND, doc_id=kept.pk, what="took_in", by=by, at=at, facts={"name": str(lost), "id": str(lost.pk)})
    history.note(doc_kind=DOC_KIND, doc_id=lost.pk, what="merged", by=by, at=at, facts={"name": str(kept), "id": str(kept.pk)})
    publish(UnitsMerged(lost.pk, kept.pk, by, at))
    return kept


@action
def move_units(*, from_party: Party, to_party: Party) -> int:
    """After two customers became one: what the loser owns now belongs to the survivor. Past ownerships move too."""
    Ownership.objects.filter(party=from_party).update(party=to_party)
    return Unit.objects.filter(owner=from_party).update(owner=to_party)
