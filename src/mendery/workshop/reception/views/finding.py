"""Step 1: what is coming in, and whose it is."""

from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mendery.ground.company.queries import current_branch
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.tenancy.rows import new_id
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import suggest
from mendery.workshop.reception import queries
from mendery.workshop.reception.actions import drafts
from mendery.workshop.reception.checklists import icon_of
from mendery.workshop.reception.forms import NewUnitForm, OwnerForm

from .steps import OpenDraft, frame, open_draft


@page("intake.do")
def begin(request: HttpRequest) -> HttpResponse:
    """Go on with the open draft, or begin one. ``?unit=`` comes from a unit's page and a scan, ``?q=`` from the search."""
    now = datetime.now(UTC)
    actor = request.actor  # type: ignore[attr-defined]
    draft = drafts.start(branch=current_branch(actor), by=actor, at=now)
    unit_id = request.GET.get("unit")
    if unit_id:
        unit = Unit.objects.filter(pk=unit_id).select_related("owner").first()
        if unit:
            _choose(open_draft(request, draft.pk), unit, now)
            return replies.go(request, link(request, "reception:condition", draft.pk))
    text = request.GET.get("q", "")
    if text:
        return replies.go(request, f"{link(request, 'reception:find', draft.pk)}?{urlencode({'q': text})}")
    return replies.go(request, link(request, f"reception:{draft.step}", draft.pk))


def _choose(draft: OpenDraft, unit: Unit, at: datetime) -> None:
    changes = {"units": draft.with_entry(unit_id=str(unit.pk), new={}, order_id=draft.entry.get("order_id") or str(new_id()))}
    if unit.owner_id and not draft.party:
        changes["party"] = {"id": str(unit.owner_id)}  # type: ignore[assignment]
    step = "condition" if unit.owner_id or draft.party else "owner"
    drafts.save_step(draft=draft.row, step=step, changes=changes, at=at)


@page("intake.do")
def find(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Search while typing; choose a hit."""
    draft = open_draft(request, draft_id)
    text = request.GET.get("q", "")
    if request.method == "POST":
        unit = Unit.objects.filter(pk=request.POST.get("unit") or None).select_related("owner").first()
        if unit is None:
            return replies.go(request, link(request, "reception:unit", draft.row.pk))
        _choose(draft, unit, datetime.now(UTC))
        return replies.go(request, link(request, f"reception:{draft.row.step}", draft.row.pk))
    hits = [(unit, icon_of(unit.type)) for unit in queries.units_like(text)] if len(text.strip()) > 1 else []
    context = {**frame(request, draft, "find"), "hits": hits, "q": text}
    return replies.page(request, "reception/find.html", "reception/_hits.html", context)


@page("intake.do")
def unit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A vehicle or device that was never here."""
    draft = open_draft(request, draft_id)
    first = {"kind": draft.row.branch.trade, **_guess(request.GET.get("q", ""), draft.row.branch.trade), **draft.entry.get("new", {})}
    form = NewUnitForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        entry = draft.with_entry(unit_id="", new=form.cleaned_data, order_id=draft.entry.get("order_id") or str(new_id()))
        step = "condition" if draft.party else "owner"
        drafts.save_step(draft=draft.row, step=step, changes={"units": entry}, at=datetime.now(UTC))
        return replies.go(request, link(request, f"reception:{step}", draft.row.pk))
    status = 422 if request.method == "POST" else 200
    return render(request, "reception/unit.html", {**frame(request, draft, "find"), "form": form}, status=status)


def _guess(text: str, trade: str) -> dict[str, str]:
    """What was typed into the search is most likely a plate or a serial."""
    return {"plate" if trade == "vehicle" else "serial": text.upper()} if any(char.isdigit() for char in text) else {}


@page("intake.do")
def owner(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Whose it is: found by name or phone, or new."""
    draft = open_draft(request, draft_id)
    if request.method == "POST" and request.POST.get("party"):
        party = Party.objects.filter(pk=request.POST["party"], merged_into=None).first()
        if party:
            return _with_party(request, draft, {"id": str(party.pk)})
    typed = {key: value for key, value in draft.row.data.get("party", {}).items() if key != "id"}
    form = OwnerForm(request.POST or None, initial=typed)
    if request.method == "POST" and form.is_valid():
        return _with_party(request, draft, form.cleaned_data)
    text = request.GET.get("q", "")
    context = {
        **frame(request, draft, "find"), "form": form, "q": text,
        "parties": suggest(text=text) if len(text.strip()) > 1 else [],
    }  # fmt: skip
    if request.method == "POST":
        return render(request, "reception/owner.html", context, status=422)
    return replies.page(request, "reception/owner.html", "reception/_parties.html", context)


def _with_party(request: HttpRequest, draft: OpenDraft, party: dict[str, str]) -> HttpResponse:
    drafts.save_step(draft=draft.row, step="condition", changes={"party": party}, at=datetime.now(UTC))
    return replies.go(request, link(request, "reception:condition", draft.row.pk))


@page("intake.do")
def another(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One more unit in the same visit (B13), or back to one of them."""
    draft = open_draft(request, draft_id)
    if request.method != "POST":
        raise Refused("", status=405)
    units = draft.units
    place = request.POST.get("unit", "")
    current = int(place) if place.isdigit() and int(place) < len(units) else len(units)
    units = units if current < len(units) else [*units, {}]
    step = "condition" if current < len(draft.units) else "find"
    drafts.save_step(draft=draft.row, step=step, changes={"units": units, "current": current}, at=datetime.now(UTC))
    return replies.go(request, link(request, f"reception:{step}", draft.row.pk))


@page("intake.do")
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away and begin anew."""
    draft = open_draft(request, draft_id)
    if request.method == "POST":
        drafts.discard(draft=draft.row)
    return replies.go(request, link(request, "reception:begin"))
