"""How far the jobs are."""

from uuid import UUID

from django.db.models import QuerySet

from .models import JobRun, JobState, OutboxMessage


def latest_jobs(*, asked_by: UUID | None = None) -> QuerySet[JobRun]:
    """Jobs of the business, the newest first; with ``asked_by`` only those of one person."""
    rows = JobRun.objects.order_by("-asked_at", "-id")
    return rows if asked_by is None else rows.filter(asked_by=asked_by)


def failed_messages() -> QuerySet[OutboxMessage]:
    """Messages that did not leave and wait for a person's decision."""
    return OutboxMessage.objects.filter(state=JobState.FAILED).order_by("-written_at")
