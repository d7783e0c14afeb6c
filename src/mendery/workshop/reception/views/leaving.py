"""Hand-over, the list of what is in our hands, and the unlock code."""

from datetime import UTC, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mendery.ground.documents.models import Paper
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.ui import replies
from mendery.ground.ui.components import dev, plate
from mendery.ground.ui.links import link
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.trade.billing.queries import owed_for_order
from mendery.workshop.reception import queries
from mendery.workshop.reception.actions import handover
from mendery.workshop.reception.checklists import icon_of
from mendery.workshop.reception.forms import HandoverForm
from mendery.workshop.reception.models import IntakeUnit


def asset(unit: Unit) -> str:
    """The plate of a vehicle, else the picture and the name of a device."""
    return plate(unit.plate_key or unit.plate) if unit.plate else dev(icon_of(unit.type), str(unit))


@page("handover.do")
def hand_over(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """What is owed, what goes back, who takes it; then the unit leaves."""
    custody = queries.custody_of(order_id)
    order = Paper.objects.filter(kind="work_order", doc_id=order_id).first()
    if custody is None or order is None or order.party_id is None:
        raise Http404
    actor = request.actor  # type: ignore[attr-defined]
    party = get_object_or_404(Party, pk=order.party_id)
    owed = owed_for_order(order_id=order_id)
    is_covered = handover.may_leave_unpaid(party=party, owed=owed)
    intake = queries.intake_of(order_id)
    form = HandoverForm(
        request.POST or None, initial={"to_name": intake.intake.brought_by or party.name if intake else party.name},
        items=list(intake.accessories) if intake else [], may_override=not is_covered and actor.may("handover.override"),
    )  # fmt: skip
    problems: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            handover.hand_over(
                data=handover.HandoverInput(
                    order=DocumentRef("work_order", order_id, order.number), party=party, to_name=data["to_name"], meter=data["meter"],
                    returned_items=data.get("returned", ()), signature=data["signature"],
                    override_reason=data.get("override_reason", ""),
                ),
                by=actor, at=datetime.now(UTC),
            )  # fmt: skip
        except Refused as refusal:
            problems = getattr(refusal, "reasons", [refusal])
        else:
            return replies.go(request, link(request, "workorders:order", order_id))
    context = {
        "active": "board", "order": order, "custody": custody, "party": party, "owed": owed, "is_covered": is_covered, "form": form,
        "errors": problems, "asset": asset(custody.unit), "currency": order.currency, "done": queries.handover_of(order_id),
    }  # fmt: skip
    return render(request, "reception/handover.html", context, status=422 if request.method == "POST" else 200)


@page("orders.see")
def here(request: HttpRequest) -> HttpResponse:
    """Everything of customers that is in our hands, the longest first."""
    actor = request.actor  # type: ignore[attr-defined]
    units = queries.units_here(branch_ids=actor.branch_ids)
    numbers = dict(Paper.objects.filter(kind="work_order", doc_id__in=[one.order_id for one in units]).values_list("doc_id", "number"))
    rows = [
        {
            "url": link(request, "workorders:order", one.order_id), "number": numbers.get(one.order_id, ""), "asset": asset(one.unit),
            "label": one.unit.label, "owner": one.unit.owner.name if one.unit.owner else "", "since": one.in_at,
            "complaint": one.intake_unit.complaint, "place": one.place, "branch": one.branch.name,
        }
        for one in units
    ]  # fmt: skip
    return render(request, "reception/here.html", {"active": "here", "rows": rows})


@page("secrets.see")
def secret(request: HttpRequest, intake_unit_id: UUID) -> HttpResponse:
    """Show the unlock code once, to whoever asks for it; the look is written down."""
    row = get_object_or_404(IntakeUnit, pk=intake_unit_id)
    if request.method != "POST":
        raise Http404
    code = handover.reveal_secret(intake_unit=row, by=request.actor, at=datetime.now(UTC))  # type: ignore[attr-defined]
    return render(request, "reception/_secret.html", {"code": code})
