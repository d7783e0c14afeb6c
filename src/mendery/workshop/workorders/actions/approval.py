"""The customer's word on jobs: what was agreed is frozen, its parts are held; what was declined is kept for next time."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.events import JobsApproved, JobsDeclined
from mendery.workshop.workorders.models import DeferredWork, Job, Line, WorkOrder
from mendery.workshop.workorders.states import JobState

from . import parts
from .deferred import keep
from .desk import Desk, ids_of, order_id_of, take

WAYS = ("in_person", "phone", "message", "email")


def _check_answer(who: str, how: str) -> None:
    if not who.strip():
        raise Refused(_("It is not said who answered."), code="who_missing", field="who", next_step=_("Write the name."))
    if how not in WAYS:
        raise Refused(
            _("Say how the answer came: in person, by phone, message or e-mail."), code="how_missing", field="how",
            next_step=_("Choose one of them."),
        )  # fmt: skip


def _answered(desk: Desk, jobs: list[Job], **values: object) -> None:
    Job.objects.filter(pk__in=ids_of(jobs)).update(**values)
    for job in jobs:
        for name, value in values.items():
            if not isinstance(value, F):
                setattr(job, name, value)


@action
def approve(*, jobs: Sequence[Job], who: str, how: str, by: Actor, at: datetime) -> WorkOrder:
    """Record the customer's yes to jobs of one order, as they are now: quantity, net and gross are frozen (rule 18).

    Their parts are held, or noted as short. A job that had changed since is agreed to with its new price; one that was
    declined comes back.
    how      in_person, phone, message, email
    refuses  OrderClosed, ``no_jobs``, ``job_empty``, ``who_missing``, ``how_missing``
    tells    JobsApproved
    """
    _check_answer(who, how)
    desk = take(order_id_of(jobs), by=by, at=at)
    mine = [desk.job(job.pk) for job in jobs]
    lines = desk.lines_of(*mine)
    for job in mine:
        if not any(line.job_id == job.pk for line in lines):
            raise Refused(
                _("“%(job)s” has no lines yet."), params={"job": job.title}, code="job_empty", status=409,
                next_step=_("Write down what is to be done and for how much."),
            )  # fmt: skip
    declined = [job.pk for job in mine if job.state == JobState.DECLINED]
    Line.objects.filter(job__in=ids_of(mine)).update(approved_quantity=F("quantity"), approved_net=F("net"))
    _answered(
        desk, mine, state=JobState.APPROVED, approved_gross=F("gross"), answered_by=who.strip()[:120], answered_how=how, answered_at=at,
        declined_why="",
    )  # fmt: skip
    for job in mine:
        job.approved_gross = job.gross
    for line in lines:
        line.approved_quantity, line.approved_net = line.quantity, line.net
    if declined:
        DeferredWork.objects.filter(job__in=declined, closed_at=None).update(closed_at=at, closed_by_job=F("job_id"))
    parts.hold(desk, lines)
    desk.settle()
    desk.note("approved", who=who, how=how, jobs=[job.title for job in mine])
    publish(JobsApproved(**desk.about(), job_ids=tuple(ids_of(mine))))
    return desk.order


@action
def decline(*, jobs: Sequence[Job], who: str, how: str, why: str = "", by: Actor, at: datetime) -> WorkOrder:
    """Record the customer's no to jobs of one order. What was held for them is free; the work is kept for next time (rule 19).

    refuses  OrderClosed, PartsIssued, ``job_done``, ``no_jobs``, ``who_missing``, ``how_missing``
    tells    JobsDeclined
    """
    _check_answer(who, how)
    desk = take(order_id_of(jobs), by=by, at=at)
    mine = [job for job in (desk.job(job.pk) for job in jobs) if job.state != JobState.DECLINED]
    lines = desk.lines_of(*mine)
    for line in lines:
        if line.issued:
            raise refusals.parts_issued(line.job.title)
    for job in mine:
        if job.done_at is not None:
            raise Refused(_("“%(job)s” is done already."), params={"job": job.title}, code="job_done", status=409)
    parts.let_go(desk, lines)
    Line.objects.filter(job__in=ids_of(mine)).update(approved_quantity=None, approved_net=None)
    _answered(
        desk, mine, state=JobState.DECLINED, approved_gross=None, answered_by=who.strip()[:120], answered_how=how, answered_at=at,
        declined_why=why.strip()[:200],
    )  # fmt: skip
    keep(desk, mine, why=why)
    desk.settle()
    desk.note("declined", why, who=who, how=how, jobs=[job.title for job in mine])
    publish(JobsDeclined(**desk.about(), job_ids=tuple(ids_of(mine))))
    return desk.order
