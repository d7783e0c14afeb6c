"""Taking money and giving it back, and the page of one payment."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import current_branch, today
from mendery.ground.documents import search, timeline
from mendery.ground.documents.timeline import Sentence
from mendery.ground.events import Refused
from mendery.ground.money import ZERO, to_decimal
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, replies
from mendery.ground.ui.links import link
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import party_of, suggest
from mendery.trade.billing import queries as billing
from mendery.trade.billing.models import Invoice, InvoiceSum, Settlement
from mendery.trade.billing.refusals import InvoiceNotFound
from mendery.trade.cashdesk import ports, queries, tables
from mendery.trade.cashdesk.actions import payments, receipts
from mendery.trade.cashdesk.calculations import change_of
from mendery.trade.cashdesk.forms import ReceiptForm, RefundForm, TakeForm
from mendery.trade.cashdesk.models import Method, Payment
from mendery.trade.cashdesk.words import WORDS

from .common import chosen_till, named, refuse_in

SENTENCES = {
    "taken": Sentence("cash", gettext_lazy("%(who)s took it."), "green"),
    "refunded": Sentence("receipt-refund", gettext_lazy("%(who)s gave money back: %(note)s"), "violet"),
    "receipt_printed": Sentence("check", gettext_lazy("Fiscal receipt %(number)s is there."), "green"),
    "receipt_failed": Sentence("printer-off", gettext_lazy("The receipt did not print: %(answer)s"), "red"),
    "receipt_again": Sentence("printer", gettext_lazy("%(who)s asked for the receipt again."), "blue"),
}
_FOUND = 12


@dataclass(frozen=True)
class Cause:
    """For what money is taken: an invoice, a work order, or the customer's account."""

    party: Party
    branch: Branch
    invoice: Invoice | None
    order_id: UUID | None

    @property
    def owed(self) -> Decimal:
        """What is to be paid."""
        if self.invoice is not None:
            return billing.open_of(self.invoice)
        if self.order_id is not None:
            return billing.owed_for_order(self.order_id, at=timezone.now())
        return billing.balance_of(self.party).owed


def _cause(request: MemberRequest) -> Cause | None:
    """What the address names; None when nothing is chosen yet."""
    asked = request.GET
    invoice_id, party_id, order_id = (named(asked.get(name, "")) for name in ("invoice", "party", "order"))
    branch = current_branch(request.actor)
    if invoice_id is not None:
        invoice = billing.invoice_of(invoice_id)
        if request.actor.branch_ids and invoice.branch_id not in request.actor.branch_ids:
            raise InvoiceNotFound
        return Cause(billing.payer_of(invoice), invoice.branch, invoice, invoice.order_id)
    return Cause(party_of(party_id), branch, None, order_id) if party_id is not None else None


@page("cash.take")
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: MemberRequest) -> HttpResponse:
    """What is owed is filled in; cash shows the change. Without an address it first asks who pays."""
    cause = _cause(request)
    if cause is None:
        return _find(request)
    shifts = queries.open_shifts(cause.branch)
    owed = cause.owed
    usual = Method.CASH if shifts else Method.CARD
    form = TakeForm(request.POST or None, shifts=shifts, initial={"amount": owed or None, "method": usual})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            payment = _take(request, cause, form.cleaned_data)
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _taken(request, cause, payment, form.cleaned_data)
    return _take_page(request, cause, form, errors, owed)


def _take(request: MemberRequest, cause: Cause, given: dict[str, Any]) -> Payment:
    data = payments.PaymentInput(
        party=cause.party, branch=cause.branch, method=given["method"], amount=given["amount"], invoice=cause.invoice,
        order_id=None if cause.invoice else cause.order_id, till=chosen_till(request, given.get("till", "")), on=given["on"], note=given["note"],
        outside_invoice=given.get("outside_invoice", ""), over_limit=given["over_limit"],
    )  # fmt: skip
    return payments.take(data=data, by=request.actor, at=timezone.now())


def _taken(request: MemberRequest, cause: Cause, payment: Payment, given: dict[str, Any]) -> HttpResponse:
    said = _("%(amount)s taken") % {"amount": formats.money(payment.amount, payment.currency)}
    if given["method"] == Method.CASH and given["tendered"]:
        change = change_of(given=given["tendered"], amount=payment.amount)
        said = _("%(amount)s taken, give %(change)s back") % {
            "amount": formats.money(payment.amount, payment.currency), "change": formats.money(change, payment.currency),
        }  # fmt: skip
    replies.flash(request, said)
    return replies.go(request, link(request, "cashdesk:payment", payment.pk))


def _take_page(request: MemberRequest, cause: Cause, form: TakeForm, errors: list[Refused], owed: Decimal) -> HttpResponse:
    currency, day = cause.branch.entity.currency, today(cause.branch, timezone.now())
    limit = queries.cash_limit(party=cause.party, branch=cause.branch, on=day)
    number = cause.invoice.number if cause.invoice else queries.order_number(cause.order_id) if cause.order_id else ""
    context = {
        "active": "cash", "form": form, "errors": errors, "party": cause.party, "invoice": cause.invoice, "number": number, "owed": owed,
        "currency": currency, "limit": limit if limit and limit.before + owed > limit.limit else None,
        "credit": billing.credit_of(cause.party), "opens": _opens(request, cause), "has_open_till": bool(queries.open_shifts(cause.branch)),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "cashdesk/take.html", context, status=422 if request.method == "POST" else 200)


def _opens(request: MemberRequest, cause: Cause) -> list[tuple[InvoiceSum, str]]:
    """Open invoices of somebody who pays on account, to choose one of them."""
    if cause.invoice is not None or cause.order_id is not None:
        return []
    base = link(request, "cashdesk:take")
    return [(row, f"{base}?invoice={row.invoice_id}") for row in billing.open_invoices(cause.party)[:_FOUND]]


def _find(request: MemberRequest) -> HttpResponse:
    """Who pays? By name, phone, or the number of an invoice."""
    text = request.GET.get("q", "").strip()
    base, hits = link(request, "cashdesk:take"), []
    if text:
        ids = search.find_ids(text=text, kinds=[billing.SEARCH_KIND], limit=_FOUND)
        rows = InvoiceSum.objects.filter(invoice_id__in=ids, open__gt=0).select_related("invoice__party")
        if request.actor.branch_ids:
            rows = rows.filter(invoice__branch_id__in=request.actor.branch_ids)
        hits += [
            ("file-invoice", row.invoice.number, row.invoice.party.name, formats.money(row.open), f"{base}?invoice={row.invoice_id}")
            for row in rows
        ]
        hits += [
            ("user", party.name, formats.phone(party.phone), "", f"{base}?party={party.pk}") for party in suggest(text=text, limit=_FOUND)
        ]
    context = {"active": "cash", "q": text, "hits": hits}
    return replies.page(request, "cashdesk/find.html", "cashdesk/_found.html", context)


@page("cash.take")
@require_safe
def change(request: MemberRequest) -> HttpResponse:
    """What is given back from the note in the hand."""
    try:
        given, amount = to_decimal(request.GET.get("tendered", "")), to_decimal(request.GET.get("amount", ""))
    except ValueError:
        return HttpResponse("")
    if given < amount:
        text = _("%(missing)s missing") % {"missing": formats.money(amount - given)}
        return HttpResponse(components.chip("amber", text, "alert-triangle"))
    text = _("Change %(change)s") % {"change": formats.money(change_of(given=given, amount=amount))}
    return HttpResponse(components.chip("green", text, "coins"))


@page("cash.see", "invoices.see")
@require_safe
def payment(request: MemberRequest, payment_id: UUID) -> HttpResponse:
    """How much, how, for what; which invoices it paid; what was given back; where its receipt is."""
    row = queries.payment_of(request.actor, payment_id)
    settled = Settlement.objects.filter(payment_id=row.pk).order_by("at", "id").select_related("invoice")
    sums: dict[Invoice, Decimal] = {}
    for one in settled:
        sums[one.invoice] = sums.get(one.invoice, ZERO) + one.amount
    is_refund, left = row.refund_of_id is not None, queries.left_of(row)
    unused = ZERO if is_refund else left - sum(sums.values(), ZERO)
    about = queries.abouts([row])[row.pk]
    may = request.actor.may
    context = {
        "active": "cash", "payment": row, "about": about, "what": tables.what(row, about), "how": WORDS[row.method],
        "chip": tables.fiscal_chip(row), "is_refund": is_refund, "left": left, "unused": unused,
        "settled": [(invoice, amount) for invoice, amount in sums.items() if amount], "refunds": queries.refunds_of(row),
        "may_refund": not is_refund and left > 0 and may("cash.refund"), "may_print": row.method == Method.CASH and not is_refund,
        "waits": row.fiscal_state in queries.NOT_PRINTED and may("cash.take"), "has_printer": ports.plugged() is not None,
        "order_url": _order_page(request, row), "history": timeline.happenings([row.pk], sentences=SENTENCES, names={}),
    }  # fmt: skip
    return render(request, "cashdesk/payment.html", context)


def _order_page(request: MemberRequest, row: Payment) -> str:
    paper = queries.order_paper(row.order_id) if row.order_id and request.actor.may("orders.see") else None
    return timeline.page_of(request, paper) if paper else ""


@page("cash.refund")
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: MemberRequest, payment_id: UUID) -> HttpResponse:
    """Say what giving back does, ask how much and why, then do it."""
    row = queries.payment_of(request.actor, payment_id)
    shifts, left = queries.open_shifts(row.branch), queries.left_of(row)
    form = RefundForm(request.POST or None, shifts=shifts, initial={"amount": left, "method": row.method})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = payments.RefundInput(
            payment=row, amount=given["amount"], method=given["method"], reason=given["reason"], over_limit=given["over_limit"],
            till=chosen_till(request, given.get("till", "")),
        )  # fmt: skip
        try:
            payments.refund(data=wanted, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _back(request, row, _("%(amount)s given back") % {"amount": formats.money(given["amount"], row.currency)})
    context = {"payment": row, "form": form, "errors": errors, "left": left, "unused": queries.unused_of(row)}
    return render(request, "cashdesk/refund.html", context, status=422 if request.method == "POST" else 200)


def _back(request: MemberRequest, row: Payment, said: str) -> HttpResponse:
    replies.flash(request, said)
    return replies.go(request, link(request, "cashdesk:payment", row.pk))


@page("cash.take")
@require_POST
def print_again(request: MemberRequest, payment_id: UUID) -> HttpResponse:
    """Ask the connected printer once more."""
    row = queries.payment_of(request.actor, payment_id)
    receipts.print_again(payment=row, by=request.actor, at=timezone.now())
    return _back(request, row, _("The receipt is being printed"))


@page("cash.take")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: MemberRequest, payment_id: UUID) -> HttpResponse:
    """Enter the number that the register printed."""
    row = queries.payment_of(request.actor, payment_id)
    form, errors = ReceiptForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        try:
            receipts.record(payment_id=row.pk, number=form.cleaned_data["number"], by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _back(request, row, _("Saved"))
    context = {"payment": row, "form": form, "errors": errors}
    return render(request, "cashdesk/receipt.html", context, status=422 if request.method == "POST" else 200)
