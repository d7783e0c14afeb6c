"""The page of a work order: its three tabs, its texts and terms, notes, work declined last time."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.documents import history as histories
from mendery.ground.documents.versions import ChangedMeanwhile
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.workshop.reception.queries import intake_of
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.actions import deferred, opening
from mendery.workshop.workorders.forms import TermsForm
from mendery.workshop.workorders.models import DeferredWork, WorkOrderDetails
from mendery.workshop.workorders.tables import activity as activities

from . import answering

TEXTS = ("complaint", "findings")


@page("orders.see")
@require_safe
def work(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Everything about one order on one page: where it is, what to do next, jobs and lines, approval, papers, what happened."""
    reader = answering.reader_of(request, order_id)
    return render(request, "workorders/order.html", answering.whole(reader))


@page("orders.see")
@require_safe
def documents(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The papers and pictures of the order."""
    reader = answering.reader_of(request, order_id)
    return render(request, "workorders/order.html", answering.papers_tab(reader))


@page("orders.see")
@require_safe
def history(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Everything that happened to the order."""
    reader = answering.reader_of(request, order_id)
    return render(request, "workorders/order.html", answering.history_tab(reader))


@page("orders.see")
@require_safe
def activity(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The card of what happened, all of it or the notes only."""
    return _activity(request, order_id, notes_only=request.GET.get("only") == "notes")


def _activity(request: MemberRequest, order_id: UUID, *, notes_only: bool = False) -> HttpResponse:
    reader = answering.reader_of(request, order_id)
    context = {
        "order": reader.sheet.order, "reader": reader, "notes_only": notes_only,
        "happenings": activities.happenings(reader, notes_only=notes_only),
    }  # fmt: skip
    return render(request, "workorders/_activity.html", context)


@page("orders.edit", "orders.work", "estimates.answer")
@require_POST
def note(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Keep a note on the order, also on a finished one."""
    order, text = queries.order_of(order_id, actor=request.actor), request.POST.get("text", "").strip()[:2000]
    if text:
        histories.note(doc_kind="work_order", doc_id=order.pk, what=activities.NOTE, by=request.actor, at=timezone.now(), text=text)
    return _activity(request, order_id)


def _may_write(request: MemberRequest, field: str) -> None:
    if field not in TEXTS:
        raise Http404
    if field == "complaint" and not request.actor.may("orders.edit"):
        raise Refused(_("Your role does not include this."), code="no_right", status=403, next_step=_("Ask a receptionist."))


@page("orders.edit", "orders.work")
def text(request: MemberRequest, order_id: UUID, field: str) -> HttpResponse:
    """The complaint or the findings: as a field, saved, or shown again."""
    _may_write(request, field)
    if request.method == "POST":
        return _save_text(request, order_id, field)
    if "show" in request.GET:
        return answering.without_notes(_show_text(request, order_id, field))
    order = queries.order_of(order_id, actor=request.actor)
    details = WorkOrderDetails.objects.get(order=order)
    return render(request, "workorders/_text_form.html", _text_context(order, field, getattr(details, field), order.version))


def _text_context(order: Any, field: str, value: str, version: int) -> dict[str, Any]:
    words = {"complaint": _("Complaint"), "findings": _("Findings")}
    return {"order": order, "field": field, "word": words[field], "value": value, "version": version}


def _show_text(request: MemberRequest, order_id: UUID, field: str) -> HttpResponse:
    reader = answering.reader_of(request, order_id)
    intake = intake_of(order_id) if reader.sheet.order.intake_unit_id else None
    context = {
        "order": reader.sheet.order, "details": reader.sheet.details, "reader": reader, "intake": intake,
        "accessories": list(intake.accessories) if intake else [], "condition": intake.condition if intake else "",
    }  # fmt: skip
    return render(request, f"workorders/_{field}.html", context)


def _save_text(request: MemberRequest, order_id: UUID, field: str) -> HttpResponse:
    order, value = queries.order_of(order_id, actor=request.actor), request.POST.get("value", "")
    version = answering.version_of(request)
    try:
        opening.change_order(order=order, changes={field: value}, version=version, by=request.actor, at=timezone.now())
    except ChangedMeanwhile as conflict:
        url = answering.own(request, "text", order_id, field)
        clash = answering.Clash(
            conflict, label=_text_context(order, field, "", 0)["word"], url=url, version=order.version, mine=value, target=f"#{field}"
        )
        return answering.clashed(request, clash, _show_text(request, order_id, field))
    return answering.without_notes(_show_text(request, order_id, field))


@page("orders.edit")
def terms(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Title, promised time, technician, adviser, limits."""
    order = queries.order_of(order_id, actor=request.actor)
    details = WorkOrderDetails.objects.get(order=order)
    prices = request.actor.may("orders.price") and request.actor.may("prices.see")
    initial = {
        "version": order.version, "title": order.title, "promised_at": order.promised_at, "technician": order.technician_id,
        "adviser": order.adviser, "discount_percent": details.discount_percent, "spend_limit": details.spend_limit,
        "waits_here": details.waits_here,
    }  # fmt: skip
    form = TermsForm(request.POST or None, initial=initial, order=order, prices=prices)
    context = {"form": form, "order": order}
    if request.method != "POST":
        return answering.dialog(request, "terms.html", context)
    if not form.is_valid():
        return answering.dialog(request, "terms.html", context, status=422)
    try:
        version = form.cleaned_data["version"]
        opening.change_order(order=order, changes=form.changes(), version=version, by=request.actor, at=timezone.now())
    except Refused as refusal:
        form.data = {
            **request.POST.dict(),
            "version": str(queries.order_of(order_id, actor=request.actor).version),
        }  # seen now: saved once more it stands
        return answering.dialog(request, "terms.html", {**context, "errors": [refusal]}, status=422)
    return answering.sheet(request, order_id, _("Saved"), closes_dialog=True)


@page("orders.edit")
@require_POST
def readd(request: MemberRequest, order_id: UUID, deferred_id: UUID) -> HttpResponse:
    """Take up work that was declined at an earlier visit."""
    kept = DeferredWork.objects.filter(pk=deferred_id).first()
    if kept is None:
        raise Http404
    job = deferred.readd(order=queries.order_of(order_id, actor=request.actor), deferred=kept, by=request.actor, at=timezone.now())
    return answering.sheet(request, order_id, _("“%(title)s” is on the order") % {"title": job.title})
