"""From the open order to the charges, with figures."""

from decimal import Decimal
from uuid import uuid4

import pytest

from mendery.ground.documents.models import HistoryEntry, Paper
from mendery.ground.documents.search import find_ids
from mendery.ground.events import Refused
from mendery.workshop.workorders import papers, queries
from mendery.workshop.workorders.actions import finishing, jobs, parts, quality
from mendery.workshop.workorders.actions.lines import LineInput
from mendery.workshop.workorders.models import DeferredWork, Job, WorkOrder

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


def test_an_order_opens_with_its_jobs_number_and_place_in_the_register(bench: Bench) -> None:
    pads = bench.item("GDB2187", price="241.67")
    order = bench.open(("Front brakes", [bench.part(pads, "2"), bench.work("1.5", "120")]))
    assert order.number == "26-00001"
    assert (order.net, order.gross) == (D("663.34"), D("802.64"))
    paper = Paper.objects.get(kind="work_order", doc_id=order.pk)
    assert (paper.number, paper.state, paper.amount, paper.unit_id) == (order.number, "open", D("802.64"), bench.unit.pk)
    assert find_ids(text="00001", kinds=["order"]) == [order.pk]
    assert bench.line(order).is_stocked
    assert bench.stage(order) == "diagnosis"


def test_thirds_of_an_hour_and_vat_on_the_whole(bench: Bench) -> None:
    order = bench.open(("Work", [bench.work("0.3", "33.33")]))
    assert order.net == D("10.00")
    many = bench.open(("Clips", [LineInput(kind="part", text="Clip", quantity=D(1), price=D("241.67"))] * 50))
    assert (many.net, many.gross) == (D("12083.50"), D("14621.04"))


def test_the_whole_way_charges_what_was_agreed_at_the_cost_of_the_shelf(bench: Bench) -> None:
    pads = bench.item("PADS", price="100.00")
    bench.receive((pads, "1", "50.00"), (pads, "5", "300.00"))
    order = bench.open(("Front brakes", [bench.part(pads, "2"), bench.work("2", "120")]))
    bench.approve(order)
    assert bench.balance(pads) == (D(6), D(2))
    assert bench.stage(order) == "work"
    bench.start(order)
    slip = bench.issue(order)
    assert slip.value == D("110.00")
    line = bench.line(order)
    assert (line.issued, line.cost) == (D(2), D("110.00"))
    assert bench.again(order).cost == D("110.00")
    assert bench.balance(pads) == (D(4), D(0))
    bench.done(order)
    assert bench.stage(order) == "check"
    bench.check(order)
    done = bench.finish(order)
    assert (done.state, done.finished_at is not None) == ("finished", True)
    charged = bench.charges(order)
    assert [(one.kind, one.quantity, one.net, one.group) for one in charged] == [
        ("part", D(2), D("200.00"), "Front brakes"), ("labour", D(2), D("240.00"), "Front brakes"),
    ]  # fmt: skip
    assert Paper.objects.get(kind="work_order", doc_id=order.pk).state == "finished"


def test_what_is_short_waits_and_a_receipt_moves_the_order_on(bench: Bench) -> None:
    disc = bench.item("DISC")
    bench.receive((disc, "1", "80.00"))
    order = bench.open(("Discs", [bench.part(disc, "2")]))
    bench.approve(order)
    assert bench.reservation(bench.line(order)) == (D(2), D(1))
    assert bench.stage(order) == "parts"
    sheet = queries.order_sheet(order.pk, at=bench.at)
    assert sheet.jobs[0].lines[0].state == "short"
    assert queries.next_step(sheet).code == "order_parts"
    bench.receive((disc, "4", "320.00"))
    assert bench.reservation(bench.line(order)) == (D(2), D(2))
    assert bench.stage(order) == "work"
    assert HistoryEntry.objects.filter(doc_id=order.pk, what="parts_arrived").exists()


def test_two_orders_want_the_last_two_pieces(bench: Bench) -> None:
    filter_ = bench.item("OC90")
    bench.receive((filter_, "2", "20.00"))
    first = bench.open(("Oil", [bench.part(filter_, "2")]))
    second = bench.open(("Oil", [bench.part(filter_, "2")]))
    assert bench.reservation(bench.line(first)) is None  # a draft creates no demand
    bench.approve(first)
    bench.approve(second)
    assert bench.reservation(bench.line(first)) == (D(2), D(2))
    assert bench.reservation(bench.line(second)) == (D(2), D(0))
    bench.decline(first, 1)
    assert bench.reservation(bench.line(first)) is None
    assert bench.reservation(bench.line(second)) == (D(2), D(2))
    assert bench.stage(second) == "work"


def test_unanswered_and_declined_jobs_are_kept_for_next_time_and_taken_up_again(bench: Bench) -> None:
    from mendery.workshop.workorders.actions import deferred

    pads = bench.item("PADS", price="100.00")
    order = bench.open(
        ("Oil", [bench.work()]), ("Pads", [bench.part(pads, "2", discount_percent=D(10))]), ("Wipers", [bench.work("0.5", "60")])
    )
    bench.approve(order, 1)
    bench.decline(order, 2, why="Too dear")
    bench.start(order)
    bench.check(order)
    bench.finish(order)
    kept = {one.title: one for one in DeferredWork.objects.filter(closed_at=None)}
    assert set(kept) == {"Pads", "Wipers"}
    assert (kept["Pads"].why, kept["Pads"].gross) == ("Too dear", D("217.80"))
    assert [one.text for one in bench.charges(order)] == ["Change the pads"]
    next_order = bench.open()
    job = deferred.readd(order=next_order, deferred=kept["Pads"], **bench.act)
    line = bench.line(next_order)
    assert (job.title, line.quantity, line.price, line.discount_percent, line.net) == ("Pads", D(2), D(100), D(10), D("180.00"))
    assert [one.title for one in queries.deferred_of(bench.unit.pk)] == ["Wipers"]
    with pytest.raises(Refused) as error:
        deferred.readd(order=next_order, deferred=kept["Pads"], **bench.act)
    assert error.value.code == "deferred_closed"
    deferred.forget(deferred=kept["Wipers"], **bench.act)
    assert queries.deferred_of(bench.unit.pk) == []


def test_a_declined_job_that_is_agreed_to_after_all_is_not_kept(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    bench.decline(order, 1)
    assert DeferredWork.objects.filter(closed_at=None).count() == 1
    bench.approve(order)
    assert DeferredWork.objects.filter(closed_at=None).count() == 0


def test_parts_come_back_to_the_layers_they_came_from(bench: Bench) -> None:
    bulb = bench.item("H7")
    bench.receive((bulb, "1", "10.00"))
    bench.receive((bulb, "1", "14.00"))
    order = bench.open(("Lights", [bench.part(bulb, "2")]))
    bench.approve(order)
    bench.start(order)
    bench.issue(order)
    line = bench.line(order)
    paper = parts.take_back(order=order, quantities={line.pk: D(1)}, on=bench.on, **bench.act)
    assert paper.value == D("14.00")
    line.refresh_from_db()
    assert (line.issued, line.cost) == (D(1), D("10.00"))
    assert bench.again(order).cost == D("10.00")


def test_a_finished_order_is_taken_up_again_and_charged_anew(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    bench.whole_way(order)
    assert len(bench.charges(order)) == 1
    finishing.reopen(order=order, reason="Oil filter forgotten", **bench.act)
    assert bench.charges(order) == []
    quality.fail_check(order=order, note="Leaks", **bench.act)
    assert bench.again(order).state == "in_work"
    assert bench.job(order).done_at is None
    bench.check(order)
    bench.finish(order)
    assert len(bench.charges(order)) == 1


def test_an_order_whose_jobs_were_all_declined_is_finished_without_charges(bench: Bench) -> None:
    order = bench.open(("Gearbox", [bench.work("10", "150")]), intake_unit_id=uuid4())
    bench.decline(order, 1)
    assert bench.stage(order) == "ready"
    bench.finish(order)
    assert bench.charges(order) == []
    assert bench.again(order).state == "finished"


def test_a_cancelled_order_lets_its_parts_go(bench: Bench) -> None:
    pads = bench.item("PADS")
    bench.receive((pads, "2", "80.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2")]), ("Wash", [bench.work()]))
    bench.approve(order, 1)
    assert bench.balance(pads) == (D(2), D(2))
    finishing.cancel(order=order, reason="Sold the car", **bench.act)
    assert bench.balance(pads) == (D(2), D(0))
    assert bench.again(order).stage == "cancelled"
    assert [one.title for one in queries.deferred_of(bench.unit.pk)] == ["Wash"]


def test_the_sheet_shows_sums_margin_and_next_step(bench: Bench) -> None:
    pads = bench.item("PADS", price="100.00", last_cost=D("60"))
    bench.receive((pads, "2", "120.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2"), bench.work("1", "100")]))
    sheet = queries.order_sheet(order.pk, at=bench.at)
    assert (sheet.total.net, sheet.labour, sheet.parts, sheet.margin.amount) == (D("300.00"), D("100.00"), D("200.00"), D("180.00"))
    assert sheet.jobs[0].lines[0].state == "on_hand"
    assert queries.next_step(sheet).code == "send_estimate"
    bench.approve(order)
    assert queries.next_step(queries.order_sheet(order.pk, at=bench.at)).code == "start"
    bench.start(order)
    assert queries.next_step(queries.order_sheet(order.pk, at=bench.at)).code == "issue_parts"
    bench.issue(order)
    assert queries.next_step(queries.order_sheet(order.pk, at=bench.at)).code == "finish_jobs"
    bench.done(order)
    assert queries.next_step(queries.order_sheet(order.pk, at=bench.at)).code == "check"
    bench.check(order)
    assert queries.next_step(queries.order_sheet(order.pk, at=bench.at)).code == "finish"
    bench.finish(order)
    sheet = queries.order_sheet(order.pk, at=bench.at)
    assert queries.next_step(sheet, queries.Money(unbilled=D(300))).code == "invoice"
    assert queries.next_step(sheet, queries.Money(owed=D(300))).code == "pay"
    assert queries.next_step(sheet).code == "none"


def test_the_work_order_prints_without_declined_jobs_and_house_steps(bench: Bench) -> None:
    step = bench.item("WASH", kind="operation", norm_hours=D("0.2"), price=None)
    order = bench.open(("Brakes", [bench.work(), LineInput(item_id=step.pk)]), ("Wipers", [bench.work()]))
    bench.decline(order, 2)
    paper = papers.snapshot(order.pk)
    assert [group["title"] for group in paper["groups"]] == ["Brakes"]
    assert len(paper["groups"][0]["lines"]) == 1
    assert paper["totals"]["gross"] == "121.00"
    assert paper["order"]["complaint"] == "Brake noise"


def test_a_job_is_added_later_and_asked_about_apart(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    bench.approve(order)
    bench.start(order)
    job = jobs.add(order=order, title="Wipers", lines=[bench.work("0.5", "60")], **bench.act)
    assert (job.seq, Job.objects.get(pk=job.pk).state) == (2, "draft")
    assert WorkOrder.objects.get(pk=order.pk).gross == D("157.30")
    bench.check(order)
    bench.finish(order)
    assert [one.title for one in queries.deferred_of(bench.unit.pk)] == ["Wipers"]
