"""Invoices, accounts and charges for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from mendery.ground.company.queries import branch_of, current_branch, today
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key
from mendery.registers.parties.queries import party_of

from . import queries, tables
from .actions import invoices, settlements
from .edition import need_invoices
from .models import Invoice, InvoiceLine
from .refusals import InvoiceNotFound

router = Router(tags=["billing"])
Amount = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2, examples=["120.00"])]


class DraftIn(Schema):
    """What is to be invoiced to whom: named charges, all of one order, or all that waits for the customer."""

    party_id: UUID
    order_id: UUID | None = None
    charge_ids: list[UUID] | None = Field(None, min_length=1, max_length=1000)
    branch_id: UUID | None = None
    on: date | None = Field(None, description="Today in the branch when left out.")
    due_on: date | None = Field(None, description="By the customer's payment days when left out.")


class DraftChange(Schema):
    """Only what changes. ``version`` is the one that was read; without it the last word wins."""

    version: int | None = Field(None, ge=1, le=2_147_483_647)
    on: date | None = None
    due_on: date | None = None
    note: str | None = Field(None, max_length=300)


class DropIn(Schema):
    """Lines to leave out of the draft."""

    line_ids: list[UUID] = Field(min_length=1, max_length=1000)


class PostIn(Schema):
    """The day that the invoice carries; the draft's own when left out."""

    on: date | None = None


class ReverseIn(Schema):
    """Why, and on which day (today when left out)."""

    reason: str = Field(min_length=1, max_length=200, examples=["Wrong buyer"])
    on: date | None = None


class CreditIn(Schema):
    """How much of the customer's credit to use; as much as there is when left out."""

    amount: Amount | None = None


class InvoiceRow(Schema):
    """A line of the list. Drafts have no number; a storno has the opposite amounts of the invoice it reverses."""

    id: UUID
    version: int
    kind: Literal["invoice", "storno"]
    number: str = Field(examples=["MND 26-00001"])
    state: Literal["draft", "posted", "reversed"]
    branch_id: UUID
    party_id: UUID
    order_id: UUID | None
    order_number: str
    on: date
    due_on: date
    currency: str = Field(examples=["RON"])
    net: Decimal
    vat: Decimal
    gross: Decimal
    open: Decimal = Field(description="What is still to be paid.")


class LineOut(Schema):
    """One line with its net rounded."""

    id: UUID
    seq: int
    group: str
    kind: str
    code: str
    text: str
    quantity: Decimal
    unit: str = Field(examples=["H87"])
    price: Decimal
    discount_percent: Decimal
    net: Decimal
    vat_category: str
    vat_rate: Decimal


class VatOut(Schema):
    """VAT of one rate, computed once on the whole."""

    category: str
    rate: Decimal
    base: Decimal
    vat: Decimal


class SettledOut(Schema):
    """How much of a payment covers the invoice."""

    payment_id: UUID
    amount: Decimal


class InvoiceOut(InvoiceRow):
    """The whole invoice."""

    unit_id: UUID | None
    reverses_id: UUID | None
    reason: str
    note: str
    created_at: datetime
    posted_at: datetime | None
    by_name: str
    lines: list[LineOut]
    vat_rows: list[VatOut]
    settled: Decimal
    payments: list[SettledOut]


class InvoicePage(Schema):
    """Some invoices and the key of the next ones."""

    items: list[InvoiceRow]
    next: str | None


class ChargeOut(Schema):
    """Something to be invoiced that is on no invoice yet."""

    id: UUID
    party_id: UUID
    order_id: UUID | None
    order_number: str
    line_id: UUID | None
    group: str
    kind: str
    code: str
    text: str
    quantity: Decimal
    unit: str
    price: Decimal
    discount_percent: Decimal
    net: Decimal
    vat_category: str


class BalanceOut(Schema):
    """What a customer owes on invoices, and what they have paid that is settled to none."""

    owed: Decimal
    credit: Decimal


class OwedOut(Schema):
    """What is still to be paid for an order, VAT included."""

    order_id: UUID
    owed: Decimal


class EntryOut(Schema):
    """One entry of an account; positive is owed to us."""

    on: date
    due_on: date | None
    doc_kind: str
    doc_id: UUID
    doc_number: str
    order_id: UUID | None
    amount: Decimal
    balance: Decimal


class CardOut(Schema):
    """An account over a time."""

    before: Decimal
    after: Decimal
    entries: list[EntryOut]


def _row(invoice: Invoice, open_: Decimal) -> dict[str, Any]:
    row = {name: getattr(invoice, name) for name in InvoiceRow.model_fields if name != "open"}
    return {**row, "open": open_}


def _whole(invoice: Invoice, lines: list[InvoiceLine] | None = None) -> dict[str, Any]:
    lines = queries.lines_of(invoice) if lines is None else lines
    sum_ = tables.sums_of([invoice]).get(invoice.pk)
    own = ("unit_id", "reverses_id", "reason", "note", "created_at", "posted_at", "by_name")
    settled = sum_.settled if sum_ else ZERO
    return {
        **_row(invoice, sum_.open if sum_ else ZERO),
        **{name: getattr(invoice, name) for name in own},
        "lines": lines, "vat_rows": queries.vat_rows_of(invoice, lines), "settled": settled,
        "payments": [{"payment_id": payment, "amount": amount} for payment, amount in (queries.settlements_of(invoice) if settled else [])],
    }  # fmt: skip


def _invoice(by: Actor, invoice_id: UUID) -> Invoice:
    invoice = queries.invoice_of(invoice_id)
    if by.branch_ids and invoice.branch_id not in by.branch_ids:
        raise InvoiceNotFound
    return invoice


@router.get("/invoices", response=InvoicePage)
def list_invoices(
    request: HttpRequest,
    view: Annotated[Literal["", "drafts", "unpaid", "late", "paid", "reversed"], Query()] = "",
    party_id: Annotated[UUID | None, Query()] = None,
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
    q: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """Drafts, invoices and stornos, the latest first."""
    by = needs(request, "invoices.see")
    wanted = QueryDict(mutable=True)
    wanted.update({"view": view, "party": str(party_id or ""), "from": str(since or ""), "until": str(until or ""), "q": q})
    rows = tables.chosen(wanted, by, today(current_branch(by), timezone.now()))
    found = page_by_key(rows, order=tables.LATEST_FIRST, after=after, limit=limit)
    sums = tables.sums_of(found.rows)
    items = [_row(row, sums[row.pk].open if row.pk in sums else ZERO) for row in found.rows]
    return {"items": items, "next": found.next or None}


@router.post("/invoices", response={201: InvoiceOut})
def draft_invoice(request: HttpRequest, data: DraftIn) -> Any:
    """Gather charges on a draft. It has no number and owes nothing until it is posted."""
    by = needs(request, "invoices.draft")
    need_invoices()
    branch, at = branch_of(by, data.branch_id), timezone.now()
    invoice = invoices.draft(
        branch=branch, party=party_of(data.party_id), charge_ids=data.charge_ids, order_id=data.order_id, on=data.on or today(branch, at),
        due_on=data.due_on, by=by, at=at,
    )  # fmt: skip
    return Status(201, _whole(invoice))


@router.get("/invoices/{invoice_id}", response=InvoiceOut)
def read_invoice(request: HttpRequest, invoice_id: UUID) -> Any:
    """The whole invoice."""
    return _whole(_invoice(needs(request, "invoices.see"), invoice_id))


@router.patch("/invoices/{invoice_id}", response=InvoiceOut)
def change_invoice_draft(request: HttpRequest, invoice_id: UUID, data: DraftChange) -> Any:
    """Change a draft. Another field changed meanwhile is kept; the same one answers 409 ``changed_meanwhile``."""
    by = needs(request, "invoices.draft")
    need_invoices()
    return _whole(invoices.change_draft(invoice=_invoice(by, invoice_id), **data.dict(), by=by, at=timezone.now()))


@router.post("/invoices/{invoice_id}/drop", response=InvoiceOut)
def drop_invoice_lines(request: HttpRequest, invoice_id: UUID, data: DropIn) -> Any:
    """Leave lines out of a draft; they wait for another invoice."""
    by = needs(request, "invoices.draft")
    need_invoices()
    return _whole(invoices.drop_lines(invoice=_invoice(by, invoice_id), line_ids=data.line_ids, by=by, at=timezone.now()))


@router.delete("/invoices/{invoice_id}", response={204: None})
def discard_invoice_draft(request: HttpRequest, invoice_id: UUID) -> Any:
    """Throw a draft away; no number is lost."""
    by = needs(request, "invoices.draft")
    invoices.discard(invoice=_invoice(by, invoice_id), by=by, at=timezone.now())
    return Status(204, None)


@router.post("/invoices/{invoice_id}/post", response=InvoiceOut)
def post_invoice(request: HttpRequest, invoice_id: UUID, data: PostIn | None = None) -> Any:
    """Give a draft its number. After that it never changes."""
    by = needs(request, "invoices.post")
    need_invoices()
    on = data.on if data else None
    return _whole(invoices.post(invoice=_invoice(by, invoice_id), on=on, by=by, at=timezone.now()))


@router.post("/invoices/{invoice_id}/reverse", response={201: InvoiceOut})
def reverse_invoice(request: HttpRequest, invoice_id: UUID, data: ReverseIn) -> Any:
    """Take a posted invoice back by a storno, which is the answer. Its payments become the customer's credit."""
    by = needs(request, "invoices.reverse")
    need_invoices()
    first, at = _invoice(by, invoice_id), timezone.now()
    storno = invoices.reverse(invoice=first, reason=data.reason, on=data.on or today(first.branch, at), by=by, at=at)
    return Status(201, _whole(storno))


@router.post("/invoices/{invoice_id}/credit", response=InvoiceOut)
def pay_invoice_from_credit(request: HttpRequest, invoice_id: UUID, data: CreditIn | None = None) -> Any:
    """Pay from what the customer has paid before."""
    by = needs(request, "cash.take")
    invoice = _invoice(by, invoice_id)
    amount = data.amount if data else None
    settlements.use_credit(party=queries.payer_of(invoice), invoice=invoice, amount=amount, by=by, at=timezone.now())
    return _whole(invoice)


@router.get("/charges", response=list[ChargeOut])
def list_unbilled_charges(
    request: HttpRequest, party_id: Annotated[UUID | None, Query()] = None, order_id: Annotated[UUID | None, Query()] = None
) -> Any:  # fmt: skip
    """What is to be invoiced and is on no invoice yet; at most 500."""
    needs(request, "invoices.draft")
    party = party_of(party_id) if party_id is not None else None
    return list(queries.unbilled(party, order_id=order_id)[:500])


@router.get("/accounts/{party_id}", response=CardOut)
def read_account(
    request: HttpRequest, party_id: UUID, side: Annotated[Literal["customer", "supplier"], Query()] = "customer",
    since: Annotated[date | None, Query()] = None, until: Annotated[date | None, Query()] = None,
) -> Any:  # fmt: skip
    """The account card of a customer or supplier."""
    needs(request, "balances.see")
    account = queries.card(party_of(party_id), side=side, since=since, until=until)
    own = [name for name in EntryOut.model_fields if name != "balance"]
    entries = [{**{name: getattr(row.entry, name) for name in own}, "balance": row.balance} for row in account.rows]
    return {"before": account.before, "after": account.after, "entries": entries}


@router.get("/accounts/{party_id}/balance", response=BalanceOut)
def read_balance(request: HttpRequest, party_id: UUID) -> Any:
    """What a customer owes, and their credit."""
    needs(request, "balances.see")
    return queries.balance_of(party_of(party_id))


@router.get("/orders/{order_id}/owed", response=OwedOut)
def read_owed_for_order(request: HttpRequest, order_id: UUID) -> Any:
    """What is still to be paid for an order, invoiced or not; nought for an order that is not known."""
    needs(request, "balances.see")
    return {"order_id": order_id, "owed": queries.owed_for_order(order_id)}
