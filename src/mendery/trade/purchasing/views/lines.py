"""What is done with the lines of a draft."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mendery.ground.events import Refused
from mendery.ground.money import to_decimal
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, replies
from mendery.registers.catalogue import units
from mendery.registers.catalogue.kinds import BOUGHT_KINDS
from mendery.registers.catalogue.queries import by_code
from mendery.trade.purchasing import queries, tables
from mendery.trade.purchasing.actions import matching, receipts
from mendery.trade.purchasing.actions.receipts import LineChange
from mendery.trade.purchasing.forms import NewItemForm, SerialsForm
from mendery.trade.purchasing.models import GoodsReceiptLine
from mendery.trade.stock.calculations import serials_in

from .common import picked_item, refuse_in
from .receipt import piece

CELLS = ("counted", "price", "sale_price", "bin")


@page("receipts.edit")
@require_POST
def choose(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """This line is that item."""
    line = queries.line_of(line_id, by=request.actor)
    matching.choose(line=line, item=picked_item(request, BOUGHT_KINDS), by=request.actor, at=timezone.now())
    return piece(request, line.receipt_id)


@page("receipts.edit")
@require_POST
def expense(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """This line is an expense."""
    line = queries.line_of(line_id, by=request.actor)
    matching.expense(line=line, by=request.actor, at=timezone.now())
    return piece(request, line.receipt_id)


@page("receipts.edit")
@require_POST
def clear(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """Match the line again."""
    line = queries.line_of(line_id, by=request.actor)
    matching.clear(line=line, by=request.actor, at=timezone.now())
    return piece(request, line.receipt_id)


@page("items.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """A new item from the line."""
    line = queries.line_of(line_id, by=request.actor)
    initial = {
        "code": line.maker_code or line.supplier_code, "name": line.text[:200], "unit": units.measure(line.unit).code, "default_bin": line.bin,
    }  # fmt: skip
    form = NewItemForm(request.POST or None, initial=initial)
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            matching.create_item(line=line, data=form.as_input(line.vat_category), by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return replies.close_dialog(_in_page(piece(request, line.receipt_id)))
    return _dialog(request, "purchasing/new_item.html", line, form, errors)


@page("receipts.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def serials(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """The serial numbers of a tracked item."""
    line = queries.line_of(line_id, by=request.actor)
    form = SerialsForm(request.POST or None, initial={"serials": "\n".join(line.serials)})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        change = LineChange(serials=serials_in(form.cleaned_data["serials"]))
        try:
            receipts.change_line(line=line, data=change, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return replies.close_dialog(_in_page(piece(request, line.receipt_id)))
    return _dialog(request, "purchasing/serials.html", line, form, errors)


def _dialog(request: MemberRequest, template: str, line: GoodsReceiptLine, form: Any, errors: list[Refused]) -> HttpResponse:
    context = {"line": line, "form": form, "errors": errors}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _in_page(response: HttpResponse) -> HttpResponse:
    """The same piece for the page behind the dialog that sent the form."""
    whole = b'<hx-partial hx-target="#receipt" hx-swap="innerMorph">' + response.content + b"</hx-partial>"
    return HttpResponse(whole)


def _label(field: str) -> str:
    return {"counted": _("Counted"), "price": _("Cost"), "sale_price": _("Sale price"), "bin": _("Place")}[field]


def _raw(line: GoodsReceiptLine, field: str) -> str:
    value = getattr(line, field)
    if field == "counted" and value is None:
        value = line.quantity
    if field == "sale_price" and value is None:
        value = line.item.sale_price if line.item else None
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text
    return value or ""


@page("receipts.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: MemberRequest, line_id: UUID, field: str) -> HttpResponse:
    """One cell of a line while it is edited, and after."""
    if field not in CELLS:
        raise Http404
    line = queries.line_of(line_id, by=request.actor)
    url, label = request.path, _label(field)
    if request.method != "POST":
        return HttpResponse(components.cell_input(url, field, _raw(line, field), label))
    typed = request.POST.get(field, "").strip()
    try:
        line = receipts.change_line(line=line, data=_change(field, typed), by=request.actor, at=timezone.now())
    except ValueError:
        why = _("Write a number, such as 99,50.")
    except Refused as refusal:
        why = refusal.text
    else:
        return _changed(request, line, field)
    return HttpResponse(components.cell_input(url, field, typed, label, error=why), status=422)


def _change(field: str, typed: str) -> LineChange:
    if field == "bin":
        return LineChange(bin=typed)
    number = to_decimal(typed)
    return {"counted": LineChange(counted=number), "price": LineChange(price=number), "sale_price": LineChange(sale_price=number)}[field]


def _changed(request: MemberRequest, line: GoodsReceiptLine, field: str) -> HttpResponse:
    receipt = queries.receipt_of(line.receipt_id, by=request.actor)
    line.receipt = receipt
    drawn = tables.LineRows(request, receipt, {})
    shown = {"counted": drawn.counted, "sale_price": drawn.sell, "bin": drawn.goes_to}.get(field)
    html = shown(line) if shown else components.cell_edit(request.path, _raw(line, "price"), _("Cost"))
    sums = render(request, "purchasing/_sums.html", {"receipt": receipt, "sees_costs": drawn.sees_costs}).content.decode()
    return HttpResponse(f'{html}<hx-partial hx-target="#sums">{sums}</hx-partial>')


@page("receipts.edit")
@require_POST
def scan(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """A scanned piece is counted."""
    receipt = queries.receipt_of(receipt_id, by=request.actor)
    found = by_code(request.POST.get("code", "")[:80])
    receipts.count_scanned(receipt=receipt, item_ids=[item.pk for item in found], by=request.actor, at=timezone.now())
    return piece(request, receipt.pk)


@page("receipts.edit")
@require_POST
def add(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """A line on a receipt entered by hand."""
    receipt = queries.receipt_of(receipt_id, by=request.actor)
    item = picked_item(request, BOUGHT_KINDS)
    try:
        quantity, price = to_decimal(request.POST.get("quantity") or "1"), to_decimal(request.POST.get("price") or "0")
    except ValueError as error:
        raise Refused(_("Write a number, such as 99,50."), code="not_a_number", field="quantity") from error
    data = receipts.LineInput(item=item, quantity=quantity, price=price)
    receipts.add_line(receipt=receipt, data=data, by=request.actor, at=timezone.now())
    return piece(request, receipt.pk)


@page("receipts.edit")
@require_POST
def remove(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """Take a line off a receipt entered by hand."""
    line = queries.line_of(line_id, by=request.actor)
    receipts.remove_line(line=line, by=request.actor, at=timezone.now())
    return piece(request, line.receipt_id)
