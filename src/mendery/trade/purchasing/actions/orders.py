"""What is asked of suppliers: written, placed, promised, closed short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mendery.ground.company import queries as company
from mendery.ground.documents import history, lifecycle, search
from mendery.ground.documents.numbering import draw_number
from mendery.ground.documents.states import moves
from mendery.ground.events import Refused
from mendery.ground.money import price_round
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import Item
from mendery.registers.parties.models import Party
from mendery.trade.purchasing.models import SupplierOrder, SupplierOrderLine, SupplierOrderState
from mendery.trade.purchasing.refusals import not_a_draft
from mendery.trade.stock.actions import check_quantity
from mendery.trade.stock.models import Warehouse

from . import delivering

DOC_KIND = "supplier_order"
SEARCH_KIND = "buy_order"
_DRAFT, _PLACED, _CLOSED, _CANCELLED = (
    SupplierOrderState.DRAFT,
    SupplierOrderState.PLACED,
    SupplierOrderState.CLOSED,
    SupplierOrderState.CANCELLED,
)
MOVES = moves((_DRAFT, _PLACED), (_PLACED, _CLOSED), (_DRAFT, _CANCELLED), (_PLACED, _CANCELLED))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One line of a supplier order; with the work-order line it is bought for, if it is (peg)."""

    item: Item
    quantity: Decimal
    price: Decimal = Decimal(0)
    for_line_id: UUID | None = None
    for_order_id: UUID | None = None
    for_order_number: str = ""


def hold(order_id: UUID, *, by: Actor) -> SupplierOrder:
    """Lock an order of a branch in which the actor works."""
    rows = SupplierOrder.objects.select_related("supplier", "branch__entity", "warehouse").select_for_update(of=("self",))
    order = rows.filter(pk=order_id).first()
    if order is None:
        raise Refused(_("There is no such supplier order here."), code="supplier_order_not_found", status=404)
    company.branch_of(by, order.branch_id)
    return order


def _hold_draft(order_id: UUID, by: Actor) -> SupplierOrder:
    order = hold(order_id, by=by)
    if order.state != _DRAFT:
        raise not_a_draft(order.number)
    return order


@action
def create(
    *, supplier: Party, warehouse: Warehouse, lines: Sequence[Wanted] = (), on: date, by: Actor, at: datetime, note: str = ""
) -> SupplierOrder:
    """Begin an order to a supplier, as a draft without a number.

    refuses  NoBranch, and what ``add_line`` refuses
    """
    company.branch_of(by, warehouse.branch_id)
    order = SupplierOrder.objects.create(
        number="", supplier=supplier, branch_id=warehouse.branch_id, warehouse=warehouse, on=on, note=note.strip()[:200]
    )
    history.note(doc_kind=DOC_KIND, doc_id=order.pk, what="created", by=by, at=at)
    _add(order, lines)
    return order


def _add(order: SupplierOrder, lines: Sequence[Wanted]) -> list[SupplierOrderLine]:
    last = order.lines.aggregate(last=Max("seq"))["last"] or 0
    for line in lines:
        check_quantity(line.quantity)
        if not behaviour(line.item.kind).has_layers:
            raise Refused(
                _("%(item)s is not kept in stock, so it is not ordered here."), params={"item": line.item.name}, code="not_stocked",
                field="item", next_step=_("Choose a part."),
            )  # fmt: skip
        if not line.price.is_finite() or line.price < 0:
            raise Refused(_("A price is not below zero."), code="price_not_possible", field="price")
    return SupplierOrderLine.objects.bulk_create(
        [
            SupplierOrderLine(
                order=order, seq=seq, item=line.item, quantity=line.quantity, price=price_round(line.price), for_line_id=line.for_line_id,
                for_order_id=line.for_order_id, for_order_number=line.for_order_number,
            )
            for seq, line in enumerate(lines, last + 1)
        ]
    )  # fmt: skip


@action
def add_line(*, order: SupplierOrder, line: Wanted, by: Actor, at: datetime) -> SupplierOrderLine:
    """One more line on a draft.

    refuses  NotADraft, QuantityNotPossible, not_stocked
    """
    return _add(_hold_draft(order.pk, by), [line])[0]


@action
def change_line(
    *, line: SupplierOrderLine, quantity: Decimal | None = None, price: Decimal | None = None, by: Actor, at: datetime
) -> SupplierOrderLine:  # fmt: skip
    """Another quantity or price on a draft.

    refuses  NotADraft, QuantityNotPossible, price_not_possible
    """
    _hold_draft(line.order_id, by)
    if quantity is not None:
        check_quantity(quantity)
        line.quantity = quantity
    if price is not None:
        if not price.is_finite() or price < 0:
            raise Refused(_("A price is not below zero."), code="price_not_possible", field="price")
        line.price = price_round(price)
    line.save(update_fields=["quantity", "price"])
    return line


@action
def remove_line(*, line: SupplierOrderLine, by: Actor, at: datetime) -> None:
    """Take a line off a draft.

    refuses  NotADraft
    """
    _hold_draft(line.order_id, by)
    SupplierOrderLine.objects.filter(pk=line.pk).delete()


@action
def place(*, order: SupplierOrder, promised_on: date | None = None, by: Actor, at: datetime) -> SupplierOrder:
    """The order was given to the supplier: it gets its number, and pegged lines are on the way for their jobs.

    promised_on  when the supplier says it comes
    refuses      no_lines, MoveNotAllowed
    """
    held = hold(order.pk, by=by)
    lines = list(held.lines.all())
    if not lines:
        raise Refused(_("There are no lines on this order."), code="no_lines", status=409, next_step=_("Add what is needed."))
    if not held.number:
        held.number = draw_number(branch=held.branch, kind=DOC_KIND, on=held.on)
    held.promised_on = promised_on or held.promised_on
    held.save(update_fields=["number", "promised_on"])
    lifecycle.move(row=held, kind=DOC_KIND, to=_PLACED, moves=MOVES, by=by, at=at)
    search.index(kind=SEARCH_KIND, row_id=held.pk, words=[held.supplier.name], codes=[held.number])
    delivering.tell_pegged((line.for_line_id for line in lines), by=by, at=at)
    return held


@action
def promise(*, order: SupplierOrder, promised_on: date | None, by: Actor, at: datetime) -> SupplierOrder:
    """The supplier names another day."""
    held = hold(order.pk, by=by)
    held.promised_on = promised_on
    held.version += 1
    held.save(update_fields=["promised_on", "version"])
    history.note(
        doc_kind=DOC_KIND, doc_id=held.pk, what="promised", by=by, at=at, facts={"on": promised_on.isoformat() if promised_on else ""}
    )
    return held


@action
def close_short(*, line: SupplierOrderLine, by: Actor, at: datetime) -> SupplierOrderLine:
    """The rest of a line will not come any more. An order with nothing left to come is closed.

    refuses  nothing_open
    """
    order = hold(line.order_id, by=by)
    row = SupplierOrderLine.objects.select_for_update().get(pk=line.pk)
    if order.state != _PLACED or not row.open:
        raise Refused(_("Nothing of this line is still to come."), code="nothing_open", status=409)
    row.is_closed_short = True
    row.save(update_fields=["is_closed_short"])
    history.note(
        doc_kind=DOC_KIND, doc_id=order.pk, what="closed_short", by=by, at=at,
        facts={"quantity": str(row.quantity - row.received), "seq": row.seq},
    )  # fmt: skip
    delivering.settle(order_ids=[order.pk])
    delivering.tell_pegged([row.for_line_id], by=by, at=at)
    return row


@action
def cancel(*, order: SupplierOrder, reason: str = "", by: Actor, at: datetime) -> SupplierOrder:
    """The order is not wanted any more. One of which something came is closed short instead.

    refuses  partly_received, MoveNotAllowed
    """
    held = hold(order.pk, by=by)
    if held.lines.filter(received__gt=0).exists():
        raise Refused(
            _("Part of this order came already."), code="partly_received", status=409, next_step=_("Close what is left short."),
        )  # fmt: skip
    lifecycle.move(row=held, kind=DOC_KIND, to=_CANCELLED, moves=MOVES, by=by, at=at, reason=reason)
    delivering.tell_pegged(held.lines.values_list("for_line_id", flat=True), by=by, at=at)
    return held
