from datetime import UTC, date, datetime

from mendery.registers.equipment.models import Unit
from mendery.workshop.warranty.actions import Grant, grant, void
from mendery.workshop.warranty.queries import coverage_of


def _unit(at):
    return Unit.objects.create(kind="vehicle", make="Dacia", model="Logan", created_at=at)


def test_a_part_may_be_covered_longer_than_the_repair(founded, at):
    unit, by = _unit(at), founded.actor("manager")
    grant(
        grants=[
            Grant(unit_id=unit.pk, kind="repair", text="Brakes", starts_on=date(2026, 11, 24), months=3),
            Grant(unit_id=unit.pk, kind="part", text="Disc", starts_on=date(2026, 11, 24), months=24, meter_limit=150_000),
            Grant(unit_id=unit.pk, kind="part", text="Bulb", starts_on=date(2026, 11, 24), months=0),
        ],
        by=by, at=at,
    )  # fmt: skip

    assert [one.text for one in coverage_of(unit_id=unit.pk, on=date(2027, 2, 24))] == ["Disc", "Brakes"]
    assert [one.text for one in coverage_of(unit_id=unit.pk, on=date(2027, 2, 25))] == ["Disc"]
    assert coverage_of(unit_id=unit.pk, on=date(2027, 2, 25), meter=150_001) == []


def test_a_voided_warranty_stays_with_its_reason(founded, at):
    unit, by = _unit(at), founded.actor("manager")
    [one] = grant(grants=[Grant(unit_id=unit.pk, kind="repair", text="Screen", starts_on=date(2026, 11, 24), months=3)], by=by, at=at)

    void(warranty=one, reason="opened elsewhere", by=by, at=datetime(2026, 12, 1, tzinfo=UTC))

    [row] = coverage_of(unit_id=unit.pk, on=date(2026, 12, 2))
    assert row.is_void


def test_programs_read_what_covers_a_unit(founded, at):
    unit, by = _unit(at), founded.actor("manager")
    grant(grants=[Grant(unit_id=unit.pk, kind="repair", text="Brakes", starts_on=date(2026, 11, 24), months=3)], by=by, at=at)

    answer = founded.api("receptionist").get(f"/warranties/of-unit/{unit.pk}?on=2026-12-24")

    assert answer.status_code == 200
    assert answer.json()[0]["ends_on"] == "2027-02-24"
