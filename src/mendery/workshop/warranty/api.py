"""Warranties for programs."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from mendery.ground.people.api_rights import needs

from . import actions, queries
from .models import Warranty

router = Router(tags=["warranties"])


class CoverageOut(Schema):
    """One promise that is running."""

    id: UUID
    kind: str
    text: str
    order_number: str
    ends_on: date
    days_left: int
    is_void: bool


class VoidIn(Schema):
    """Why a warranty is taken away."""

    reason: str


@router.get("/of-unit/{unit_id}", response=list[CoverageOut])
def warranties_of_unit(request: HttpRequest, unit_id: UUID, on: date | None = None) -> list[queries.Coverage]:
    """What covers a vehicle or device on a day (today when none is named)."""
    needs(request, "units.see")
    return queries.coverage_of(unit_id=unit_id, on=on or datetime.now(UTC).date())


@router.post("/{warranty_id}/void", response=CoverageOut)
def void_warranty(request: HttpRequest, warranty_id: UUID, body: VoidIn) -> queries.Coverage:
    """Take a warranty away, with the reason."""
    actor = needs(request, "orders.finish")
    row = actions.void(warranty=get_object_or_404(Warranty, pk=warranty_id), reason=body.reason, by=actor, at=datetime.now(UTC))
    left = (row.ends_on - datetime.now(UTC).date()).days
    return queries.Coverage(row.pk, row.kind, row.text, row.order_number, row.ends_on, left, is_void=True)
