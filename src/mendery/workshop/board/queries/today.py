"""What happens today: who came, who comes to collect, who works on what, what is in the till."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, Sum
from django.utils import timezone

from mendery.ground.company.models import Staff
from mendery.ground.people.actor import Actor
from mendery.trade.billing.models import Invoice, InvoiceState
from mendery.trade.cashdesk.models import CashEntry, Method, Payment, Shift, ShiftState
from mendery.trade.stock.models import Reservation
from mendery.workshop.workorders import stages
from mendery.workshop.workorders.models import Job, LabourEntry, WorkOrder
from mendery.workshop.workorders.states import JobState

from . import places

SHOWN = 8
COUNTED_AT_MOST = 999
_ZERO = Decimal(0)
COLUMNS = (
    "id", "number", "stage", "opened_at", "promised_at", "title", "technician_id", "unit__kind", "unit__type", "unit__plate",
    "unit__make", "unit__model", "unit__serial", "party__name", "party__phone",
)  # fmt: skip


@dataclass(frozen=True)
class Some:
    """The first rows of a list and how many it has, up to a cap."""

    rows: list[Any]
    count: int


def _some(rows: Any, *more: str, shown: int = SHOWN) -> Some:
    found = list(rows.values_list(*COLUMNS, *more, named=True)[: shown + 1])
    if len(found) <= shown:
        return Some(found, len(found))
    return Some(found[:shown], rows.order_by()[:COUNTED_AT_MOST].count())


def arrivals(actor: Actor) -> Some:
    """Units that were taken in today, the latest first."""
    rows = places.seen_by(actor, WorkOrder.objects.filter(opened_at__gte=places.midnight(), intake_unit_id__isnull=False))
    return _some(rows.order_by("-opened_at", "-id"), "details__waits_here")


def promised(actor: Actor) -> Some:
    """What was promised for today and is still with us, by the hour."""
    rows = places.alive(actor).filter(promised_at__gte=places.midnight(), promised_at__lt=places.midnight(1))
    return _some(rows.order_by("promised_at", "id"))


def under_way(actor: Actor) -> Some:
    """Agreed work that is to be done, is being done, or is to be checked: the earliest promise first."""
    rows = places.alive(actor).filter(stage__in=(stages.WORK, stages.CHECK))
    return _some(rows.order_by(F("promised_at").asc(nulls_last=True), "id"), shown=12)


@dataclass(frozen=True)
class Clocked:
    """Somebody at work: on which job, of which order, for how many seconds."""

    entry: LabourEntry
    seconds: int


def at_work(actor: Actor) -> list[Clocked]:
    """The clocks that run, the longest first."""
    rows = LabourEntry.objects.filter(ended_at=None).select_related("staff", "job__order__unit").order_by("started_at", "id")
    if actor.branch_ids:
        rows = rows.filter(staff__branch_id__in=actor.branch_ids)
    now = timezone.now()
    return [Clocked(entry, max(0, int((now - entry.started_at).total_seconds()))) for entry in rows[:30]]


def technicians(actor: Actor) -> list[Staff]:
    """Who does the work here."""
    return list(places.seen_by(actor, Staff.objects.filter(is_technician=True, is_active=True)).order_by("name"))


def own_staff(actor: Actor) -> Staff | None:
    """The reader as somebody who works here."""
    return Staff.objects.filter(membership_id=actor.membership_id, is_active=True).first() if actor.membership_id else None


def jobs_of(staff: Staff, *, limit: int = 20) -> list[Job]:
    """What the technician has still to do, agreed work and the earliest promise first."""
    rows = (
        Job.objects.filter(technician=staff, done_at=None)
        .exclude(state=JobState.DECLINED)
        .exclude(order__stage__in=(*places.OVER, stages.READY))
    )
    rows = rows.select_related("order__unit").order_by(F("order__promised_at").asc(nulls_last=True), "order__opened_at", "seq")
    found = list(rows[: 3 * limit])
    return sorted(found, key=lambda job: job.order.stage != stages.WORK)[:limit]


@dataclass(frozen=True)
class ToGive:
    """Held parts of one order that wait to be given out."""

    order: Any
    lines: list[Reservation]


def parts_to_give(actor: Actor, *, limit: int = SHOWN) -> list[ToGive]:
    """Orders for which parts lie ready, those in work first, then the earliest promise."""
    rows = Reservation.objects.filter(held__gt=0).select_related("item").order_by(F("promised_at").asc(nulls_last=True), "at", "id")
    if actor.branch_ids:
        rows = rows.filter(warehouse__branch_id__in=actor.branch_ids)
    lines: dict[UUID, list[Reservation]] = {}
    for row in rows[:200]:
        lines.setdefault(row.order_id, []).append(row)
    orders = WorkOrder.objects.filter(pk__in=lines, stage=stages.WORK).values_list(*COLUMNS, "state", named=True)
    found = {order.id: order for order in orders}
    given = [ToGive(found[order_id], mine) for order_id, mine in lines.items() if order_id in found]
    return sorted(given, key=lambda one: one.order.state != "in_work")[:limit]


@dataclass(frozen=True)
class Cash:
    """Money of today: by method, and the tills that are open with what should be in their drawers."""

    by_method: dict[str, Decimal]
    shifts: list[tuple[Shift, Decimal]]
    receipts: int

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum(self.by_method.values(), _ZERO)


def cash(actor: Actor) -> Cash:
    """Payments taken and given back today, and the open tills. Three queries."""
    rows = places.seen_by(actor, Payment.objects.filter(at__gte=places.midnight(), state="posted"))
    sums = list(rows.order_by().values_list("method").annotate(sum=Sum("amount"), n=Count("*")))
    shifts = Shift.objects.filter(state=ShiftState.OPEN).select_related("till")
    if actor.branch_ids:
        shifts = shifts.filter(till__branch_id__in=actor.branch_ids)
    opened = list(shifts.order_by("till__code")[:4])
    # What was found when the drawer was opened is in the opening already.
    moved = dict(
        CashEntry.objects.filter(shift__in=opened).exclude(kind="opening_difference").order_by().values_list("shift_id").annotate(Sum("amount"))
    ) if opened else {}  # fmt: skip
    return Cash(
        {method: total for method, total, _n in sums}, [(shift, shift.opening + moved.get(shift.pk, _ZERO)) for shift in opened],
        sum(n for method, _total, n in sums if method == Method.CASH),
    )  # fmt: skip


@dataclass(frozen=True)
class Business:
    """The month so far: invoiced without VAT, work finished with its margin; and how the open orders stand."""

    invoiced: Decimal
    invoiced_today: Decimal
    invoices: int
    finished: int
    finished_net: Decimal
    finished_cost: Decimal
    by_stage: dict[str, tuple[int, Decimal]]
    by_day: list[tuple[Any, Decimal]]


def month_start() -> datetime:
    """When the month began in the zone of the branch."""
    return places.midnight(1 - timezone.localdate().day)


def business(actor: Actor) -> Business:
    """What the owner looks at. Four queries."""
    today = timezone.localdate()
    invoices = places.seen_by(
        actor, Invoice.objects.exclude(state=InvoiceState.DRAFT).filter(on__gte=min(month_start(), places.midnight(-13)).date())
    )
    by_day = dict(invoices.order_by().values_list("on").annotate(Sum("net")))
    first = month_start().date()
    done = places.seen_by(actor, WorkOrder.objects.filter(finished_at__gte=month_start()))
    sums = done.aggregate(n=Count("*"), net=Sum("net"), cost=Sum("cost"))
    open_orders = places.alive(actor).order_by().values_list("stage").annotate(n=Count("*"), gross=Sum("gross"))
    issued = places.seen_by(actor, Invoice.objects.exclude(state=InvoiceState.DRAFT).filter(on__gte=first, kind="invoice")).count()
    days = [today - timedelta(days=back) for back in range(13, -1, -1)]
    return Business(
        invoiced=sum((net for on, net in by_day.items() if on >= first), _ZERO), invoiced_today=by_day.get(today, _ZERO), invoices=issued,
        finished=sums["n"], finished_net=sums["net"] or _ZERO, finished_cost=sums["cost"] or _ZERO,
        by_stage={stage: (n, gross) for stage, n, gross in open_orders}, by_day=[(day, by_day.get(day, _ZERO)) for day in days],
    )  # fmt: skip


@dataclass(frozen=True)
class Numbers:
    """The numbers of the shop at this moment."""

    arrived: int
    approval: int
    parts: int
    ready: int
    late: int
    promised: int
    here: int
    approval_gross: Decimal
    approval_since: datetime | None


def numbers(actor: Actor) -> Numbers:
    """All of them in two queries over the orders that are alive."""
    now = timezone.now()
    today = Q(promised_at__gte=places.midnight(), promised_at__lt=places.midnight(1))
    approval = Q(stage=stages.APPROVAL)
    found = places.alive(actor).aggregate(
        approval=Count("pk", filter=approval), parts=Count("pk", filter=Q(stage=stages.PARTS)), ready=Count("pk", filter=Q(stage=stages.READY)),
        late=Count("pk", filter=Q(promised_at__lt=now, stage__in=places.UNDER_WAY)), promised=Count("pk", filter=today),
        here=Count("pk", filter=Q(intake_unit_id__isnull=False)), approval_gross=Sum("gross", filter=approval),
        approval_since=Min("opened_at", filter=approval),
    )  # fmt: skip
    found["approval_gross"] = found["approval_gross"] or _ZERO
    rows = places.seen_by(actor, WorkOrder.objects.filter(opened_at__gte=places.midnight(), intake_unit_id__isnull=False))
    return Numbers(arrived=rows.order_by()[:COUNTED_AT_MOST].count(), **found)
