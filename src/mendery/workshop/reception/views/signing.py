"""Step 5: check, sign, take in."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.dateparse import parse_datetime

from mendery.ground.documents.models import Attachment, AttachmentKind, Paper
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.registers.equipment.models import Unit
from mendery.workshop.reception.actions import visits
from mendery.workshop.reception.actions.drafts import secrets_of
from mendery.workshop.reception.checklists import ACCESSORIES, FUEL_MARKS
from mendery.workshop.reception.forms import SignForm
from mendery.workshop.reception.models import Intake

from .steps import Entry, OpenDraft, frame, label_of, step_of, to_step


@page("intake.do")
@step_of
def sign(request: MemberRequest, draft: OpenDraft) -> HttpResponse:
    """The summary turned to the customer, the consents, the signature."""
    if not draft.customer:
        return to_step(request, draft, "owner")
    form = SignForm(request.POST if request.method == "POST" else None)
    problems: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            taken = _receive(request, draft, form.cleaned_data)
        except Refused as refusal:
            problems = getattr(refusal, "reasons", [refusal])
        else:
            return replies.go(request, link(request, "reception:taken", taken.pk))
    context = {
        **frame(request, draft, "sign"), "form": form, "errors": problems, "summary": _summary(draft),
        "currency": draft.row.branch.entity.currency,
    }  # fmt: skip
    return render(request, "reception/sign.html", context, status=422 if request.method == "POST" else 200)


def _summary(draft: OpenDraft) -> list[dict[str, Any]]:
    """What is told of each unit of the visit before it is signed."""
    known = Unit.objects.in_bulk([entry["unit_id"] for entry in draft.units if entry.get("unit_id")])
    order_ids = [entry["order_id"] for entry in draft.units if entry.get("order_id")]
    photos = Counter(
        str(order_id)
        for order_id in Attachment.objects.filter(doc_id__in=order_ids, kind=AttachmentKind.PHOTO).values_list("doc_id", flat=True)
    )
    return [
        {
            **entry,
            "label": label_of(entry, known.get(UUID(entry["unit_id"])) if entry.get("unit_id") else None),
            "photos": photos[entry.get("order_id", "")],
            "tank": FUEL_MARKS[int(entry["fuel"])] if entry.get("fuel") else "",
            "left": _words(entry),
            "spend_limit": Decimal(entry["spend_limit"]) if entry.get("spend_limit") else None,
            "promised_at": parse_datetime(entry["promised_at"]) if entry.get("promised_at") else None,
        }
        for entry in draft.units
    ]


def _words(entry: Entry) -> list[str]:
    """What was left with the unit, in words."""
    names = {code: word for table in ACCESSORIES.values() for code, word in table.items()}
    chosen = [str(names[code]) for code in entry.get("accessories") or [] if code in names]
    return [*chosen, *([entry["other"]] if entry.get("other") else [])]


def _level(entry: Entry) -> str:
    """Eighths of a tank, or per cent of a battery; an empty battery is known too."""
    if entry.get("fuel"):
        return str(entry["fuel"])
    return str(entry["charge"]) if entry.get("charge") is not None else ""


def _typed(entry: Entry, secret: str) -> visits.TypedUnit:
    return visits.TypedUnit(
        unit_id=UUID(entry["unit_id"]) if entry.get("unit_id") else None, new=entry.get("new") or {},
        order_id=UUID(entry["order_id"]), complaint=entry.get("complaint", ""), meter=entry.get("meter"), fuel=_level(entry),
        accessories=_words(entry), condition=entry.get("condition") or "",
        promised_at=parse_datetime(entry["promised_at"]) if entry.get("promised_at") else None,
        spend_limit=Decimal(entry["spend_limit"]) if entry.get("spend_limit") else None,
        waits_here=bool(entry.get("waits_here")), secret=secret,
    )  # fmt: skip


def _receive(request: MemberRequest, draft: OpenDraft, signed: dict[str, Any]) -> Intake:
    codes, language = secrets_of(draft.row), draft.party.language if draft.party else ""
    with translation.override(language or draft.row.branch.entity.language):  # the act lists what was left in its own language
        units = [_typed(entry, codes.get(index, "")) for index, entry in enumerate(draft.units) if entry.get("order_id")]
    visit = visits.Visit(
        branch=draft.row.branch, party_id=draft.party.pk if draft.party else None, new_party=draft.row.data.get("party", {}),
        units=units, brought_by=signed["brought_by"], signature=signed["signature"], reminders=signed["reminders"],
    )  # fmt: skip
    return visits.take_in(visit=visit, draft=draft.row, by=request.actor, at=datetime.now(UTC))


@page("intake.do")
def taken(request: MemberRequest, intake_id: UUID) -> HttpResponse:
    """Done: papers to print, the orders to open."""
    row = get_object_or_404(Intake.objects.select_related("party"), pk=intake_id)
    units = list(row.units.select_related("unit").order_by("seq"))
    if not units:
        raise Http404
    papers = Paper.objects.filter(order_id__in=[one.order_id for one in units], kind__in=("intake_act", "work_order"))
    by_order: dict[UUID | None, dict[str, Paper]] = {}
    for paper in papers:
        by_order.setdefault(paper.order_id, {})[paper.kind] = paper
    rows = [(one, by_order.get(one.order_id, {})) for one in units]
    return render(request, "reception/taken.html", {"active": "intake", "intake": row, "rows": rows})
