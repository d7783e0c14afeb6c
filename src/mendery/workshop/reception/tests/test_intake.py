"""Taking units in: what is written, and what is refused."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.documents.models import AuditEvent, HistoryEntry, Paper
from mendery.ground.events import Refused
from mendery.ground.people.secrets import unseal
from mendery.ground.tenancy.scope import business
from mendery.registers.equipment.models import MeterReading, Unit
from mendery.registers.parties.models import Consent, Party
from mendery.workshop.reception.actions import drafts, intake, visits
from mendery.workshop.reception.actions.intake import IntakeInput, UnitAtCounter
from mendery.workshop.reception.models import Custody, Intake, IntakeDraft, IntakeUnit
from tests import cast

from .counter import Counter, picture

pytestmark = pytest.mark.django_db


def test_a_unit_taken_in_is_in_our_hands_with_its_act_and_its_order(counter):
    taken = counter.taken(meter=96420, accessories=["Key, 1 pc"], condition="Scratch on the door", spend_limit=Decimal(500))
    custody = Custody.objects.get()
    assert (custody.state, custody.unit, custody.order_id) == ("here", counter.unit, taken.order_id)
    act = Paper.objects.get(kind="intake_act")
    assert (act.number, act.doc_id, act.party_id, act.order_id) == ("R 26-00001", taken.pk, counter.party.pk, taken.order_id)
    assert act.frozen["extra"]["accessories"] == ["Key, 1 pc"]
    assert act.frozen["extra"]["spend_limit"] == "500"
    assert act.frozen["order"]["number"] == Paper.objects.get(kind="work_order").number
    reading = MeterReading.objects.get(source="intake")
    assert (reading.value, Unit.objects.get(pk=counter.unit.pk).meter) == (96420, 96420)
    assert HistoryEntry.objects.filter(doc_id=taken.order_id, what="received").count() == 1


def test_several_units_of_one_visit_are_several_repairs(counter):
    visit = counter.receive(counter.unit, counter.car("BV 11 AAA"), counter.phone())
    units = list(visit.units.order_by("seq"))
    assert len({one.order_id for one in units}) == 3
    assert set(Paper.objects.filter(kind="intake_act").values_list("number", flat=True)) == {f"{visit.number}/{seq}" for seq in (1, 2, 3)}
    assert Paper.objects.filter(kind="work_order").count() == 3


@pytest.mark.parametrize(
    ("units", "code"),
    [
        (lambda counter: [], "no_units"),
        (lambda counter: [UnitAtCounter(unit=counter.unit, complaint=" \n")], "no_complaint"),
        (lambda counter: [UnitAtCounter(unit=counter.unit, complaint="a")] * 2, "unit_twice"),
    ],
)
def test_what_cannot_be_taken_in(counter, units, code):
    with pytest.raises(Refused) as refusal:
        intake.receive(
            data=IntakeInput(branch=counter.workshop.branch, party=counter.party, units=units(counter)), by=counter.by, at=counter.at
        )
    assert refusal.value.code == code
    assert not Intake.objects.exists()


def test_what_is_here_cannot_come_again_before_it_left(counter):
    counter.receive()
    with pytest.raises(intake.UnitAlreadyHere) as refusal:
        counter.receive()
    assert refusal.value.text == "BV 07 MTR is here already, on order 26-00001."


@pytest.mark.django_db(transaction=True)
def test_two_counters_take_the_same_unit_in_at_once(transactional_db, at, parallel):
    workshop = cast.found("garage", "Garaj Popescu")
    with business(workshop.business.pk):
        counter = Counter(workshop, at)
    results = parallel(workshop.business.pk, [counter.receive, counter.receive])
    assert sorted(type(one).__name__ for one in results) == ["Intake", "UnitAlreadyHere"]
    with business(workshop.business.pk):
        assert Custody.objects.count() == 1


def test_new_customer_and_new_unit_are_registered_or_nothing_is(counter):
    new = {"name": "Ioana Albu", "phone": "0722 410 387", "kind": "person"}
    unit = visits.TypedUnit(complaint="No light", new={"kind": "vehicle", "type": "car", "plate": "BV 99 NEW", "make": "VW"}, meter=10)
    visit = partial(visits.Visit, branch=counter.workshop.branch, new_party=new, reminders=True)
    with pytest.raises(Refused):
        visits.take_in(visit=visit(units=[unit, visits.TypedUnit(complaint="", unit_id=counter.unit.pk)]), by=counter.by, at=counter.at)
    assert not Party.objects.filter(name="Ioana Albu").exists()
    taken = visits.take_in(visit=visit(units=[unit]), by=counter.by, at=counter.at)
    owner = Party.objects.get(name="Ioana Albu")
    assert (taken.party, taken.phone) == (owner, "+40722410387")
    assert Unit.objects.get(plate="BV 99 NEW").owner == owner
    assert set(Consent.objects.filter(party=owner).values_list("purpose", flat=True)) == {"processing", "reminders"}


def test_unlock_codes_are_encrypted_at_once(counter):
    taken = counter.taken(counter.phone(), secret="4711")
    assert unseal(bytes(taken.secret)) == "4711"
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM reception_intakeunit")
        assert b"4711" not in bytes(cursor.fetchone()[0])
    assert "4711" not in str(list(Paper.objects.values_list("frozen", flat=True)))
    assert "4711" not in str(list(HistoryEntry.objects.values_list("facts", "note")))


def test_the_audit_trail_does_not_keep_unlock_codes_not_even_encrypted(counter):
    taken = counter.taken(counter.phone(), secret="4711")
    IntakeUnit.objects.filter(pk=taken.pk).update(secret=b"", condition="Dent")
    created, erased = AuditEvent.objects.filter(row_id=taken.pk).order_by("at")
    assert created.changes["secret"] == "•••"
    assert erased.changes == {"secret": ["•••", "•••"], "condition": ["", "Dent"]}


def test_ten_units_cost_little_more_than_one(counter):
    with CaptureQueriesContext(
        connection,
    ) as one:
        counter.receive(counter.unit)
    cars = [counter.car(f"BV {n} TEN") for n in range(10, 20)]
    with CaptureQueriesContext(connection) as ten:
        counter.receive(*cars)
    assert len(ten) - len(one) <= 9 * 16, f"{len(one)} and {len(ten)}"


def test_a_draft_is_one_persons_and_comes_back(counter):
    branch = counter.workshop.branch
    first = drafts.start(branch=branch, by=counter.by, at=counter.at)
    assert drafts.start(branch=branch, by=counter.by, at=counter.at) == first
    other = drafts.start(branch=branch, by=counter.workshop.actor("manager"), at=counter.at)
    assert other != first
    assert drafts.start(branch=branch, is_fresh=True, by=counter.by, at=counter.at) != first


def test_unlock_codes_of_a_draft_are_sealed_changed_and_taken_out_with_their_unit(counter):
    draft = drafts.start(branch=counter.workshop.branch, by=counter.by, at=counter.at)
    units = [{"new": {"model": name}, "order_id": "x"} for name in ("A", "B", "C")]
    drafts.save_step(draft=draft, step="photos", changes={"units": units}, secrets={0: "11", 1: "22", 2: "33"}, at=counter.at)
    kept = IntakeDraft.objects.get()
    assert b"22" not in bytes(kept.secret)
    assert "22" not in str(kept.data)
    drafts.save_step(draft=kept, step="photos", changes={}, secrets={0: ""}, at=counter.at)
    drafts.take_out(draft=kept, index=1, at=counter.at)
    kept = IntakeDraft.objects.get()
    assert drafts.secrets_of(kept) == {1: "33"}
    assert [one["new"]["model"] for one in kept.data["units"]] == ["A", "C"]
    drafts.take_out(draft=kept, index=0, at=counter.at)
    drafts.take_out(draft=kept, index=0, at=counter.at)
    assert len(IntakeDraft.objects.get().data["units"]) == 1


def test_a_signature_is_kept_and_stands_on_the_act(counter):
    data = IntakeInput(
        branch=counter.workshop.branch, party=counter.party, units=[UnitAtCounter(unit=counter.unit, complaint="Noise")],
        brought_by="The driver", signature=picture("PNG"),
    )  # fmt: skip
    taken = intake.receive(data=data, by=counter.by, at=counter.at)
    signed = Paper.objects.get(kind="intake_act").frozen["signatures"][0]
    assert taken.is_signed
    assert (signed["name"], bool(signed["attachment_id"])) == ("The driver", True)
    assert IntakeUnit.objects.get().intake == taken
