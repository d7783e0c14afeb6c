"""What is done with a whole receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mendery.ground.company.queries import today
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.trade.purchasing import queries
from mendery.trade.purchasing.actions import missing, posting, receipts
from mendery.trade.purchasing.forms import HeadForm, MissingForm, PostForm, ReverseForm
from mendery.trade.purchasing.models import GoodsReceipt, MissingGoods
from mendery.trade.stock.calculations import serials_in
from mendery.trade.stock.queries import keeps_stock

from .common import day_here, refuse_in
from .receipt import show


def _dialog(request: MemberRequest, template: str, form: Any, errors: list[Refused], **more: Any) -> HttpResponse:
    return render(request, template, {"form": form, "errors": errors, **more}, status=422 if request.method == "POST" else 200)


def _back(request: MemberRequest, receipt: GoodsReceipt, said: str) -> HttpResponse:
    replies.flash(request, said)
    return replies.go(request, link(request, "purchasing:receipt", receipt.pk))


@page("receipts.edit")
@require_POST
def change(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """Dates and number of a draft."""
    receipt = queries.receipt_of(receipt_id, by=request.actor)
    form = HeadForm(request.POST, is_imported=receipt.source == "ubl")
    if not form.is_valid():
        return show(request, receipt, form=form, status=422)
    try:
        receipts.change(receipt=receipt, changes=form.cleaned_data, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return show(request, receipt, form=form, errors=refuse_in(form, refusal), status=refusal.status)
    return _back(request, receipt, _("Saved"))


@page("receipts.post")
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """Say what posting does, then do it. What came beyond asks for a decision."""
    receipt = queries.receipt_of(receipt_id, by=request.actor)
    form = PostForm(request.POST if request.method == "POST" else None)
    errors: list[Refused] = []
    is_over = "over_delivery_reason" in request.POST
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["over_delivery_reason"]
            posted = posting.post(receipt=receipt, over_delivery_reason=reason, by=request.actor, at=timezone.now())
        except Refused as refusal:
            is_over = is_over or refusal.code == "over_delivered"
            errors = refuse_in(form, refusal)
        else:
            number = posted.number or posted.invoice_number
            return _back(request, posted, _("%(number)s is posted") % {"number": number})
    lines = queries.lines_of(receipt)
    goods = sum(1 for line in lines if line.treatment == "stock")
    context = {"receipt": receipt, "goods": goods, "is_over": is_over, "keeps_stock": keeps_stock()}
    return _dialog(request, "purchasing/post.html", form, errors, **context)


@page("receipts.post")
@require_http_methods(["GET", "HEAD", "POST"])
def reverse(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """Say what a reversal does, ask why, then do it."""
    receipt = queries.receipt_of(receipt_id, by=request.actor)
    form = ReverseForm(request.POST or None, initial={"on": today(receipt.branch, timezone.now())})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            storno = posting.reverse(receipt=receipt, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _back(request, storno, _("Reversed"))
    return _dialog(request, "purchasing/reverse.html", form, errors, receipt=receipt)


@page("receipts.edit")
@require_POST
def discard(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    receipts.discard(receipt=queries.receipt_of(receipt_id, by=request.actor), by=request.actor, at=timezone.now())
    replies.flash(request, _("The draft is discarded."))
    return replies.go(request, link(request, "purchasing:receipts"))


def _missing_dialog(request: MemberRequest, row: MissingGoods, template: str, verb: Any, said: str) -> HttpResponse:
    form = MissingForm(request.POST or None, initial={"on": day_here(request), "quantity": row.open})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            verb(form.cleaned_data)
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _back(request, row.line.receipt, said)
    return _dialog(request, template, form, errors, row=row)


@page("receipts.post")
@require_http_methods(["GET", "HEAD", "POST"])
def receive_missing(request: MemberRequest, missing_id: UUID) -> HttpResponse:
    """What was missing came."""
    row = queries.missing_of(missing_id, by=request.actor)

    def verb(said: dict[str, Any]) -> None:
        pieces = serials_in(said["serials"])
        missing.receive(missing=row, quantity=said["quantity"], on=said["on"], serials=pieces, by=request.actor, at=timezone.now())

    return _missing_dialog(request, row, "purchasing/missing_receive.html", verb, _("Received"))


@page("receipts.post")
@require_http_methods(["GET", "HEAD", "POST"])
def credit_missing(request: MemberRequest, missing_id: UUID) -> HttpResponse:
    """The supplier credits what was missing."""
    row = queries.missing_of(missing_id, by=request.actor)

    def verb(said: dict[str, Any]) -> None:
        missing.credit(missing=row, quantity=said["quantity"], on=said["on"], by=request.actor, at=timezone.now())

    return _missing_dialog(request, row, "purchasing/missing_credit.html", verb, _("The debt is lowered"))
