"""What work orders tell."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mendery.ground.people.actor import Actor


@dataclass(frozen=True, kw_only=True)
class OrderFact:
    """What every fact about a work order says."""

    order_id: UUID
    number: str
    party_id: UUID
    unit_id: UUID
    by: Actor
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WorkOrderOpened(OrderFact):
    """An order was opened: at intake, or as a quote."""


@dataclass(frozen=True, kw_only=True)
class JobsApproved(OrderFact):
    """The customer said yes to jobs. Their parts are reserved now."""

    job_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class JobsDeclined(OrderFact):
    """The customer said no to jobs. They are kept for next time."""

    job_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class WorkOrderStarted(OrderFact):
    """Work began."""


@dataclass(frozen=True, kw_only=True)
class WorkOrderFinished(OrderFact):
    """Everything agreed is done and charged; the unit can be fetched."""


@dataclass(frozen=True, kw_only=True)
class WorkOrderReopened(OrderFact):
    """A finished order is being worked on again."""


@dataclass(frozen=True, kw_only=True)
class WorkOrderCancelled(OrderFact):
    """Nothing will be done."""
