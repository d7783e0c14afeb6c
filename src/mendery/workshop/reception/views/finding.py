"""Step 1: what is coming in, and whose it is."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mendery.ground.company.queries import current_branch
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.tenancy.rows import new_id
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import find as units_with
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import suggest
from mendery.workshop.reception import queries
from mendery.workshop.reception.actions import drafts, intake
from mendery.workshop.reception.forms import NewUnitForm, OwnerForm
from mendery.workshop.reception.tables import tag

from .steps import OpenDraft, frame, open_draft, to_step

_TYPED = 2  # letters before a search begins


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _unit(text: str | None) -> Unit | None:
    return Unit.objects.filter(pk=_uuid(text), merged_into=None).select_related("owner").first()


@page("intake.do")
def begin(request: MemberRequest) -> HttpResponse:
    """Go on with the open draft, or begin one. ``?unit=`` comes from a unit's page and a scan, ``?q=`` from the search."""
    now, branch = datetime.now(UTC), current_branch(request.actor)
    draft = open_draft(request, drafts.start(branch=branch, by=request.actor, at=now).pk)
    unit = _unit(request.GET.get("unit"))
    text = request.GET.get("q", "")
    if unit:
        if draft.unit != unit:
            intake.check_not_here([unit.pk])
            if not draft.is_untouched:  # another visit is half written down: it is kept for later
                draft = open_draft(request, drafts.start(branch=branch, is_fresh=True, by=request.actor, at=now).pk)
            _choose(draft, unit, now)
        return to_step(request, draft, draft.row.step)
    if text:
        return replies.go(request, f"{link(request, 'reception:find', draft.row.pk)}?{urlencode({'q': text})}")
    return to_step(request, draft, draft.row.step)


def _choose(draft: OpenDraft, unit: Unit, at: datetime) -> None:
    """The unit brings its owner along; a second unit of the visit comes from the same customer."""
    changes: dict[str, Any] = {
        "units": draft.with_entry(unit_id=str(unit.pk), new={}, order_id=draft.entry.get("order_id") or str(new_id()))
    }
    is_first = len(draft.units) == 1
    if unit.owner_id and (is_first or not draft.customer):
        changes["party"] = {"id": str(unit.owner_id)}
    step = "condition" if unit.owner_id or draft.customer else "owner"
    drafts.save_step(draft=draft.row, step=step, changes=changes, at=at)


@page("intake.do")
def find(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """Search while typing; choose a hit."""
    draft = open_draft(request, draft_id)
    text = request.GET.get("q", "")
    problems: list[Refused] = []
    if request.method == "POST":
        unit = _unit(request.POST.get("unit"))
        if unit is None:
            return to_step(request, draft, "unit")
        try:
            intake.check_not_here([unit.pk])
        except Refused as refusal:
            problems.append(refusal)
        else:
            _choose(draft, unit, datetime.now(UTC))
            return to_step(request, draft, draft.row.step)
    hits = [(unit, tag(unit)) for unit in queries.units_like(text)] if len(text.strip()) >= _TYPED else []
    context = {**frame(request, draft, "find"), "hits": hits, "q": text, "errors": problems}
    if problems:
        return render(request, "reception/find.html", context, status=409)
    return replies.page(request, "reception/find.html", "reception/_hits.html", context)


@page("intake.do")
def unit(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """A vehicle or device that was never here. One that is known by its number is offered first."""
    draft = open_draft(request, draft_id)
    trade = draft.row.branch.trade
    first = {"kind": trade, **_guess(request.GET.get("q", ""), trade), **(draft.entry.get("new") or {})}
    form = NewUnitForm(request.POST if request.method == "POST" else None, initial=first)
    known: list[Unit] = []
    if request.method == "POST" and form.is_valid():
        known = [] if request.POST.get("is_another") else _known(form.cleaned_data)
        if not known:
            entry = draft.with_entry(unit_id="", new=form.cleaned_data, order_id=draft.entry.get("order_id") or str(new_id()))
            step = "condition" if draft.customer else "owner"
            drafts.save_step(draft=draft.row, step=step, changes={"units": entry}, at=datetime.now(UTC))
            return to_step(request, draft, step)
    context = {**frame(request, draft, "find"), "form": form, "known": [(one, tag(one)) for one in known]}
    return render(request, "reception/unit.html", context, status=422 if request.method == "POST" else 200)


def _known(typed: dict[str, Any]) -> list[Unit]:
    found = {one.pk: one for name in ("plate", "vin", "serial") if typed.get(name) for one in units_with(typed[name])}
    return list(found.values())


def _guess(text: str, trade: str) -> dict[str, str]:
    """What was typed into the search is most likely a plate or a serial."""
    return {"plate" if trade == "vehicle" else "serial": text.upper()} if any(char.isdigit() for char in text) else {}


@page("intake.do")
def owner(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """Whose it is: found by name or phone, or new."""
    draft = open_draft(request, draft_id)
    if request.method == "POST" and request.POST.get("party"):
        party = Party.objects.filter(pk=_uuid(request.POST["party"]), merged_into=None).first()
        if party:
            return _with_party(request, draft, {"id": str(party.pk)})
    typed = {key: value for key, value in draft.row.data.get("party", {}).items() if key != "id"}
    form = OwnerForm(request.POST if request.method == "POST" else None, initial=typed)
    if request.method == "POST" and form.is_valid():
        return _with_party(request, draft, form.cleaned_data)
    text = request.GET.get("q", "")
    context = {
        **frame(request, draft, "find"), "form": form, "q": text,
        "parties": suggest(text=text) if len(text.strip()) >= _TYPED else [],
    }  # fmt: skip
    if request.method == "POST":
        return render(request, "reception/owner.html", context, status=422)
    return replies.page(request, "reception/owner.html", "reception/_parties.html", context)


def _with_party(request: MemberRequest, draft: OpenDraft, party: dict[str, str]) -> HttpResponse:
    """On to the condition; back to the signature when only the customer was changed."""
    step = "sign" if draft.entry.get("complaint") else "condition" if draft.is_chosen else "find"
    drafts.save_step(draft=draft.row, step=step, changes={"party": party}, at=datetime.now(UTC))
    return to_step(request, draft, step)


@page("intake.do")
@require_POST
def another(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """One more unit in the same visit (B13), back to one of them, or one fewer."""
    draft = open_draft(request, draft_id)
    now, units = datetime.now(UTC), draft.units
    place = request.POST.get("unit", "")
    index = int(place) if place.isdecimal() and int(place) < len(units) else None
    if index is not None and "drop" in request.POST:
        drafts.take_out(draft=draft.row, index=index, at=now)
        return to_step(request, draft, draft.row.step)
    if index is None:
        units = [*units, {}]
    step = "find" if index is None else "condition"
    current = len(units) - 1 if index is None else index
    drafts.save_step(draft=draft.row, step=step, changes={"units": units, "current": current}, at=now)
    return to_step(request, draft, step)


@page("intake.do")
@require_POST
def discard(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away and begin anew."""
    drafts.discard(draft=open_draft(request, draft_id).row)
    return replies.go(request, link(request, "reception:begin"))
