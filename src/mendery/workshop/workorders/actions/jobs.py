"""Jobs of an order: what the customer says yes or no to, one by one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Staff
from mendery.ground.documents import versions
from mendery.ground.documents.models import HistoryEntry
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.models import Job, LabourEntry, Line, WorkOrder
from mendery.workshop.workorders.states import JobState

from .desk import next_seq, take
from .lines import LineInput, build, discount_of, items_of, kept, rebuilt
from .opening import checked_title


@action
def add(
    *, order: WorkOrder, title: str, lines: Sequence[LineInput] = (), technician_id: UUID | None = None, by: Actor, at: datetime
) -> Job:
    """Write a further job, with its lines when they are known. The customer is asked about it apart.

    refuses  OrderClosed, ``title_missing``, LineNotRight, NotSold
    """
    desk = take(order.pk, by=by, at=at)
    items = items_of(lines)
    job = Job.objects.create(
        order=desk.order, seq=next_seq(desk.jobs), title=checked_title(title), technician_id=technician_id or desk.order.technician_id
    )
    desk.jobs.append(job)
    if lines:
        discount = discount_of(desk.order)
        new = [
            build(data=one, items=items, job=job, order=desk.order, seq=seq, discount=discount)
            for seq, one in enumerate(lines, next_seq(desk.lines))
        ]
        Line.objects.bulk_create(new)
        desk.lines += new
    desk.settle()
    desk.note("job_added", title=job.title)
    return job


@action
def change(*, job: Job, changes: Mapping[str, Any], version: int | None = None, by: Actor, at: datetime) -> Job:
    """Change the title of a job (rule 72).

    refuses  OrderClosed, ChangedMeanwhile, ``title_missing``
    """
    desk = take(job.order_id, by=by, at=at)
    held = desk.job(job.pk)
    current = {"title": held.title}
    wanted = {"title": checked_title(changes["title"])} if changes.get("title") is not None else {}
    real = versions.settle(doc_id=held.pk, current=current, current_version=held.version, wanted=wanted, version=version)
    if real:
        held.title = real["title"]
        held.version += 1
        held.save(update_fields=["title", "version"])
        versions.note_change(doc_kind="job", doc_id=held.pk, version=held.version, before=current, after=real, by=by, at=at)
    return held


@action
def assign(*, jobs: Sequence[Job], staff: Staff | None, by: Actor, at: datetime) -> None:
    """Say who does some jobs of one order, or that nobody is chosen yet.

    refuses  OrderClosed, ``no_jobs``
    """
    if not jobs:
        raise Refused(_("Choose jobs of one order."), code="no_jobs", next_step=_("Choose at least one job."))
    desk = take(jobs[0].order_id, by=by, at=at)
    mine = [desk.job(job.pk) for job in jobs]
    Job.objects.filter(pk__in=[job.pk for job in mine]).update(technician=staff)
    if desk.order.technician_id is None and staff is not None:
        desk.write(technician_id=staff.pk)
    desk.note("assigned", name=staff.name if staff else "", jobs=[job.title for job in mine])


@action
def remove(*, job: Job, by: Actor, at: datetime) -> None:
    """Take a job with its lines off the order, before the customer was asked about it. ``restore`` undoes it.

    refuses  OrderClosed, JobNotEmpty
    """
    desk = take(job.order_id, by=by, at=at)
    held = desk.job(job.pk)
    if held.state != JobState.DRAFT or LabourEntry.objects.filter(job=held).exists():
        raise _in_use(held)
    lines = desk.lines_of(held)
    try:
        Line.objects.filter(job=held).delete()
        Job.objects.filter(pk=held.pk).delete()
    except ProtectedError as error:
        raise _in_use(held) from error
    desk.jobs.remove(held)
    desk.lines = [line for line in desk.lines if line not in lines]
    desk.note("job_removed", id=str(held.pk), title=held.title, seq=held.seq, lines=[kept(line) for line in lines])
    desk.settle()


def _in_use(job: Job) -> refusals.JobNotEmpty:
    return refusals.JobNotEmpty(
        _("“%(job)s” was offered to the customer or worked on already."), params={"job": job.title},
        next_step=_("Record that the customer declined it instead."),
    )  # fmt: skip


@action
def restore(*, order: WorkOrder, job_id: UUID, by: Actor, at: datetime) -> Job:
    """Put a removed job back with its lines.

    refuses  OrderClosed, ``job_not_removed``
    """
    desk = take(order.pk, by=by, at=at)
    rows = HistoryEntry.objects.filter(doc_id=order.pk, what="job_removed", facts__id=str(job_id))
    entry = rows.order_by("-at", "-id").first()
    if entry is None or any(job.pk == job_id for job in desk.jobs):
        raise Refused(_("This job is not removed."), code="job_not_removed", status=409)
    taken = {job.seq for job in desk.jobs}
    seq = entry.facts["seq"] if entry.facts["seq"] not in taken else next_seq(desk.jobs)
    job = Job.objects.create(id=job_id, order=desk.order, seq=seq, title=entry.facts["title"], technician_id=desk.order.technician_id)
    lines = [rebuilt(one, desk.order, job) for one in entry.facts["lines"]]
    Line.objects.bulk_create(lines)
    desk.jobs.append(job)
    desk.lines += lines
    desk.note("job_restored", title=job.title)
    desk.settle()
    return job
