"""Two people at one order (rule 72), and lines that come back."""

from decimal import Decimal

import pytest

from mendery.ground.documents.versions import ChangedMeanwhile
from mendery.ground.events import Refused
from mendery.workshop.workorders.actions import jobs, lines, opening
from mendery.workshop.workorders.models import Line, WorkOrderDetails

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


def test_price_and_text_of_two_advisers_both_survive(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work("1", "100")]))
    seen = bench.line(order)
    lines.change(line=seen, changes={"price": D(120)}, version=seen.version, **bench.act)
    lines.change(line=seen, changes={"text": "Change the oil"}, version=seen.version, **bench.act)
    now = bench.line(order)
    assert (now.price, now.text, now.net, now.version) == (D(120), "Change the oil", D("120.00"), 3)


def test_the_second_who_changes_the_same_price_is_told(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work("1", "100")]))
    seen = bench.line(order)
    lines.change(line=seen, changes={"price": D(120)}, version=seen.version, **bench.act)
    with pytest.raises(ChangedMeanwhile) as error:
        lines.change(line=seen, changes={"price": D(110)}, version=seen.version, **bench.act)
    assert error.value.params == {"who": "Mihai Pop", "theirs": "120", "mine": "110"}
    assert bench.line(order).price == D(120)


def test_promise_and_findings_of_two_advisers_both_survive(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    promised = bench.now()
    opening.change_order(order=order, changes={"promised_at": promised}, version=order.version, **bench.act)
    opening.change_order(order=order, changes={"findings": "Pads worn"}, version=1, **bench.act)
    assert bench.again(order).promised_at == promised
    assert WorkOrderDetails.objects.get(order=order).findings == "Pads worn"
    with pytest.raises(ChangedMeanwhile):
        opening.change_order(order=order, changes={"findings": "All well"}, version=1, **bench.act)


def test_titles_of_jobs_are_settled_too(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    job = bench.job(order)
    jobs.change(job=job, changes={"title": "Oil and filter"}, version=1, **bench.act)
    with pytest.raises(ChangedMeanwhile):
        jobs.change(job=job, changes={"title": "Oil service"}, version=1, **bench.act)


def test_lines_added_by_two_at_once_do_not_conflict(bench: Bench) -> None:
    order = bench.open(("Oil", []))
    job = bench.job(order)
    lines.add(job=job, data=bench.work("1", "100"), **bench.act)
    lines.add(job=job, data=bench.work("2", "100"), **bench.act)
    assert [line.seq for line in Line.objects.filter(order=order).order_by("seq")] == [1, 2]
    assert bench.again(order).net == D("300.00")


def test_a_removed_line_comes_back_as_it_was_with_its_reservation(bench: Bench) -> None:
    pads = bench.item("PADS")
    bench.receive((pads, "2", "80.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2"), bench.work()]))
    bench.approve(order)
    line = bench.line(order)
    lines.remove(line=line, **bench.act)
    assert bench.balance(pads) == (D(2), D(0))
    assert bench.again(order).net == D("100.00")
    back = lines.restore(order=order, line_id=line.pk, **bench.act)
    assert (back.pk, back.approved_net, back.net) == (line.pk, D("200.00"), D("200.00"))
    assert bench.balance(pads) == (D(2), D(2))
    assert bench.job(order).state == "approved"
    with pytest.raises(Refused) as error:
        lines.restore(order=order, line_id=line.pk, **bench.act)
    assert error.value.code == "line_not_removed"


def test_a_smaller_quantity_lets_the_rest_go(bench: Bench) -> None:
    pads = bench.item("PADS")
    bench.receive((pads, "4", "160.00"))
    order = bench.open(("Brakes", [bench.part(pads, "4")]))
    bench.approve(order)
    lines.change(line=bench.line(order), changes={"quantity": D(1)}, **bench.act)
    assert bench.balance(pads) == (D(4), D(1))


def test_a_moved_promise_moves_the_place_in_the_queue(bench: Bench) -> None:
    disc = bench.item("DISC")
    early, late = bench.now(), bench.now()
    first = bench.open(("Discs", [bench.part(disc)]), promised_at=late)
    second = bench.open(("Discs", [bench.part(disc)]))
    bench.approve(first)
    bench.approve(second)
    opening.change_order(order=second, changes={"promised_at": early}, **bench.act)
    bench.receive((disc, "1", "80.00"))
    assert bench.reservation(bench.line(second)) == (D(1), D(1))
    assert bench.reservation(bench.line(first)) == (D(1), D(0))


def test_what_was_sent_and_then_changed_is_a_draft_again(bench: Bench) -> None:
    from mendery.workshop.workorders.models import Job

    order = bench.open(("Oil", [bench.work("1", "100")]))
    Job.objects.filter(order=order).update(state="sent")
    lines.change(line=bench.line(order), changes={"text": "Oil"}, **bench.act)
    assert bench.job(order).state == "sent"
    lines.change(line=bench.line(order), changes={"price": D(110)}, **bench.act)
    assert bench.job(order).state == "draft"


def test_another_part_for_the_same_sum_is_another_offer(bench: Bench) -> None:
    from mendery.workshop.workorders.models import Job

    order = bench.open(("Oil", [bench.work("1", "100"), bench.work("1", "50")]))
    Job.objects.filter(order=order).update(state="sent")
    lines.change(line=bench.line(order, 1), changes={"quantity": D(2), "price": D(50)}, **bench.act)
    assert (bench.job(order).state, bench.job(order).net) == ("draft", D("150.00"))
