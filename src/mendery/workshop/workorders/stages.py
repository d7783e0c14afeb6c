"""The stage of an order: what people see on the board, told by facts and never set by hand (rulings 2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from mendery.ground.ui.vocabulary import STAGES, Word

from .states import JobState, WorkOrderState

S, J = WorkOrderState, JobState
BOOKED, ARRIVED, DIAGNOSIS, APPROVAL, PARTS = "booked", "arrived", "diagnosis", "approval", "parts"
WORK, CHECK, READY, HANDED_OVER, CANCELLED = "work", "check", "ready", "handed_over", "cancelled"

# The word, tone and icon that a stage has until the business chooses its own, in the order of the board.
STANDARD: dict[str, Word] = {
    BOOKED: STAGES["booked"], ARRIVED: STAGES["checked_in"], DIAGNOSIS: STAGES["diagnosis"], APPROVAL: STAGES["waiting_approval"],
    PARTS: STAGES["waiting_parts"], WORK: STAGES["in_work"], CHECK: STAGES["quality_check"], READY: STAGES["ready"],
    HANDED_OVER: STAGES["handed_over"], CANCELLED: STAGES["cancelled"],
}  # fmt: skip


@dataclass(frozen=True)
class JobFacts:
    """What the stage depends on in one job."""

    state: str
    is_done: bool = False


@dataclass(frozen=True)
class Facts:
    """What the stage depends on.

    is_here         the unit was taken in; a quote has nothing in custody
    is_short        a part of agreed work is neither held nor issued
    """

    state: str
    jobs: tuple[JobFacts, ...] = ()
    is_here: bool = True
    is_handed_over: bool = False
    is_short: bool = False


def derive(facts: Facts) -> str:
    """The stage that the facts lead to."""
    if facts.state == S.CANCELLED:
        return CANCELLED
    if facts.state == S.FINISHED:
        return READY if facts.is_here and not facts.is_handed_over else HANDED_OVER
    if facts.state == S.CHECKED:
        return CHECK
    if facts.state == S.IN_WORK:
        agreed = [job for job in facts.jobs if job.state in (J.APPROVED, J.CHANGED)]
        return CHECK if agreed and all(job.is_done for job in agreed) else WORK
    return _before_work(facts)


def _before_work(facts: Facts) -> str:
    states = {job.state for job in facts.jobs}
    if J.SENT in states or J.CHANGED in states:
        return APPROVAL
    if J.APPROVED in states:
        return PARTS if facts.is_short else WORK
    if J.DRAFT in states:
        return DIAGNOSIS
    if J.DECLINED in states:
        return READY if facts.is_here else APPROVAL
    return ARRIVED if facts.is_here else BOOKED


def standard_word(code: str) -> str | Promise:
    """What a stage is called until the business renames it."""
    return STANDARD[code].label if code in STANDARD else code


def job_facts(jobs: Iterable[object]) -> tuple[JobFacts, ...]:
    """The facts of job rows."""
    return tuple(JobFacts(state=job.state, is_done=job.done_at is not None) for job in jobs)  # type: ignore[attr-defined]
