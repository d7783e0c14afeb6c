"""Parts of an order: from the shelf, back to it, held, missing."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.trade.stock.queries import serials_in_stock
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.actions import parts
from mendery.workshop.workorders.forms import PartsForm
from mendery.workshop.workorders.queries import LineSheet, OrderSheet

from . import answering


def _ready(sheet: LineSheet) -> Decimal:
    """How much of a part lies there for the line now."""
    stock = sheet.stock
    there = stock.held + max(stock.free, Decimal(0)) if stock is not None else Decimal(0)
    return min(sheet.line.quantity - sheet.line.issued, there)


def _chosen(request: MemberRequest, sheets: list[LineSheet]) -> list[LineSheet]:
    """All of them, or the one that was asked for."""
    only = request.GET.get("line", "")
    return [one for one in sheets if not only or str(one.line.pk) == only]


@page("stock.issue")
def issue(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Take parts off the shelf: what lies there for the order stands in the fields already."""
    sheet = queries.order_sheet(order_id, at=timezone.now(), actor=request.actor)
    rows = _chosen(request, sheet.unissued)
    form = PartsForm(request.POST or None, rows=[one.line for one in rows], amounts={one.line.pk: _ready(one) for one in rows})
    context = _context(request, sheet, form, rows)
    if request.method != "POST":
        return answering.dialog(request, "issue.html", context)
    if not form.is_valid():
        return answering.dialog(request, "issue.html", context, status=422)
    try:
        slip = parts.issue(order=sheet.order, quantities=form.quantities(), serials=form.serials(), by=request.actor, at=timezone.now())
    except Refused as refusal:
        return answering.dialog(request, "issue.html", {**context, "errors": reasons(refusal)}, status=422)
    told = _("Issued on slip %(number)s") % {"number": slip.number} if slip else ""
    return answering.sheet(request, order_id, told, closes_dialog=True)


def reasons(refusal: Refused) -> list[Refused]:
    """One refusal, or the several that came at once."""
    return list(getattr(refusal, "reasons", [refusal]))


def _context(request: MemberRequest, sheet: OrderSheet, form: PartsForm, rows: list[LineSheet]) -> dict[str, Any]:
    by_line = {one.line.pk: one for one in rows}
    order = sheet.order
    drawn = []
    for line, quantity, serials in form.rows:
        pieces = serials_in_stock(item_id=line.item_id, warehouse_id=order.warehouse_id) if serials is not None else []
        drawn.append((by_line[line.pk], quantity, serials, [piece.serial for piece in pieces]))
    return {"form": form, "order": order, "rows": drawn, "only": request.GET.get("line", "")}


@page("stock.issue")
def take_back(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Put issued parts back on the shelf."""
    sheet = queries.order_sheet(order_id, at=timezone.now(), actor=request.actor)
    rows = _chosen(request, [line for job in sheet.jobs for line in job.lines if line.line.issued])
    only = request.GET.get("line", "")
    form = PartsForm(
        request.POST or None, rows=[one.line for one in rows],
        amounts={one.line.pk: one.line.issued if only else Decimal(0) for one in rows},
    )  # fmt: skip
    by_line = {one.line.pk: one for one in rows}
    drawn = [(by_line[line.pk], quantity, serials, line.serials) for line, quantity, serials in form.rows]
    context = {"form": form, "order": sheet.order, "rows": drawn, "only": only}
    if request.method != "POST":
        return answering.dialog(request, "take_back.html", context)
    if not form.is_valid():
        return answering.dialog(request, "take_back.html", context, status=422)
    try:
        slip = parts.take_back(order=sheet.order, quantities=form.quantities(), serials=form.serials(), by=request.actor, at=timezone.now())
    except Refused as refusal:
        return answering.dialog(request, "take_back.html", {**context, "errors": reasons(refusal)}, status=422)
    return answering.sheet(request, order_id, _("Returned on slip %(number)s") % {"number": slip.number}, closes_dialog=True)


@page("orders.edit", "supplier_orders.edit", "stock.see")
@require_safe
def shortages(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Which agreed parts are missing, and what is on the way for them."""
    sheet = queries.order_sheet(order_id, at=timezone.now(), actor=request.actor)
    missing = [one for one in sheet.unissued if one.state in ("short", "ordered")]
    said = ngettext("%(count)s part is missing", "%(count)s parts are missing", len(missing)) % {"count": len(missing)}
    return answering.dialog(request, "shortages.html", {"order": sheet.order, "rows": missing, "said": said})


@page("orders.edit", "stock.issue")
@require_POST
def reserve(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Hold the agreed parts anew."""
    parts.reserve(order=queries.order_of(order_id, actor=request.actor), by=request.actor, at=timezone.now())
    return answering.sheet(request, order_id, _("What is here is held for this order"), closes_dialog=True)
