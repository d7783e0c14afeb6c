"""The order on the desk of one act: locked, with its jobs and lines, settled and written at the end.

Every act that changes an order first locks its row, so that two acts on one order follow each other; other orders are not
delayed. Balances of stock are locked after that, never before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import all_branches, today
from mendery.ground.documents import history, register
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import direct
from mendery.ground.tenancy.scope import current_business_id
from mendery.trade.stock.queries import waiting
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.calculations import is_within, sum_lines
from mendery.workshop.workorders.models import Job, Line, WorkOrder
from mendery.workshop.workorders.queries import AGREED, OPEN_STATES, Rates
from mendery.workshop.workorders.stages import Facts, derive, job_facts
from mendery.workshop.workorders.states import JobState, WorkOrderState

DOC_KIND = "work_order"


@dataclass
class Desk:
    """A locked order with its jobs and lines while an act changes them."""

    order: WorkOrder
    by: Actor
    at: datetime
    jobs: list[Job] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def ref(self) -> DocumentRef:
        """How lower apps remember the order."""
        return DocumentRef(DOC_KIND, self.order.pk, self.order.number)

    @property
    def tags(self) -> register.Tags:
        """What papers about the order are found by."""
        order = self.order
        return register.Tags(branch_id=order.branch_id, party_id=order.party_id, unit_id=order.unit_id, order_id=order.pk)

    @property
    def agreed(self) -> list[Job]:
        """Jobs that the customer said yes to."""
        return [job for job in self.jobs if job.state in AGREED]

    def job(self, job_id: UUID) -> Job:
        """One of the jobs. Refuses an id of another order as not found."""
        for job in self.jobs:
            if job.pk == job_id:
                return job
        raise Refused(_("There is no such job on this order."), code="job_not_found", status=404)

    def line(self, line_id: UUID) -> Line:
        """One of the lines. Refuses an id of another order as not found."""
        for line in self.lines:
            if line.pk == line_id:
                return line
        raise Refused(_("There is no such line on this order."), code="line_not_found", status=404)

    def lines_of(self, *jobs: Job) -> list[Line]:
        """The lines of some jobs, in their order."""
        ids = {job.pk for job in jobs}
        return [line for line in self.lines if line.job_id in ids]

    def check_open(self) -> None:
        """Refuse what is finished or cancelled."""
        if self.order.state not in OPEN_STATES:
            raise refusals.closed(self.order)

    def note(self, what: str, text: str = "", /, **facts: Any) -> None:
        """Write a line of the order's history."""
        history.note(doc_kind=DOC_KIND, doc_id=self.order.pk, what=what, by=self.by, at=self.at, facts=facts, text=text)

    def about(self) -> dict[str, Any]:
        """What every fact told about the order says."""
        order = self.order
        return {
            "order_id": order.pk, "number": order.number, "party_id": order.party_id, "unit_id": order.unit_id,
            "by": self.by, "at": self.at,
        }  # fmt: skip

    def settle(self) -> None:
        """Sum jobs and order anew, tell which jobs grew beyond what was agreed, find the stage, write what differs."""
        rates = Rates(self.order, today(self.order.branch, self.at))
        changed = [job for job in self.jobs if self._sum_job(job, rates)]
        if changed:
            Job.objects.bulk_update(changed, ["net", "gross", "state"])
        self._sum_order(rates)

    def _sum_job(self, job: Job, rates: Rates) -> bool:
        before = (job.net, job.gross, job.state)
        total = sum_lines(self.lines_of(job), rate_of=rates)
        job.net, job.gross = total.net, total.gross
        if job.state == JobState.SENT and before[1] != job.gross:
            job.state = JobState.DRAFT  # what was sent is not what is here now
        if job.state in AGREED and job.approved_gross is not None:
            tolerance = self.order.branch.entity.approval_tolerance_percent
            fits = is_within(approved=job.approved_gross, gross=job.gross, tolerance_percent=tolerance)
            job.state = JobState.APPROVED if fits else JobState.CHANGED
        return before != (job.net, job.gross, job.state)

    def _sum_order(self, rates: Rates) -> None:
        wanted = [job for job in self.jobs if job.state != JobState.DECLINED]
        total = sum_lines(self.lines_of(*wanted), rate_of=rates)
        cost = sum((line.cost for line in self.lines), ZERO)
        self.write(net=total.net, gross=total.gross, cost=cost, stage=self.stage())

    def stage(self) -> str:
        """The stage that the facts lead to now."""
        order = self.order
        return derive(
            Facts(
                state=order.state, jobs=job_facts(self.jobs), is_here=order.intake_unit_id is not None,
                is_handed_over=order.handed_over_at is not None, is_short=self._is_short(),
            )
        )  # fmt: skip

    def _is_short(self) -> bool:
        if self.order.state != WorkOrderState.OPEN or not any(line.is_stocked for line in self.lines_of(*self.agreed)):
            return False
        return waiting().filter(order_id=self.order.pk).exists()

    def write(self, **values: Any) -> None:
        """Write columns of the order that differ, and tell the register what lists of papers show."""
        order = self.order
        changed = {name: value for name, value in values.items() if getattr(order, name) != value}
        if not changed:
            return
        for name, value in changed.items():
            setattr(order, name, value)
        WorkOrder.objects.filter(pk=order.pk).update(**changed)
        shown = {"amount": changed["gross"]} if "gross" in changed else {}
        if "title" in changed:
            shown["title"] = order.title
        if shown:
            register.refresh(ref=self.ref, **shown)


def locked(order_id: UUID, *, by: Actor) -> WorkOrder:
    """The order with its branch, held until the end of the transaction.

    Refuses a stranger's id as not found, and an order of a branch in which the actor may not work.
    """
    order = direct.first(WorkOrder, "business_id = %s AND id = %s FOR UPDATE", [current_business_id(), order_id])
    if order is None or (by.branch_ids and order.branch_id not in by.branch_ids):
        raise Refused(_("There is no such work order here."), code="order_not_found", status=404)
    order.branch = next(branch for branch in all_branches() if branch.pk == order.branch_id)
    return order


def take(order_id: UUID, *, by: Actor, at: datetime, is_open: bool = True, with_lines: bool = True, with_items: bool = False) -> Desk:
    """Put an order on the desk with its jobs, and with its lines when the act needs them. Two to four queries.

    is_open     refuse finished and cancelled orders (OrderClosed)
    with_items  read the items of the lines at once
    """
    desk = Desk(order=locked(order_id, by=by), by=by, at=at)
    if is_open:
        desk.check_open()
    mine, own = "t.business_id = %s AND t.order_id = %s ORDER BY t.seq, t.id", [current_business_id(), order_id]
    desk.jobs = direct.rows(Job, mine, own)
    if not with_lines:
        return desk
    with_item = Line.objects.filter(order_id=order_id).order_by("seq", "id").select_related("item")
    desk.lines = list(with_item) if with_items else direct.rows(Line, mine, own)
    jobs = {job.pk: job for job in desk.jobs}
    for line in desk.lines:
        line.job = jobs[line.job_id]
    return desk


def order_id_of(rows: Sequence[Job] | Sequence[Line]) -> UUID:
    """The one order that some jobs or lines belong to. Refuses none, and several."""
    ids = {row.order_id for row in rows}
    if len(ids) != 1:
        raise Refused(_("Choose jobs of one order."), code="no_jobs", next_step=_("Choose at least one job."))
    return ids.pop()


def ids_of(rows: Iterable[Job | Line]) -> list[UUID]:
    """The ids of rows."""
    return [row.pk for row in rows]


def next_seq(rows: Iterable[Job | Line]) -> int:
    """The place after the last."""
    return max((row.seq for row in rows), default=0) + 1


def as_number(value: Decimal) -> str:
    """A quantity or amount as history keeps it."""
    return f"{value:f}"
