"""What a receipt brings of what was ordered: the oldest open order line of the item first (rule 31)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from mendery.ground.people.actor import Actor
from mendery.trade.purchasing.models import (
    Delivery,
    GoodsReceipt,
    GoodsReceiptLine,
    SupplierOrder,
    SupplierOrderLine,
    SupplierOrderState,
)
from mendery.trade.purchasing.papers import received_of
from mendery.trade.stock.actions.reservations import note_ordered

NONE = Decimal(0)


@dataclass
class Plan:
    """Which receipt line fulfils which order line by how much, and what came beyond what was ordered."""

    parts: list[tuple[GoodsReceiptLine, SupplierOrderLine, Decimal]] = field(default_factory=list)
    beyond_ordered: list[tuple[GoodsReceiptLine, Decimal]] = field(default_factory=list)

    @property
    def pegged(self) -> list[UUID]:
        """The work-order lines the goods were ordered for."""
        return [order_line.for_line_id for _line, order_line, _part in self.parts if order_line.for_line_id]


def open_lines(*, supplier_id: UUID, item_ids: Iterable[UUID]) -> list[SupplierOrderLine]:
    """Lock the open order lines of items at a supplier, the oldest order first."""
    rows = SupplierOrderLine.objects.filter(
        item_id__in=list(item_ids), is_closed_short=False, quantity__gt=F("received"), order__supplier_id=supplier_id,
        order__state=SupplierOrderState.PLACED,
    )  # fmt: skip
    return list(rows.select_related("order").select_for_update(of=("self",)).order_by("order__on", "order_id", "seq"))


def plan(*, supplier_id: UUID, lines: Sequence[GoodsReceiptLine]) -> Plan:
    """Share what came among the open order lines. What exceeds them all is told, where anything was ordered."""
    made = Plan()
    if not lines:
        return made
    waiting: dict[UUID, list[SupplierOrderLine]] = defaultdict(list)
    for order_line in open_lines(supplier_id=supplier_id, item_ids={line.item_id for line in lines if line.item_id}):
        waiting[order_line.item_id].append(order_line)
    left = {order_line.pk: order_line.open for rows in waiting.values() for order_line in rows}
    for line in lines:
        rest = received_of(line)
        ordered = waiting.get(line.item_id, []) if line.item_id else []
        for order_line in ordered:
            part = min(rest, left[order_line.pk])
            if part > 0:
                made.parts.append((line, order_line, part))
                left[order_line.pk] -= part
                rest -= part
        if ordered and rest > 0:
            made.beyond_ordered.append((line, rest))
    return made


def write(made: Plan, *, by: Actor, at: datetime) -> None:
    """Note the deliveries; orders with nothing left to come are closed."""
    if not made.parts:
        return
    Delivery.objects.bulk_create(
        [Delivery(order_line=order_line, receipt_line=line, quantity=part) for line, order_line, part in made.parts]
    )
    touched = {order_line.pk: order_line for _line, order_line, _part in made.parts}
    for _line, order_line, part in made.parts:
        order_line.received += part
    SupplierOrderLine.objects.bulk_update(touched.values(), ["received"])
    settle(order_ids={row.order_id for row in touched.values()})
    tell_pegged((row.for_line_id for row in touched.values()), by=by, at=at)


def take_off(*, receipt: GoodsReceipt, mirrored: dict[UUID, GoodsReceiptLine], by: Actor, at: datetime) -> None:
    """A reversed receipt brought nothing: its order lines are open again."""
    rows = list(Delivery.objects.filter(receipt_line__receipt=receipt).select_related("order_line"))
    if not rows:
        return
    Delivery.objects.bulk_create(
        [Delivery(order_line=row.order_line, receipt_line=mirrored[row.receipt_line_id], quantity=-row.quantity) for row in rows]
    )
    for row in rows:
        SupplierOrderLine.objects.filter(pk=row.order_line_id).update(received=F("received") - row.quantity)
    orders = {row.order_line.order_id for row in rows}
    SupplierOrder.objects.filter(pk__in=orders, state=SupplierOrderState.CLOSED).update(state=SupplierOrderState.PLACED)
    settle(order_ids=orders)
    tell_pegged((row.order_line.for_line_id for row in rows), by=by, at=at)


def settle(*, order_ids: Iterable[UUID]) -> None:
    """Close placed orders of which nothing is to come any more."""
    ids = list(order_ids)
    still = SupplierOrderLine.objects.filter(order_id__in=ids, is_closed_short=False, quantity__gt=F("received"))
    open_orders = set(still.values_list("order_id", flat=True))
    done = [one for one in ids if one not in open_orders]
    SupplierOrder.objects.filter(pk__in=done, state=SupplierOrderState.PLACED).update(
        state=SupplierOrderState.CLOSED, version=F("version") + 1
    )


def tell_pegged(line_ids: Iterable[UUID | None], *, by: Actor, at: datetime) -> None:
    """Have stock remember how much is still on the way for work-order lines."""
    wanted = {line_id for line_id in line_ids if line_id}
    if not wanted:
        return
    coming: dict[UUID, Decimal] = dict.fromkeys(wanted, NONE)
    rows = SupplierOrderLine.objects.filter(
        for_line_id__in=wanted, is_closed_short=False, quantity__gt=F("received"), order__state=SupplierOrderState.PLACED
    )
    for row in rows:
        if row.for_line_id:
            coming[row.for_line_id] += row.open
    note_ordered(quantities=coming, by=by, at=at)
