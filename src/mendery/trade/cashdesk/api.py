"""The same verbs for programs."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from mendery.ground.company.queries import branch_of
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key
from mendery.registers.parties.queries import party_of
from mendery.trade.billing.queries import invoice_of

from . import queries
from .actions import payments, shifts
from .models import Payment

router = Router(tags=["cashdesk"])


class OpenIn(Schema):
    till_id: UUID
    opening: Decimal


class CloseIn(Schema):
    counted: Decimal
    taken_out: Decimal = Decimal(0)
    count_sheet: dict[str, int] = {}
    note: str = ""


class MoveIn(Schema):
    amount: Decimal
    text: str


class PaymentIn(Schema):
    party_id: UUID
    method: Literal["cash", "card", "bank"]
    amount: Decimal
    branch_id: UUID | None = None
    invoice_id: UUID | None = None
    order_id: UUID | None = None
    till_id: UUID | None = None
    note: str = ""
    over_limit: bool = False


class RefundIn(Schema):
    amount: Decimal
    method: Literal["cash", "card", "bank"]
    reason: str
    till_id: UUID | None = None
    over_limit: bool = False


class ShiftOut(Schema):
    id: UUID
    state: str
    number: str
    opening: Decimal
    expected: Decimal | None
    counted: Decimal | None
    taken_out: Decimal


class PaymentOut(Schema):
    id: UUID
    number: str
    party_id: UUID
    method: str
    amount: Decimal
    currency: str
    invoice_id: UUID | None
    order_id: UUID | None
    refund_of_id: UUID | None


class PaymentPage(Schema):
    items: list[PaymentOut]
    next: str | None


class CashEntryOut(Schema):
    id: UUID
    kind: str
    amount: Decimal
    doc_number: str
    text: str


@router.post("/shifts/open", response={201: ShiftOut})
def open_till_shift(request: HttpRequest, data: OpenIn) -> Any:
    """Open a till."""
    by = needs(request, "cash.shift")
    return Status(201, shifts.open_shift(till=queries.till_of(by, data.till_id), opening=data.opening, by=by, at=timezone.now()))


@router.post("/shifts/{shift_id}/close", response=ShiftOut)
def close_till_shift(request: HttpRequest, shift_id: UUID, data: CloseIn) -> Any:
    """Count and close."""
    by = needs(request, "cash.shift")
    return shifts.close_shift(shift=queries.shift_of(by, shift_id), **data.dict(), by=by, at=timezone.now())


@router.post("/shifts/{shift_id}/pay-in", response={201: CashEntryOut})
def pay_into_till(request: HttpRequest, shift_id: UUID, data: MoveIn) -> Any:
    """Put cash in."""
    by = needs(request, "cash.shift")
    return Status(201, shifts.pay_in(shift=queries.shift_of(by, shift_id), **data.dict(), by=by, at=timezone.now()))


@router.post("/shifts/{shift_id}/pay-out", response={201: CashEntryOut})
def pay_out_of_till(request: HttpRequest, shift_id: UUID, data: MoveIn) -> Any:
    """Take cash out."""
    by = needs(request, "cash.shift")
    return Status(201, shifts.pay_out(shift=queries.shift_of(by, shift_id), **data.dict(), by=by, at=timezone.now()))


@router.post("/payments", response={201: PaymentOut})
def take_payment(request: HttpRequest, data: PaymentIn) -> Any:
    """Take money."""
    by = needs(request, "cash.take")
    got = payments.PaymentInput(
        party=party_of(data.party_id), branch=branch_of(by, data.branch_id), method=data.method, amount=data.amount, order_id=data.order_id,
        invoice=invoice_of(data.invoice_id) if data.invoice_id else None, note=data.note, over_limit=data.over_limit,
        till=queries.till_of(by, data.till_id) if data.till_id else None,
    )  # fmt: skip
    return Status(201, payments.take(data=got, by=by, at=timezone.now()))


@router.get("/payments", response=PaymentPage)
def list_payments(request: HttpRequest, after: Annotated[str, Query()] = "", limit: Annotated[int, Query(ge=1, le=500)] = 50) -> Any:
    """Payments, the latest first."""
    found = page_by_key(queries.visible(needs(request, "cash.see")), order=("-at", "-id"), after=after, limit=limit)
    return {"items": found.rows, "next": found.next or None}


@router.post("/payments/{payment_id}/refund", response={201: PaymentOut})
def refund_payment(request: HttpRequest, payment_id: UUID, data: RefundIn) -> Any:
    """Give money back."""
    by = needs(request, "cash.refund")
    first: Payment = queries.payment_of(by, payment_id)
    till = queries.till_of(by, data.till_id) if data.till_id else None
    wanted = payments.RefundInput(
        payment=first, amount=data.amount, method=data.method, reason=data.reason, till=till, over_limit=data.over_limit
    )
    return Status(201, payments.refund(data=wanted, by=by, at=timezone.now()))
