"""Number series, for programs."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from mendery.ground.people.api_rights import needs

from . import series as verbs
from .models import NumberSeries

router = Router(tags=["company"])


class SeriesOut(Schema):
    """A series: ``next_number`` is drawn by the next paper of the kind."""

    id: UUID
    kind: str
    year: int
    branch_id: UUID | None
    prefix: str
    width: int
    next_number: int
    last_on: date | None
    is_strict: bool


class SeriesIn(Schema):
    """How numbers look and where they begin, before the first is drawn."""

    prefix: str = Field("", max_length=20, examples=["MND 26-"])
    width: int = Field(5, ge=1, le=10)
    start: int = Field(1, ge=1, le=999_999_999)


@router.get("", response=list[SeriesOut], operation_id="list_series")
def list_series(request: HttpRequest) -> Any:
    """All number series of the business."""
    needs(request, "settings.see")
    return list(verbs.all_series())


@router.put("/{series_id}", response=SeriesOut, operation_id="reshape_series")
def reshape_series(request: HttpRequest, series_id: UUID, data: SeriesIn) -> NumberSeries:
    """Edit a series before its first number."""
    actor = needs(request, "settings.edit")
    row = get_object_or_404(NumberSeries, pk=series_id)
    return verbs.reshape(series=row, prefix=data.prefix, width=data.width, start=data.start, by=actor, at=datetime.now(UTC))
