"""Lines on the page of an order: typed, scanned, edited in their cells, removed and put back."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.company.inputs import NumberField
from mendery.ground.documents.versions import ChangedMeanwhile
from mendery.ground.events import Refused
from mendery.ground.people.guards import NoRight, page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, replies
from mendery.registers.catalogue.kinds import SOLD_KINDS
from mendery.registers.catalogue.queries import by_code
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.actions import lines
from mendery.workshop.workorders.actions.lines import LineInput
from mendery.workshop.workorders.forms import LineForm
from mendery.workshop.workorders.models import Line
from mendery.workshop.workorders.tables import entry
from mendery.workshop.workorders.tables import lines as cells

from . import answering

_PLACES = {"quantity": 3, "price": 6, "discount_percent": 2}


@page("orders.edit")
@require_safe
def suggest(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """What may be meant: parts on our own shelf first, with what is free and the price; then work."""
    order = queries.order_of(order_id, actor=request.actor)
    return HttpResponse(entry.options(request, order, request.GET.get("q", "")))


def _quantity(text: str) -> Decimal | None:
    try:
        return NumberField(places=3, required=False).clean(text)
    except ValidationError as error:
        raise Refused(error.messages[0], code="quantity_not_right", field="quantity") from error


def _item_id(pick: str, typed: str) -> UUID:
    """The chosen item, else the only one that the typed or scanned code means.

    refuses  ``code_unknown``, ``code_ambiguous``
    """
    if pick.startswith("item:"):
        return UUID(pick.removeprefix("item:"))
    found = by_code(typed, kinds=SOLD_KINDS)
    if len(found) == 1:
        return found[0].pk
    if found:
        names = ", ".join(item.name for item in found[:4])
        raise Refused(
            _("The code %(code)s means several items: %(names)s."), params={"code": typed, "names": names}, code="code_ambiguous", field="q",
            next_step=_("Choose one of them from the list."),
        )  # fmt: skip
    raise Refused(
        _("Nothing here has the code “%(code)s”."), params={"code": typed}, code="code_unknown", field="q", status=404,
        next_step=_("Choose from the list, create the item, or write the line by hand."),
    )  # fmt: skip


@page("orders.edit")
@require_POST
def add(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """One line from the entry field; a line of text only when that was chosen."""
    job, pick, typed = answering.job_of(request, job_id), request.POST.get("pick", ""), request.POST.get("q", "").strip()
    quantity = _quantity(request.POST.get("quantity", ""))
    if pick in ("labour", "part"):  # written by hand
        data = LineInput(kind=pick, text=typed, quantity=quantity)
    else:
        try:
            item_id = _item_id(pick, typed)
        except Refused as refusal:
            return _unknown(request, refusal, typed)
        asked = quantity if quantity != 1 else None  # one is what the field says by itself: work takes its norm then
        data = LineInput(item_id=item_id, quantity=asked)
    line = lines.add(job=job, data=data, by=request.actor, at=timezone.now())
    return _new_row(request, line)


def _unknown(request: MemberRequest, refusal: Refused, typed: str) -> HttpResponse:
    """The refusal at the top, with the way to create the item for those who may."""
    url = entry.create_url(request, typed) if refusal.code == "code_unknown" and request.actor.may("items.edit") else ""
    return answering.dialog(request, "_unknown.html", {"refusal": refusal, "create_url": url, "code": typed}, status=422)


def _new_row(request: MemberRequest, line: Line) -> HttpResponse:
    reader = answering.reader_of(request, line.order_id)
    _job, sheet = cells.flat(reader.sheet.jobs)[line.pk]
    return HttpResponse(cells.row(reader, sheet) + answering.sums(reader, job_id=line.job_id))


def _check_field(request: MemberRequest, field: str) -> None:
    if field not in cells.FIELDS:
        raise Http404
    if field in ("price", "discount_percent") and not request.actor.may("orders.price"):
        raise NoRight(_("Your role does not change prices."), next_step=_("Ask somebody who may."))


@page("orders.edit")
def cell(request: MemberRequest, line_id: UUID, field: str) -> HttpResponse:
    """One value of a line: as a field, saved, or at rest again."""
    _check_field(request, field)
    line = answering.line_of(request, line_id)
    if request.method == "POST":
        return _save_cell(request, line, field)
    if "show" in request.GET:
        return answering.without_notes(_at_rest(request, line, field))
    return HttpResponse(_input(request, line, field, cells.raw(line, field)))


def _input(request: MemberRequest, line: Line, field: str, value: str, error: str = "") -> str:
    url = f"{answering.own(request, 'line_cell', line.pk, field)}?v={line.version}"
    return components.cell_input(url, "value", value, cells.label(field), error=error, wide=field == "text")


def _at_rest(request: MemberRequest, line: Line, field: str, *, with_sums: bool = False) -> HttpResponse:
    reader = answering.reader_of(request, line.order_id)
    _job, sheet = cells.flat(reader.sheet.jobs)[line.pk]
    around = answering.sums(reader, line_id=line.pk) if with_sums else ""
    return HttpResponse(cells.cell(reader, sheet, field) + around)


def _value(field: str, typed: str) -> Any:
    if field == "text":
        return typed.strip()
    value = NumberField(places=_PLACES[field], required=field != "discount_percent").clean(typed)
    return Decimal(0) if value is None else value


def _save_cell(request: MemberRequest, line: Line, field: str) -> HttpResponse:
    typed = request.POST.get("value", "")
    try:
        changes = {field: _value(field, typed)}
        lines.change(line=line, changes=changes, version=answering.version_of(request), by=request.actor, at=timezone.now())
    except ChangedMeanwhile as conflict:
        now = queries.line_of(line.pk)
        url = answering.own(request, "line_cell", line.pk, field)
        clash = answering.Clash(conflict, cells.label(field), url, now.version, typed, f"#{cells.CELL_NAMES[field]}-{line.pk}")
        return answering.clashed(request, clash, _at_rest(request, now, field))
    except ValidationError as error:
        return HttpResponse(_input(request, line, field, typed, error.messages[0]), status=422)
    except Refused as why:
        return HttpResponse(_input(request, line, field, typed, f"{why.text} {why.next_step}".strip()), status=422)
    return _at_rest(request, line, field, with_sums=True)


@page("orders.edit")
def new(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """A line written by hand: labour, a part, outside work or a fee that the catalogue does not know."""
    job, prices = answering.job_of(request, job_id), request.actor.may("orders.price") and request.actor.may("prices.see")
    form = LineForm(request.POST or None, initial={"text": request.GET.get("text", "")}, prices=prices, is_new=True)
    context = {"form": form, "job": job, "code_error": ""}
    if request.method != "POST":
        return answering.dialog(request, "line_new.html", context)
    code = request.POST.get("q", "").strip()
    try:
        if code:
            data = LineInput(item_id=_item_id(request.POST.get("pick", ""), code))
        elif form.is_valid():
            data = LineInput(kind=form.cleaned_data["kind"], **form.changes())
        else:
            return answering.dialog(request, "line_new.html", context, status=422)
        lines.add(job=job, data=data, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return _refused(request, "line_new.html", {**context, "form": form if not code else LineForm(prices=prices, is_new=True)}, refusal)
    return answering.sheet(request, job.order_id, _("Line added"), closes_dialog=True)


def _refused(request: MemberRequest, template: str, context: dict[str, Any], refusal: Refused) -> HttpResponse:
    form = context["form"]
    if form.is_bound and refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return answering.dialog(request, template, context, status=422)
    return answering.dialog(request, template, {**context, "errors": [refusal]}, status=422)


@page("orders.edit")
def line(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """All of a line in a dialog: for phones, for the discount, for several values at once."""
    row, prices = answering.line_of(request, line_id), request.actor.may("orders.price") and request.actor.may("prices.see")
    initial = {
        "version": row.version, "text": row.text, "quantity": row.quantity, "price": row.price, "discount_percent": row.discount_percent,
    }  # fmt: skip
    form = LineForm(request.POST or None, initial=initial, prices=prices, is_new=False)
    context = {"form": form, "line": row, "unit": cells.unit(row)}
    if request.method != "POST":
        return answering.dialog(request, "line.html", context)
    if not form.is_valid():
        return answering.dialog(request, "line.html", context, status=422)
    try:
        version = form.cleaned_data["version"]
        lines.change(line=row, changes=form.changes(), version=version, by=request.actor, at=timezone.now())
    except Refused as refusal:
        if refusal.code == "changed_meanwhile":
            form.data = {
                **request.POST.dict(),
                "version": str(answering.line_of(request, line_id).version),
            }  # seen now: saved once more it stands
        return _refused(request, "line.html", context, refusal)
    return answering.sheet(request, row.order_id, _("Saved"), closes_dialog=True)


@page("orders.edit")
@require_POST
def remove(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """Take a line off the order; it can be put back from the message."""
    row = answering.line_of(request, line_id)
    lines.remove(line=row, by=request.actor, at=timezone.now())
    response = answering.beside(request, row.order_id)
    replies.toast(response, _("Line deleted"), answering.own(request, "line_restore", row.order_id, line_id))
    return replies.close_dialog(response)


@page("orders.edit")
@require_POST
def restore(request: MemberRequest, order_id: UUID, line_id: UUID) -> HttpResponse:
    """Put a removed line back."""
    lines.restore(order=queries.order_of(order_id, actor=request.actor), line_id=line_id, by=request.actor, at=timezone.now())
    return answering.beside(request, order_id)
