"""What the register of vehicles and devices tells."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mendery.ground.people.actor import Actor


@dataclass(frozen=True)
class UnitsMerged:
    """Two cards turned out to be one vehicle or device. Whoever keeps open work, warranties or declined work about the
    loser moves it to the survivor; posted papers stay as they are (rule 67)."""

    loser_id: UUID
    survivor_id: UUID
    by: Actor
    at: datetime


@dataclass(frozen=True)
class UnitChangedOwner:
    """The vehicle or device belongs to somebody else from that day; the service book stays with it (rule 68)."""

    unit_id: UUID
    before_id: UUID | None
    after_id: UUID
    on: date
    by: Actor
    at: datetime
