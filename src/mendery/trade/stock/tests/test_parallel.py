"""Several people at once, each on their own connection."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from mendery.ground.tenancy.scope import business
from mendery.trade.stock import queries
from mendery.trade.stock.models import Reservation, StockPaper
from mendery.trade.stock.refusals import NotEnoughInStock
from tests import cast

from .shelf import D, Shelf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_shelf(transactional_db: None, at: datetime) -> Shelf:
    """A shelf whose rows are committed."""
    return Shelf(cast.found("garage", "Garaj Popescu"), at)


def test_two_reserve_the_last_two_at_once(open_shelf: Shelf, parallel: Callable[..., list[Any]]) -> None:
    shelf, business_id = open_shelf, open_shelf.workshop.business.pk
    with business(business_id):
        pads = shelf.item()
        shelf.receive((pads, "2", "20.00"))
    done = parallel(business_id, [lambda: shelf.reserve(uuid4(), pads, "2")] * 2)
    assert sorted(row.held for row in done) == [D(0), D(2)]
    with business(business_id):
        assert [one.to_order for one in queries.shortages()] == [D(2)]
        assert queries.held_disagreements() == []


def test_two_issue_the_last_two_at_once(open_shelf: Shelf, parallel: Callable[..., list[Any]]) -> None:
    shelf, business_id = open_shelf, open_shelf.workshop.business.pk
    with business(business_id):
        pads = shelf.item()
        shelf.receive((pads, "2", "20.00"))
    done = parallel(business_id, [lambda: shelf.issue((uuid4(), pads, "2"))] * 2)
    assert sum(isinstance(one, NotEnoughInStock) for one in done) == 1
    with business(business_id):
        assert shelf.balance(pads) == (D(0), D(0), D(0))
        assert StockPaper.objects.count() == 1
        assert queries.disagreements() == []


def test_opposite_orders_of_items_do_not_lock_each_other_out(open_shelf: Shelf, parallel: Callable[..., list[Any]]) -> None:
    shelf, business_id = open_shelf, open_shelf.workshop.business.pk
    with business(business_id):
        pads, discs = shelf.item(), shelf.item()
        shelf.receive((pads, "40", "400.00"), (discs, "40", "800.00"))
    there = lambda: [shelf.issue((uuid4(), pads, "1"), (uuid4(), discs, "1")) for _ in range(5)]  # noqa: E731
    back = lambda: [shelf.issue((uuid4(), discs, "1"), (uuid4(), pads, "1")) for _ in range(5)]  # noqa: E731
    done = parallel(business_id, [there, back, there, back])
    assert [len(one) for one in done] == [5, 5, 5, 5]
    with business(business_id):
        assert shelf.balance(pads) == (D(20), D(0), D("200.00"))
        numbers = sorted(StockPaper.objects.values_list("number", flat=True))
        assert [int(number[-5:]) for number in numbers] == list(range(1, 21))


def test_an_item_never_seen_is_received_and_reserved_at_once(open_shelf: Shelf, parallel: Callable[..., list[Any]]) -> None:
    shelf, business_id = open_shelf, open_shelf.workshop.business.pk
    with business(business_id):
        pads = shelf.item()
    parallel(business_id, [lambda: shelf.reserve(uuid4(), pads, "1"), lambda: shelf.receive((pads, "1", "10.00"))])
    with business(business_id):
        assert Reservation.objects.get().held == D(1)
