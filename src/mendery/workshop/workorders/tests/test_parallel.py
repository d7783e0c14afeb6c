"""Several people at one order at once, each on their own connection."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from mendery.ground.tenancy.scope import business
from mendery.trade.stock import queries as stock
from mendery.trade.stock.models import StockPaper
from mendery.workshop.workorders.actions import labour, lines
from mendery.workshop.workorders.models import LabourEntry, Line
from tests import cast

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workshop(transactional_db: None) -> Any:
    return cast.found("garage", "Garaj Popescu")


@pytest.fixture
def open_bench(workshop: Any, at: datetime) -> Bench:
    """A bench whose rows are committed."""
    with business(workshop.business.pk):
        return Bench(workshop, at)


Parallel = Callable[..., list[Any]]


def test_a_person_who_starts_two_jobs_at_once_is_on_one(open_bench: Bench, parallel: Parallel) -> None:
    bench, business_id = open_bench, open_bench.workshop.business.pk
    with business(business_id):
        orders = [bench.open(("Job", [bench.work()])) for _ in range(4)]
        for order in orders:
            bench.approve(order)
        jobs = [bench.job(order) for order in orders]
    bogdan = bench.workshop.staff["mechanic"]
    done = parallel(business_id, [lambda job=job: labour.start(job=job, staff=bogdan, **bench.act) for job in jobs])
    assert all(isinstance(one, LabourEntry) for one in done), done
    with business(business_id):
        assert LabourEntry.objects.filter(ended_at=None).count() == 1


def test_parts_of_one_order_are_issued_once(open_bench: Bench, parallel: Parallel) -> None:
    bench, business_id = open_bench, open_bench.workshop.business.pk
    with business(business_id):
        pads = bench.item("PADS")
        bench.receive((pads, "4", "160.00"))
        order = bench.open(("Brakes", [bench.part(pads, "2")]))
        bench.approve(order)
    parallel(business_id, [lambda: bench.issue(order)] * 3)
    with business(business_id):
        assert bench.balance(pads) == (D(2), D(0))
        assert StockPaper.objects.count() == 1
        assert stock.disagreements() == []


def test_a_receipt_and_an_issue_of_the_same_order_do_not_wait_for_each_other(open_bench: Bench, parallel: Parallel) -> None:
    bench, business_id = open_bench, open_bench.workshop.business.pk
    with business(business_id):
        pads, disc = bench.item("PADS"), bench.item("DISC")
        bench.receive((pads, "20", "800.00"))
        orders = [bench.open(("Brakes", [bench.part(pads, "2"), bench.part(disc)])) for _ in range(5)]
        for order in orders:
            bench.approve(order)
    acts: list[Any] = [lambda order=order: bench.issue(order) for order in orders]
    acts += [lambda: bench.receive((pads, "1", "40.00"), (disc, "1", "80.00"))] * 5
    done = parallel(business_id, acts)
    assert not [one for one in done if isinstance(one, Exception)], done
    with business(business_id):
        assert stock.disagreements() == []
        assert stock.held_disagreements() == []


def test_lines_added_at_once_all_stay(open_bench: Bench, parallel: Parallel) -> None:
    bench, business_id = open_bench, open_bench.workshop.business.pk
    with business(business_id):
        order = bench.open(("Job", []))
        job = bench.job(order)
    parallel(business_id, [lambda: lines.add(job=job, data=bench.work("1", "10"), **bench.act)] * 5)
    with business(business_id):
        assert sorted(Line.objects.filter(order=order).values_list("seq", flat=True)) == [1, 2, 3, 4, 5]
        assert bench.again(order).net == D("50.00")
