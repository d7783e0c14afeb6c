"""The same verbs for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from mendery.ground.company.queries import branch_of, today
from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key
from mendery.registers.parties.queries import party_of
from mendery.trade.billing.models import Invoice
from mendery.trade.billing.queries import invoice_of, settled_of
from mendery.trade.billing.refusals import InvoiceNotFound

from . import queries
from .actions import payments, places, receipts, shifts
from .calculations import Drawer
from .models import Payment, Shift, Till
from .refusals import PayerNeeded

router = Router(tags=["cashdesk"])
Amount = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2, examples=["120.00"])]
Sum = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2, examples=["200.00"])]
HowPaid = Literal["cash", "card", "bank"]
Pieces = Annotated[int, Field(ge=0, le=100_000)]
Denomination = Annotated[str, Field(pattern=r"^[0-9]{1,5}(\.[0-9]{1,2})?$", examples=["0.50"])]


class TillIn(Schema):
    """A till to add to a branch (the usual one when left out)."""

    branch_id: UUID | None = None
    code: str = Field(min_length=1, max_length=12, pattern=r"\S", examples=["BV2"])
    name: str = Field(min_length=1, max_length=80, pattern=r"\S", examples=["Till 2"])
    has_fiscal_printer: bool = False


class TillChange(Schema):
    """How a till is called, and whether its payments need a fiscal receipt."""

    name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    has_fiscal_printer: bool


class TillOut(Schema):
    """A drawer of cash. ``shift_id`` is the shift that runs now; ``next_opening`` is what should be in it at the next opening."""

    id: UUID
    branch_id: UUID
    code: str
    name: str
    has_fiscal_printer: bool
    shift_id: UUID | None
    next_opening: Decimal


class OpenIn(Schema):
    """The counted opening cash."""

    till_id: UUID
    opening: Sum


class CloseIn(Schema):
    """The count at the end; ``count_sheet`` is denomination → pieces and must add up to ``counted``."""

    counted: Sum
    taken_out: Sum = Decimal("0.00")
    count_sheet: dict[Denomination, Pieces] = Field(default_factory=dict, examples=[{"100": 6, "50": 1}])
    note: str = Field("", max_length=200)


class SlipIn(Schema):
    """Cash that nobody pays for work."""

    amount: Amount
    text: str = Field(min_length=1, max_length=200, examples=["Stamps"])


class DrawerOut(Schema):
    """Figures of a shift: expected = opening + cash in − refunds + paid in − paid out; cards apart."""

    opening: Decimal
    cash_in: Decimal
    refunds: Decimal
    pay_ins: Decimal
    pay_outs: Decimal
    expected: Decimal
    receipts: int
    card: Decimal
    slips: int


class ShiftOut(Schema):
    """A shift of a till; its number is the Z number, given at closing."""

    id: UUID
    till_id: UUID
    state: Literal["open", "closed"]
    number: str
    on: date
    opened_at: datetime
    opened_by: str
    opening: Decimal
    closed_at: datetime | None
    closed_by: str
    expected: Decimal | None
    counted: Decimal | None
    taken_out: Decimal
    count_sheet: dict[str, int]
    note: str


class ShiftWhole(ShiftOut):
    """The same with its figures."""

    drawer: DrawerOut


class ShiftPage(Schema):
    """Some shifts and the key of the next ones."""

    items: list[ShiftOut]
    next: str | None


class CashEntryOut(Schema):
    """A row of the cash register journal; what came in is positive."""

    id: UUID
    till_id: UUID
    shift_id: UUID
    kind: str
    amount: Decimal
    on: date
    at: datetime
    doc_number: str
    text: str
    party_name: str
    payment_id: UUID | None
    by_name: str


class JournalOut(Schema):
    """A page of the journal: one till, one day."""

    till_id: UUID
    on: date
    opening: Decimal
    came: Decimal
    went: Decimal
    closing: Decimal
    entries: list[CashEntryOut]


class PaymentIn(Schema):
    """Money that comes in: for an invoice, for a work order, or on the customer's account.

    Cash above the legal limit of a day is refused with ``cash_over_limit`` until ``over_limit`` says that it is known.
    """

    party_id: UUID | None = Field(None, description="May be left out with an invoice.")
    method: HowPaid
    amount: Amount
    branch_id: UUID | None = None
    invoice_id: UUID | None = None
    order_id: UUID | None = None
    till_id: UUID | None = None
    on: date | None = Field(None, description="Today when left out; cash is always of today.")
    note: str = Field("", max_length=200)
    outside_invoice: str = Field("", max_length=40, description="Number of the invoice where invoices are made elsewhere.")
    over_limit: bool = False


class RefundIn(Schema):
    """Money that goes back."""

    amount: Amount
    method: HowPaid
    reason: str = Field(min_length=1, max_length=200, examples=["Paid twice"])
    till_id: UUID | None = None
    over_limit: bool = False


class ReceiptIn(Schema):
    """The number of the fiscal receipt."""

    number: str = Field(min_length=1, max_length=40, pattern=r"\S", examples=["0431"])


class PaymentOut(Schema):
    """Money taken (positive) or given back (negative, points at its payment)."""

    id: UUID
    version: int
    number: str
    party_id: UUID
    branch_id: UUID
    till_id: UUID | None
    shift_id: UUID | None
    method: HowPaid
    amount: Decimal
    currency: str = Field(examples=["RON"])
    on: date
    at: datetime
    invoice_id: UUID | None
    order_id: UUID | None
    outside_invoice: str
    refund_of_id: UUID | None
    note: str
    fiscal_state: Literal["not_needed", "pending", "printed", "failed"]
    fiscal_number: str
    fiscal_note: str
    by_name: str


class PaymentWhole(PaymentOut):
    """The same with what is left: ``left`` was not given back, ``unused`` of it is the customer's credit."""

    left: Decimal
    unused: Decimal


class PaymentPage(Schema):
    """Some payments and the key of the next ones."""

    items: list[PaymentOut]
    next: str | None


def _till(till: Till) -> dict[str, Any]:
    shift = queries.open_shift_of(till)
    own = {name: getattr(till, name) for name in ("id", "branch_id", "code", "name", "has_fiscal_printer")}
    return {**own, "shift_id": shift.pk if shift else None, "next_opening": queries.next_opening_of(till)}


def _shift(shift: Shift) -> dict[str, Any]:
    drawer: Drawer = queries.expected(shift)
    return {**{name: getattr(shift, name) for name in ShiftOut.model_fields}, "drawer": drawer}


def _payment(payment: Payment) -> dict[str, Any]:
    left = queries.left_of(payment) if payment.refund_of_id is None else payment.amount
    unused = left - settled_of([payment.pk]).get(payment.pk, Decimal("0.00")) if payment.refund_of_id is None else Decimal("0.00")
    return {**{name: getattr(payment, name) for name in PaymentOut.model_fields}, "left": left, "unused": unused}


def _named(by: Actor, till_id: UUID | None) -> Till | None:
    return queries.till_of(by, till_id) if till_id else None


@router.get("/tills", response=list[TillOut])
def list_tills(request: HttpRequest) -> Any:
    """The tills of the branches in which one works."""
    return [_till(till) for till in queries.tills_of(needs(request, "cash.see"))]


@router.post("/tills", response={201: TillOut})
def add_till(request: HttpRequest, data: TillIn) -> Any:
    """Put another till into a branch."""
    by = needs(request, "settings.edit")
    given = data.dict(exclude={"branch_id"})
    return Status(201, _till(places.add_till(branch=branch_of(by, data.branch_id), **given, by=by, at=timezone.now())))


@router.patch("/tills/{till_id}", response=TillOut)
def change_till(request: HttpRequest, till_id: UUID, data: TillChange) -> Any:
    """Change how a till is called, and whether its payments need a fiscal receipt."""
    by = needs(request, "settings.edit")
    return _till(places.change_till(till=queries.till_of(by, till_id), **data.dict(), by=by, at=timezone.now()))


@router.get("/shifts", response=ShiftPage)
def list_till_shifts(
    request: HttpRequest, till_id: Annotated[UUID | None, Query()] = None, after: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:  # fmt: skip
    """Shifts, the latest first."""
    by = needs(request, "cash.see")
    rows = Shift.objects.filter(till__branch_id__in=by.branch_ids) if by.branch_ids else Shift.objects.all()
    rows = rows.filter(till=queries.till_of(by, till_id)) if till_id else rows
    found = page_by_key(rows, order=("-opened_at", "-id"), after=after, limit=limit)
    return {"items": found.rows, "next": found.next or None}


@router.post("/shifts/open", response={201: ShiftWhole})
def open_till_shift(request: HttpRequest, data: OpenIn) -> Any:
    """Open a till with the cash that was counted into it."""
    by = needs(request, "cash.shift")
    return Status(201, _shift(shifts.open_shift(till=queries.till_of(by, data.till_id), opening=data.opening, by=by, at=timezone.now())))


@router.get("/shifts/{shift_id}", response=ShiftWhole)
def read_till_shift(request: HttpRequest, shift_id: UUID) -> Any:
    """A shift with its figures."""
    return _shift(queries.shift_of(needs(request, "cash.see"), shift_id))


@router.post("/shifts/{shift_id}/close", response=ShiftWhole)
def close_till_shift(request: HttpRequest, shift_id: UUID, data: CloseIn) -> Any:
    """Count the drawer and close the till for good; the answer has the difference between ``expected`` and ``counted``."""
    by = needs(request, "cash.shift")
    return _shift(shifts.close_shift(shift=queries.shift_of(by, shift_id), **data.dict(), by=by, at=timezone.now()))


@router.post("/shifts/{shift_id}/pay-in", response={201: CashEntryOut})
def pay_into_till(request: HttpRequest, shift_id: UUID, data: SlipIn) -> Any:
    """Put cash into the drawer that nobody paid for work."""
    by = needs(request, "cash.shift")
    return Status(201, shifts.pay_in(shift=queries.shift_of(by, shift_id), **data.dict(), by=by, at=timezone.now()))


@router.post("/shifts/{shift_id}/pay-out", response={201: CashEntryOut})
def pay_out_of_till(request: HttpRequest, shift_id: UUID, data: SlipIn) -> Any:
    """Take cash out of the drawer for an expense or for the bank."""
    by = needs(request, "cash.shift")
    return Status(201, shifts.pay_out(shift=queries.shift_of(by, shift_id), **data.dict(), by=by, at=timezone.now()))


@router.get("/journal", response=JournalOut)
def read_cash_journal(request: HttpRequest, till_id: Annotated[UUID, Query()], on: Annotated[date | None, Query()] = None) -> Any:
    """The cash register journal of a till on a day (today when left out)."""
    till = queries.till_of(needs(request, "cash.see"), till_id)
    page = queries.journal(till, on or today(till.branch, timezone.now()))
    return {
        "till_id": till.pk, "on": page.on, "opening": page.opening, "came": page.came, "went": page.went, "closing": page.closing,
        "entries": page.entries,
    }  # fmt: skip


@router.get("/payments", response=PaymentPage)
def list_payments(
    request: HttpRequest, party_id: Annotated[UUID | None, Query()] = None, invoice_id: Annotated[UUID | None, Query()] = None,
    order_id: Annotated[UUID | None, Query()] = None, waiting_for_receipt: Annotated[bool, Query()] = False,  # noqa: FBT002 -- a query parameter
    after: Annotated[str, Query(max_length=400)] = "", limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:  # fmt: skip
    """Payments and money given back, the latest first."""
    rows = queries.visible(needs(request, "cash.see"))
    asked = {"party_id": party_id, "invoice_id": invoice_id, "order_id": order_id}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    rows = rows.filter(fiscal_state__in=queries.NOT_PRINTED) if waiting_for_receipt else rows
    found = page_by_key(rows, order=("-at", "-id"), after=after, limit=limit)
    return {"items": found.rows, "next": found.next or None}


@router.post("/payments", response={201: PaymentWhole})
def take_payment(request: HttpRequest, data: PaymentIn) -> Any:
    """Take money. It is settled to what it is for; what is left stays as the customer's credit."""
    by, at = needs(request, "cash.take"), timezone.now()
    invoice = _invoice(by, data.invoice_id)
    party = invoice.party if invoice is not None and data.party_id in (None, invoice.party_id) else None
    got = payments.PaymentInput(
        party=party if party is not None and party.merged_into_id is None else party_of(data.party_id or _payer_needed(invoice)),
        branch=invoice.branch if invoice is not None else branch_of(by, data.branch_id), method=data.method, amount=data.amount,
        invoice=invoice, order_id=data.order_id, till=_named(by, data.till_id), on=data.on, note=data.note, outside_invoice=data.outside_invoice,
        over_limit=data.over_limit,
    )  # fmt: skip
    return Status(201, _payment(payments.take(data=got, by=by, at=at)))


def _invoice(by: Actor, invoice_id: UUID | None) -> Invoice | None:
    if invoice_id is None:
        return None
    invoice = invoice_of(invoice_id)
    if by.branch_ids and invoice.branch_id not in by.branch_ids:
        raise InvoiceNotFound
    return invoice


def _payer_needed(invoice: Invoice | None) -> UUID:
    if invoice is None:
        raise PayerNeeded
    return invoice.party_id


@router.get("/payments/{payment_id}", response=PaymentWhole)
def read_payment(request: HttpRequest, payment_id: UUID) -> Any:
    """A payment, with what is left of it."""
    return _payment(queries.payment_of(needs(request, "cash.see", "invoices.see"), payment_id))


@router.post("/payments/{payment_id}/refund", response={201: PaymentWhole})
def refund_payment(request: HttpRequest, payment_id: UUID, data: RefundIn) -> Any:
    """Give money back. What of it was settled is owed on its invoices again."""
    by = needs(request, "cash.refund")
    wanted = payments.RefundInput(
        payment=queries.payment_of(by, payment_id), amount=data.amount, method=data.method, reason=data.reason, till=_named(by, data.till_id),
        over_limit=data.over_limit,
    )  # fmt: skip
    return Status(201, _payment(payments.refund(data=wanted, by=by, at=timezone.now())))


@router.post("/payments/{payment_id}/receipt", response=PaymentWhole)
def record_fiscal_receipt(request: HttpRequest, payment_id: UUID, data: ReceiptIn) -> Any:
    """The fiscal receipt is there, with this number. A payment has one only."""
    by = needs(request, "cash.take")
    row = queries.payment_of(by, payment_id)
    receipts.record(payment_id=row.pk, number=data.number, by=by, at=timezone.now())
    return _payment(queries.payment_of(by, payment_id))


@router.post("/payments/{payment_id}/print", response=PaymentWhole)
def print_fiscal_receipt(request: HttpRequest, payment_id: UUID) -> Any:
    """Ask the connected printer once more; one that printed it meanwhile answers the first number."""
    by = needs(request, "cash.take")
    receipts.print_again(payment=queries.payment_of(by, payment_id), by=by, at=timezone.now())
    return _payment(queries.payment_of(by, payment_id))
