"""What pages and programs ask about work orders."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import today, vat_rate
from mendery.ground.documents import search
from mendery.ground.events import Refused
from mendery.ground.money import ZERO, DocumentSum, round_money
from mendery.ground.people.actor import Actor
from mendery.registers.equipment.queries import family_of
from mendery.trade.stock.queries import LineStock, of_lines

from .calculations import Margin, allowed_gross, sum_lines
from .models import DeferredWork, Job, LabourEntry, Line, QualityCheck, WorkOrder, WorkOrderDetails
from .states import JobState, LineKind, WorkOrderState

SEARCH_KIND = "order"
_FOUND_AT_MOST = 500
AGREED = (JobState.APPROVED, JobState.CHANGED)
UNANSWERED = (JobState.DRAFT, JobState.SENT)
OPEN_STATES = (WorkOrderState.OPEN, WorkOrderState.IN_WORK, WorkOrderState.CHECKED)
_RELATED = ("branch__entity", "warehouse", "party", "unit__owner", "technician")


def order_of(order_id: UUID, *, actor: Actor | None = None) -> WorkOrder:
    """The order behind an id with branch, entity, customer, unit, technician; a stranger's id is refused as not found.

    actor  who asks: orders of branches in which they may not work are strangers too
    """
    order = WorkOrder.objects.select_related(*_RELATED).filter(pk=order_id).first()
    if order is None or (actor is not None and actor.branch_ids and order.branch_id not in actor.branch_ids):
        raise Refused(_("There is no such work order here."), code="order_not_found", status=404)
    return order


def job_of(job_id: UUID) -> Job:
    """The job behind an id; a stranger's id is refused as not found."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise Refused(_("There is no such job here."), code="job_not_found", status=404)
    return job


def line_of(line_id: UUID) -> Line:
    """The line behind an id with its job and item; a stranger's id is refused as not found."""
    line = Line.objects.select_related("job", "item").filter(pk=line_id).first()
    if line is None:
        raise Refused(_("There is no such line here."), code="line_not_found", status=404)
    return line


def by_number(text: str) -> WorkOrder | None:
    """The order of a number as written on papers and labels, with or without the prefix of our own codes."""
    bare = bare_number(text)
    return WorkOrder.objects.filter(number__in={bare, bare.upper()}).first()


def bare_number(text: str) -> str:
    """The number without ``M:`` or ``M:W:``, which our labels and seals carry."""
    text = text.strip()
    for prefix in ("M:W:", "M:"):
        if text.upper().startswith(prefix):
            return text[len(prefix) :].strip()
    return text


def matching(rows: QuerySet[WorkOrder], text: str, *, actor: Actor | None = None) -> QuerySet[WorkOrder]:
    """Of some orders those with this number, plate, serial or customer, by any part that people remember.

    actor  who asks: whoever may not see customers does not find by their names either
    """
    kinds = [SEARCH_KIND, "unit", *(["party"] if actor is None or actor.may("parties.see") else [])]
    ids = search.find_ids(text=bare_number(text), kinds=kinds, limit=_FOUND_AT_MOST)
    return rows.filter(Q(pk__in=ids) | Q(unit_id__in=ids) | Q(party_id__in=ids)) if ids else rows.none()


@dataclass(frozen=True, slots=True)
class LineSheet:
    """A line as the page shows it.

    stock        how the part stands; None for what does not come from our shelf, or before anything is known
    state        word of the vocabulary ``stock``: given, reserved, ordered, short, on_hand; empty for other lines
    cost         what it cost, or will at the last purchase price
    is_changed   differs from what the customer agreed to
    """

    line: Line
    stock: LineStock | None
    state: str
    cost: Decimal
    margin: Margin
    is_changed: bool


@dataclass(frozen=True, slots=True)
class JobSheet:
    """A job with its lines.

    allowed  the most it may cost without asking again; None before the customer agreed
    over     by how much it is above that
    minutes  clocked on it so far, open entries up to now
    working  who is on it now
    """

    job: Job
    lines: tuple[LineSheet, ...]
    total: DocumentSum
    allowed: Decimal | None
    over: Decimal
    minutes: int
    working: tuple[LabourEntry, ...]
    cost: Decimal

    @property
    def margin(self) -> Margin:
        """What is left of it."""
        return Margin(self.total.net, self.cost)


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """Everything the page of an order shows.

    total      of all jobs but the declined ones, VAT per rate on the whole
    agreed     of the jobs the customer agreed to
    labour, parts, other   net of the same jobs by kind of line
    is_short   a part of agreed work is neither held nor issued
    """

    order: WorkOrder
    details: WorkOrderDetails
    jobs: tuple[JobSheet, ...]
    total: DocumentSum
    agreed: DocumentSum
    labour: Decimal
    parts: Decimal
    other: Decimal
    margin: Margin
    is_short: bool
    working: tuple[LabourEntry, ...]
    checks: tuple[QualityCheck, ...]
    deferred: tuple[DeferredWork, ...]

    @property
    def unissued(self) -> list[LineSheet]:
        """Agreed parts of our shelf that were not issued in full."""
        return [
            line for job in self.jobs if job.job.state in AGREED for line in job.lines
            if line.line.is_stocked and line.line.issued < line.line.quantity
        ]  # fmt: skip


def _state_of(line: Line, stock: LineStock | None) -> str:
    if line.kind != LineKind.PART or not line.is_stocked:
        return ""
    if line.issued >= line.quantity:
        return "given"
    if stock is None:
        return "short"
    if stock.wanted:
        if stock.held >= stock.wanted:
            return "reserved"
        return "ordered" if stock.ordered and not stock.short else "short"
    return "on_hand" if stock.free >= line.quantity - line.issued else "short"


def expected_cost(line: Line) -> Decimal:
    """What was issued at its cost; the rest of a part at the last purchase price of its item."""
    if line.kind != LineKind.PART:
        return line.cost
    rest = line.quantity - line.issued
    last = line.item.last_cost if line.item is not None else None
    return line.cost + (round_money(rest * last) if last is not None and rest > 0 else ZERO)


def _line_sheet(line: Line, stock: dict[UUID, LineStock]) -> LineSheet:
    mine = stock.get(line.pk)
    cost = expected_cost(line)
    changed = line.approved_net is not None and (line.approved_net != line.net or line.approved_quantity != line.quantity)
    return LineSheet(line, mine, _state_of(line, mine), cost, Margin(line.net, cost), changed)


def _minutes(entries: Iterable[LabourEntry], at: datetime) -> int:
    seconds = sum(((entry.ended_at or max(at, entry.started_at)) - entry.started_at).total_seconds() for entry in entries)
    return int(seconds // 60)


class Rates:
    """VAT rates of the entity on a day, each looked up once."""

    def __init__(self, order: WorkOrder, on: date) -> None:
        self._entity, self._on, self._known = order.branch.entity, on, {}  # type: ignore[var-annotated]

    def __call__(self, category: str) -> Decimal:
        """The rate in percent."""
        if category not in self._known:
            self._known[category] = vat_rate(entity=self._entity, category=category, on=self._on)
        rate: Decimal = self._known[category]
        return rate


def stock_of(order: WorkOrder, lines: Iterable[Line]) -> dict[UUID, LineStock]:
    """How the stocked part lines of an order stand."""
    items = {line.pk: line.item_id for line in lines if line.is_stocked and line.item_id}
    return of_lines(line_ids=items, items=items, warehouse_id=order.warehouse_id) if items else {}


def order_sheet(order_id: UUID, *, at: datetime, actor: Actor | None = None) -> OrderSheet:
    """Everything about one order, in a fixed number of queries whatever its length.

    actor  who asks: orders of branches in which they may not work are strangers too
    """
    order = order_of(order_id, actor=actor)
    details = WorkOrderDetails.objects.filter(order=order).first() or WorkOrderDetails(order=order)
    jobs = list(Job.objects.filter(order=order).select_related("technician").order_by("seq", "id"))
    lines = list(Line.objects.filter(order=order).select_related("item", "done_by").order_by("seq", "id"))
    entries = list(LabourEntry.objects.filter(order_id=order.pk).select_related("staff").order_by("started_at", "id"))
    stock, rate_of = stock_of(order, lines), Rates(order, today(order.branch, at))
    by_job: dict[UUID, list[Line]] = defaultdict(list)
    for line in lines:
        by_job[line.job_id].append(line)
    sheets = []
    for job in jobs:
        own = [entry for entry in entries if entry.job_id == job.pk]
        sheets.append(_job_sheet(order, job, by_job[job.pk], stock, own, rate_of, at))
    return _whole(order, details, sheets, entries, rate_of)


def _job_sheet(
    order: WorkOrder, job: Job, lines: list[Line], stock: dict[UUID, LineStock], entries: list[LabourEntry], rate_of: Rates, at: datetime
) -> JobSheet:
    shown = tuple(_line_sheet(line, stock) for line in lines)
    total = sum_lines(lines, rate_of=rate_of)
    tolerance = order.branch.entity.approval_tolerance_percent
    allowed = None if job.approved_gross is None else allowed_gross(approved=job.approved_gross, tolerance_percent=tolerance)
    over = ZERO if allowed is None else max(total.gross - allowed, ZERO)
    working = tuple(entry for entry in entries if entry.ended_at is None)
    cost = sum((line.cost for line in shown), ZERO)
    return JobSheet(job, shown, total, allowed, over, _minutes(entries, at), working, cost)


def _whole(order: WorkOrder, details: WorkOrderDetails, jobs: list[JobSheet], entries: list[LabourEntry], rate_of: Rates) -> OrderSheet:
    wanted = [line for job in jobs if job.job.state != JobState.DECLINED for line in job.lines]
    agreed = [line.line for job in jobs if job.job.state in AGREED for line in job.lines]
    nets: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for sheet in wanted:
        nets[sheet.line.kind] += sheet.line.net
    total = sum_lines([sheet.line for sheet in wanted], rate_of=rate_of)
    is_short = any(line.state in ("short", "ordered") for job in jobs if job.job.state in AGREED for line in job.lines)
    return OrderSheet(
        order=order, details=details, jobs=tuple(jobs), total=total, agreed=sum_lines(agreed, rate_of=rate_of),
        labour=nets[LineKind.LABOUR], parts=nets[LineKind.PART], other=nets[LineKind.OUTSIDE] + nets[LineKind.FEE],
        margin=Margin(total.net, sum((sheet.cost for sheet in wanted), ZERO)), is_short=is_short,
        working=tuple(entry for entry in entries if entry.ended_at is None),
        checks=tuple(QualityCheck.objects.filter(order=order).order_by("-at", "-id")),
        deferred=tuple(deferred_of(order.unit_id, but_not=order.pk)),
    )  # fmt: skip


def deferred_of(unit_id: UUID, *, but_not: UUID | None = None) -> list[DeferredWork]:
    """Declined and unanswered work of a unit that nobody took up again, the latest first; ``but_not`` leaves an order's own out."""
    rows = DeferredWork.objects.filter(unit_id__in=family_of(unit_id), closed_at=None).select_related("job")
    if but_not is not None:
        rows = rows.exclude(job__order_id=but_not)
    return list(rows.order_by("-at", "-id")[:50])


def works_of(unit_id: UUID, *, limit: int = 30) -> list[WorkOrder]:
    """Orders of a unit over all its owners and branches, the latest first, each with ``done``: the jobs that were agreed to."""
    rows = WorkOrder.objects.filter(unit_id__in=family_of(unit_id)).select_related("branch")
    orders = list(rows.order_by("-opened_at", "-id")[:limit])
    done: dict[UUID, list[Job]] = defaultdict(list)
    for job in Job.objects.filter(order__in=orders, state__in=AGREED).order_by("seq"):
        done[job.order_id].append(job)
    for order in orders:
        order.done = done[order.pk]
    return orders


def fitted_parts(unit_id: UUID, *, limit: int = 100) -> list[Line]:
    """Parts that were issued to works on the unit, or charged as text, with their serials; the latest first."""
    rows = Line.objects.filter(order__unit_id__in=family_of(unit_id), kind=LineKind.PART, job__state__in=AGREED)
    rows = rows.exclude(is_stocked=True, issued=0).select_related("order")
    return list(rows.order_by("-order__opened_at", "seq", "id")[:limit])


def open_entry_of(staff_id: UUID) -> LabourEntry | None:
    """What somebody is working on now."""
    return LabourEntry.objects.filter(staff_id=staff_id, ended_at=None).select_related("job__order").first()


@dataclass(frozen=True, slots=True)
class Money:
    """What is charged and not invoiced, and what is owed, as the next step needs it."""

    unbilled: Decimal = ZERO
    owed: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one act that brings the order on, and the rights of which one is needed. Pages have words and address for each code."""

    code: str
    rights: tuple[str, ...]


STEPS = {
    "add_work": ("orders.edit", "orders.work"),
    "send_estimate": ("estimates.send",),
    "record_answer": ("estimates.answer",),
    "order_parts": ("supplier_orders.edit",),
    "start": ("orders.work",),
    "issue_parts": ("stock.issue",),
    "finish_jobs": ("orders.work",),
    "check": ("orders.check",),
    "finish": ("orders.finish",),
    "invoice": ("invoices.draft", "invoices.post"),
    "pay": ("cash.take",),
    "hand_over": ("handover.do",),
    "none": (),
}


def next_step(sheet: OrderSheet, money: Money | None = None) -> NextStep:
    """What should happen next on the order."""
    code = _step_code(sheet, money or Money())
    return NextStep(code, STEPS[code])


def _step_code(sheet: OrderSheet, money: Money) -> str:
    order = sheet.order
    match order.state:
        case WorkOrderState.OPEN:
            return _step_before_work(sheet)
        case WorkOrderState.IN_WORK:
            return _step_in_work(sheet)
        case WorkOrderState.CHECKED:
            return "finish"
        case WorkOrderState.FINISHED:
            if money.unbilled > 0:
                return "invoice"
            if money.owed > 0:
                return "pay"
            return "none" if order.handed_over_at or order.intake_unit_id is None else "hand_over"
    return "none"


def _step_before_work(sheet: OrderSheet) -> str:
    states = {job.job.state for job in sheet.jobs}
    if JobState.SENT in states:
        return "record_answer"
    if JobState.CHANGED in states:
        return "send_estimate"
    if JobState.APPROVED in states:
        if sheet.is_short and any(line.stock is not None and line.stock.short for line in sheet.unissued):
            return "order_parts"
        return "start"
    if any(job.lines for job in sheet.jobs if job.job.state == JobState.DRAFT):
        return "send_estimate"
    if states == {JobState.DECLINED}:
        return "finish"
    return "add_work"


def _step_in_work(sheet: OrderSheet) -> str:
    if any(job.job.state == JobState.CHANGED for job in sheet.jobs):
        return "send_estimate"
    if any(line.state == "reserved" for line in sheet.unissued):
        return "issue_parts"
    if any(line.stock is not None and line.stock.short for line in sheet.unissued):
        return "order_parts"
    if any(job.job.done_at is None for job in sheet.jobs if job.job.state in AGREED):
        return "finish_jobs"
    return "check"
