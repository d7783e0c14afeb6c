"""What billing tells."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from mendery.ground.people.actor import Actor


@dataclass(frozen=True)
class InvoiceIssued:
    """An invoice got its number and will never change. ``order_ids`` are all work orders that it bills."""

    invoice_id: UUID
    number: str
    branch_id: UUID
    party_id: UUID
    order_ids: tuple[UUID, ...]
    unit_id: UUID | None
    on: date
    due_on: date
    gross: Decimal
    currency: str
    by: Actor
    at: datetime


@dataclass(frozen=True)
class InvoiceReversed:
    """A storno took an invoice back: its charges may be invoiced again, its payments became credit."""

    invoice_id: UUID
    number: str
    storno_id: UUID
    storno_number: str
    branch_id: UUID
    party_id: UUID
    order_ids: tuple[UUID, ...]
    gross: Decimal  # of the invoice that was taken back
    on: date
    reason: str
    by: Actor
    at: datetime
