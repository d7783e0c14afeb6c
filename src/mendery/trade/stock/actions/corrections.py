"""What was counted differs from the books; what was on the shelf before the books began."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents import posting
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.documents.register import Tags
from mendery.ground.events import Refused
from mendery.ground.money import ZERO, round_money
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.catalogue.models import Item
from mendery.trade.stock import papers
from mendery.trade.stock.models import MoveKind, Reservation, SerialState, StockPaper, Warehouse
from mendery.trade.stock.refusals import QuantityNotPossible, held_for_jobs

from . import receipts, serials
from .books import Books
from .serving import serve, tell_served


class CountAgrees(Refused):
    """The count is what the books say: there is nothing to correct."""

    code = "count_agrees"
    status = 409


class CostNeeded(Refused):
    """Found goods need a cost, and none is known."""

    code = "cost_needed"


@dataclass(frozen=True, kw_only=True)
class Count:
    """What somebody counted of an item. ``unit_cost`` is for what is found beyond the books; None takes the last cost."""

    item: Item
    counted: Decimal
    unit_cost: Decimal | None = None
    serials: tuple[str, ...] = ()


@action
def correct(
    *, warehouse: Warehouse, item: Item, counted: Decimal, reason: str, on: date, by: Actor, at: datetime,
    unit_cost: Decimal | None = None, serials: tuple[str, ...] = (),
) -> StockPaper:  # fmt: skip
    """Bring the books to what was counted: the missing leaves at FIFO cost, the found comes in as a new layer.

    unit_cost  of found pieces; without it the item's last cost
    serials    of the pieces that are missing, or found
    refuses    CountAgrees, CostNeeded, HeldForJobs below what is reserved, QuantityNotPossible, PeriodLocked
    tells      PartsArrived, when found parts served lines that wait
    """
    count = Count(item=item, counted=counted, unit_cost=unit_cost, serials=serials)
    if not reason.strip():
        raise Refused(_("A correction needs a reason."), code="reason_needed", field="reason", next_step=_("Say what happened."))
    if counted < 0 or not counted.is_finite() or counted != round(counted, 3):
        raise QuantityNotPossible(_("A count must be zero or more, with three decimals at most."), field="counted")
    paper = StockPaper(kind=MoveKind.CORRECTION, warehouse=warehouse, on=on, at=at, reason=reason.strip()[:200], by_name=by.name)
    shown: list[papers.Shown] = []
    served: list[Reservation] = []

    def book() -> None:
        line, rows = _correct(paper, count, by)
        shown.append(line)
        served.extend(rows)
        paper.value = line.cost

    _post(paper, book, shown, by)
    tell_served(served)
    return paper


def _post(paper: StockPaper, book: Any, shown: list[papers.Shown], by: Actor) -> None:
    kind, branch = str(paper.kind), paper.warehouse.branch
    posting.post(
        row=paper, by=by, at=paper.at,
        how=posting.Posting(
            kind=kind, branch=branch, on=paper.on, module="stock", book=book,
            freeze=lambda: papers.snapshot(kind=kind, paper=paper, lines=shown, by=by), tags=Tags(branch_id=branch.pk),
        ),
    )  # fmt: skip


def _correct(paper: StockPaper, count: Count, by: Actor) -> tuple[papers.Shown, list[Reservation]]:
    item = count.item
    books = Books(warehouse_id=paper.warehouse_id, doc=DocumentRef("correction", paper.pk), on=paper.on, at=paper.at, by=by)
    books.open([item.pk])
    balance = books.balances[item.pk]
    difference = count.counted - balance.on_hand
    if not difference:
        raise CountAgrees(_("The books say the same: nothing to correct."), field="counted")
    if count.counted < balance.held:
        rows = Reservation.objects.filter(item_id=item.pk, warehouse_id=paper.warehouse_id, held__gt=0)
        orders = [row.order_number for row in rows.order_by("promised_at", "at")]
        raise held_for_jobs(item=item, left=count.counted, held=balance.held, orders=orders)
    serials.check_count(item=item, quantity=abs(difference), serials=count.serials)
    if difference > 0:
        cost = _found(books, count, difference)
    else:
        books.read_layers({item.pk: -difference})
        cost = -books.take(item_id=item.pk, quantity=-difference, kind=MoveKind.CORRECTION, line_id=None)
        serials.go(item=item, serials=count.serials, to=SerialState.SCRAPPED, warehouse_id=paper.warehouse_id, line_id=None)
    served = serve(books.balances.values())
    books.close()
    if difference > 0:
        serials.come_in(item=item, serials=count.serials, layer=books.new_layers[0], line_id=None)
    return papers.Shown(item=item, quantity=difference, cost=cost), served


def _found(books: Books, count: Count, difference: Decimal) -> Decimal:
    unit_cost = count.unit_cost if count.unit_cost is not None else count.item.last_cost
    if unit_cost is None or unit_cost < 0:
        raise CostNeeded(
            _("More was counted than the books say, and no cost of this item is known."), field="unit_cost",
            next_step=_("Enter what one piece cost."),
        )  # fmt: skip
    value = round_money(difference * unit_cost)
    books.bring(item_id=count.item.pk, quantity=difference, value=value, kind=MoveKind.CORRECTION, line_id=None)
    return value


@action
def open_stock(
    *, warehouse: Warehouse, lines: Sequence[receipts.Incoming], items: dict[Any, Item], on: date, by: Actor, at: datetime
) -> StockPaper:
    """Enter what lies on the shelf when the books begin, as layers of an opening paper.

    items    the items of the lines, by id
    refuses  QuantityNotPossible, SerialsNeeded, PeriodLocked
    """
    paper = StockPaper(
        kind=MoveKind.OPENING, warehouse=warehouse, on=on, at=at, by_name=by.name, value=sum((one.value for one in lines), ZERO)
    )
    shown = [papers.Shown(item=items[one.item_id], quantity=one.quantity, cost=one.value) for one in lines]

    def book() -> None:
        ref = DocumentRef("opening", paper.pk)
        receipts.bring_in(warehouse=warehouse, ref=ref, lines=lines, on=on, by=by, at=at, kind=MoveKind.OPENING)

    _post(paper, book, shown, by)
    return paper
