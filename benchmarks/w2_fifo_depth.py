"""W2: single pieces leave a shelf with 1,000 and with 10,000 cost layers; each issue is one transaction."""

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.people.actor import night_shift
from mendery.ground.tenancy import scope
from mendery.ground.tenancy.rows import new_id
from mendery.registers.catalogue.models import Item
from mendery.trade.stock.actions import issues, reservations
from mendery.trade.stock.actions.receipts import Incoming

from .meter import Meter, percentile
from .place import Place
from .shop import Shop, found

TARGET = 8.0
DEPTHS, PIECES = (1_000, 10_000), 10
SLACK = 0.10


def _cost(layer: int) -> int:
    """Of one piece; differs from layer to layer."""
    return 40 + layer % 97


def _fill(shop: Shop, depth: int) -> Item:
    item = shop.item(f"DEEP{depth}")
    shop.receive([Incoming(item_id=item.pk, quantity=Decimal(PIECES), value=Decimal(PIECES * _cost(n))) for n in range(depth)])
    return item


def _issue(shop: Shop, item: Item, number: int) -> Decimal:
    """Create the issue, reserve, do it; its FIFO cost is stored."""
    act: dict[str, Any] = {"by": night_shift(), "at": datetime.now(UTC)}
    order, line = DocumentRef("work_order", new_id(), f"B-{number}"), new_id()
    with scope.business(shop.business.pk, origin="bench"):
        want = reservations.Want(
            line_id=line, order_id=order.id, order_number=order.number, item_id=item.pk, warehouse_id=shop.warehouse.pk, quantity=Decimal(1)
        )
        reservations.reserve(wants=[want], **act)
        drawn = issues.draw(
            warehouse=shop.warehouse,
            order=order,
            lines=[issues.Draw(line_id=line, item_id=item.pk, quantity=Decimal(1))],
            on=date.today(),
            **act,
        )
    return drawn.costs[line]


def _depth(place: Place, shop: Shop, depth: int, wanted: int) -> dict[str, Any]:
    place.as_owner()
    item = _fill(shop, depth)
    place.vacuum()
    place.as_application()
    wanted = min(wanted, depth * PIECES)
    meter, total = Meter(os.getpid(), place.postmaster), Decimal(0)
    with meter:
        for number in range(wanted):
            with meter.one():
                total += _issue(shop, item, number)
    assert total == sum(_cost(number // PIECES) for number in range(wanted))
    with shop.inside(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), sum(cost) FROM (SELECT -value AS cost FROM stock_move WHERE item_id = %s AND kind = 'issue') moves", [item.pk]
        )
        assert cursor.fetchone() == (wanted, total)
    return {
        "work": f"W2 {depth:,} layers", **meter.figures(), "target": TARGET,
        "first50_p50": round(percentile(meter.walls[:50], 0.5), 2), "last500_p50": round(percentile(meter.walls[-500:], 0.5), 2),
        "each_second": round(1000 * wanted / sum(meter.walls), 1),
    }  # fmt: skip


def run(place: Place, options: Any) -> list[dict[str, Any]]:
    """Both depths; the ratio of their CPU must stay within a tenth."""
    shop = found()
    rows = [_depth(place, shop, depth, options.issues) for depth in DEPTHS]
    ratio = rows[1]["cpu_ms"] / rows[0]["cpu_ms"]
    return [*rows, {"work": "W2 10,000 to 1,000", "ratio": round(ratio, 3), "within_a_tenth": abs(ratio - 1) <= SLACK}]
