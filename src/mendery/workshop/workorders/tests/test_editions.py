"""With inventory off the whole way works with parts as priced text; switched both ways nothing is lost."""

from decimal import Decimal
from typing import Any

import pytest

from mendery.ground.tenancy import switches
from mendery.ground.tenancy.switches import Feature
from mendery.trade.stock.models import Reservation, StockPaper
from mendery.workshop.workorders.actions import parts

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


def test_without_inventory_parts_are_priced_text(bench: Bench) -> None:
    switches.switch(feature=Feature.INVENTORY, on=False)
    pads = bench.item("PADS", price="100.00")
    order = bench.open(("Brakes", [bench.part(pads, "2"), bench.work("1", "100")]))
    assert not bench.line(order).is_stocked
    bench.approve(order)
    assert bench.stage(order) == "work"
    bench.start(order)
    assert bench.issue(order) is None
    bench.check(order)
    bench.finish(order)
    assert [one.net for one in bench.charges(order)] == [D("200.00"), D("100.00")]
    assert not Reservation.objects.exists()
    assert not StockPaper.objects.exists()


def test_an_order_begun_with_inventory_is_finished_without_it(bench: Bench) -> None:
    pads = bench.item("PADS", price="100.00")
    bench.receive((pads, "4", "160.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2")]))
    bench.approve(order)
    bench.start(order)
    bench.issue(order, {bench.line(order).pk: D(1)})
    assert bench.balance(pads) == (D(3), D(1))
    switches.switch(feature=Feature.INVENTORY, on=False)
    bench.check(order)
    bench.finish(order)
    assert [one.quantity for one in bench.charges(order)] == [D(2)]
    switches.switch(feature=Feature.INVENTORY, on=True)
    assert bench.balance(pads) == (D(3), D(0))  # what nobody fetched is free again
    assert bench.line(order).cost == D("40.00")


def test_an_order_begun_without_inventory_stays_priced_text(bench: Bench) -> None:
    switches.switch(feature=Feature.INVENTORY, on=False)
    pads = bench.item("PADS", price="100.00")
    order = bench.open(("Brakes", [bench.part(pads, "2")]))
    switches.switch(feature=Feature.INVENTORY, on=True)
    bench.whole_way(order)
    assert [one.quantity for one in bench.charges(order)] == [D(2)]


def test_reservations_are_made_up_for_when_inventory_comes_back(bench: Bench) -> None:
    pads = bench.item("PADS", price="100.00")
    bench.receive((pads, "2", "80.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2")]))
    switches.switch(feature=Feature.INVENTORY, on=False)
    bench.approve(order)
    assert bench.reservation(bench.line(order)) is None
    switches.switch(feature=Feature.INVENTORY, on=True)
    parts.reserve(order=order, **bench.act)
    assert bench.reservation(bench.line(order)) == (D(2), D(2))


def test_where_invoices_are_made_elsewhere_the_money_is_asked_for_at_once(bench: Bench, client_of: Any) -> None:
    order = bench.whole_way(bench.open(("Brakes", [bench.work("1", "100")])))
    address = f"/b/garage/orders/{order.pk}/"
    assert "Make the invoice" in client_of("manager").get(address).content.decode()
    switches.switch(feature=Feature.INVOICING, on=False)
    page = client_of("manager").get(address).content.decode()
    assert "Make the invoice" not in page
    assert "Take payment" in page
