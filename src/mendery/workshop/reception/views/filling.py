"""Steps 2 to 4: condition, photos, request."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from mendery.ground.documents import files
from mendery.ground.documents.models import Attachment, AttachmentKind
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.registers.equipment.kinds import meter_symbol
from mendery.workshop.reception.actions import drafts
from mendery.workshop.reception.checklists import FUEL, FUEL_MARKS
from mendery.workshop.reception.forms import ConditionForm, RequestForm

from .steps import OpenDraft, frame, step_of, to_step

CONDITION = ("meter", "fuel", "charge", "accessories", "other", "condition", "waits_here")
_LOW = 2  # eighths of a tank that are drawn as a warning


@page("intake.do")
@step_of
def condition(request: MemberRequest, draft: OpenDraft) -> HttpResponse:
    """Meter, fuel or charge, what was left with it, damage, unlock code."""
    known = {name: draft.entry.get(name) for name in CONDITION if draft.entry.get(name) is not None}
    secret = drafts.secrets_of(draft.row).get(draft.index, "")
    form = ConditionForm(
        request.POST if request.method == "POST" else None,
        initial={**known, "secret": secret},
        kind=draft.kind,
        has_meter=draft.meter_kind != "none",
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        entry = draft.with_entry(**{name: data.get(name) for name in CONDITION})
        codes = {draft.index: data.get("secret", "")}
        drafts.save_step(draft=draft.row, step="photos", changes={"units": entry}, secrets=codes, at=datetime.now(UTC))
        return to_step(request, draft, "photos")
    fuel = [(code, mark, index <= _LOW) for index, (code, mark) in enumerate(zip(FUEL, FUEL_MARKS, strict=True))]
    context = {
        **frame(request, draft, "condition"), "form": form, "fuel": fuel,
        "chosen_fuel": form["fuel"].value() if "fuel" in form.fields else "",
        "last": draft.unit.meter if draft.unit else None, "meter_unit": meter_symbol(draft.meter_kind),
    }  # fmt: skip
    return render(request, "reception/condition.html", context, status=422 if request.method == "POST" else 200)


@page("intake.do")
@step_of
def photos(request: MemberRequest, draft: OpenDraft) -> HttpResponse:
    """Plain uploads from the camera; each belongs to the order that will be opened."""
    order_id = UUID(draft.entry["order_id"])
    problems: list[Refused] = []
    if request.method == "POST":
        now = datetime.now(UTC)
        for upload in request.FILES.getlist("photos"):
            try:
                files.store(
                    data=upload.read(), name=upload.name or "photo", kind=AttachmentKind.PHOTO, doc_kind="work_order",
                    doc_id=order_id, by=request.actor, at=now,
                )  # fmt: skip
            except Refused as refusal:
                problems.append(refusal)
        if not problems:
            drafts.save_step(draft=draft.row, step="request", changes={}, at=now)
            return to_step(request, draft, "request")
    kept = Attachment.objects.filter(doc_id=order_id, kind=AttachmentKind.PHOTO).order_by("at", "id")
    context = {**frame(request, draft, "photos"), "kept": kept, "errors": problems}
    return render(request, "reception/photos.html", context, status=422 if problems else 200)


@page("intake.do")
@step_of
def ask(request: MemberRequest, draft: OpenDraft) -> HttpResponse:
    """The complaint in the customer's words, the promise, the limit."""
    entry = draft.entry
    known: dict[str, Any] = {
        "complaint": entry.get("complaint"),
        "spend_limit": Decimal(entry["spend_limit"]) if entry.get("spend_limit") else None,
        "promised_at": parse_datetime(entry["promised_at"]) if entry.get("promised_at") else None,
    }
    form = RequestForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["promised_at"] and data["promised_at"] < timezone.now():
            form.add_error("promised_at", _("This moment has passed. Promise a later one."))
        else:
            units = draft.with_entry(
                complaint=data["complaint"],
                spend_limit=str(data["spend_limit"]) if data["spend_limit"] is not None else "",
                promised_at=data["promised_at"].isoformat() if data["promised_at"] else "",
            )
            drafts.save_step(draft=draft.row, step="sign", changes={"units": units}, at=datetime.now(UTC))
            return to_step(request, draft, "sign")
    context = {**frame(request, draft, "request"), "form": form}
    return render(request, "reception/request.html", context, status=422 if request.method == "POST" else 200)
