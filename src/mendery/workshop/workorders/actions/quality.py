"""Somebody looks at the finished work."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.models import Job, LabourEntry, QualityCheck, WorkOrder
from mendery.workshop.workorders.states import WorkOrderState

from .desk import Desk, ids_of, take
from .finishing import go
from .labour import mark_done

S = WorkOrderState


def _check_state(desk: Desk, *states: str) -> None:
    if desk.order.state not in states:
        raise refusals.NotInWork(
            _("Order %(number)s is %(state)s, so there is nothing to check."),
            params={"number": desk.order.number, "state": desk.order.get_state_display()}, next_step=_("Start the work first."),
        )  # fmt: skip


@action
def pass_check(*, order: WorkOrder, note: str = "", by: Actor, at: datetime) -> QualityCheck:
    """The work is good. Agreed jobs that nobody marked as done are done now.

    refuses  NotInWork, LabourOpen
    """
    desk = take(order.pk, by=by, at=at, is_open=False, with_lines=False)
    _check_state(desk, S.IN_WORK)
    working = LabourEntry.objects.filter(order_id=desk.order.pk, ended_at=None).select_related("staff")
    names = ", ".join(sorted(entry.staff.name for entry in working))
    if names:
        raise refusals.labour_open(names)
    undone = [job for job in desk.agreed if job.done_at is None]
    if undone:
        mark_done(desk, undone, None)
    check = _write(desk, passed=True, note=note)
    go(desk, S.CHECKED, reason=note)
    desk.write(stage=desk.stage())
    return check


@action
def fail_check(*, order: WorkOrder, note: str, jobs: Sequence[Job] = (), by: Actor, at: datetime) -> QualityCheck:
    """The work is not good enough: the jobs are open again and the order is back in work.

    jobs     what must be done again; all agreed jobs when none is named
    refuses  ``note_missing``, NotInWork
    """
    desk = take(order.pk, by=by, at=at, is_open=False)
    if not note.strip():
        raise Refused(_("It is not said what is wrong."), code="note_missing", field="note", next_step=_("Write what must be done again."))
    _check_state(desk, S.IN_WORK, S.CHECKED)
    again = [desk.job(job.pk) for job in jobs] or desk.agreed
    Job.objects.filter(pk__in=ids_of(again)).update(done_at=None)
    for job in again:
        job.done_at = None
    check = _write(desk, passed=False, note=note)
    if desk.order.state == S.CHECKED:
        go(desk, S.IN_WORK, reason=note)
    desk.write(stage=desk.stage())
    desk.note("check_failed", note, jobs=[job.title for job in again])
    return check


def _write(desk: Desk, *, passed: bool, note: str) -> QualityCheck:
    return QualityCheck.objects.create(order=desk.order, passed=passed, note=note.strip()[:300], by_name=desk.by.name, at=desk.at)
