"""Parts of a job: held on approval, taken from the shelf, brought back. The only place that asks whether stock is kept at all.

With inventory switched off parts are priced text: nothing is held or issued, everything agreed is charged. What was kept with
the feature on is there again when it comes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import today
from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import switches
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.switches import Feature
from mendery.ground.ui.formats import qty
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import Item
from mendery.trade.stock.actions import issues, reservations
from mendery.trade.stock.actions.writing import write_values
from mendery.trade.stock.models import StockPaper, Warehouse
from mendery.trade.stock.queries import held_of
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.models import Job, Line, WorkOrder
from mendery.workshop.workorders.queries import AGREED
from mendery.workshop.workorders.states import JobState, LineKind

from .desk import Desk, as_number, ids_of, take

NONE = Decimal(0)


def comes_from_shelf(item: Item | None) -> bool:
    """Whether a new line of this item is held, issued and costed."""
    return item is not None and behaviour(item.kind).has_layers and switches.is_on(Feature.INVENTORY)


def is_counted(line: Line) -> bool:
    """Whether this part line goes through the store."""
    return line.is_stocked and line.item_id is not None and switches.is_on(Feature.INVENTORY)


def agreed_quantity(job: Job, line: Line) -> Decimal:
    """How much of a part the customer's word covers; only the agreed part of a job that grew too much (rule 18)."""
    if job.state == JobState.APPROVED:
        return line.quantity
    if job.state == JobState.CHANGED:
        return min(line.quantity, line.approved_quantity or NONE)
    return NONE


def hold(desk: Desk, lines: Iterable[Line]) -> None:
    """Bring reservations in line with what is agreed and not issued yet; let go of the rest (rules 28, 29)."""
    wants, free = [], []
    for line in lines:
        if not is_counted(line):
            continue
        needed = agreed_quantity(line.job, line) - line.issued
        if needed > 0:
            wants.append(
                reservations.Want(
                    line_id=line.pk, order_id=desk.order.pk, order_number=desk.order.number, item_id=line.item_id,  # type: ignore[arg-type]
                    warehouse_id=desk.order.warehouse_id, quantity=needed, promised_at=desk.order.promised_at,
                )
            )  # fmt: skip
        else:
            free.append(line.pk)
    if wants:
        reservations.reserve(wants=wants, by=desk.by, at=desk.at)
    if free:
        reservations.release(line_ids=free, by=desk.by, at=desk.at)


def let_go(desk: Desk, lines: Iterable[Line]) -> None:
    """Release what is held for lines, also while inventory is switched off."""
    held = [line.pk for line in lines if line.is_stocked]
    if held:
        reservations.release(line_ids=held, by=desk.by, at=desk.at)


@action
def reserve(*, order: WorkOrder, by: Actor, at: datetime) -> WorkOrder:
    """Hold the agreed parts of an order anew, after inventory was switched on or a promise moved."""
    desk = take(order.pk, by=by, at=at)
    hold(desk, desk.lines_of(*desk.agreed))
    desk.settle()
    return desk.order


@action
def issue(
    *, order: WorkOrder, quantities: Mapping[UUID, Decimal] | None = None, serials: Mapping[UUID, Sequence[str]] | None = None,
    on: date | None = None, by: Actor, at: datetime,
) -> StockPaper | None:  # fmt: skip
    """Take agreed parts from the shelf for the order, oldest purchase first, on one issue slip.

    quantities  {line id: quantity}; without it everything that is held for the order
    serials     {line id: serial numbers}, one per piece of a tracked item
    returns     the slip; None when inventory is switched off
    refuses     NothingToIssue, NotApproved, ``more_than_agreed``, OrderClosed, and what ``stock.issues.draw`` refuses
    """
    desk = take(order.pk, by=by, at=at)
    if not switches.is_on(Feature.INVENTORY):
        return None
    wanted = _held(desk) if quantities is None else _checked(desk, quantities)
    if not wanted:
        raise refusals.NothingToIssue(
            _("No part is held for order %(number)s."), params={"number": desk.order.number},
            next_step=_("Record the customer's answer, or order what is missing."),
        )  # fmt: skip
    given = {line_id: tuple(names) for line_id, names in (serials or {}).items()}
    lines = [desk.line(line_id) for line_id in wanted]
    issued = issues.draw(
        warehouse=desk.order.warehouse, order=desk.ref, tags=desk.tags, on=on or today(desk.order.branch, at), by=by, at=at,
        lines=[
            issues.Draw(line_id=line.pk, item_id=line.item_id, quantity=wanted[line.pk], serials=given.get(line.pk, ()))  # type: ignore[arg-type]
            for line in lines
        ],
    )  # fmt: skip
    for line in lines:
        line.issued += wanted[line.pk]
        line.cost += issued.costs[line.pk]
        line.serials = [*line.serials, *given.get(line.pk, ())]
    _write(desk, lines, given)
    desk.note("parts_issued", number=issued.paper.number, lines=_named(lines, wanted))
    return issued.paper


def _warehouse(desk: Desk) -> Warehouse:
    warehouse = desk.order.warehouse
    if warehouse.branch_id == desk.order.branch_id:
        warehouse.branch = desk.order.branch
    return warehouse


def _held(desk: Desk) -> dict[UUID, Decimal]:
    """Everything that lies ready for agreed lines."""
    lines = [line for line in desk.lines_of(*desk.agreed) if is_counted(line)]
    return held_of(line_ids=ids_of(lines))


def _checked(desk: Desk, quantities: Mapping[UUID, Decimal]) -> dict[UUID, Decimal]:
    for line_id, quantity in quantities.items():
        line = desk.line(line_id)
        if not is_counted(line):
            raise Refused(_("“%(text)s” does not come from stock."), params={"text": line.text}, code="not_from_stock", field="quantity")
        if line.job.state not in AGREED:
            raise refusals.not_approved(line.job)
        left = agreed_quantity(line.job, line) - line.issued
        if quantity > left:
            raise Refused(
                _("%(left)s of “%(text)s” are agreed and not issued, so %(asked)s cannot be issued."), code="more_than_agreed",
                params={"left": qty(max(left, NONE)), "text": line.text, "asked": qty(quantity)}, field="quantity", status=409,
                next_step=_("Raise the quantity of the line first."),
            )  # fmt: skip
    return dict(quantities)


def _write(desk: Desk, lines: list[Line], serials: Mapping[UUID, Sequence[str]]) -> None:
    write_values(model=Line, columns=("issued", "cost"), rows=[(line.pk, line.issued, line.cost) for line in lines])
    for line in lines:
        if serials.get(line.pk):
            line.save(update_fields=["serials"])
    desk.write(cost=sum((line.cost for line in desk.lines), ZERO), stage=desk.stage())


def _named(lines: list[Line], quantities: Mapping[UUID, Decimal]) -> list[list[str]]:
    return [[line.text, as_number(quantities[line.pk])] for line in lines]


@action
def take_back(
    *, order: WorkOrder, quantities: Mapping[UUID, Decimal], serials: Mapping[UUID, Sequence[str]] | None = None,
    on: date | None = None, by: Actor, at: datetime,
) -> StockPaper:  # fmt: skip
    """Put issued parts back on the shelf, into the layers they came from, on one return slip (rule 23).

    refuses  OrderClosed, ``nothing_to_return``, and what ``stock.issues.take_back`` refuses (ReturnExceedsIssue …)
    """
    desk = take(order.pk, by=by, at=at)
    if not quantities:
        raise Refused(_("Choose what comes back."), code="nothing_to_return", field="quantity")
    lines = [desk.line(line_id) for line_id in quantities]
    given = {line_id: tuple(names) for line_id, names in (serials or {}).items()}
    returned = issues.take_back(
        warehouse=desk.order.warehouse, order=desk.ref, tags=desk.tags, on=on or today(desk.order.branch, at), by=by, at=at,
        lines=[issues.Back(line_id=line.pk, quantity=quantities[line.pk], serials=given.get(line.pk, ())) for line in lines],
    )  # fmt: skip
    for line in lines:
        line.issued -= quantities[line.pk]
        line.cost -= returned.costs[line.pk]
        line.serials = [serial for serial in line.serials if serial not in given.get(line.pk, ())]
    _write(desk, lines, given)
    desk.note("parts_returned", number=returned.paper.number, lines=_named(lines, quantities))
    return returned.paper


def check_issued(desk: Desk) -> None:
    """Refuse to charge parts that never left the shelf."""
    missing = [line for line in desk.lines_of(*desk.agreed) if is_counted(line) and line.issued < line.quantity]
    if missing:
        names = ", ".join(f"{qty(line.quantity - line.issued)} × {line.text}" for line in missing)
        raise refusals.PartsNotIssued(
            _("Not issued yet: %(parts)s."), params={"parts": names},
            next_step=_("Issue the parts, or take what was not needed off the order."),
        )  # fmt: skip


def charged_quantity(line: Line) -> Decimal:
    """How much of a line is charged: of parts through the store what was issued."""
    return line.issued if line.kind == LineKind.PART and is_counted(line) else line.quantity
