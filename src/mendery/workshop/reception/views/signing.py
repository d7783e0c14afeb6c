"""Step 5: check, sign, take in."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime

from mendery.ground.documents.models import Attachment, AttachmentKind, Paper
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.workshop.reception.actions import visits
from mendery.workshop.reception.actions.drafts import secrets_of
from mendery.workshop.reception.checklists import ACCESSORIES, FUEL_MARKS
from mendery.workshop.reception.forms import SignForm
from mendery.workshop.reception.models import Intake

from .steps import OpenDraft, frame, open_draft


@page("intake.do")
def sign(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The summary turned to the customer, the consents, the signature."""
    draft = open_draft(request, draft_id)
    if not draft.party and not draft.row.data.get("party", {}).get("name"):
        return replies.go(request, link(request, "reception:owner", draft.row.pk))
    form = SignForm(request.POST or None, initial={"brought_by": draft.row.data.get("brought_by", "")})
    problems: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            taken = _receive(request, draft, form.cleaned_data)
        except Refused as refusal:
            problems = getattr(refusal, "reasons", [refusal])
        else:
            return replies.go(request, link(request, "reception:taken", taken.pk))
    context = {
        **frame(request, draft, "sign"), "form": form, "errors": problems, "summary": [_summary(one) for one in draft.units],
        "signer": draft.party.name if draft.party else draft.row.data["party"].get("name", ""),
        "currency": draft.row.branch.entity.currency,
    }  # fmt: skip
    return render(request, "reception/sign.html", context, status=422 if request.method == "POST" else 200)


def _summary(entry: dict[str, Any]) -> dict[str, Any]:
    order_id = entry.get("order_id")
    photos = Attachment.objects.filter(doc_id=order_id, kind=AttachmentKind.PHOTO).count() if order_id else 0
    fuel = FUEL_MARKS[int(entry["fuel"])] if entry.get("fuel") else ""
    limit = Decimal(entry["spend_limit"]) if entry.get("spend_limit") else None
    promised = parse_datetime(entry["promised_at"]) if entry.get("promised_at") else None
    new = entry.get("new") or {}
    label = new.get("plate") or f"{new.get('make', '')} {new.get('model', '')}".strip() or new.get("serial", "")
    return {**entry, "label": label, "photos": photos, "fuel": fuel, "spend_limit": limit, "promised_at": promised}


def _words(kind: str, entry: dict[str, Any]) -> list[str]:
    """What was left with the unit, in words, as the act prints it."""
    names = {code: word for table in ACCESSORIES.values() for code, word in table.items()} | ACCESSORIES.get(kind, {})
    chosen = [str(names[code]) for code in entry.get("accessories") or [] if code in names]
    return [*chosen, *([entry["other"]] if entry.get("other") else [])]


def _receive(request: HttpRequest, draft: OpenDraft, signed: dict[str, Any]) -> Intake:
    codes = secrets_of(draft.row)
    units = [
        visits.TypedUnit(
            unit_id=UUID(entry["unit_id"]) if entry.get("unit_id") else None, new=entry.get("new") or {},
            order_id=UUID(entry["order_id"]) if entry.get("order_id") else None, complaint=entry.get("complaint", ""),
            meter=entry.get("meter"), fuel=str(entry.get("fuel") or entry.get("charge") or ""),
            accessories=_words((entry.get("new") or {}).get("kind", draft.kind), entry), condition=entry.get("condition") or "",
            promised_at=parse_datetime(entry["promised_at"]) if entry.get("promised_at") else None,
            spend_limit=Decimal(entry["spend_limit"]) if entry.get("spend_limit") else None,
            waits_here=bool(entry.get("waits_here")), secret=codes.get(index, ""),
        )
        for index, entry in enumerate(draft.units)
        if entry.get("order_id")
    ]  # fmt: skip
    visit = visits.Visit(
        branch=draft.row.branch, party_id=draft.party.pk if draft.party else None, new_party=draft.row.data.get("party", {}),
        units=units, brought_by=signed["brought_by"], signature=signed["signature"], reminders=signed["reminders"],
    )  # fmt: skip
    return visits.take_in(visit=visit, draft=draft.row, by=request.actor, at=datetime.now(UTC))  # type: ignore[attr-defined]


@page("intake.do")
def taken(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Done: papers to print, the orders to open."""
    row = get_object_or_404(Intake.objects.select_related("party"), pk=intake_id)
    units = list(row.units.select_related("unit").order_by("seq"))
    if not units:
        raise Http404
    papers = Paper.objects.filter(order_id__in=[one.order_id for one in units], kind__in=("intake_act", "work_order"))
    by_order: dict[UUID, dict[str, Paper]] = {}
    for paper in papers:
        by_order.setdefault(paper.order_id, {})[paper.kind] = paper
    rows = [(one, by_order.get(one.order_id, {})) for one in units]
    return render(request, "reception/taken.html", {"active": "intake", "intake": row, "rows": rows})
