"""Parts leave the shelf for a job, and come back from it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mendery.ground.documents import posting
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.documents.register import Tags
from mendery.ground.events import Refusals, Refused
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import direct
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.scope import current_business_id
from mendery.ground.ui.formats import qty
from mendery.trade.stock import papers
from mendery.trade.stock.calculations import OpenLayer, Used, give_back
from mendery.trade.stock.models import Balance, Layer, Move, MoveKind, Reservation, SerialState, Slice, StockPaper, Warehouse
from mendery.trade.stock.refusals import ReturnExceedsIssue, check_quantity, not_enough

from . import serials
from .books import NONE, Books, reservations_of
from .serving import serve, tell_served
from .writing import write_values

Snapshot = Callable[[str, dict[UUID, Decimal]], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Draw:
    """Parts that one line of an order takes."""

    line_id: UUID
    item_id: UUID
    quantity: Decimal
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Back:
    """Parts that one line of an order gives back."""

    line_id: UUID
    quantity: Decimal
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issued:
    """The posted slip, and the cost of each line; costs sum exactly to ``paper.value``."""

    paper: StockPaper
    costs: dict[UUID, Decimal]


@dataclass
class _Act:
    """What an issue and a return have in common: one order, one warehouse, one slip."""

    paper: StockPaper
    books: Books
    tags: Tags
    costs: dict[UUID, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    shown: list[papers.Shown] = field(default_factory=list)

    def note(self, *, line_id: UUID, item_id: UUID, quantity: Decimal, cost: Decimal) -> None:
        self.costs[line_id] += cost
        self.shown.append(papers.Shown(item=self.books.balances[item_id].item, quantity=quantity, cost=cost))
        self.paper.value += cost

    def post(self, *, book: Callable[[], None], snapshot_of: Snapshot | None, by: Actor, at: datetime) -> Issued:
        paper, kind = self.paper, str(self.paper.kind)

        def freeze() -> dict[str, Any]:
            if snapshot_of is not None:
                return snapshot_of(paper.number, dict(self.costs))
            return papers.snapshot(kind=kind, paper=paper, lines=self.shown, by=by)

        posting.post(
            row=paper, by=by, at=at,
            how=posting.Posting(
                kind=kind, branch=paper.warehouse.branch, on=paper.on, module="stock", book=book, freeze=freeze, tags=self.tags
            ),
        )  # fmt: skip
        return Issued(paper, dict(self.costs))


def _begin(*, kind: str, warehouse: Warehouse, order: DocumentRef, on: date, tags: Tags | None, by: Actor, at: datetime) -> _Act:
    paper = StockPaper(
        kind=kind, warehouse=warehouse, on=on, at=at, order_id=order.id, order_number=order.number, by_name=by.name, value=ZERO
    )
    books = Books(warehouse_id=warehouse.pk, doc=DocumentRef(kind, paper.pk), on=on, at=at, by=by, order_id=order.id)
    return _Act(paper, books, tags or Tags(branch_id=warehouse.branch_id, order_id=order.id))


@action
def draw(
    *, warehouse: Warehouse, order: DocumentRef, lines: Sequence[Draw], on: date, by: Actor, at: datetime,
    tags: Tags | None = None, snapshot_of: Snapshot | None = None,
) -> Issued:  # fmt: skip
    """Take parts off the shelf for the lines of an order, oldest purchase first, and post the issue slip.

    A line takes what is reserved for it first, then what is free; its reservation shrinks by what was issued.
    snapshot_of  ``(number, cost of each line) → frozen paper``; without it the store's own plain slip is frozen
    returns      the slip and the FIFO cost of each line
    refuses      NotEnoughInStock (nothing is taken), SerialsNeeded, SerialNotHere, QuantityNotPossible, PeriodLocked
    """
    act = _begin(kind=MoveKind.ISSUE, warehouse=warehouse, order=order, on=on, tags=tags, by=by, at=at)
    return act.post(book=lambda: _draw(act, lines), snapshot_of=snapshot_of, by=by, at=at)


def _draw(act: _Act, lines: Sequence[Draw]) -> None:
    books = act.books
    needs: dict[UUID, Decimal] = defaultdict(Decimal)
    for line in lines:
        check_quantity(line.quantity)
        needs[line.item_id] += line.quantity
    books.open(needs)
    # Read after the lock: reservations change only under the lock of their balance. Goods lie free only when nobody waits,
    # so with nothing held there is no reservation to take from.
    is_held = any(row.held for row in books.balances.values())
    rows = reservations_of([line.line_id for line in lines]) if is_held else []
    own = {row.line_id: row for row in rows}
    _check_free(books, needs, own.values())
    books.read_layers(needs)
    for line in lines:
        item = books.balances[line.item_id].item
        serials.check_count(item=item, quantity=line.quantity, serials=line.serials)
        cost = books.take(item_id=line.item_id, quantity=line.quantity, kind=MoveKind.ISSUE, line_id=line.line_id)
        act.note(line_id=line.line_id, item_id=line.item_id, quantity=line.quantity, cost=cost)
        serials.go(
            item=item, serials=line.serials, to=SerialState.SOLD, warehouse_id=books.warehouse_id, line_id=line.line_id,
            unit_id=act.tags.unit_id,
        )  # fmt: skip
    _shrink(books, lines, own)
    books.close()


def _check_free(books: Books, needs: dict[UUID, Decimal], own: Iterable[Reservation]) -> None:
    """Whatever others hold is not ours to take. All short items are told together."""
    ours: dict[UUID, Decimal] = defaultdict(Decimal)
    for row in own:
        if row.warehouse_id == books.warehouse_id:
            ours[row.item_id] += row.held
    short: list[Refused] = []
    for item_id, quantity in needs.items():
        balance = books.balances[item_id]
        free = balance.on_hand - balance.held + ours[item_id]
        if quantity > free:
            orders = _held_for(balance, but_not=books.order_id) if balance.held > ours[item_id] else []
            short.append(not_enough(item=balance.item, asked=quantity, free=free, held_for=orders))
    if len(short) == 1:
        raise short[0]
    if short:
        raise Refusals(short)


def _held_for(balance: Balance, *, but_not: UUID | None) -> list[str]:
    rows = Reservation.objects.filter(item_id=balance.item_id, warehouse_id=balance.warehouse_id, held__gt=0)
    return [row.order_number for row in rows.exclude(order_id=but_not).order_by("promised_at", "at")[:5]]


def _shrink(books: Books, lines: Sequence[Draw], own: dict[UUID, Reservation]) -> None:
    """What was issued is not wanted any more; a reservation with nothing left to wait for is gone."""
    changed: dict[UUID, Reservation] = {}
    for line in lines:
        row = own.get(line.line_id)
        if row is None or row.item_id != line.item_id or row.warehouse_id != books.warehouse_id:
            continue
        from_held = min(row.held, line.quantity)
        row.held -= from_held
        row.wanted = max(row.wanted - line.quantity, row.held)
        books.balances[line.item_id].held -= from_held
        changed[row.pk] = row
    done = [row.pk for row in changed.values() if not row.wanted and not row.ordered]
    direct.delete(Reservation, current_business_id(), done)
    write_values(
        model=Reservation, columns=("wanted", "held"),
        rows=[(pk, row.wanted, row.held) for pk, row in changed.items() if pk not in set(done)],
    )  # fmt: skip


@action
def take_back(
    *, warehouse: Warehouse, order: DocumentRef, lines: Sequence[Back], on: date, by: Actor, at: datetime,
    tags: Tags | None = None, snapshot_of: Snapshot | None = None,
) -> Issued:  # fmt: skip
    """Put parts of an order back on the shelf, into the layers they came from, last consumed first (rule 23).

    What comes back serves the lines that wait for it, by the earliest promise.
    returns  the return slip and the cost given back for each line
    refuses  ReturnExceedsIssue, SerialsNeeded, SerialNotHere, PeriodLocked
    tells    PartsArrived, when somebody was served
    """
    act = _begin(kind=MoveKind.RETURN, warehouse=warehouse, order=order, on=on, tags=tags, by=by, at=at)
    served: list[Reservation] = []
    issued = act.post(book=lambda: served.extend(_take_back(act, lines)), snapshot_of=snapshot_of, by=by, at=at)
    tell_served(served)
    return issued


def _take_back(act: _Act, lines: Sequence[Back]) -> list[Reservation]:
    books = act.books
    line_ids = [line.line_id for line in lines]
    moves = Move.objects.filter(line_id__in=line_ids, kind=MoveKind.ISSUE, warehouse_id=books.warehouse_id)
    books.open(set(moves.values_list("item_id", flat=True)))
    slices = list(
        Slice.objects.filter(move__in=moves, returned_quantity__lt=F("quantity"))
        .select_related("move").order_by("-move__at", "-move_id", "-seq")
    )  # fmt: skip
    layers = {
        row.pk: OpenLayer(row.pk, row.item_id, row.received_at, row.quantity_left, row.value_left)
        for row in Layer.objects.filter(pk__in={one.layer_id for one in slices})
    }
    by_line: dict[UUID, list[Slice]] = defaultdict(list)
    for one in slices:
        by_line[one.move.line_id].append(one)
    for line in lines:
        check_quantity(line.quantity)
        _give_back_line(act, line, by_line[line.line_id], layers)
    write_values(
        model=Slice, columns=("returned_quantity", "returned_value"),
        rows=[(one.pk, one.returned_quantity, one.returned_value) for one in slices],
    )  # fmt: skip
    served = serve(books.balances.values())
    books.close()
    return served


def _give_back_line(act: _Act, line: Back, slices: list[Slice], layers: dict[UUID, OpenLayer]) -> None:
    out = sum((one.quantity - one.returned_quantity for one in slices), NONE)
    if line.quantity > out:
        raise ReturnExceedsIssue(
            _("Only %(out)s were issued to this line, so %(asked)s cannot come back."),
            params={"out": qty(out), "asked": qty(line.quantity)}, field="quantity",
            next_step=_("Return what was issued at most."),
        )  # fmt: skip
    item = act.books.balances[slices[0].move.item_id].item
    serials.check_count(item=item, quantity=line.quantity, serials=line.serials)
    used = [Used(one.pk, one.layer_id, one.quantity - one.returned_quantity, one.value - one.returned_value) for one in slices]
    given = give_back(used, layers, line.quantity)
    rows = {one.pk: one for one in slices}
    for back in given:
        rows[back.slice_id].returned_quantity += back.quantity
        rows[back.slice_id].returned_value += back.value
    cost = act.books.give(given, layers, item_id=item.pk, kind=MoveKind.RETURN, line_id=line.line_id)
    act.note(line_id=line.line_id, item_id=item.pk, quantity=line.quantity, cost=cost)
    serials.go(item=item, serials=line.serials, to=SerialState.IN_STOCK, warehouse_id=act.books.warehouse_id, line_id=line.line_id)
