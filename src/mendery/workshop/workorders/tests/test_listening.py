"""What orders do when the counter, the store and the registers tell or ask something."""

from datetime import date
from decimal import Decimal

import pytest

from mendery.ground.company.events import BusinessFounded
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused, publish
from mendery.registers.equipment.actions import units as unit_actions
from mendery.registers.equipment.models import Unit
from mendery.registers.parties import actions as party_actions
from mendery.registers.parties.models import Party
from mendery.trade.stock.models import SerialNumber
from mendery.workshop.reception.actions import handover, intake
from mendery.workshop.reception.actions.handover import HandoverInput
from mendery.workshop.reception.actions.intake import IntakeInput, UnitAtCounter
from mendery.workshop.reception.models import IntakeUnit
from mendery.workshop.warranty.models import Warranty
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.actions import jobs
from mendery.workshop.workorders.models import DeferredWork, Stage, WorkOrder, WorkOrderDetails

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


def receive_unit(bench: Bench) -> WorkOrder:
    data = IntakeInput(
        branch=bench.workshop.branch, party=bench.party,
        units=[UnitAtCounter(unit=bench.unit, complaint="Brake noise\nat the front", meter=96420, spend_limit=D(500), waits_here=True)],
    )  # fmt: skip
    taken = intake.receive(data=data, **bench.act)
    return WorkOrder.objects.get(pk=IntakeUnit.objects.get(intake=taken).order_id)


def leave(bench: Bench, order: WorkOrder) -> None:
    Party.objects.filter(pk=bench.party.pk).update(payment_days=30)
    bench.party.refresh_from_db()
    data = HandoverInput(order=DocumentRef("work_order", order.pk, order.number), party=bench.party, to_name="Mihai Popescu")
    handover.hand_over(data=data, **bench.act)


def test_a_unit_that_is_taken_in_gets_its_order(bench: Bench) -> None:
    order = receive_unit(bench)
    details = WorkOrderDetails.objects.get(order=order)
    assert (order.stage, order.title, order.adviser) == ("arrived", "Brake noise", "Mihai Pop")
    assert (details.meter, details.spend_limit, details.waits_here) == (96420, D("500.00"), True)


def test_a_unit_leaves_only_when_its_order_is_over_and_warranty_begins_that_day(bench: Bench) -> None:
    battery = bench.item("BAT", goods_warranty_months=12, tracks_serials=True, name="Battery")
    engine = bench.item("ENG", kind="work", price="120", work_warranty_months=6)
    bench.receive((battery, "1", "200.00"), serials=("SN1",))
    order = receive_unit(bench)
    jobs.add(order=order, title="Battery", lines=[bench.part(battery)], **bench.act)
    jobs.add(order=order, title="Engine", lines=[bench.part(engine), bench.work()], **bench.act)
    jobs.add(order=order, title="Oil", lines=[bench.work()], **bench.act)
    jobs.add(order=order, title="Wipers", lines=[bench.work()], **bench.act)
    with pytest.raises(Refused) as error:
        leave(bench, order)
    assert error.value.code == "order_not_finished"
    bench.approve(order, 1, 2, 3)
    bench.start(order)
    line = bench.line(order)
    bench.issue(order, {line.pk: D(1)}, serials={line.pk: ["SN1"]})
    bench.check(order)
    bench.finish(order)
    assert bench.stage(order) == "ready"
    leave(bench, order)
    assert bench.stage(order) == "handed_over"
    granted = {(one.kind, one.text): one for one in Warranty.objects.filter(order_id=order.pk)}
    assert set(granted) == {("part", "Battery"), ("repair", "Engine"), ("repair", "Oil")}
    assert granted["part", "Battery"].serial == "SN1"
    assert granted["part", "Battery"].ends_on == date(2027, 11, 24)
    assert granted["repair", "Engine"].ends_on == date(2027, 5, 24)
    assert granted["repair", "Oil"].ends_on == date(2027, 2, 24)
    assert SerialNumber.objects.get(serial="SN1").unit_id == bench.unit.pk
    assert [line.serials for line in queries.fitted_parts(bench.unit.pk)] == [["SN1"]]


def test_a_cancelled_repair_promises_nothing(bench: Bench) -> None:
    from mendery.workshop.workorders.actions import finishing

    order = receive_unit(bench)
    finishing.cancel(order=order, reason="Too dear", **bench.act)
    leave(bench, order)
    assert not Warranty.objects.exists()
    assert bench.stage(order) == "cancelled"


def test_a_business_begins_with_the_standard_stages(bench: Bench) -> None:
    Stage.objects.all().delete()
    publish(BusinessFounded(bench.workshop.branch.pk))
    codes = list(Stage.objects.order_by("seq").values_list("code", flat=True))
    assert codes == ["booked", "arrived", "diagnosis", "approval", "parts", "work", "check", "ready", "handed_over", "cancelled"]


def test_open_orders_follow_a_merged_customer_and_closed_ones_stay(bench: Bench) -> None:
    closed, open_ = bench.open(("Oil", [bench.work()])), bench.open(("Brakes", [bench.work()]))
    bench.whole_way(closed)
    WorkOrder.objects.filter(pk=closed.pk).update(handed_over_at=bench.at)
    survivor = Party.objects.create(name="Mihai Popescu", sort_key="mihai popescu", created_at=bench.at)
    party_actions.merge(loser=bench.party, survivor=survivor, **bench.act)
    assert bench.again(open_).party_id == survivor.pk
    assert bench.again(closed).party_id == bench.party.pk


def test_declined_work_follows_a_merged_unit(bench: Bench) -> None:
    order = bench.open(("Gearbox", [bench.work("10")]))
    bench.decline(order, 1)
    survivor = Unit.objects.create(kind="vehicle", make="Dacia", plate="BV07MTX", plate_key="bv07mtx", created_at=bench.at)
    unit_actions.merge(loser=bench.unit, survivor=survivor, **bench.act)
    assert DeferredWork.objects.get().unit_id == survivor.pk
    assert bench.again(order).unit_id == survivor.pk
    assert len(queries.works_of(survivor.pk)) == 1
