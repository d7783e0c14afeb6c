"""Goods go back to their supplier, from the layer of their receipt (rule 24)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.documents import posting
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.documents.register import Tags
from mendery.ground.events import Refused
from mendery.ground.money import ZERO, round_money
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.trade.stock import papers
from mendery.trade.stock.calculations import OpenLayer
from mendery.trade.stock.models import Layer, MoveKind, SerialState, StockPaper, Warehouse
from mendery.trade.stock.refusals import check_quantity, not_enough

from . import serials
from .books import NONE, Books

KIND = "supplier_return"


@dataclass(frozen=True, kw_only=True)
class GoingBack:
    """Goods of one receipt that go back to the supplier."""

    layer_id: UUID
    quantity: Decimal
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class SentBack:
    """The paper, what it took off the stock value, and how much the goods were bought for beyond that."""

    paper: StockPaper
    cost: Decimal
    variance: Decimal


@action
def return_to_supplier(
    *, warehouse: Warehouse, lines: Sequence[GoingBack], reason: str, on: date, by: Actor, at: datetime, tags: Tags | None = None
) -> SentBack:
    """Send goods back to the supplier from the layer of their receipt.

    Where that layer has less left, the oldest layers go instead; the difference to what the goods were bought for is the
    purchase variance, shown on the paper.
    refuses  NotEnoughInStock, SerialsNeeded, SerialNotHere, PeriodLocked
    """
    paper = StockPaper(kind=MoveKind.SUPPLIER_RETURN, warehouse=warehouse, on=on, at=at, reason=reason[:200], by_name=by.name)
    books = Books(warehouse_id=warehouse.pk, doc=DocumentRef(KIND, paper.pk), on=on, at=at, by=by)
    sending = _Sending(books=books, lines=lines)

    def book() -> None:
        sending.book()
        paper.value = sum((one.cost for one in sending.shown), ZERO)

    posting.post(
        row=paper, by=by, at=at,
        how=posting.Posting(
            kind=KIND, branch=warehouse.branch, on=on, module="stock", book=book, amount=paper.value,
            freeze=lambda: papers.snapshot(
                kind=KIND, paper=paper, lines=sending.shown, by=by, facts=[[_("Purchase variance"), str(sending.variance)]]
            ),
            tags=tags or Tags(branch_id=warehouse.branch_id),
        ),
    )  # fmt: skip
    return SentBack(paper, paper.value, sending.variance)


@dataclass
class _Sending:
    """The goods of one supplier return while they are taken off the shelf."""

    books: Books
    lines: Sequence[GoingBack]
    shown: list[papers.Shown] = field(default_factory=list)
    variance: Decimal = ZERO

    def book(self) -> None:
        ids = [line.layer_id for line in self.lines]
        self.books.open(set(Layer.objects.filter(pk__in=ids).values_list("item_id", flat=True)))
        receipts = {row.pk: row for row in Layer.objects.filter(pk__in=ids, warehouse_id=self.books.warehouse_id)}
        needs: dict[UUID, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            check_quantity(line.quantity)
            if line.layer_id not in receipts:
                raise Refused(
                    gettext_lazy("These goods are not in this warehouse."), code="unknown_layer", status=404,
                    next_step=gettext_lazy("Choose the receipt they came in with."),
                )  # fmt: skip
            needs[receipts[line.layer_id].item_id] += line.quantity
        for item_id, quantity in needs.items():
            balance = self.books.balances[item_id]
            if balance.on_hand - balance.held < quantity:
                free = balance.on_hand - balance.held
                raise not_enough(item=balance.item, asked=quantity, free=free, held_for=())
        own = {row.pk: OpenLayer(row.pk, row.item_id, row.received_at, row.quantity_left, row.value_left) for row in receipts.values()}
        self.books.read_layers({item_id: quantity + _left(own, item_id) for item_id, quantity in needs.items()})
        for item_id, queue in self.books.queues.items():
            self.books.queues[item_id] = [own.get(layer.id, layer) for layer in queue]
        for line in self.lines:
            self._send(receipts[line.layer_id], own[line.layer_id], line)
        self.books.close()

    def _send(self, receipt: Layer, own: OpenLayer, line: GoingBack) -> None:
        item = self.books.balances[receipt.item_id].item
        serials.check_count(item=item, quantity=line.quantity, serials=line.serials)
        from_own = min(own.quantity, line.quantity)
        from_oldest = line.quantity - from_own
        cost = ZERO
        if from_own:
            cost += self.books.take_from(own, quantity=from_own, kind=MoveKind.SUPPLIER_RETURN, line_id=receipt.line_id)
        if from_oldest:
            oldest = self.books.take(item_id=receipt.item_id, quantity=from_oldest, kind=MoveKind.SUPPLIER_RETURN, line_id=receipt.line_id)
            self.variance += round_money(receipt.value_in * from_oldest / receipt.quantity_in) - oldest
            cost += oldest
        serials.go(item=item, serials=line.serials, to=SerialState.RETURNED, warehouse_id=self.books.warehouse_id, line_id=None)
        self.shown.append(papers.Shown(item=item, quantity=line.quantity, cost=cost))


def _left(layers: dict[UUID, OpenLayer], item_id: UUID) -> Decimal:
    return sum((layer.quantity for layer in layers.values() if layer.item_id == item_id), NONE)
