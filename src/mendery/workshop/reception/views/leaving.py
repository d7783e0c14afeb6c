"""Hand-over, the list of what is in our hands, and the unlock code."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from mendery.ground.documents.models import Paper
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.registers.equipment.kinds import meter_symbol
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import party_of
from mendery.trade.billing.queries import owed_for_order
from mendery.workshop.reception import queries
from mendery.workshop.reception.actions import handover
from mendery.workshop.reception.forms import HandoverForm
from mendery.workshop.reception.models import Custody, IntakeUnit
from mendery.workshop.reception.tables import tag


@page("handover.do")
def hand_over(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """What is owed, what goes back, who takes it; then the unit leaves."""
    custody = queries.custody_of(order_id)
    order = Paper.objects.filter(kind="work_order", doc_id=order_id).first()
    if custody is None or order is None or order.party_id is None:
        raise Http404
    party = party_of(order.party_id)
    owed = owed_for_order(order_id=order_id)
    is_covered = handover.may_leave_unpaid(party=party, order_id=order_id, owed=owed)
    form = _form(request, custody, party, may_override=not is_covered and request.actor.may("handover.override"))
    problems: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            _give_back(request, order, party, form.cleaned_data)
        except Refused as refusal:
            problems = getattr(refusal, "reasons", [refusal])
        else:
            return replies.go(request, link(request, "workorders:order", order_id))
    context = {
        "active": "board", "order": order, "custody": custody, "party": party, "owed": owed, "is_covered": is_covered, "form": form,
        "errors": problems, "asset": tag(custody.unit), "currency": order.currency, "done": queries.handover_of(order_id),
        "meter_unit": meter_symbol(custody.unit.meter_kind),
    }  # fmt: skip
    return render(request, "reception/handover.html", context, status=422 if request.method == "POST" else 200)


def _form(request: MemberRequest, custody: Custody, party: Party, *, may_override: bool) -> HandoverForm:
    taken = custody.intake_unit
    items = list(taken.accessories)
    return HandoverForm(
        request.POST if request.method == "POST" else None, initial={"to_name": taken.intake.brought_by or party.name, "returned": items}, items=items,
        may_override=may_override, has_meter=custody.unit.meter_kind != "none",
    )  # fmt: skip


def _give_back(request: MemberRequest, order: Paper, party: Party, data: dict[str, Any]) -> None:
    handover.hand_over(
        data=handover.HandoverInput(
            order=DocumentRef("work_order", order.doc_id, order.number), party=party, to_name=data["to_name"], meter=data.get("meter"),
            returned_items=data.get("returned", ()), signature=data["signature"], override_reason=data.get("override_reason", ""),
        ),
        by=request.actor, at=datetime.now(UTC),
    )  # fmt: skip


@page("orders.see")
def here(request: MemberRequest) -> HttpResponse:
    """Everything of customers that is in our hands, the longest first."""
    units = queries.units_here(branch_ids=request.actor.branch_ids)
    numbers = dict(Paper.objects.filter(kind="work_order", doc_id__in=[one.order_id for one in units]).values_list("doc_id", "number"))
    rows = [
        {
            "url": link(request, "workorders:order", one.order_id), "number": numbers.get(one.order_id, ""), "asset": tag(one.unit),
            "label": one.unit.label if one.unit.plate else one.unit.serial, "owner": one.unit.owner.name if one.unit.owner else "",
            "since": one.in_at, "complaint": one.intake_unit.complaint, "branch": one.branch.name,
        }
        for one in units
    ]  # fmt: skip
    return render(request, "reception/here.html", {"active": "here", "rows": rows})


@page("secrets.see")
@require_POST
def secret(request: MemberRequest, intake_unit_id: UUID) -> HttpResponse:
    """Show the unlock code once, to whoever asks for it; the look is written down."""
    row = get_object_or_404(IntakeUnit, pk=intake_unit_id)
    request.shown_once = True
    return render(
        request, "reception/_secret.html", {"code": handover.reveal_secret(intake_unit=row, by=request.actor, at=datetime.now(UTC))}
    )
