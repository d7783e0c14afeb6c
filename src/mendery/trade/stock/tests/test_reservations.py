"""Rules 28 and 29: who holds what, and who is next."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import bell
from mendery.trade.stock import queries
from mendery.trade.stock.actions import receipts, reservations
from mendery.trade.stock.events import PartsArrived
from mendery.trade.stock.models import Reservation
from mendery.trade.stock.refusals import HeldForJobs, NotEnoughInStock

from .shelf import D, Shelf


@pytest.fixture
def told() -> Iterator[list[PartsArrived]]:
    """What stock told during the test."""
    facts: list[PartsArrived] = []

    def listen(fact: PartsArrived) -> None:
        facts.append(fact)

    bell.subscribe(PartsArrived, listen, floor=99)
    yield facts
    bell.type_handlers[PartsArrived] = [entry for entry in bell.type_handlers[PartsArrived] if entry[1] is not listen]


def test_free_is_on_hand_without_what_jobs_hold(shelf: Shelf) -> None:
    pads, line = shelf.item(), uuid4()
    shelf.receive((pads, "5", "50.00"))
    held = shelf.reserve(line, pads, "3")
    assert (held.held, held.wanted) == (D(3), D(3))
    assert queries.free_of(item_ids=[pads.pk], warehouse_id=shelf.warehouse.pk) == {pads.pk: D(2)}
    assert queries.of_lines(line_ids=[line])[line] == queries.LineStock(D(3), D(3), D(0), D(2), D(5))


def test_what_is_not_there_is_short_and_a_receipt_serves_it(shelf: Shelf, told: list[PartsArrived]) -> None:
    pads, line, order = shelf.item(), uuid4(), uuid4()
    assert shelf.reserve(line, pads, "2", order=order).held == 0
    short = queries.shortages()
    assert [(one.missing, one.to_order) for one in short] == [(D(2), D(2))]
    shelf.receive((pads, "10", "100.00"))
    assert Reservation.objects.get(line_id=line).held == D(2)
    assert told == [PartsArrived(order_ids=(order,), line_ids=(line,))]
    assert queries.shortages() == []


def test_the_pegged_line_is_served_first_then_the_earliest_promise(shelf: Shelf) -> None:
    pads, late, soon, pegged = shelf.item(), uuid4(), uuid4(), uuid4()
    shelf.reserve(late, pads, "1", promised=shelf.at + timedelta(days=3))
    shelf.reserve(soon, pads, "1", promised=shelf.at + timedelta(days=1))
    shelf.reserve(pegged, pads, "1")
    incoming = receipts.Incoming(item_id=pads.pk, quantity=D(2), value=D(20), for_line_id=pegged)
    receipts.bring_in(
        warehouse=shelf.warehouse, ref=DocumentRef("goods_receipt", uuid4()), lines=[incoming], on=shelf.on, by=shelf.by, at=shelf.now()
    )
    held = {row.line_id: row.held for row in Reservation.objects.all()}
    assert held == {pegged: D(1), soon: D(1), late: D(0)}


def test_reserving_again_changes_nothing_and_less_frees_for_the_next(shelf: Shelf, told: list[PartsArrived]) -> None:
    pads, first, second = shelf.item(), uuid4(), uuid4()
    shelf.receive((pads, "4", "40.00"))
    shelf.reserve(first, pads, "4")
    shelf.reserve(first, pads, "4")
    shelf.reserve(second, pads, "2")
    assert shelf.balance(pads)[1] == D(4)
    shelf.reserve(first, pads, "3")
    assert {row.line_id: row.held for row in Reservation.objects.all()} == {first: D(3), second: D(1)}
    shelf.release(first)
    assert {row.line_id: row.held for row in Reservation.objects.all()} == {second: D(2)}
    assert [fact.line_ids for fact in told] == [(second,), (second,)]
    assert queries.held_disagreements() == []


def test_a_line_that_changes_its_item_lets_the_first_go(shelf: Shelf) -> None:
    pads, discs, line, other = shelf.item(), shelf.item(), uuid4(), uuid4()
    shelf.receive((pads, "1", "10.00"), (discs, "2", "20.00"))
    shelf.reserve(line, pads, "1")
    shelf.reserve(other, pads, "1")
    shelf.reserve(line, discs, "2")
    assert {row.line_id: (row.item_id, row.held) for row in Reservation.objects.all()} == {
        line: (discs.pk, D(2)), other: (pads.pk, D(1)),
    }  # fmt: skip
    assert queries.held_disagreements() == []


def test_an_issue_takes_its_own_reservation_and_never_that_of_others(shelf: Shelf) -> None:
    pads, mine, others = shelf.item("W712", name="Oil filter"), uuid4(), uuid4()
    order = DocumentRef("work_order", uuid4(), "1041")
    shelf.receive((pads, "5", "50.00"))
    shelf.reserve(mine, pads, "2", order=order.id)
    shelf.reserve(others, pads, "2", number="1042")
    shelf.issue((mine, pads, "1"), order=order)
    assert Reservation.objects.get(line_id=mine).wanted == D(1)
    with pytest.raises(NotEnoughInStock) as refused:
        shelf.issue((mine, pads, "3"), order=order)
    assert refused.value.text == "Only 2 of 3 Oil filter W712 are free; others are held for 1042."
    shelf.issue((mine, pads, "2"), order=order)
    assert not Reservation.objects.filter(line_id=mine).exists()
    assert shelf.balance(pads)[:2] == (D(2), D(2))
    assert queries.held_disagreements() == []


def test_an_issue_without_a_reservation_takes_what_is_free(shelf: Shelf) -> None:
    pads = shelf.item()
    shelf.receive((pads, "2", "20.00"))
    shelf.issue((uuid4(), pads, "2"))
    assert shelf.balance(pads) == (D(0), D(0), D(0))


def test_what_comes_back_serves_who_waits(shelf: Shelf, told: list[PartsArrived]) -> None:
    pads, gone, waits = shelf.item(), uuid4(), uuid4()
    shelf.receive((pads, "1", "10.00"))
    shelf.issue((gone, pads, "1"))
    shelf.reserve(waits, pads, "1")
    shelf.give_back(gone, "1")
    assert Reservation.objects.get(line_id=waits).held == D(1)
    assert [fact.line_ids for fact in told] == [(waits,)]


def test_a_count_below_reserved_is_refused_and_names_the_orders(shelf: Shelf) -> None:
    pads = shelf.item()
    shelf.receive((pads, "5", "50.00"))
    shelf.reserve(uuid4(), pads, "3", number="26-00042")
    with pytest.raises(HeldForJobs) as refused:
        shelf.count(pads, "2")
    assert "26-00042" in refused.value.text
    shelf.count(pads, "3")
    assert shelf.balance(pads) == (D(3), D(3), D("30.00"))


def test_what_a_supplier_sends_is_noted_and_forgotten_with_the_line(shelf: Shelf) -> None:
    pads, line = shelf.item(), uuid4()
    shelf.reserve(line, pads, "4")
    reservations.note_ordered(quantities={line: D(3)}, by=shelf.by, at=shelf.now())
    assert [(one.missing, one.to_order) for one in queries.shortages()] == [(D(4), D(1))]
    assert queries.of_lines(line_ids=[line])[line].short == D(1)
