"""Steps 2 to 4: condition, photos, request."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from mendery.ground.documents import files
from mendery.ground.documents.models import Attachment, AttachmentKind
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.workshop.reception.actions import drafts
from mendery.workshop.reception.checklists import FUEL, FUEL_MARKS
from mendery.workshop.reception.forms import ConditionForm, RequestForm

from .steps import OpenDraft, frame, open_draft

CONDITION = ("meter", "fuel", "charge", "accessories", "other", "condition", "waits_here")


def _to_next(request: HttpRequest, draft: OpenDraft, step: str) -> HttpResponse:
    return replies.go(request, link(request, f"reception:{step}", draft.row.pk))


@page("intake.do")
def condition(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Meter, fuel or charge, what was left with it, damage, unlock code."""
    draft = open_draft(request, draft_id)
    known = {name: draft.entry.get(name) for name in CONDITION if draft.entry.get(name) is not None}
    secret = drafts.secrets_of(draft.row).get(draft.index, "")
    form = ConditionForm(request.POST or None, initial={**known, "secret": secret}, kind=draft.kind)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        entry = draft.with_entry(**{name: data.get(name) for name in CONDITION})
        codes = {draft.index: data.get("secret", "")}
        drafts.save_step(draft=draft.row, step="photos", changes={"units": entry}, secrets=codes, at=datetime.now(UTC))
        return _to_next(request, draft, "photos")
    fuel = [(code, mark, index <= 3) for index, (code, mark) in enumerate(zip(FUEL, FUEL_MARKS, strict=True))]
    chosen = form["fuel"].value() if "fuel" in form.fields else ""
    context = {**frame(request, draft, "condition"), "form": form, "fuel": fuel, "chosen_fuel": chosen, "last": _last_reading(draft)}
    return render(request, "reception/condition.html", context, status=422 if request.method == "POST" else 200)


def _last_reading(draft: OpenDraft) -> int | None:
    return draft.unit.meter if draft.unit else None


@page("intake.do")
def photos(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Plain uploads from the camera; each belongs to the order that will be opened."""
    draft = open_draft(request, draft_id)
    order_id = UUID(draft.entry["order_id"])
    problems: list[Refused] = []
    if request.method == "POST":
        now = datetime.now(UTC)
        for upload in request.FILES.getlist("photos"):
            try:
                files.store(
                    data=upload.read(), name=upload.name or "photo", kind=AttachmentKind.PHOTO, doc_kind="work_order",
                    doc_id=order_id, by=request.actor, at=now,  # type: ignore[attr-defined]
                )  # fmt: skip
            except Refused as refusal:
                problems.append(refusal)
        if not problems and "stay" not in request.POST:
            drafts.save_step(draft=draft.row, step="request", changes={}, at=now)
            return _to_next(request, draft, "request")
    kept = Attachment.objects.filter(doc_id=order_id, kind=AttachmentKind.PHOTO).order_by("at", "id")
    context = {**frame(request, draft, "photos"), "kept": kept, "errors": problems}
    return render(request, "reception/photos.html", context, status=422 if problems else 200)


@page("intake.do")
def ask(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The complaint in the customer's words, the promise, the limit."""
    draft = open_draft(request, draft_id)
    promised = parse_datetime(draft.entry["promised_at"]) if draft.entry.get("promised_at") else None
    known: dict[str, Any] = {
        "complaint": draft.entry.get("complaint"),
        "spend_limit": draft.entry.get("spend_limit"),
        "promised_at": promised,
    }
    form = RequestForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["promised_at"] and data["promised_at"] < timezone.now():
            form.add_error("promised_at", _("This moment has passed. Promise a later one."))
        else:
            entry = draft.with_entry(
                complaint=data["complaint"],
                spend_limit=str(data["spend_limit"]) if data["spend_limit"] is not None else "",
                promised_at=data["promised_at"].isoformat() if data["promised_at"] else "",
            )
            drafts.save_step(draft=draft.row, step="sign", changes={"units": entry}, at=datetime.now(UTC))
            return _to_next(request, draft, "sign")
    context = {**frame(request, draft, "request"), "form": form}
    return render(request, "reception/request.html", context, status=422 if request.method == "POST" else 200)
