"""Vehicles and devices: identity, owners, meters, merging."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mendery.ground.documents.models import HistoryEntry, Paper
from mendery.ground.events import Refused
from mendery.registers.equipment import queries
from mendery.registers.equipment.actions import units
from mendery.registers.equipment.actions.units import UnitInput
from mendery.registers.equipment.calculations import (
    VinDoubt,
    check_imei,
    check_vin,
    luhn_digit,
    plate_forms,
    plate_key,
    serial_key,
    vin_check_digit,
)
from mendery.registers.equipment.models import MeterReading, Unit
from mendery.registers.parties import actions as parties


@pytest.fixture
def ana(actor_of):
    return actor_of("receptionist")


@pytest.fixture
def person(ana, at):
    return lambda name: parties.register(data=parties.PartyInput(name=name), by=ana, at=at)


@pytest.fixture
def register(ana, at):
    return lambda owner=None, **values: units.register(data=UnitInput(**values), owner=owner, by=ana, at=at)


LOGAN = {"make": "Dacia", "model": "Logan", "year": 2019, "plate": "BV 23 FLT", "vin": "UU1LSDL4H12345678", "type": "car"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [("bv 23 flt", "BV23FLT"), ("BV-23-FLT", "BV23FLT"), ("А123ВС77", "A123BC77"), ("a123bc77", "A123BC77"), ("", "")],
)
def test_plates_are_compared_without_spaces_and_keyboards(typed, key):
    assert plate_key(typed) == key


def test_a_russian_plate_is_known_in_both_keyboards():
    assert plate_forms("А123ВС77") == ["А123ВС77", "A123BC77"]
    assert plate_forms("A123BC77") == ["A123BC77", "А123ВС77"]


@pytest.mark.parametrize(
    ("vin", "doubt"),
    [
        ("1M8GDM9AXKP042788", None),
        ("1M8GDM9A1KP042788", VinDoubt.CHECK_DIGIT),
        ("UU1LSDL4H12345678", None),
        ("WVWZZZ1JZ3W386752", None),
        ("WVWZZZ1JZ3W38675", VinDoubt.LENGTH),
        ("WVWZZZ1JZ3W38675O", VinDoubt.LETTERS),
        ("", None),
    ],
)
def test_a_vin_is_doubted_where_its_check_digit_holds(vin, doubt):
    assert check_vin(vin) is doubt


def test_the_vin_check_digit_of_the_norm():
    assert vin_check_digit("1M8GDM9AXKP042788") == "X"
    assert vin_check_digit("1" * 17) == "1"


@pytest.mark.parametrize(
    ("imei", "right"),
    [
        ("490154203237518", True),
        ("356938035643809", True),
        ("490154203237517", False),
        ("49-015420-323751-8", True),
        ("49015420323751", False),
    ],
)
def test_imei_by_luhn(imei, right):
    assert check_imei(imei) is right


def test_luhn_gives_the_missing_digit():
    assert luhn_digit("49015420323751") == "8"


def test_serials_keep_o_and_zero_apart():
    assert serial_key(" sn-0o 1 ") == "SN0O1"


def test_a_car_is_registered_with_its_owner_and_meter(register, person):
    ion = person("Ion Popescu")
    car = register(ion, **LOGAN, meter=98_400)

    assert (car.plate, car.plate_key, car.meter, car.meter_kind) == ("BV 23 FLT", "BV23FLT", 98_400, "km")
    ownership = queries.owners_of(car)[0]
    assert (ownership.party, ownership.from_on, ownership.to_on) == (ion, date(2026, 11, 24), None)
    assert queries.units_of(ion) == [car]


def test_a_doubtful_vin_and_a_foreign_plate_only_warn(register):
    car = register(make="Ford", model="Transit", vin="1M8GDM9A1KP042788", plate="ÖST 77 x")
    assert car.vin == "1M8GDM9A1KP042788"
    assert check_vin(car.vin) is VinDoubt.CHECK_DIGIT


def test_a_wrong_imei_of_a_phone_is_refused_and_two_right_ones_are_kept(register):
    """Rule 48: IMEI checked by Luhn, two allowed."""
    phone = {"kind": "device", "type": "phone", "make": "Apple", "model": "iPhone 13"}
    with pytest.raises(units.ImeiNotRight) as refusal:
        register(**phone, serial="490154203237517")
    assert refusal.value.field == "serial"
    with pytest.raises(units.ImeiNotRight):
        register(**phone, serial="490154203237518", serial2="356938035643800")

    both = register(**phone, serial="490154203237518", serial2="356938035643809")
    assert queries.find("490154203237518") == queries.find("35-693803-564380-9") == [both]


def test_fifteen_digits_of_a_laptop_need_not_be_an_imei(register):
    assert register(kind="device", type="laptop", make="Asus", model="X", serial="490154203237517").serial == "490154203237517"


def test_a_serial_is_unique_per_model_and_a_scan_of_two_asks_which(register):
    """Rule 48."""
    washer = register(kind="machine", type="washer", make="Bosch", model="WAN28", serial="SN 1001")
    with pytest.raises(units.UnitKnown) as refusal:
        register(kind="machine", type="washer", make="bosch", model="wan28", serial="sn-1001")
    assert (refusal.value.status, refusal.value.field) == (409, "serial")
    other = register(kind="machine", type="washer", make="LG", model="F4", serial="SN1001")
    assert set(queries.find("sn 1001")) == {washer, other}


def test_a_vin_is_one_vehicle_but_a_plate_may_move(register):
    first = register(**LOGAN)
    with pytest.raises(units.UnitKnown) as refusal:
        register(**(LOGAN | {"plate": "B 01 NEW"}))
    assert refusal.value.field == "vin"

    second = register(**(LOGAN | {"vin": "", "model": "Duster"}))
    assert set(queries.find("bv23flt")) == {first, second}
    assert queries.alike(kind="vehicle", plate="BV-23-FLT", apart_from=second.pk) == [first]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "no_identity"),
        ({"make": "Dacia", "vin": "U" * 18}, "vin_too_long"),
        ({"make": "Dacia", "year": 19}, "year_not_right"),
        ({"make": "Dacia", "kind": "boat"}, "unknown_kind"),
        ({"make": "Dacia", "meter_kind": "miles"}, "unknown_meter"),
    ],
)
def test_a_card_that_says_too_little_or_nonsense_is_refused(register, values, code):
    with pytest.raises(Refused) as refusal:
        register(**values)
    assert refusal.value.code == code
    assert Unit.objects.count() == 0


def test_a_unit_is_found_by_plate_vin_tail_serial_and_words(register):
    car = register(**LOGAN)
    for text in ("BV 23 FLT", "bv23", "FLT", "345678", "dacia logan", "UU1LSDL4H12345678"):
        assert queries.suggest(text=text) == [car], text
    russian = register(make="Lada", model="Vesta", plate="А123ВС77")
    assert queries.suggest(text="a123bc") == queries.suggest(text="а123вс") == [russian]


def test_a_lower_meter_warns_and_never_blocks(register, ana, at):
    """Rule 68."""
    car = register(**LOGAN, meter=176_020)
    lower = units.read_meter(unit=car, value=150_000, source="intake", by=ana, at=at)
    assert (lower.is_lower_than_before, lower.is_correction, car.meter) == (True, False, 150_000)
    right = units.read_meter(unit=car, value=149_000, source="page", is_correction=True, by=ana, at=at)
    assert (right.is_lower_than_before, right.is_correction) == (True, True)
    assert units.read_meter(unit=car, value=150_500, source="handover", by=ana, at=at).is_lower_than_before is False
    with pytest.raises(Refused):
        units.read_meter(unit=car, value=-1, source="page", by=ana, at=at)


def test_the_service_book_stays_with_the_unit_and_hides_the_previous_owner(register, person, ana, at):
    """Rule 68: the new owner sees works, not the previous owner's name or prices."""
    ion, radu = person("Ion Popescu"), person("Radu Matei")
    car = register(ion, **LOGAN)
    old = Paper.objects.create(
        kind="invoice", doc_id=car.pk, number="MND 26-00001", on=at.date(), at=at, state="posted", title="Brakes", amount=Decimal(500),
        currency="RON", party_id=ion.pk, unit_id=car.pk,
    )  # fmt: skip
    units.change_owner(unit=car, party=radu, on=date(2026, 11, 25), by=ana, at=at)

    assert [(row.party, row.to_on) for row in queries.owners_of(car)] == [(radu, None), (ion, date(2026, 11, 25))]
    (shown,) = queries.service_book(unit=car, shown_to=radu)
    assert (shown.title, shown.amount, shown.pk) == ("Brakes", None, None)
    (own,) = queries.service_book(unit=car)
    assert (own.amount, own.pk) == (Decimal(500), old.pk)
    assert "Ion" not in str(queries.for_paper(car))
    with pytest.raises(units.SameOwner):
        units.change_owner(unit=car, party=radu, on=date(2026, 11, 26), by=ana, at=at)
    with pytest.raises(Refused) as refusal:
        units.change_owner(unit=car, party=ion, on=date(2026, 11, 1), by=ana, at=at)
    assert refusal.value.code == "owner_too_early"


def test_merging_units_joins_owners_meters_and_history(register, person, ana, at):
    """Rule 67 for units."""
    ion, radu = person("Ion Popescu"), person("Radu Matei")
    kept = register(ion, make="Dacia", model="Logan", plate="BV 23 FLT", meter=100)
    lost = register(radu, make="Dacia", model="Logan", vin="UU1LSDL4H12345678", plate="BV 99 OLD")
    units.read_meter(unit=lost, value=250, source="intake", by=ana, at=at + timedelta(hours=1))
    paper = Paper.objects.create(kind="work_order", doc_id=lost.pk, on=at.date(), at=at, state="finished", unit_id=lost.pk)

    preview = queries.merge_preview(loser=lost, survivor=kept)
    assert (preview.fills["vin"], preview.readings, preview.ownerships, preview.papers) == ("UU1LSDL4H12345678", 1, 1, 1)
    unit = units.merge(loser=lost, survivor=kept, by=ana, at=at)

    assert (unit.vin, unit.plate, unit.meter, unit.owner_id) == ("UU1LSDL4H12345678", "BV 23 FLT", 250, ion.pk)
    assert queries.survivor_of(lost.pk) == unit
    assert MeterReading.objects.filter(unit=unit).count() == 2
    assert {row.party for row in queries.owners_of(unit) if row.to_on} == {radu}
    paper.refresh_from_db()
    assert paper.unit_id == lost.pk
    assert [entry.kind for entry in queries.service_book(unit=unit)] == ["work_order"]
    assert queries.suggest(text="BV99OLD") == [unit]
    with pytest.raises(units.AlreadyMerged):
        units.change(unit=lost, data=UnitInput(make="X"), by=ana, at=at)
    with pytest.raises(units.MergeNotPossible):
        units.merge(loser=unit, survivor=register(kind="device", make="Apple", model="iPhone"), by=ana, at=at)


def test_units_follow_their_owner_into_a_merge(register, person, ana, at):
    ion, jon = person("Ion Popescu"), person("Jon Popescu")
    car = register(jon, **LOGAN)
    parties.merge(loser=jon, survivor=ion, by=ana, at=at)
    assert queries.units_of(ion) == [car]
    assert queries.owners_of(car)[0].party == ion


def test_a_change_is_found_and_logged(register, ana, at):
    car = register(**LOGAN)
    units.change(unit=car, data=replace(units.as_input(car), plate="B 100 NEW"), version=1, by=ana, at=at)
    assert queries.suggest(text="b100new") == [car]
    assert queries.suggest(text="bv23flt") == []
    entry = HistoryEntry.objects.get(doc_id=car.pk, what="changed")
    assert entry.facts["changes"] == {"plate": ["BV 23 FLT", "B 100 NEW"]}
