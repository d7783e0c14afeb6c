"""Background jobs as people see them."""

from datetime import datetime
from time import monotonic
from typing import Any

from procrastinate.contrib.django import app as queue

from mendery.ground.dispatch.kinds import job_of
from mendery.ground.dispatch.models import JobRun
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.beside import beside

_EVERY = 0.5
_told: dict[Any, float] = {}


@action
def enqueue(*, kind: str, title: str, arguments: dict[str, Any], by: Actor, at: datetime) -> JobRun:
    """Have a job done after commit, once. ``arguments`` are JSON: ids and plain values.

    kind     registered with ``@job``; raises LookupError for an unknown one
    title    what people read on the jobs page
    """
    job_of(kind)
    run = JobRun.objects.create(kind=kind, title=title[:200], arguments=arguments, asked_by=by.person_id, asked_at=at)
    task = queue.configure_task("run_job", allow_unknown=False)
    task.defer(business_id=str(run.business_id), run_id=str(run.pk))
    return run


def progress(run: JobRun, *, done: int, total: int) -> None:
    """Tell how far a running job is; seen at once by others, at most twice a second."""
    now = monotonic()
    if done < total and now - _told.get(run.pk, 0.0) < _EVERY:
        return
    _told[run.pk] = now
    if done >= total:
        _told.pop(run.pk, None)
    with beside(run.business_id) as cursor:
        cursor.execute(
            "UPDATE dispatch_jobrun SET done = %s, total = %s WHERE business_id = %s AND id = %s",
            [done, total, run.business_id, run.pk],
        )
