"""What the counter tells and asks."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from mendery.ground.people.actor import Actor


@dataclass(frozen=True, kw_only=True)
class UnitReceived:
    """A unit is in our hands. ``order_id`` is the id that the work order opened for it takes."""

    order_id: UUID
    intake_unit_id: UUID
    intake_number: str
    unit_id: UUID
    party_id: UUID
    branch_id: UUID
    complaint: str
    promised_at: datetime | None
    meter: int | None
    spend_limit: Decimal | None
    waits_here: bool
    by: Actor
    at: datetime


@dataclass(frozen=True, kw_only=True)
class BeforeHandover:
    """Asked before a unit leaves: is anything unfinished? Answers refuse with what is missing."""

    order_id: UUID
    unit_id: UUID
    by: Actor
    at: datetime


@dataclass(frozen=True, kw_only=True)
class UnitHandedOver:
    """A unit left with the customer on a day (of the branch's zone)."""

    order_id: UUID
    unit_id: UUID
    on: date
    meter: int | None
    by: Actor
    at: datetime
