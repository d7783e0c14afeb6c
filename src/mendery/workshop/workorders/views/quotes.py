"""A quote: an order with nothing in our hands."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from mendery.ground.company.queries import current_branch
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.registers.equipment.queries import unit_of
from mendery.registers.parties.queries import party_of
from mendery.workshop.workorders.actions import opening
from mendery.workshop.workorders.forms import QuoteForm


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@page("orders.edit")
def new(request: MemberRequest) -> HttpResponse:
    """Who asks, about which vehicle or device, for what."""
    source = request.POST or request.GET
    unit_id, party_id = _id(source.get("unit")), _id(source.get("party"))
    if picked := _id(request.GET.get("pick")):  # a row of one of the two lists was chosen
        unit_id, party_id = (unit_id, picked) if request.GET.get("for") == "party" else (picked, party_id)
    unit = unit_of(unit_id) if unit_id else None
    party = party_of(party_id) if party_id else (unit.owner if unit else None)
    form, errors = QuoteForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        if unit is None:
            errors.append(Refused(_("It is not said which vehicle or device."), next_step=_("Choose it from the list, or create it.")))
        elif party is None:
            errors.append(Refused(_("It is not said who asks."), next_step=_("Choose the customer from the list, or create one.")))
        else:
            data = opening.OrderInput(branch=current_branch(request.actor), party=party, unit=unit, **form.cleaned_data)
            order = opening.open_order(data=data, by=request.actor, at=timezone.now())
            return replies.go(request, link(request, "workorders:order", order.pk))
    context = {"active": "orders", "form": form, "unit": unit, "party": party, "errors": errors}
    return render(request, "workorders/new.html", context, status=422 if request.method == "POST" else 200)
