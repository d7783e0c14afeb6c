"""How a job is run and a message delivered: each in the scope of its business, each once.

A job's work and its mark "done" are one transaction, so a worker that dies leaves either both or neither. A message is marked
before it goes out: when its worker died in between, nobody knows whether it arrived, so a person decides and nothing goes twice.
"""

import logging
from datetime import UTC, datetime
from uuid import UUID

from django.utils import translation

from mendery.ground.events import Refused
from mendery.ground.tenancy.scope import business

from .kinds import channel_of, job_of
from .models import JobRun, JobState, OutboxMessage

TRIES = 4
INTERRUPTED = "interrupted"  # pages have a sentence for it
_log = logging.getLogger(__name__)


def run(*, business_id: UUID, run_id: UUID) -> None:
    """Do one job. An anticipated refusal ends it; a crash is tried again, in all four times."""
    begun = _begin(business_id, run_id)
    if begun is None:
        return
    try:
        with business(business_id, person_id=begun.asked_by, origin="job"), translation.override("en"):
            row = JobRun.objects.get(pk=run_id)
            result = job_of(row.kind)(row) or {}
            ended = {"state": JobState.DONE, "ended_at": datetime.now(UTC), "result": dict(result), "failure": ""}
            JobRun.objects.filter(pk=run_id).update(**ended)
    except Refused as refusal:
        _end(business_id, run_id, failure=refusal.text, again=False)
    except Exception as error:
        _end(business_id, run_id, failure=f"{type(error).__name__}: {error}"[:2000], again=True)
        raise


def _begin(business_id: UUID, run_id: UUID) -> JobRun | None:
    """Mark it running; None when there is nothing to do."""
    with business(business_id, origin="job"):
        row = JobRun.objects.select_for_update().filter(pk=run_id).first()
        if row is None or row.state in (JobState.DONE, JobState.FAILED):
            return None
        JobRun.objects.filter(pk=run_id).update(state=JobState.RUNNING, attempts=row.attempts + 1, failure="")
        return row


def _end(business_id: UUID, run_id: UUID, *, failure: str, again: bool) -> None:
    with business(business_id, origin="job"):
        row = JobRun.objects.get(pk=run_id)
        is_last = not again or row.attempts >= TRIES
        state = JobState.FAILED if is_last else JobState.WAITING
        ended_at = datetime.now(UTC) if is_last else None
        JobRun.objects.filter(pk=run_id).update(state=state, failure=failure, ended_at=ended_at)


def deliver(*, business_id: UUID, message_id: UUID) -> None:
    """Take one message out of the house, if nobody did before."""
    message = _claim(business_id, message_id)
    if message is None:
        return
    try:
        channel_of(message.kind)(message.payload, message.dedupe_key)
    except Exception as error:
        is_last = message.attempts >= TRIES
        _settle(business_id, message_id, JobState.FAILED if is_last else JobState.WAITING, f"{type(error).__name__}: {error}"[:2000])
        raise
    _settle(business_id, message_id, JobState.DONE, "")


def _claim(business_id: UUID, message_id: UUID) -> OutboxMessage | None:
    with business(business_id, origin="job"):
        message = OutboxMessage.objects.select_for_update().filter(pk=message_id).first()
        if message is None or message.state in (JobState.DONE, JobState.FAILED):
            return None
        if message.state == JobState.RUNNING:
            _log.warning("outbox message %s was interrupted", message_id)
            OutboxMessage.objects.filter(pk=message_id).update(state=JobState.FAILED, failure=INTERRUPTED)
            return None
        message.attempts += 1
        OutboxMessage.objects.filter(pk=message_id).update(state=JobState.RUNNING, attempts=message.attempts)
        return message


def _settle(business_id: UUID, message_id: UUID, state: str, failure: str) -> None:
    with business(business_id, origin="job"):
        sent_at = datetime.now(UTC) if state == JobState.DONE else None
        OutboxMessage.objects.filter(pk=message_id).update(state=state, failure=failure, sent_at=sent_at)
