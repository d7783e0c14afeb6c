"""Goods come in; a receipt is undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.trade.stock.calculations import OpenLayer
from mendery.trade.stock.models import Layer, MoveKind, Reservation, SerialNumber, SerialState, Warehouse
from mendery.trade.stock.refusals import UsedUp, check_quantity, held_for_jobs, named

from . import serials
from .books import NONE, Books
from .serving import serve, tell_served


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One line of goods coming in: how much, what all of it cost, and whom it was bought for.

    value        of the whole line in the entity's currency; the layer keeps it to the cent
    line_id      the line of the receipt
    for_line_id  the work-order line it was ordered for; served first
    """

    item_id: UUID
    quantity: Decimal
    value: Decimal
    line_id: UUID | None = None
    serials: tuple[str, ...] = ()
    for_line_id: UUID | None = None


@action
def bring_in(
    *, warehouse: Warehouse, ref: DocumentRef, lines: Sequence[Incoming], on: date, by: Actor, at: datetime,
    kind: str = MoveKind.RECEIPT,
    pegged: Iterable[UUID] = (),
) -> list[Layer]:  # fmt: skip
    """Put goods on the shelf as new FIFO layers, then serve the lines that wait: the pegged one first, then by promise.

    pegged   further work-order lines that the goods were bought for
    returns  the layers in the order of the lines
    refuses  QuantityNotPossible, SerialsNeeded, SerialNotHere
    tells    PartsArrived, when somebody was served
    """
    books = Books(warehouse_id=warehouse.pk, doc=ref, on=on, at=at, by=by)
    books.open(line.item_id for line in lines)
    layers = []
    for line in lines:
        check_quantity(line.quantity)
        if line.value < 0:
            raise Refused(_("Goods cannot come in at a cost below zero."), code="cost_below_zero", field="cost")
        layers.append(books.bring(item_id=line.item_id, quantity=line.quantity, value=line.value, kind=kind, line_id=line.line_id))
    first = {*pegged, *(line.for_line_id for line in lines if line.for_line_id)}
    served = serve(books.balances.values(), pegged=first)
    books.close()
    for line, layer in zip(lines, layers, strict=True):
        item = books.balances[line.item_id].item
        serials.check_count(item=item, quantity=line.quantity, serials=line.serials)
        serials.come_in(item=item, serials=line.serials, layer=layer, line_id=line.line_id)
    tell_served(served)
    return layers


@action
def undo(*, warehouse: Warehouse, ref: DocumentRef, reversal: DocumentRef, on: date, by: Actor, at: datetime) -> Decimal:
    """Take a whole receipt off the shelf again, at exactly the value it came in with.

    ref       the receipt that is reversed
    reversal  the paper that reverses it; the ledger rows carry it
    returns   the value taken off
    refuses   UsedUp when anything of it was issued, HeldForJobs when it is reserved
    """
    books = Books(warehouse_id=warehouse.pk, doc=reversal, on=on, at=at, by=by)
    books.open(set(Layer.objects.filter(doc_id=ref.id).values_list("item_id", flat=True)))
    layers = list(Layer.objects.filter(doc_id=ref.id, warehouse_id=warehouse.pk).order_by("id"))
    value = ZERO
    for layer in layers:
        item = books.balances[layer.item_id].item
        if layer.quantity_left != layer.quantity_in:
            raise UsedUp(
                _("Part of %(item)s from this receipt was issued already, so the receipt cannot be reversed."),
                params={"item": named(item)},
                next_step=_("Take the parts back from the jobs first, or return goods to the supplier."),
            )
        opened = OpenLayer(layer.pk, layer.item_id, layer.received_at, layer.quantity_left, layer.value_left)
        value += books.take_from(opened, quantity=layer.quantity_left, kind=MoveKind.RECEIPT, line_id=layer.line_id)
    _check_held(books)
    books.close()
    SerialNumber.objects.filter(layer_id__in=[layer.pk for layer in layers], state=SerialState.IN_STOCK).update(
        state=SerialState.RETURNED, warehouse_id=None
    )
    return value


def _check_held(books: Books) -> None:
    for balance in books.balances.values():
        if balance.held > balance.on_hand:
            orders = Reservation.objects.filter(item_id=balance.item_id, warehouse_id=books.warehouse_id, held__gt=0)
            names = [row.order_number for row in orders.order_by("promised_at", "at")]
            raise held_for_jobs(item=balance.item, left=max(balance.on_hand, NONE), held=balance.held, orders=names)
