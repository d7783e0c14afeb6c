"""What the queue calls. Arguments are ids only: the queue's tables belong to the platform."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mendery.ground.people.answers import forget_answers
from mendery.ground.tenancy.models import Business
from mendery.ground.tenancy.scope import business

from . import working

ANSWERS_KEPT = timedelta(days=7)

AGAIN = RetryStrategy(max_attempts=working.TRIES - 1, wait=1, exponential_wait=3)


@app.task(name="run_job", retry=AGAIN)
def run_job(business_id: str, run_id: str) -> None:
    """Do a job of a business."""
    working.run(business_id=UUID(business_id), run_id=UUID(run_id))


@app.task(name="deliver", retry=AGAIN)
def deliver(business_id: str, message_id: str) -> None:
    """Deliver a message of a business."""
    working.deliver(business_id=UUID(business_id), message_id=UUID(message_id))


@app.periodic(cron="17 3 * * *")
@app.task(name="tidy", queueing_lock="tidy")
def tidy(timestamp: int) -> None:
    """At night forget what has run out: sessions, and answers that nobody will ask for again."""
    now = datetime.fromtimestamp(timestamp, UTC)
    SessionStore.clear_expired()
    for business_id in Business.objects.values_list("pk", flat=True):
        with business(business_id, origin="job"):
            forget_answers(before=now - ANSWERS_KEPT)


@app.periodic(cron="* * * * *")
@app.task(name="rescue", queueing_lock="rescue")
async def rescue(timestamp: int) -> None:
    """Give jobs of a worker that died to another one."""
    for stalled in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(stalled, retry_at=datetime.now(UTC))
