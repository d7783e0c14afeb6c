"""Receipts, supplier orders, what is missing, what to order."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import branch_of
from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.trade.stock.models import Reservation

from .models import (
    GoodsReceipt,
    GoodsReceiptLine,
    MissingGoods,
    ReceiptState,
    SupplierOrder,
    SupplierOrderLine,
    SupplierOrderState,
)

SEARCH_KIND = "receipt"
ORDER_SEARCH_KIND = "buy_order"
NONE = Decimal(0)


def receipts_for(actor: Actor) -> QuerySet[GoodsReceipt]:
    """Receipts of the branches in which the actor may work."""
    rows = GoodsReceipt.objects.all()
    return rows.filter(branch_id__in=actor.branch_ids) if actor.branch_ids else rows


def receipt_of(receipt_id: UUID, *, by: Actor) -> GoodsReceipt:
    """A receipt of a branch of the actor; a stranger's is not found."""
    rows = GoodsReceipt.objects.select_related("supplier", "warehouse", "branch__entity", "reverses").filter(pk=receipt_id)
    receipt = rows.first()
    if receipt is None:
        raise Refused(_("There is no such goods receipt here."), code="receipt_not_found", status=404)
    branch_of(by, receipt.branch_id)
    return receipt


def lines_of(receipt: GoodsReceipt) -> list[GoodsReceiptLine]:
    """Lines with their items, in order."""
    return list(receipt.lines.select_related("item").order_by("seq"))


def line_of(line_id: UUID, *, by: Actor) -> GoodsReceiptLine:
    """A line with its receipt."""
    rows = GoodsReceiptLine.objects.select_related("receipt__branch__entity", "receipt__supplier", "receipt__warehouse", "item")
    line = rows.filter(pk=line_id).first()
    if line is None:
        raise Refused(_("This line is not on the receipt any more."), code="line_not_found", status=404)
    branch_of(by, line.receipt.branch_id)
    return line


def storno_of(receipt: GoodsReceipt) -> GoodsReceipt | None:
    """The receipt that reverses it."""
    return GoodsReceipt.objects.filter(reverses=receipt).first() if receipt.state == ReceiptState.REVERSED else None


def unmatched_counts(receipts: Iterable[GoodsReceipt]) -> dict[UUID, int]:
    """How many lines of drafts are still to be matched, in one query."""
    ids = [receipt.pk for receipt in receipts if receipt.state == ReceiptState.DRAFT]
    if not ids:
        return {}
    found: dict[UUID, int] = defaultdict(int)
    rows = GoodsReceiptLine.objects.filter(receipt_id__in=ids, item=None, treatment="stock").values_list("receipt_id", flat=True)
    for receipt_id in rows:
        found[receipt_id] += 1
    return found


def missing_open(*, receipt: GoodsReceipt | None = None, by: Actor | None = None) -> list[MissingGoods]:
    """Goods that were invoiced and neither came nor were credited; the longest first."""
    rows = MissingGoods.objects.filter(quantity__gt=F("received") + F("credited"))
    if receipt is not None:
        rows = rows.filter(line__receipt=receipt)
    if by is not None and by.branch_ids:
        rows = rows.filter(line__receipt__branch_id__in=by.branch_ids)
    return list(rows.select_related("line__item", "line__receipt__supplier").order_by("at", "id")[:200])


def missing_of(missing_id: UUID, *, by: Actor) -> MissingGoods:
    """One gap."""
    rows = MissingGoods.objects.select_related("line__item", "line__receipt__branch__entity", "supplier").filter(pk=missing_id)
    row = rows.first()
    if row is None:
        raise Refused(_("There are no such missing goods here."), code="missing_not_found", status=404)
    branch_of(by, row.line.receipt.branch_id)
    return row


def blocked_of(supplier_id: UUID) -> Decimal:
    """How much of a supplier's invoices is blocked, because its goods neither came nor were credited."""
    rows = MissingGoods.objects.filter(supplier_id=supplier_id, quantity__gt=F("received") + F("credited"))
    return sum((round(row.gross * row.open / row.quantity, 2) for row in rows), ZERO)


def waiting_for(receipt: GoodsReceipt, lines: Iterable[GoodsReceiptLine]) -> dict[UUID, list[Reservation]]:
    """Which work orders wait for the items of a draft, the earliest promise first; in one query."""
    items = {line.item_id for line in lines if line.item_id}
    rows = Reservation.objects.filter(item_id__in=items, warehouse_id=receipt.warehouse_id, held__lt=F("wanted"))
    found: dict[UUID, list[Reservation]] = defaultdict(list)
    for row in rows.order_by(F("promised_at").asc(nulls_last=True), "at", "id"):
        found[row.item_id].append(row)
    return found


def orders_for(actor: Actor) -> QuerySet[SupplierOrder]:
    """Supplier orders of the branches in which the actor may work."""
    rows = SupplierOrder.objects.all()
    return rows.filter(branch_id__in=actor.branch_ids) if actor.branch_ids else rows


def order_of(order_id: UUID, *, by: Actor) -> SupplierOrder:
    """A supplier order of a branch of the actor."""
    order = SupplierOrder.objects.select_related("supplier", "warehouse", "branch__entity").filter(pk=order_id).first()
    if order is None:
        raise Refused(_("There is no such supplier order here."), code="supplier_order_not_found", status=404)
    branch_of(by, order.branch_id)
    return order


def order_lines_of(order: SupplierOrder) -> list[SupplierOrderLine]:
    """Lines with their items."""
    return list(order.lines.select_related("item").order_by("seq"))


def order_line_of(line_id: UUID, *, by: Actor) -> SupplierOrderLine:
    """A line with its order."""
    line = SupplierOrderLine.objects.select_related("order__branch", "item").filter(pk=line_id).first()
    if line is None:
        raise Refused(_("This line is not on the order any more."), code="line_not_found", status=404)
    branch_of(by, line.order.branch_id)
    return line


def coming_lines(*, item_id: UUID) -> list[SupplierOrderLine]:
    """Open order lines of an item, the oldest order first."""
    rows = SupplierOrderLine.objects.filter(
        item_id=item_id, is_closed_short=False, quantity__gt=F("received"), order__state=SupplierOrderState.PLACED
    )
    return list(rows.select_related("order__supplier").order_by("order__on", "order_id", "seq")[:50])
