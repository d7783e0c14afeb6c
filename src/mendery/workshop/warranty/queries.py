"""What is covered on a day. It advises, it never decides (rule 45)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .models import Warranty


@dataclass(frozen=True)
class Coverage:
    """One promise as the counter needs it: what, from which repair, until when, how many days are left."""

    id: UUID
    kind: str
    text: str
    order_number: str
    ends_on: date
    days_left: int
    is_void: bool


def coverage_of(*, unit_id: UUID, on: date, meter: int | None = None) -> list[Coverage]:
    """Every promise still running on the day and under the meter limit, the longest first; void ones are shown as such."""
    rows = Warranty.objects.filter(unit_id=unit_id, starts_on__lte=on, ends_on__gte=on).order_by("-ends_on")
    return [
        Coverage(row.pk, row.kind, row.text, row.order_number, row.ends_on, (row.ends_on - on).days, bool(row.void_reason))
        for row in rows
        if meter is None or row.meter_limit is None or meter <= row.meter_limit
    ]
