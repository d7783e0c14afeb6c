"""The till: open it, take a payment."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import current_branch
from mendery.ground.events import Refused
from mendery.ground.money import to_decimal
from mendery.ground.people.guards import page
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import Invoice
from mendery.trade.billing.queries import owed_for_order
from mendery.trade.cashdesk import queries
from mendery.trade.cashdesk.actions import payments, shifts
from mendery.trade.cashdesk.models import Method, Till


class Amount(forms.CharField):
    """An amount with comma or dot."""

    def to_python(self, value: Any) -> Any:
        try:
            return to_decimal(super().to_python(value) or "")
        except ValueError:
            raise forms.ValidationError(_("Write an amount, such as 412,93.")) from None


class TakeForm(forms.Form):
    """How much, and how."""

    amount = Amount(label=_("Amount"))
    method = forms.ChoiceField(label=_("How"), choices=Method.choices, widget=forms.RadioSelect, initial=Method.CARD)
    over_limit = forms.BooleanField(label=_("I have read the warning about the legal limit for cash."), required=False)


class OpenForm(forms.Form):
    """The counted float."""

    opening = Amount(label=_("Counted in the drawer"))


@page("cash.see")
def desk(request: HttpRequest) -> HttpResponse:
    """Each till with its shift, and the latest payments."""
    actor = request.actor  # type: ignore[attr-defined]
    tills = [(till, queries.open_shift_of(till)) for till in queries.tills_of(actor)]
    rows = [
        (till, shift, queries.in_drawer(shift) if shift else None, OpenForm(initial={"opening": queries.next_opening_of(till)}))
        for till, shift in tills
    ]
    latest = queries.visible(actor).select_related("party").order_by("-at", "-id")[:30]
    return render(request, "cashdesk/desk.html", {"active": "cash", "rows": rows, "payments": latest})


@page("cash.shift")
def open_shift(request: HttpRequest, till_id: UUID) -> HttpResponse:
    """Begin a shift with what was counted."""
    till = get_object_or_404(Till, pk=till_id)
    form = OpenForm(request.POST)
    if request.method != "POST":
        raise Http404
    opening = form.cleaned_data["opening"] if form.is_valid() else Decimal(-1)
    shifts.open_shift(till=till, opening=opening, by=request.actor, at=datetime.now(UTC))  # type: ignore[attr-defined]
    return replies.go(request, link(request, "cashdesk:desk"))


@page("cash.take")
def take(request: HttpRequest) -> HttpResponse:
    """Take money for an order or an invoice; what is owed is filled in."""
    invoice = Invoice.objects.filter(pk=request.GET.get("invoice") or None).select_related("party").first()
    party = invoice.party if invoice else get_object_or_404(Party, pk=request.GET.get("party") or None)
    order = request.GET.get("order") or (invoice.order_id if invoice else None)
    order_id = UUID(str(order)) if order else None
    owed = owed_for_order(order_id=order_id) if order_id else Decimal("0.00")
    form = TakeForm(request.POST or None, initial={"amount": owed})
    problems: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        actor = request.actor  # type: ignore[attr-defined]
        data = payments.PaymentInput(
            party=party, branch=current_branch(actor), method=form.cleaned_data["method"], amount=form.cleaned_data["amount"], invoice=invoice,
            order_id=order_id, over_limit=form.cleaned_data["over_limit"],
        )  # fmt: skip
        try:
            payments.take(data=data, by=actor, at=datetime.now(UTC))
        except Refused as refusal:
            problems = [refusal]
        else:
            return replies.go(request, link(request, "workorders:order", order_id) if order_id else link(request, "cashdesk:desk"))
    status = 422 if request.method == "POST" else 200
    context = {"active": "cash", "form": form, "errors": problems, "party": party, "owed": owed}
    return render(request, "cashdesk/take.html", context, status=status)
