"""Who works on what, from when to when; and that a job is done."""

from collections.abc import Sequence
from datetime import datetime

from mendery.ground.company.models import Staff
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.models import Job, LabourEntry, Line, WorkOrder
from mendery.workshop.workorders.queries import AGREED
from mendery.workshop.workorders.states import LineKind, WorkOrderState

from .desk import Desk, ids_of, order_id_of, take
from .finishing import begin


@action
def start(*, job: Job, staff: Staff, by: Actor, at: datetime) -> LabourEntry:
    """Somebody begins to work on an agreed job. What they were on ends at the same instant (rule 38).

    The first who begins starts the order.
    refuses  NotApproved, ChangedSinceApproval, OrderClosed, NotInWork
    """
    desk = take(job.order_id, by=by, at=at, with_lines=False)
    held = desk.job(job.pk)
    if held.state not in AGREED:
        raise refusals.not_approved(held)
    if desk.order.state == WorkOrderState.OPEN:
        begin(desk)
    if desk.order.state != WorkOrderState.IN_WORK:
        raise refusals.closed(desk.order)
    Staff.objects.select_for_update().get(pk=staff.pk)  # two starts of one person follow each other
    LabourEntry.objects.filter(staff=staff, ended_at=None).update(ended_at=at)
    entry = LabourEntry.objects.create(job=held, order_id=desk.order.pk, staff=staff, started_at=at)
    if held.done_at is not None:
        Job.objects.filter(pk=held.pk).update(done_at=None)
        held.done_at = None
        desk.write(stage=desk.stage())
    if held.technician_id is None:
        Job.objects.filter(pk=held.pk).update(technician=staff)
    desk.note("labour_started", name=staff.name, job=held.title)
    return entry


@action
def stop(*, staff: Staff, note: str = "", by: Actor, at: datetime) -> LabourEntry | None:
    """Somebody stops working. Returns what they were on; None when they were on nothing."""
    rows = LabourEntry.objects.select_for_update(of=("self",)).filter(staff=staff, ended_at=None).select_related("job")
    entry = rows.first()
    if entry is None:
        return None
    entry.ended_at, entry.note = at, note.strip()[:200]
    entry.save(update_fields=["ended_at", "note"])
    return entry


@action
def finish_job(*, jobs: Sequence[Job], by: Actor, at: datetime, staff: Staff | None = None) -> WorkOrder:
    """The work of jobs of one order is done; whoever is on them stops.

    staff    who did it; else the technician of the job
    refuses  NotApproved, OrderClosed, NotInWork
    """
    desk = take(order_id_of(jobs), by=by, at=at, with_lines=False)
    mine = [desk.job(job.pk) for job in jobs]
    for job in mine:
        if job.state not in AGREED:
            raise refusals.not_approved(job)
    if desk.order.state == WorkOrderState.OPEN:
        begin(desk)
    LabourEntry.objects.filter(job__in=ids_of(mine), ended_at=None).update(ended_at=at)
    mark_done(desk, mine, staff)
    desk.write(stage=desk.stage())
    desk.note("jobs_done", jobs=[job.title for job in mine])
    return desk.order


def mark_done(desk: Desk, jobs: list[Job], staff: Staff | None) -> None:
    """Close jobs and their labour."""
    Job.objects.filter(pk__in=ids_of(jobs)).update(done_at=desk.at)
    by_doer: dict[object, list[Job]] = {}
    for job in jobs:
        job.done_at = desk.at
        by_doer.setdefault(staff.pk if staff else job.technician_id, []).append(job)
    for doer, own in by_doer.items():
        labour = Line.objects.filter(job__in=ids_of(own), done_at=None).exclude(kind=LineKind.PART)
        labour.update(done_at=desk.at, done_by_id=doer)
