"""Background work, with its progress."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link

from .actions import outbox
from .models import JobRun, JobState, OutboxMessage
from .queries import failed_messages, latest_jobs
from .working import INTERRUPTED

_SHOWN = 50
TONES = {JobState.WAITING: "grey", JobState.RUNNING: "blue", JobState.DONE: "green", JobState.FAILED: "red"}


def _row(run: JobRun) -> dict[str, Any]:
    percent = run.done * 100 // run.total if run.total else (100 if run.state == JobState.DONE else 0)
    return {
        "run": run,
        "tone": TONES[JobState(run.state)],
        "percent": percent,
        "is_open": run.state in (JobState.WAITING, JobState.RUNNING),
    }


@require_safe
@page("settings.see")
def jobs(request: MemberRequest) -> HttpResponse:
    """What was asked for lately and how far it is; the list refreshes while something runs."""
    rows = [_row(run) for run in latest_jobs()[:_SHOWN]]
    context = {"rows": rows, "is_open": any(row["is_open"] for row in rows), "active": "settings"}
    if request.headers.get("HX-Request"):
        return render(request, "dispatch/_jobs.html", context)
    stuck = [{"message": one, "is_interrupted": one.failure == INTERRUPTED} for one in failed_messages()[:_SHOWN]]
    return render(request, "dispatch/jobs.html", {**context, "stuck": stuck})


@require_safe
@page("today.see")
def job(request: MemberRequest, run_id: UUID) -> HttpResponse:
    """One job as a fragment that refreshes itself; for the page that asked for it."""
    return render(request, "dispatch/_job.html", {"row": _row(get_object_or_404(JobRun, pk=run_id))})


@require_POST
@page("settings.edit")
def send_again(request: MemberRequest, message_id: UUID) -> HttpResponse:
    """Somebody looked at a failed message and wants it sent once more."""
    outbox.send_again(message=get_object_or_404(OutboxMessage, pk=message_id))
    return redirect(link(request, "jobs:list"))
