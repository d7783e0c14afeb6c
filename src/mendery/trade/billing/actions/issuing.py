"""A draft gets its number and never changes again; a storno mirrors it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import today
from mendery.ground.documents import lifecycle, posting, register, search
from mendery.ground.documents.papers.data import paper_language
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import publish
from mendery.ground.money import ZERO, DocumentSum, VatSum
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.trade.billing.calculations import mirror, opposite, total_of
from mendery.trade.billing.events import InvoiceIssued, InvoiceReversed
from mendery.trade.billing.models import Charge, Invoice, InvoiceLine, InvoiceState, InvoiceSum, InvoiceVat
from mendery.trade.billing.papers import invoice_paper
from mendery.trade.billing.queries import SEARCH_KIND, lines_of
from mendery.trade.billing.refusals import BelowZero, CannotReverse, DayNotPossible, NothingToInvoice, ReasonNeeded
from mendery.trade.billing.states import CUSTOMER, DRAFT, INVOICE, MOVES, POSTED, STORNO

from .drafts import check_due, free_charges, hold, put_totals, redate
from .entries import book
from .settlements import money_of_order, release_invoice, use_order_money

_LONGEST_REASON = 200


@action
def post(*, invoice: Invoice, by: Actor, at: datetime, on: date | None = None) -> Invoice:
    """Give a draft its number and freeze it: VAT per rate on the whole, the customer owes it, the paper never changes.

    Money that was paid on the order before is settled to it.
    on       another day than the draft's; the rates of that day count
    refuses  AlreadyPosted, PeriodLocked, DateBeforeLastNumber, DayNotPossible, NothingToInvoice, BelowZero
    tells    InvoiceIssued
    """
    row = hold(invoice)
    if row.state != DRAFT:
        raise posting.AlreadyPosted(_("%(number)s is posted already."), params={"number": row.number})
    lines = lines_of(row)
    if not lines:
        raise NothingToInvoice(_("There is no line on this invoice."), next_step=_("Discard the draft."))
    _check_day(row, lines, on or row.on, at)
    total = total_of(lines)
    if total.gross < 0:
        raise BelowZero(_("The invoice would be below zero."), next_step=_("Reverse the earlier invoice (storno) instead."))
    put_totals(row, lines)
    paid = min(sum((amount for _payment, amount in money_of_order(row)), ZERO), total.gross)
    _post(row=row, lines=lines, total=total, paid=paid, by=by, at=at)
    if paid:
        use_order_money(invoice=row, by=by, at=at)
    publish(
        InvoiceIssued(
            invoice_id=row.pk, number=row.number, branch_id=row.branch_id, party_id=row.party_id, order_ids=_orders(row, lines),
            unit_id=row.unit_id, on=row.on, due_on=row.due_on, gross=row.gross, currency=row.currency, by=by, at=at,
        )
    )  # fmt: skip
    return row


def _check_day(row: Invoice, lines: Sequence[InvoiceLine], on: date, at: datetime) -> None:
    if on > today(row.branch, at):
        raise DayNotPossible(_("An invoice cannot carry a day that has not come yet."), field="on", next_step=_("Date it today."))
    if on != row.on:
        row.due_on = max(row.due_on, on)
        redate(row, lines, on)
    check_due(on=row.on, due_on=row.due_on)


def _post(*, row: Invoice, lines: Sequence[InvoiceLine], total: DocumentSum, paid: Decimal, by: Actor, at: datetime) -> None:
    """What an invoice and a storno have in common."""
    language = paper_language(row.party.language, row.branch)

    def write() -> None:
        InvoiceVat.objects.bulk_create(
            [InvoiceVat(invoice=row, category=one.category, rate=one.rate, base=one.base, vat=one.vat) for one in total.rates]
        )
        if row.kind == INVOICE:
            InvoiceSum.objects.create(invoice=row, open=row.gross)

    row.posted_at, row.by_name = at, by.name
    posting.post(
        row=row, by=by, at=at,
        how=posting.Posting(
            kind=row.kind, series=INVOICE, branch=row.branch, on=row.on, module="sales", book=write, title=row.order_number, amount=row.gross,
            freeze=lambda: invoice_paper(invoice=row, lines=lines, total=total, paid=paid, language=language, by=by, at=at),
            currency=row.currency, language=language,
            tags=register.Tags(branch_id=row.branch_id, party_id=row.party_id, unit_id=row.unit_id, order_id=row.order_id),
        ),
    )  # fmt: skip
    # After the number, since the account names it.
    book(
        party=row.party, side=CUSTOMER, amount=row.gross, ref=DocumentRef(row.kind, row.pk, row.number), on=row.on,
        due_on=row.due_on if row.kind == INVOICE else None, order_id=row.order_id, at=at,
    )  # fmt: skip
    search.index(kind=SEARCH_KIND, row_id=row.pk, codes=[row.number], is_new=True)


def _orders(row: Invoice, lines: Sequence[InvoiceLine]) -> tuple[UUID, ...]:
    """The orders that the invoice bills."""
    if row.order_id is not None:
        return (row.order_id,)
    charges = Charge.objects.filter(pk__in=[line.charge_id for line in lines if line.charge_id], order_id__isnull=False)
    return tuple(charges.order_by("order_id").values_list("order_id", flat=True).distinct())


@action
def reverse(*, invoice: Invoice, reason: str, on: date, by: Actor, at: datetime) -> Invoice:
    """Take a posted invoice back by a storno: the same figures with the other sign and the original's VAT rates (rules 4, 6).

    The charges may be invoiced again, payments become the customer's credit. Both papers stay.
    returns  the storno, posted in the series of invoices
    refuses  CannotReverse, ReasonNeeded, PeriodLocked, DateBeforeLastNumber, DayNotPossible
    tells    InvoiceReversed
    """
    first = hold(invoice)
    reason = reason.strip()
    _check_reversal(first, reason, on, at)
    lines = lines_of(first)
    storno, mirrored, total = _storno_of(first, lines, reason=reason, on=on, by=by, at=at)
    _post(row=storno, lines=mirrored, total=total, paid=ZERO, by=by, at=at)
    release_invoice(invoice=first, by=by, at=at)
    free_charges([line.pk for line in lines])
    lifecycle.move(row=first, kind=INVOICE, to=InvoiceState.REVERSED, moves=MOVES, by=by, at=at, reason=reason)
    publish(
        InvoiceReversed(
            invoice_id=first.pk, number=first.number, storno_id=storno.pk, storno_number=storno.number, branch_id=first.branch_id,
            party_id=first.party_id, order_ids=_orders(first, lines), gross=first.gross, on=on, reason=reason, by=by, at=at,
        )
    )  # fmt: skip
    return storno


def _check_reversal(first: Invoice, reason: str, on: date, at: datetime) -> None:
    if first.kind == STORNO:
        raise CannotReverse(_("A storno cannot be reversed."), next_step=_("Invoice the work again."))
    if first.state != POSTED:
        raise CannotReverse(
            _("This is a draft, so there is nothing to reverse.")
            if first.state == DRAFT
            else _("Invoice %(number)s was reversed already."),
            params={"number": first.number} if first.state != DRAFT else None,
            next_step=_("Discard the draft.") if first.state == DRAFT else _("Open its storno."),
        )
    if not reason:
        raise ReasonNeeded(_("A storno says why."), field="reason", next_step=_("Write the reason."))
    if on > today(first.branch, at):
        raise DayNotPossible(_("An invoice cannot carry a day that has not come yet."), field="on", next_step=_("Date it today."))
    if on < first.on:
        raise CannotReverse(
            _("The storno would be earlier than the invoice that it reverses."),
            field="on",
            next_step=_("Choose the day of the invoice or a later one."),
        )


def _storno_of(
    first: Invoice, lines: Sequence[InvoiceLine], *, reason: str, on: date, by: Actor, at: datetime
) -> tuple[Invoice, list[InvoiceLine], DocumentSum]:
    """The mirror as a draft, with lines; nothing is computed again."""
    rates = [
        VatSum(row.category, row.rate, row.base, row.vat) for row in InvoiceVat.objects.filter(invoice=first).order_by("-rate", "category")
    ]
    total = mirror(DocumentSum(first.net, first.vat, first.gross, tuple(rates)))
    storno = Invoice(
        kind=STORNO, branch=first.branch, party=first.party, on=on, due_on=on, currency=first.currency, net=total.net, vat=total.vat,
        gross=total.gross, order_id=first.order_id, order_number=first.order_number, unit_id=first.unit_id, reverses=first,
        reason=reason[:_LONGEST_REASON], created_at=at, by_name=by.name,
    )  # fmt: skip
    storno.save(force_insert=True)
    mirrored = [
        InvoiceLine(
            invoice=storno, seq=line.seq, charge_id=line.charge_id, group=line.group, kind=line.kind, code=line.code, text=line.text,
            quantity=-line.quantity, unit=line.unit, price=line.price, discount_percent=line.discount_percent, net=opposite(line.net),
            vat_category=line.vat_category, vat_rate=line.vat_rate,
        )
        for line in lines
    ]  # fmt: skip
    return storno, InvoiceLine.objects.bulk_create(mirrored), total
