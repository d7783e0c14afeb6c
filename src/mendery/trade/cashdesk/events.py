"""What the cash desk tells."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from mendery.ground.people.actor import Actor


@dataclass(frozen=True)
class PaymentTaken:
    """Money came in. It is settled already, as far as there was something open."""

    payment_id: UUID
    number: str
    party_id: UUID
    branch_id: UUID
    invoice_id: UUID | None
    order_id: UUID | None
    method: str
    amount: Decimal
    currency: str
    on: date
    by: Actor
    at: datetime


@dataclass(frozen=True)
class PaymentRefunded:
    """Money of a payment was given back: ``amount`` is positive."""

    refund_id: UUID
    payment_id: UUID
    party_id: UUID
    branch_id: UUID
    order_id: UUID | None
    method: str
    amount: Decimal
    currency: str
    on: date
    by: Actor
    at: datetime


@dataclass(frozen=True)
class ShiftClosed:
    """A till was counted and closed: ``expected`` and ``counted`` before ``taken_out`` left the drawer."""

    shift_id: UUID
    number: str
    till_id: UUID
    on: date
    expected: Decimal
    counted: Decimal
    taken_out: Decimal
    by: Actor
    at: datetime
