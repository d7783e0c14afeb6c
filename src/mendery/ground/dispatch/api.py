"""Background work, for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key

from .models import JobRun
from .queries import latest_jobs

router = Router(tags=["jobs"])


class JobOut(Schema):
    """A job: ``state`` is waiting, running, done or failed."""

    id: UUID
    kind: str
    title: str
    state: str
    done: int
    total: int
    failure: str
    result: dict[str, Any]
    asked_at: datetime
    ended_at: datetime | None


class JobList(Schema):
    items: list[JobOut]
    next: str | None


@router.get("", response=JobList, operation_id="list_jobs")
def list_jobs(request: HttpRequest, after: str = "", limit: int = 50) -> dict[str, Any]:
    """Jobs of the business, the newest first."""
    needs(request, "settings.see")
    found = page_by_key(latest_jobs(), order=("-asked_at", "-id"), after=after, limit=limit)
    return {"items": found.rows, "next": found.next or None}


@router.get("/{job_id}", response=JobOut, operation_id="get_job")
def get_job(request: HttpRequest, job_id: UUID) -> JobRun:
    """One job with its progress."""
    needs(request, "today.see")
    return get_object_or_404(JobRun, pk=job_id)
