"""What is done with one invoice."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.trade.billing import queries
from mendery.trade.billing.actions import invoices, settlements
from mendery.trade.billing.edition import need_invoices
from mendery.trade.billing.forms import DraftForm, PostForm, ReverseForm
from mendery.trade.billing.models import Invoice

from .common import day_of, invoice_for, refuse_in
from .record import show


def _back(request: MemberRequest, invoice: Invoice, said: str) -> HttpResponse:
    replies.flash(request, said)
    return replies.go(request, link(request, "billing:invoice", invoice.pk))


@page("invoices.draft")
@require_POST
def change(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """Day, due day and note of a draft."""
    need_invoices()
    invoice, form = invoice_for(request, invoice_id), DraftForm(request.POST)
    if not form.is_valid():
        return show(request, invoice, form=form, status=422)
    try:
        invoices.change_draft(invoice=invoice, **form.cleaned_data, by=request.actor, at=timezone.now())
    except Refused as refusal:
        errors = refuse_in(form, refusal)
        form.data = {**request.POST.dict(), "version": str(invoice.version)}  # seen now: saved once more it stands
        return show(request, invoice, form=form, errors=errors, status=refusal.status)
    return _back(request, invoice, _("Saved"))


@page("invoices.draft")
@require_POST
def drop_line(request: MemberRequest, invoice_id: UUID, line_id: UUID) -> HttpResponse:
    """Leave one line out; it waits for another invoice."""
    need_invoices()
    invoice = invoice_for(request, invoice_id)
    invoices.drop_lines(invoice=invoice, line_ids=[line_id], by=request.actor, at=timezone.now())
    return _back(request, invoice, _("Left out. It waits for another invoice."))


@page("invoices.draft")
@require_POST
def discard(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    invoices.discard(invoice=invoice_for(request, invoice_id), by=request.actor, at=timezone.now())
    replies.flash(request, _("The draft is discarded. Its lines wait for another invoice."))
    return replies.go(request, link(request, "billing:invoices"))


@page("invoices.post")
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """Say what issuing does, then do it."""
    need_invoices()
    invoice = invoice_for(request, invoice_id)
    day = day_of(invoice)
    form = PostForm(request.POST or None, initial={"on": day})
    if request.method == "POST" and form.is_valid():
        try:
            posted = invoices.post(invoice=invoice, on=form.cleaned_data["on"], by=request.actor, at=timezone.now())
        except Refused as refusal:
            return _dialog(request, "billing/post.html", invoice, form, refuse_in(form, refusal))
        return _back(request, posted, _("Invoice %(number)s is issued") % {"number": posted.number})
    paid = sum(amount for _payment, amount in settlements.money_of_order(invoice))
    return _dialog(request, "billing/post.html", invoice, form, [], paid=min(paid, invoice.gross))


@page("invoices.reverse")
@require_http_methods(["GET", "HEAD", "POST"])
def reverse(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """Say what a storno does, ask why, then issue it."""
    need_invoices()
    invoice = invoice_for(request, invoice_id)
    form = ReverseForm(request.POST or None, initial={"on": day_of(invoice)})
    if request.method == "POST" and form.is_valid():
        try:
            storno = invoices.reverse(invoice=invoice, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            return _dialog(request, "billing/reverse.html", invoice, form, refuse_in(form, refusal))
        return _back(request, storno, _("Storno %(number)s is issued") % {"number": storno.number})
    paid = sum(amount for _payment, amount in queries.settlements_of(invoice))
    return _dialog(request, "billing/reverse.html", invoice, form, [], paid=paid)


def _dialog(request: MemberRequest, template: str, invoice: Invoice, form: Any, errors: list[Refused], **more: Any) -> HttpResponse:
    context = {"invoice": invoice, "form": form, "errors": errors, **more}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


@page("cash.take")
@require_POST
def use_credit(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """Pay from what the customer has paid before."""
    invoice = invoice_for(request, invoice_id)
    settlements.use_credit(party=queries.payer_of(invoice), invoice=invoice, by=request.actor, at=timezone.now())
    return _back(request, invoice, _("Paid from the customer's credit"))
