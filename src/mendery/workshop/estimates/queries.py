"""What was offered on an order, and what the customer said to it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.workshop.workorders.states import JobState

from .models import Answer, Estimate, EstimatedJob, EstimateState


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its jobs and the answers to them."""

    estimate: Estimate
    jobs: tuple[EstimatedJob, ...]
    answers: tuple[Answer, ...]


def estimate_of(estimate_id: UUID, *, actor: Actor | None = None) -> Estimate:
    """The version behind an id; a stranger's id, or one of another branch, is refused as not found."""
    found = Estimate.objects.select_related("order").filter(pk=estimate_id).first()
    if found is None or (actor is not None and actor.branch_ids and found.order.branch_id not in actor.branch_ids):
        raise Refused(_("There is no such estimate here."), code="estimate_not_found", status=404)
    return found


def latest_of(order_id: UUID) -> Estimate | None:
    """The version that counts: the newest, sent or answered."""
    rows = Estimate.objects.filter(order_id=order_id).exclude(state=EstimateState.SUPERSEDED)
    return rows.order_by("-sequence").first()


def versions_of(order_id: UUID) -> list[Version]:
    """All versions of an order, the newest first, in three queries."""
    estimates = list(Estimate.objects.filter(order_id=order_id).order_by("-sequence"))
    jobs: dict[UUID, list[EstimatedJob]] = defaultdict(list)
    answers: dict[UUID, list[Answer]] = defaultdict(list)
    if estimates:
        for row in EstimatedJob.objects.filter(estimate__in=estimates).select_related("job").order_by("job__seq"):
            jobs[row.estimate_id].append(row)
        for answer in Answer.objects.filter(estimate__in=estimates).select_related("job").order_by("at", "job__seq"):
            answers[answer.estimate_id].append(answer)
    return [Version(one, tuple(jobs[one.pk]), tuple(answers[one.pk])) for one in estimates]


def stands(row: EstimatedJob) -> bool:
    """Whether a job is still what the version offers: a job that was changed after it was sent is a draft again."""
    return row.job.gross == row.gross and row.job.state != JobState.DRAFT


def covers(estimate: Estimate, job_ids: Iterable[UUID]) -> bool:
    """Whether the version offers these jobs as they are now."""
    offered = {row.job_id: row for row in EstimatedJob.objects.filter(estimate=estimate).select_related("job")}
    return all(job_id in offered and stands(offered[job_id]) for job_id in job_ids)
