"""Rules 21 to 24 with their figures."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendery.ground.documents.models import HistoryEntry, Paper
from mendery.trade.stock import calculations, queries
from mendery.trade.stock.actions import receipts, supplier_returns
from mendery.trade.stock.models import Layer, Move, Slice
from mendery.trade.stock.refusals import NotEnoughInStock, QuantityNotPossible, ReturnExceedsIssue, UsedUp

from .shelf import D, Shelf


def layer(quantity: str, value: str) -> calculations.OpenLayer:
    return calculations.OpenLayer(uuid4(), uuid4(), None, D(quantity), D(value))


def test_three_pieces_for_a_hundred_cost_a_hundred_when_issued_singly() -> None:
    box = layer("3", "100.00")
    costs = [calculations.draw([box], D(1))[0].value for _ in range(3)]
    assert costs == [D("33.33"), D("33.34"), D("33.33")]


def test_twelve_from_two_layers_cost_620() -> None:
    layers = [layer("10", "500.00"), layer("10", "600.00")]
    taken = calculations.draw(layers, D(12))
    assert sum(one.value for one in taken) == D("620.00")
    assert (layers[1].quantity, layers[1].value) == (D(8), D("480.00"))


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(0, 100_000)), min_size=1, max_size=6),
    st.lists(st.integers(1, 20), max_size=12),
)
def test_nothing_appears_or_vanishes(bought: list[tuple[int, int]], wanted: list[int]) -> None:
    layers = [layer(str(quantity), str(Decimal(cents) / 100)) for quantity, cents in bought]
    whole = sum(one.value for one in layers)
    cost = Decimal(0)
    for quantity in wanted:
        if quantity <= sum(one.quantity for one in layers):
            cost += sum((one.value for one in calculations.draw(layers, D(quantity))), Decimal(0))
    assert cost + sum(one.value for one in layers) == whole
    assert all(one.value >= 0 and (one.quantity > 0 or one.value == 0) for one in layers)


@given(st.integers(2, 60), st.integers(1, 100_000), st.data())
def test_a_return_costs_what_issuing_less_would_have_cost(quantity: int, cents: int, data: st.DataObject) -> None:
    value = Decimal(cents) / 100
    issued = data.draw(st.integers(1, quantity))
    back = data.draw(st.integers(1, issued))
    box = layer(str(quantity), str(value))
    taken = calculations.draw([box], D(issued))[0]
    used = calculations.Used(uuid4(), box.id, taken.quantity, taken.value)
    given_back = calculations.give_back([used], {box.id: box}, D(back))[0]
    fresh = layer(str(quantity), str(value))
    kept = sum((one.value for one in calculations.draw([fresh], D(issued - back))), Decimal(0)) if issued > back else 0
    assert taken.value - given_back.value == kept
    assert (box.quantity, box.value) == (fresh.quantity, fresh.value)


def test_an_issue_writes_slip_moves_and_slices(shelf: Shelf) -> None:
    pads, line = shelf.item("GDB2108"), uuid4()
    shelf.receive((pads, "10", "500.00"))
    shelf.receive((pads, "10", "600.00"))
    issued = shelf.issue((line, pads, "12"))
    assert issued.costs == {line: D("620.00")}
    assert issued.paper.number.endswith("1")
    assert issued.paper.value == D("620.00")
    assert shelf.layers(pads) == [(D(8), D("480.00"))]
    assert shelf.balance(pads) == (D(8), D(0), D("480.00"))
    move = Move.objects.get(line_id=line)
    assert (move.quantity, move.value) == (D(-12), D("-620.00"))
    assert [(one.quantity, one.value) for one in Slice.objects.filter(move=move).order_by("seq")] == [(D(10), D(500)), (D(2), D(120))]
    assert Paper.objects.get(doc_id=issued.paper.pk).frozen["costs"] == {str(line): "620.00"}
    assert HistoryEntry.objects.filter(doc_id=issued.paper.pk).count() == 1


def test_a_return_restores_the_layers_consumed_last_first(shelf: Shelf) -> None:
    pads, line = shelf.item(), uuid4()
    shelf.receive((pads, "10", "500.00"))
    shelf.receive((pads, "10", "600.00"))
    shelf.issue((line, pads, "12"))
    back = shelf.give_back(line, "3")
    assert back.costs == {line: D("170.00")}
    assert shelf.layers(pads) == [(D(1), D("50.00")), (D(10), D("600.00"))]
    assert shelf.balance(pads)[2] == D("650.00")
    with pytest.raises(ReturnExceedsIssue):
        shelf.give_back(line, "10")
    assert shelf.give_back(line, "9").costs == {line: D("450.00")}
    assert queries.disagreements() == []


def test_a_supplier_return_takes_the_layer_of_its_receipt(shelf: Shelf) -> None:
    bulb = shelf.item()
    shelf.receive((bulb, "10", "1000.00"))
    dear = shelf.receive((bulb, "1", "500.00"))
    back = supplier_returns.return_to_supplier(
        warehouse=shelf.warehouse, reason="wrong part", on=shelf.on, by=shelf.by, at=shelf.now(),
        lines=[supplier_returns.GoingBack(layer_id=Layer.objects.get(doc_id=dear.id).pk, quantity=D(1))],
    )  # fmt: skip
    assert (back.cost, back.variance) == (D("500.00"), D(0))
    assert shelf.balance(bulb) == (D(10), D(0), D("1000.00"))


def test_a_supplier_return_of_a_used_layer_takes_the_oldest_and_shows_the_variance(shelf: Shelf) -> None:
    bulb = shelf.item()
    first = shelf.receive((bulb, "1", "80.00"))
    shelf.receive((bulb, "5", "500.00"))
    shelf.issue((uuid4(), bulb, "1"))
    back = supplier_returns.return_to_supplier(
        warehouse=shelf.warehouse, reason="faulty", on=shelf.on, by=shelf.by, at=shelf.now(),
        lines=[supplier_returns.GoingBack(layer_id=Layer.objects.get(doc_id=first.id).pk, quantity=D(1))],
    )  # fmt: skip
    assert (back.cost, back.variance) == (D("100.00"), D("-20.00"))
    assert queries.disagreements() == []


def test_more_than_free_is_refused_and_nothing_is_taken(shelf: Shelf) -> None:
    filters, pads = shelf.item(), shelf.item()
    shelf.receive((filters, "3", "30.00"), (pads, "3", "300.00"))
    with pytest.raises(NotEnoughInStock) as refused:
        shelf.issue((uuid4(), pads, "1"), (uuid4(), filters, "5"))
    assert refused.value.code == "not_enough_in_stock"
    assert "3" in refused.value.text
    assert shelf.balance(pads) == (D(3), D(0), D("300.00"))
    assert Move.objects.filter(kind="issue").count() == 0


@pytest.mark.parametrize("quantity", ["0", "-1", "0.0001"])
def test_a_quantity_that_cannot_be_counted_is_refused(shelf: Shelf, quantity: str) -> None:
    pads = shelf.item()
    shelf.receive((pads, "1", "1.00"))
    with pytest.raises(QuantityNotPossible):
        shelf.issue((uuid4(), pads, quantity))


def test_a_receipt_is_undone_at_its_own_value_unless_it_was_used(shelf: Shelf) -> None:
    pads = shelf.item()
    shelf.receive((pads, "3", "90.00"))
    again = shelf.receive((pads, "3", "120.00"))
    from mendery.ground.documents.refs import DocumentRef

    storno = DocumentRef("goods_receipt", uuid4(), "NIR 2")
    value = receipts.undo(warehouse=shelf.warehouse, ref=again, reversal=storno, on=shelf.on, by=shelf.by, at=shelf.now())
    assert value == D("120.00")
    assert shelf.balance(pads) == (D(3), D(0), D("90.00"))
    used = shelf.receive((pads, "1", "10.00"))
    shelf.issue((uuid4(), pads, "4"))
    with pytest.raises(UsedUp):
        receipts.undo(warehouse=shelf.warehouse, ref=used, reversal=storno, on=shelf.on, by=shelf.by, at=shelf.now())
    assert queries.disagreements() == []
