"""What an order says no to; nothing is changed then."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from mendery.ground.events import Refused
from mendery.workshop.workorders.actions import approval, finishing, jobs, labour, leaving, lines, opening, parts, quality
from mendery.workshop.workorders.actions.lines import LineInput
from mendery.workshop.workorders.models import Job, WorkOrder

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


def code_of(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as error:
        act()
    assert error.value.text
    return error.value.code


def test_rule_18_three_hundred_agreed_with_ten_percent(bench: Bench) -> None:
    order = bench.open(("Gearbox", [LineInput(kind="labour", text="Repair", quantity=D(1), price=D("247.93"))]))
    assert order.gross == D("300.00")
    bench.approve(order)
    lines.change(line=bench.line(order), changes={"price": D("272.73")}, **bench.act)  # 330.00
    assert (bench.job(order).gross, bench.job(order).state) == (D("330.00"), "approved")
    lines.change(line=bench.line(order), changes={"price": D("272.74")}, **bench.act)  # 330.02
    assert bench.job(order).state == "changed"
    assert bench.stage(order) == "approval"
    assert code_of(lambda: bench.start(order)) == "changed_since_approval"
    assert (
        code_of(lambda: labour.start(job=bench.job(order), staff=bench.workshop.staff["mechanic"], **bench.act)) == "changed_since_approval"
    )
    bench.approve(order)
    assert (bench.job(order).approved_gross, bench.job(order).state) == (D("330.02"), "approved")
    bench.start(order)


def test_a_job_that_grew_too_much_keeps_what_was_agreed_and_cannot_be_charged(bench: Bench) -> None:
    pads = bench.item("PADS")
    bench.receive((pads, "10", "500.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2")]))
    bench.approve(order)
    bench.start(order)
    lines.change(line=bench.line(order), changes={"quantity": D(5)}, **bench.act)
    assert bench.reservation(bench.line(order)) == (D(2), D(2))
    assert code_of(lambda: bench.issue(order, {bench.line(order).pk: D(3)})) == "more_than_agreed"
    bench.issue(order)
    bench.check(order)
    assert code_of(lambda: bench.finish(order)) == "changed_since_approval"
    bench.approve(order)
    assert bench.reservation(bench.line(order)) == (D(3), D(3))


def test_nothing_starts_without_the_customers_word(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    assert code_of(lambda: bench.start(order)) == "nothing_approved"
    assert code_of(lambda: bench.finish(order)) == "not_in_work"
    assert code_of(lambda: bench.check(order)) == "not_in_work"
    assert code_of(lambda: labour.start(job=bench.job(order), staff=bench.workshop.staff["mechanic"], **bench.act)) == "job_not_approved"
    assert code_of(lambda: labour.finish_job(jobs=[bench.job(order)], **bench.act)) == "job_not_approved"


def test_an_answer_says_who_how_and_about_what(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]), ("Empty", []))
    one = bench.job(order)
    assert code_of(lambda: approval.approve(jobs=[one], who=" ", how="phone", **bench.act)) == "who_missing"
    assert code_of(lambda: approval.approve(jobs=[one], who="M", how="dream", **bench.act)) == "how_missing"
    assert code_of(lambda: approval.approve(jobs=[], who="M", how="phone", **bench.act)) == "no_jobs"
    assert code_of(lambda: bench.approve(order)) == "job_empty"
    other = bench.open(("Other", [bench.work()]))
    both = [one, bench.job(other)]
    assert code_of(lambda: approval.approve(jobs=both, who="M", how="phone", **bench.act)) == "no_jobs"


def test_parts_that_lie_on_the_job_hold_everything(bench: Bench) -> None:
    pads = bench.item("PADS")
    bench.receive((pads, "2", "80.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2")]))
    assert code_of(lambda: bench.issue(order)) == "nothing_to_issue"
    assert code_of(lambda: bench.issue(order, {bench.line(order).pk: D(1)})) == "job_not_approved"
    bench.approve(order)
    bench.start(order)
    bench.issue(order, {bench.line(order).pk: D(1)})
    line = bench.line(order)
    assert code_of(lambda: bench.decline(order, 1)) == "parts_issued"
    assert code_of(lambda: finishing.cancel(order=order, reason="no", **bench.act)) == "parts_issued"
    assert code_of(lambda: lines.remove(line=line, **bench.act)) == "parts_issued"
    assert code_of(lambda: lines.change(line=line, changes={"quantity": D("0.5")}, **bench.act)) == "parts_issued"
    assert code_of(lambda: parts.take_back(order=order, quantities={line.pk: D(2)}, on=bench.on, **bench.act)) == "return_exceeds_issue"
    assert code_of(lambda: parts.take_back(order=order, quantities={}, **bench.act)) == "nothing_to_return"
    bench.check(order)
    assert code_of(lambda: bench.finish(order)) == "parts_not_issued"


def test_somebody_elses_parts_are_not_ours_to_take(bench: Bench) -> None:
    pads = bench.item("PADS")
    bench.receive((pads, "2", "80.00"))
    first, second = (bench.open(("Brakes", [bench.part(pads, "2")])) for _ in range(2))
    bench.approve(first)
    bench.approve(second)
    assert code_of(lambda: bench.issue(second)) == "nothing_to_issue"
    assert code_of(lambda: bench.issue(second, {bench.line(second).pk: D(1)})) == "not_enough_in_stock"
    assert bench.line(second).issued == 0


def test_work_that_runs_must_stop_first(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    bench.approve(order)
    labour.start(job=bench.job(order), staff=bench.workshop.staff["mechanic"], **bench.act)
    assert bench.again(order).state == "in_work"  # the first who begins starts the order
    assert code_of(lambda: bench.check(order)) == "labour_open"
    labour.stop(staff=bench.workshop.staff["mechanic"], **bench.act)
    bench.check(order)


def test_a_closed_order_takes_no_changes(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    bench.whole_way(order)
    job, line = bench.job(order), bench.line(order)
    for act in (
        lambda: lines.add(job=job, data=bench.work(), **bench.act),
        lambda: lines.change(line=line, changes={"price": D(1)}, **bench.act),
        lambda: lines.remove(line=line, **bench.act),
        lambda: jobs.add(order=order, title="More", **bench.act),
        lambda: jobs.change(job=job, changes={"title": "x"}, **bench.act),
        lambda: bench.approve(order),
        lambda: bench.decline(order, 1),
        lambda: bench.start(order),
        lambda: bench.issue(order),
        lambda: opening.change_order(order=order, changes={"title": "x"}, **bench.act),
        lambda: labour.start(job=job, staff=bench.workshop.staff["mechanic"], **bench.act),
    ):
        assert code_of(act) == "order_closed"
    assert code_of(lambda: bench.finish(order)) == "move_not_allowed"
    assert code_of(lambda: finishing.cancel(order=order, reason="late", **bench.act)) == "move_not_allowed"
    assert code_of(lambda: finishing.reopen(order=order, reason=" ", **bench.act)) == "reason_missing"


def test_an_order_that_was_handed_over_or_invoiced_is_not_reopened(bench: Bench) -> None:
    from mendery.trade.billing.models import Charge

    order = bench.open(("Oil", [bench.work()]))
    bench.whole_way(order)
    Charge.objects.filter(order_id=order.pk).update(invoice_line_id=uuid4())
    assert code_of(lambda: finishing.reopen(order=order, reason="x", **bench.act)) == "charge_invoiced"
    assert bench.again(order).state == "finished"
    leaving.leave(order_id=order.pk, on=bench.on, **bench.act)
    assert code_of(lambda: finishing.reopen(order=order, reason="x", **bench.act)) == "already_handed_over"


def test_a_work_that_was_done_is_not_declined(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    bench.approve(order)
    bench.start(order)
    bench.done(order)
    assert code_of(lambda: bench.decline(order, 1)) == "job_done"


def test_a_failed_check_says_what_is_wrong(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    assert code_of(lambda: quality.fail_check(order=order, note="bad", **bench.act)) == "not_in_work"
    assert code_of(lambda: quality.fail_check(order=order, note=" ", **bench.act)) == "note_missing"


def test_costs_and_steps_of_the_house_are_not_sold(bench: Bench) -> None:
    rent = bench.item("RENT", kind="expense", price=None)
    step = bench.item("WASH", kind="operation", norm_hours=D("0.2"), price=None)
    rate = bench.item("RATE", kind="work_kind", price="150")
    order = bench.open(("Job", []))
    job = bench.job(order)

    def put(**values: Any) -> Any:
        return lines.add(job=job, data=LineInput(**values), **bench.act)

    assert code_of(lambda: put(item_id=rent.pk)) == "item_not_sold"
    assert code_of(lambda: put(item_id=step.pk, price=D(10))) == "item_not_sold"
    assert code_of(lambda: put(item_id=rate.pk)) == "line_not_right"
    assert code_of(lambda: put(item_id=uuid4())) == "item_not_found"
    assert code_of(lambda: put(text="Something")) == "line_not_right"
    assert code_of(lambda: put(kind="fee")) == "line_not_right"
    assert code_of(lambda: put(kind="fee", text="Fee", price=D(-1))) == "line_not_right"
    assert code_of(lambda: put(kind="fee", text="Fee", price=D(1), quantity=D(0))) == "line_not_right"
    assert code_of(lambda: put(kind="fee", text="Fee", price=D(1), quantity=D("0.0001"))) == "line_not_right"
    assert code_of(lambda: put(kind="fee", text="Fee", price=D(1), discount_percent=D(101))) == "line_not_right"
    internal = put(item_id=step.pk)
    assert (internal.kind, internal.quantity, internal.net) == ("labour", D("0.2"), D("0.00"))
    assert code_of(lambda: lines.change(line=internal, changes={"price": D(5)}, **bench.act)) == "item_not_sold"
    written = put(item_id=rate.pk, text="Find the noise", quantity=D(2))
    assert (written.kind, written.text, written.net) == ("labour", "Find the noise", D("300.00"))


def test_each_kind_of_item_makes_its_line(bench: Bench) -> None:
    part, work = bench.item("PART", price="10"), bench.item("WORK", kind="work", price="120", norm_hours=D("1.5"))
    tow = bench.item("TOW", kind="service", price="80")
    marked = bench.item("MARK", price=None, markup_percent=D(40), last_cost=D(35))
    made = [LineInput(item_id=item.pk) for item in (part, work, tow, marked)] + [LineInput(item_id=tow.pk, kind="outside")]
    order = bench.open(("Job", made))
    shown = [(bench.line(order, seq).kind, bench.line(order, seq).net, bench.line(order, seq).is_stocked) for seq in range(1, 6)]
    assert shown == [
        ("part", D("10.00"), True), ("labour", D("180.00"), False), ("fee", D("80.00"), False), ("part", D("49.00"), True),
        ("outside", D("80.00"), False),
    ]  # fmt: skip


def test_house_steps_are_not_charged(bench: Bench) -> None:
    step = bench.item("WASH", kind="operation", norm_hours=D("0.2"), price=None)
    order = bench.open(("Oil", [bench.work(), LineInput(item_id=step.pk)]))
    bench.whole_way(order)
    assert len(bench.charges(order)) == 1


def test_a_job_that_was_answered_is_not_removed(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]), ("Wipers", [bench.work("0.5", "60")]))
    bench.approve(order, 1)
    assert code_of(lambda: jobs.remove(job=bench.job(order), **bench.act)) == "job_in_use"
    second = bench.job(order, 2)
    jobs.remove(job=second, **bench.act)
    assert not Job.objects.filter(pk=second.pk).exists()
    assert bench.again(order).gross == D("121.00")
    jobs.restore(order=order, job_id=second.pk, **bench.act)
    assert bench.again(order).gross == D("157.30")
    assert code_of(lambda: jobs.restore(order=order, job_id=second.pk, **bench.act)) == "job_not_removed"
    assert code_of(lambda: jobs.add(order=order, title=" ", **bench.act)) == "title_missing"


def test_an_unfinished_order_holds_its_unit(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    assert code_of(lambda: leaving.check_may_leave(order_id=order.pk)) == "order_not_finished"
    finishing.cancel(order=order, reason="Changed their mind", **bench.act)
    leaving.check_may_leave(order_id=order.pk)
    assert WorkOrder.objects.get(pk=order.pk).state == "cancelled"
