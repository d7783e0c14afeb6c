"""The list of orders: saved views, filters, one page of rows, counts with a cap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.scope import current_business_id
from mendery.ground.ui.paging import KeyPage, page_by_key
from mendery.trade.billing.models import InvoiceSum
from mendery.workshop.workorders import stages
from mendery.workshop.workorders.models import Job, WorkOrder
from mendery.workshop.workorders.queries import matching
from mendery.workshop.workorders.states import JobState, WorkOrderState

from . import places

OPEN, MINE, LATE, CUSTOMER, UNPAID, ALL = "open", "mine", "late", "customer", "unpaid", "all"
VIEWS = (OPEN, MINE, LATE, CUSTOMER, UNPAID, ALL)
NOBODY = "nobody"
PROMISED = ("today", "tomorrow", "week", "past")
COUNTED_AT_MOST = 10_000
EXPORTED_AT_MOST = 20_000
LATEST = ("-opened_at", "-id")
BY_PROMISE = ("promised_at", "id")
AT_RISK = timedelta(hours=1)

COLUMNS = (
    "id", "number", "stage", "opened_at", "promised_at", "title", "net", "gross", "cost", "technician_id", "unit__kind", "unit__type",
    "unit__plate", "unit__make", "unit__model", "unit__serial", "party__name",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the reader wants to see.

    view        one of the saved views
    technician  an id of staff, or ``nobody``
    promised    one of ``PROMISED``
    until       only orders that were opened up to this day: a way to jump far back in the list
    """

    view: str = OPEN
    stage: str = ""
    state: str = ""
    technician: str = ""
    promised: str = ""
    until: date | None = None
    text: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """How the rows are sorted: what is late by its promise, everything else by arrival, the latest first."""
        return BY_PROMISE if self.view == LATE else LATEST

    @property
    def is_filtered(self) -> bool:
        """Whether more than the saved view decides."""
        return any((self.stage, self.state, self.technician, self.promised, self.until, self.text))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read(query: Mapping[str, str]) -> Chosen:
    """What an address asks for; what it does not understand is left out. Other apps link here by ``stage`` or ``late``."""
    stage, state = query.get("stage", ""), query.get("state", "")
    stage = stage if stage in stages.STANDARD else ""
    state = state if state in WorkOrderState.values else ""
    view = query.get("view", "")
    if view not in VIEWS:
        view = LATE if query.get("late") else ALL if stage or state else OPEN
    technician, promised = query.get("technician", ""), query.get("promised", "")
    return Chosen(
        view=view, stage=stage, state=state, until=_day(query.get("until", "")), text=query.get("q", "").strip()[:80],
        technician=technician if technician == NOBODY or _uuid(technician) else "", promised=promised if promised in PROMISED else "",
    )  # fmt: skip


def _mine(actor: Actor) -> Q:
    own_job = Job.objects.filter(order_id=OuterRef("pk"), technician__membership_id=actor.membership_id)
    return Q(technician__membership_id=actor.membership_id) | Q(adviser=actor.name) | Q(Exists(own_job))


def _unpaid() -> Q:
    """Ready, and no invoice of it is wholly paid."""
    paid = InvoiceSum.objects.filter(invoice__order_id=OuterRef("pk"), invoice__state="posted", open=0)
    return Q(stage=stages.READY) & ~Q(Exists(paid))


def late(now: datetime) -> Q:
    """Promised for a moment that is past, and not done."""
    return Q(promised_at__lt=now, stage__in=places.UNDER_WAY)


def _by_view(actor: Actor, view: str) -> QuerySet[WorkOrder]:
    if view == ALL:
        return places.seen_by(actor, WorkOrder.objects.all())
    rows = places.alive(actor)
    if view == MINE:
        return rows.filter(_mine(actor))
    if view == LATE:
        return rows.filter(late(timezone.now() + AT_RISK))
    if view == CUSTOMER:
        return rows.filter(stage=stages.APPROVAL)
    return rows.filter(_unpaid()) if view == UNPAID else rows


def _promised(rows: QuerySet[WorkOrder], when: str) -> QuerySet[WorkOrder]:
    if when == "past":
        return rows.filter(late(timezone.now()))
    first, last = {"today": (0, 1), "tomorrow": (1, 2), "week": (0, 7)}[when]
    return rows.filter(promised_at__gte=places.midnight(first), promised_at__lt=places.midnight(last))


def chosen_rows(actor: Actor, chosen: Chosen) -> QuerySet[WorkOrder]:
    """The orders that the reader may see and wants to."""
    rows = _by_view(actor, chosen.view)
    if chosen.stage:
        rows = rows.filter(stage=chosen.stage)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.technician:
        rows = rows.filter(technician_id=_uuid(chosen.technician))
    if chosen.promised:
        rows = _promised(rows, chosen.promised)
    if chosen.until:
        after = timezone.make_aware(datetime.combine(chosen.until + timedelta(days=1), time()))
        rows = rows.filter(opened_at__lt=after)
    return matching(rows, chosen.text, actor=actor) if chosen.text else rows


_PROGRESS = """
SELECT order_id, count(*) FILTER (WHERE state = ANY (%(agreed)s)), count(done_at) FILTER (WHERE state = ANY (%(agreed)s)),
       array_agg(DISTINCT technician_id) FILTER (WHERE technician_id IS NOT NULL)
  FROM workorders_job
 WHERE business_id = %(business)s AND order_id = ANY (%(ids)s) AND state <> %(declined)s
 GROUP BY order_id
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the jobs of one order are, and who does them."""

    jobs: int = 0
    done: int = 0
    people: tuple[UUID, ...] = ()

    @property
    def percent(self) -> int | None:
        """Done jobs of a hundred; None while nothing is agreed to."""
        return 100 * self.done // self.jobs if self.jobs else None


def progress_of(order_ids: Iterable[UUID]) -> dict[UUID, Progress]:
    """Jobs of some orders: how many are agreed to, how many of them are done, and whose they are. One query, for every list."""
    ids = list(order_ids)
    if not ids:
        return {}
    asked = {"business": current_business_id(), "ids": ids, "declined": JobState.DECLINED, "agreed": [JobState.APPROVED, JobState.CHANGED]}
    with connection.cursor() as cursor:
        cursor.execute(_PROGRESS, asked)
        return {order_id: Progress(jobs, done, tuple(people or ())) for order_id, jobs, done, people in cursor.fetchall()}


def page_of(actor: Actor, chosen: Chosen, *, after: str = "", limit: int = 50) -> KeyPage[Any]:
    """One page of rows with the columns that the list shows: orders with their units and customers, in one query."""
    rows = chosen_rows(actor, chosen).values_list(*COLUMNS, named=True)
    return page_by_key(rows, order=chosen.order, after=after, limit=limit)


def all_of(actor: Actor, chosen: Chosen, *, limit: int = EXPORTED_AT_MOST) -> list[Any]:
    """Every row of the list, for a file."""
    rows = chosen_rows(actor, chosen).order_by(*chosen.order).values_list(*COLUMNS, named=True)
    return list(rows[:limit])


def margin_of(net: Decimal, cost: Decimal) -> Decimal | None:
    """What is left of the net, in percent."""
    return (net - cost) * 100 / net if net else None


@dataclass(frozen=True)
class Totals:
    """How many rows the list has and what they come to; ``is_cut``: there are more."""

    count: int
    gross: Decimal
    is_cut: bool


def totals(actor: Actor, chosen: Chosen) -> Totals:
    """Asked after the rows are there; counts no further than the cap."""
    rows = chosen_rows(actor, chosen).order_by()[: COUNTED_AT_MOST + 1]
    found = rows.aggregate(n=Count("*"), gross=Sum("gross"))
    return Totals(min(found["n"], COUNTED_AT_MOST), found["gross"] or Decimal(0), found["n"] > COUNTED_AT_MOST)


def counts(actor: Actor) -> dict[str, int]:
    """How many orders the saved views hold; none where there are more than the cap."""
    now = timezone.now()
    rows = places.alive(actor).order_by().annotate(unpaid=_unpaid())[: COUNTED_AT_MOST + 1]
    found = rows.aggregate(
        open=Count("*"), late=Count("pk", filter=late(now + AT_RISK)), customer=Count("pk", filter=Q(stage=stages.APPROVAL)),
        unpaid_orders=Count("pk", filter=Q(unpaid=True)),
    )  # fmt: skip
    found[UNPAID] = found.pop("unpaid_orders")
    return {OPEN: found[OPEN]} if found[OPEN] > COUNTED_AT_MOST else found
