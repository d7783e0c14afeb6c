"""Pages of vehicles, devices and machines."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.company.inputs import WholeNumberField
from mendery.ground.company.queries import current_branch, today
from mendery.ground.documents import files, timeline
from mendery.ground.documents.papers import kinds as paper_kinds
from mendery.ground.documents.timeline import Sentence
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key
from mendery.registers.parties.queries import party_of

from . import queries, tables
from .actions import units
from .forms import UnitForm, filled, vin_doubt
from .kinds import METERS, TYPES
from .models import MeterReading, Unit, UnitKind

PAGE = 50
SENTENCES = {
    "created": Sentence("plus", gettext_lazy("%(who)s wrote this card."), "blue"),
    "took_in": Sentence("arrows-split-2", gettext_lazy("%(who)s merged the card “%(name)s” into this one."), "violet"),
    "merged": Sentence("arrows-split-2", gettext_lazy("%(who)s merged this card into “%(name)s”."), "violet"),
}
OWNER_CHANGED = Sentence("user-check", gettext_lazy("%(who)s wrote the new owner: %(name)s."), "cyan")
SOURCES = {
    "intake": gettext_lazy("at check-in"),
    "handover": gettext_lazy("at hand-over"),
    "page": gettext_lazy("on this page"),
    "import": gettext_lazy("imported"),
}


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _form(request: MemberRequest, *, unit: Unit | None = None) -> UnitForm:
    source = request.POST or request.GET
    kind = source.get("kind") or (unit.kind if unit else current_branch(request.actor).trade)
    kind = kind if kind in UnitKind.values else UnitKind.VEHICLE
    initial = filled(unit) if unit else {}
    if request.method == "GET":
        initial |= {name: request.GET[name] for name in ("make", "model", "plate", "vin", "serial") if name in request.GET}
    initial["kind"] = kind
    return UnitForm(request.POST or None, initial=initial, kind=kind, is_new=unit is None)


def _refuse_in(form: Any, refusal: Refused) -> list[Refused]:
    if refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return []
    return [refusal]


@page("units.see")
@require_safe
def unit_list(request: MemberRequest) -> HttpResponse:
    """Vehicles and devices, the latest first, fifty at a time."""
    query = request.GET.copy()
    found = page_by_key(tables.chosen(query), order=("-created_at", "-id"), after=query.pop("after", [""])[-1], limit=PAGE)
    base = link(request, "equipment:list")
    suffix = f"&{query.urlencode()}" if query else ""
    context = {
        "active": "units", "query": query, "tabs": tables.tabs(request), "view": query.get("view") or "all",
        "rows": SafeString("".join(tables.row(request, unit) for unit in found.rows)),
        "next_url": f"{base}?after={found.next}{suffix}" if found.next else "",
        "count_url": f"{link(request, 'equipment:count')}?{query.urlencode()}",
    }  # fmt: skip
    return replies.page(
        request, "equipment/list.html", "equipment/_rows.html" if "after" in request.GET else "equipment/_list.html", context
    )


@page("units.see")
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many the list holds, up to a cap; asked after the rows are there."""
    return HttpResponse(components.count(tables.chosen(request.GET)[: tables.COUNTED_AT_MOST + 1].count()))


@page("units.see")
@require_safe
def suggest(request: MemberRequest) -> HttpResponse:
    """Suggestions under a field that wants a unit; ``owner`` narrows them."""
    owner_id = _uuid(request.GET.get("owner"))
    found = queries.suggest(text=request.GET.get("q", ""), owner=party_of(owner_id) if owner_id else None)
    names_owner = request.actor.may("parties.see")
    return HttpResponse("".join(tables.option(unit, names_owner=names_owner) for unit in found))


def _shown() -> Any:
    def shown(field: str, value: Any) -> str:
        if value in (None, ""):
            return "—"
        words = {"kind": dict(UnitKind.choices), "meter_kind": METERS, "type": {one.code: one.label for one in TYPES.values()}}
        return str(words.get(field, {}).get(value, value))

    return shown


def _history(unit: Unit, *, names_owner: bool) -> list[components.Happening]:
    names = {name: field.label or "VIN" for name, field in UnitForm.base_fields.items() if name != "version"}
    sentences = SENTENCES | ({"owner_changed": OWNER_CHANGED} if names_owner else {})
    return timeline.happenings([unit.pk], sentences=sentences, names=names, shown=_shown())


def _book(request: MemberRequest, unit: Unit, *, as_owner: bool) -> list[timeline.PaperRow]:
    reader = unit.owner if as_owner else None
    book = queries.service_book(unit=unit, shown_to=reader, hidden_kinds=paper_kinds.hidden_from(request.actor))
    return [timeline.paper_row(request, entry) for entry in book]


def _readings(unit: Unit) -> tuple[list[tuple[MeterReading, str, Any]], Any]:
    readings = queries.readings_of(unit)
    rows = [(one, tables.meter_text(unit, one.value), SOURCES.get(one.source, one.source)) for one in readings]
    if len(readings) < 2:
        return rows, ""
    values = [one.value for one in reversed(readings)]
    label = _("Meter from %(first)s to %(last)s") % {"first": rows[-1][1], "last": rows[0][1]}
    return rows, components.spark(values, label, 310, 64)


@page("units.see")
@require_safe
def unit_page(request: MemberRequest, unit_id: UUID) -> HttpResponse:
    """One unit with its whole history, over all owners and branches."""
    unit = queries.unit_of(unit_id)
    if unit.pk != unit_id:
        return replies.go(request, link(request, "equipment:unit", unit.pk))
    names_owner = request.actor.may("parties.see")
    as_owner = request.GET.get("as") == "owner" and unit.owner is not None
    readings, chart = _readings(unit)
    context = {
        "active": "units", "unit": unit, "tag": tables.tag(unit, "lg"), "type": TYPES.get(unit.type),
        "icon": queries.icon_of(unit), "meter": tables.meter_text(unit, unit.meter), "vin_doubt": vin_doubt(unit.vin),
        "names_owner": names_owner, "owners": queries.owners_of(unit) if names_owner else [], "as_owner": as_owner,
        "papers": _book(request, unit, as_owner=as_owner), "readings": readings, "chart": chart, "meter_unit": queries.meter_unit(unit),
        "photos": [] if as_owner else [one for one in files.attachments_of(unit.pk) if one.kind == "photo"],
        "history": _history(unit, names_owner=names_owner), "today": today(current_branch(request.actor), timezone.now()),
    }  # fmt: skip
    return render(request, "equipment/unit.html", context)


@page("units.edit")
def create(request: MemberRequest) -> HttpResponse:
    """A new card; the kind decides which fields there are."""
    form, errors = _form(request), []
    owner_id = _uuid(request.POST.get("pick") or request.GET.get("owner"))
    owner = party_of(owner_id) if owner_id else None
    if request.method == "POST" and form.is_valid():
        try:
            unit = units.register(data=form.as_input(), owner=owner, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = _refuse_in(form, refusal)
        else:
            replies.flash(request, _("Saved"))
            return replies.go(request, link(request, "equipment:unit", unit.pk))
    context = {"active": "units", "form": form, "errors": errors, "owner": owner, "back": link(request, "equipment:list")}
    if replies.is_fragment(request):
        return render(request, "equipment/_fields.html", context)
    return render(request, "equipment/edit.html", context, status=422 if request.method == "POST" else 200)


@page("units.edit")
def edit(request: MemberRequest, unit_id: UUID) -> HttpResponse:
    """Change the card."""
    unit = queries.unit_of(unit_id)
    form, errors, back = _form(request, unit=unit), [], link(request, "equipment:unit", unit.pk)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            units.change(unit=unit, data=form.as_input(before=unit), version=version, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = _refuse_in(form, refusal)
            if refusal.code == "changed_meanwhile":
                form.data = {**request.POST.dict(), "version": str(unit.version)}  # seen now: saved once more it stands
        else:
            replies.flash(request, _("Saved"))
            return replies.go(request, back)
    context = {"active": "units", "form": form, "unit": unit, "errors": errors, "back": back}
    if replies.is_fragment(request):
        return render(request, "equipment/_fields.html", context)
    return render(request, "equipment/edit.html", context, status=422 if request.method == "POST" else 200)


@page("units.edit")
@require_safe
def alike(request: MemberRequest) -> HttpResponse:
    """What may be the same one, and what is strange about its numbers, told while the card is being typed."""
    query = request.GET
    found = queries.alike(
        kind=query.get("kind") or UnitKind.VEHICLE, make=query.get("make", ""), model=query.get("model", ""),
        plate=query.get("plate", "")[:16], vin=query.get("vin", ""), serial=query.get("serial", "")[:40], apart_from=_uuid(query.get("own")),
    )  # fmt: skip
    rows = [(unit, tables.tag(unit)) for unit in found]
    context = {"rows": rows, "vin_doubt": vin_doubt(query.get("vin", "")), "names_owner": request.actor.may("parties.see")}
    return render(request, "equipment/_alike.html", context)


@page("units.edit")
@require_POST
def change_owner(request: MemberRequest, unit_id: UUID) -> HttpResponse:
    """From a day on it belongs to somebody else."""
    unit, now = queries.unit_of(unit_id), timezone.now()
    party_id = _uuid(request.POST.get("pick"))
    if party_id is None:
        why = Refused(_("Choose the new owner from the list."), code="owner_missing", next_step=_("Type a name or a phone."))
        return replies.refused(request, why)
    on = parse_date(request.POST.get("on", "")) or today(current_branch(request.actor), now)
    try:
        units.change_owner(unit=unit, party=party_of(party_id), on=on, by=request.actor, at=now)
    except Refused as refusal:
        return replies.refused(request, refusal, status=refusal.status)
    return replies.go(request, link(request, "equipment:unit", unit.pk))


@page("units.edit")
@require_POST
def read_meter(request: MemberRequest, unit_id: UUID) -> HttpResponse:
    """Write down what the meter shows; less than last time is said and taken."""
    unit = queries.unit_of(unit_id)
    before = tables.meter_text(unit, unit.meter)
    try:
        value = WholeNumberField(largest=2_147_483_647).clean(request.POST.get("meter", ""))
        is_correction = bool(request.POST.get("is_correction"))
        reading = units.read_meter(unit=unit, value=value, source="page", is_correction=is_correction, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return replies.refused(request, refusal, status=refusal.status)
    except ValidationError as error:
        return replies.refused(request, Refused(error.messages[0], code="meter_not_right", field="meter"))
    told = _("Less than last time, %(before)s. Check it.") % {"before": before} if reading.is_lower_than_before else _("Saved")
    replies.flash(request, told)
    return replies.go(request, link(request, "equipment:unit", unit.pk))


@page("parties.merge")
def merge(request: MemberRequest, unit_id: UUID) -> HttpResponse:
    """Choose another card of the same one, look at what would happen, and make them one."""
    survivor = queries.unit_of(unit_id)
    other = _uuid(request.POST.get("loser") or request.GET.get("pick"))
    loser = queries.unit_of(other) if other else None
    if request.method == "POST" and loser is not None:
        units.merge(loser=loser, survivor=survivor, by=request.actor, at=timezone.now())
        replies.flash(request, _("The two cards are one now"))
        return replies.go(request, link(request, "equipment:unit", survivor.pk))
    preview = queries.merge_preview(loser=loser, survivor=survivor) if loser is not None and loser != survivor else None
    shown = _shown()
    fills = [(UnitForm.base_fields[name].label, shown(name, value)) for name, value in preview.fills.items()] if preview else []
    context = {
        "active": "units", "unit": survivor, "tag": tables.tag(survivor), "loser": loser, "preview": preview, "fills": fills,
        "loser_tag": tables.tag(loser) if loser else "",
    }  # fmt: skip
    return render(request, "equipment/merge.html", context)
