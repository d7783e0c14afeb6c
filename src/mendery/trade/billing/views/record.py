"""The page of one invoice."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mendery.ground.documents import timeline
from mendery.ground.documents.models import Paper
from mendery.ground.documents.timeline import Sentence
from mendery.ground.money import ZERO
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats
from mendery.registers.catalogue.units import symbol
from mendery.registers.equipment.models import Unit
from mendery.trade.billing import queries, tables
from mendery.trade.billing.edition import invoices_here
from mendery.trade.billing.forms import DraftForm
from mendery.trade.billing.models import Invoice, InvoiceLine
from mendery.trade.billing.states import DRAFT, INVOICE, POSTED, STORNO

from .common import day_of, invoice_for

SENTENCES = {
    "posted": Sentence("file-check", _("%(who)s issued it with the number %(number)s."), "green"),
    "move": Sentence("arrow-back-up", _("%(who)s reversed it: %(note)s"), "violet"),
}
NAMES = {"on": _("Date of the invoice"), "due_on": _("Due on"), "note": _("Note on the invoice"), "lines": _("Left out")}


@dataclass(frozen=True)
class Row:
    """A line as it is shown."""

    line: InvoiceLine
    quantity: str
    price: str
    discount: str
    net: str
    rate: str


@page("invoices.see")
@require_safe
def invoice_page(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """Lines, sums with VAT per rate, what is paid and what may be done next."""
    return show(request, invoice_for(request, invoice_id))


def show(request: MemberRequest, invoice: Invoice, *, form: DraftForm | None = None, errors: Any = (), status: int = 200) -> HttpResponse:
    """The page, with the draft's form as it was typed when that was refused."""
    lines = queries.lines_of(invoice)
    sum_ = tables.sums_of([invoice]).get(invoice.pk)
    is_draft, may = invoice.state == DRAFT, request.actor.may
    verbs = invoices_here()
    context = {
        "active": "invoices", "invoice": invoice, "number": tables.shown_number(invoice), "chip": tables.state_chip(invoice, sum_, day_of(invoice)),
        "groups": [(title, [_row(line) for line in rows]) for title, rows in groupby(lines, key=lambda line: line.group)],
        "vat_rows": queries.vat_rows_of(invoice, lines), "has_discount": any(line.discount_percent for line in lines),
        "sum": sum_, "is_draft": is_draft, "is_storno": invoice.kind == STORNO, "storno": queries.storno_of(invoice) if invoice.state == "reversed" else None,
        "unit": Unit.objects.filter(pk=invoice.unit_id).first() if invoice.unit_id else None, "order_url": _order_url(request, invoice),
        "may_draft": is_draft and verbs and may("invoices.draft"), "may_post": is_draft and verbs and may("invoices.post"),
        "may_reverse": verbs and invoice.state == POSTED and invoice.kind == INVOICE and may("invoices.reverse"),
        "can_drop": len(lines) > 1, "form": form or draft_form(invoice), "errors": errors,
        "credit": queries.credit_of(queries.payer_of(invoice)) if sum_ and sum_.open > 0 and may("cash.take") else ZERO,
        "history": timeline.happenings([invoice.pk], sentences=SENTENCES, names=NAMES),
    }  # fmt: skip
    return render(request, "billing/invoice.html", context, status=status)


def draft_form(invoice: Invoice) -> DraftForm:
    """The form as the draft is."""
    return DraftForm(initial={"on": invoice.on, "due_on": invoice.due_on, "note": invoice.note, "version": invoice.version})


def _row(line: InvoiceLine) -> Row:
    return Row(
        line=line, quantity=formats.qty(line.quantity, symbol(line.unit)), price=_price(line.price),
        discount=formats.percent(line.discount_percent) if line.discount_percent else "", net=formats.money(line.net),
        rate=formats.percent(line.vat_rate),
    )  # fmt: skip


def _price(price: Decimal) -> str:
    digits = f"{price:f}".partition(".")[2].rstrip("0")
    return formats.number(price, max(2, len(digits)))


def _order_url(request: MemberRequest, invoice: Invoice) -> str:
    if invoice.order_id is None or not request.actor.may("orders.see"):
        return ""
    paper = Paper.objects.filter(kind="work_order", doc_id=invoice.order_id).defer("frozen").first()
    return timeline.page_of(request, paper) if paper else ""
