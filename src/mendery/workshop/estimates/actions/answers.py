"""The customer's word on an estimate, job by job: who said it, how, when, recorded by whom (rule 18)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.ui.formats import money
from mendery.workshop.estimates.models import Answer, Estimate, EstimatedJob, EstimateState
from mendery.workshop.estimates.queries import stands
from mendery.workshop.estimates.refusals import ChangedSinceSent, NotInEstimate, Superseded
from mendery.workshop.workorders.actions import approval
from mendery.workshop.workorders.actions.desk import locked
from mendery.workshop.workorders.models import Job
from mendery.workshop.workorders.states import JobState

from .versions import move

_WAITING = (JobState.DRAFT, JobState.SENT, JobState.CHANGED)


@dataclass(frozen=True, kw_only=True)
class JobAnswer:
    """Yes or no to one job; ``why`` is kept with declined work."""

    job_id: UUID
    is_approval: bool
    why: str = ""


@action
def record(
    *, estimate: Estimate, answers: Sequence[JobAnswer], who: str, how: str, note: str = "", by: Actor, at: datetime
) -> list[Answer]:
    """Write down what the customer said to the jobs of a version. Agreed jobs are frozen and their parts held.

    The version counts as answered when none of its jobs waits any more; until then the rest may be answered later.
    how      in_person, phone, message, email
    refuses  Superseded, ChangedSinceSent, NotInEstimate, ``no_answer``, and what approving and declining refuse
    """
    locked(estimate.order_id, by=by)
    held = Estimate.objects.select_for_update().get(pk=estimate.pk)
    jobs = _checked(held, answers)
    yes = [jobs[one.job_id] for one in answers if one.is_approval]
    no: dict[str, list[Job]] = defaultdict(list)
    for one in answers:
        if not one.is_approval:
            no[one.why.strip()].append(jobs[one.job_id])
    if yes:
        approval.approve(jobs=yes, who=who, how=how, by=by, at=at)
    for why, declined in no.items():
        approval.decline(jobs=declined, who=who, how=how, why=why, by=by, at=at)
    written = Answer.objects.bulk_create(
        [
            Answer(
                estimate=held, job=jobs[one.job_id], is_approval=one.is_approval, gross=jobs[one.job_id].gross, who=who.strip()[:120],
                how=how, note=(note.strip() or one.why.strip())[:300], at=at, by_name=by.name,
            )
            for one in answers
        ]
    )  # fmt: skip
    _settle(held)
    return written


def _checked(estimate: Estimate, answers: Sequence[JobAnswer]) -> dict[UUID, Job]:
    if estimate.state == EstimateState.SUPERSEDED:
        raise _superseded(estimate)
    if not answers or len({one.job_id for one in answers}) != len(answers):
        raise Refused(_("Say yes or no to each job once."), code="no_answer", field="answers", next_step=_("Choose an answer."))
    offered = {row.job_id: row for row in EstimatedJob.objects.filter(estimate=estimate).select_related("job")}
    for one in answers:
        row = offered.get(one.job_id)
        if row is None:
            raise NotInEstimate(_("This job is not part of %(number)s."), params={"number": estimate.number})
        if one.is_approval and not stands(row):
            raise ChangedSinceSent(
                _("“%(job)s” was changed after %(number)s was sent."), params={"job": row.job.title, "number": estimate.number},
                next_step=_("Send the estimate again, so that it is known what was agreed to."),
            )  # fmt: skip
    return {one.job_id: offered[one.job_id].job for one in answers}


def _superseded(estimate: Estimate) -> Superseded:
    """What counts now: the newest version with its sum."""
    newest = Estimate.objects.filter(order_id=estimate.order_id).select_related("order").order_by("-sequence")[0]
    return Superseded(
        _("%(number)s was replaced by %(newest)s over %(gross)s."), next_step=_("Answer the newest version."),
        params={"number": estimate.number, "newest": newest.number, "gross": money(newest.gross, newest.order.currency)},
    )  # fmt: skip


def _settle(estimate: Estimate) -> None:
    """The version is answered when nothing in it waits."""
    waiting = Job.objects.filter(state__in=_WAITING, pk__in=EstimatedJob.objects.filter(estimate=estimate).values("job_id"))
    if estimate.state == EstimateState.SENT and not waiting.exists():
        move(estimate, EstimateState.ANSWERED)
