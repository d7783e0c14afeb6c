"""What the store knows of one item, and what is done there with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.company.queries import today
from mendery.ground.documents.timeline import named, page_of, papers_of
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key
from mendery.registers.catalogue.queries import item_of
from mendery.registers.catalogue.units import symbol
from mendery.trade.stock import queries, tables
from mendery.trade.stock.actions import corrections, reservations, supplier_returns
from mendery.trade.stock.calculations import serials_in
from mendery.trade.stock.forms import CorrectForm, SupplierReturnForm
from mendery.trade.stock.models import Layer, Reservation

PAGE = 20


@page("stock.see")
@require_safe
def shelf(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """Layers, reservations and movements of an item: loaded into its page."""
    item, actor = item_of(item_id), request.actor
    ids = [place.pk for place in tables.places_of(actor)]
    layers = queries.layers_of(item_id=item.pk, warehouse_ids=ids)
    held = queries.reservations_of(item_id=item.pk, warehouse_ids=ids)
    orders = papers_of("work_order", (row.order_id for row in held))
    papers = queries.numbers_of(layers)
    context = {
        "item": item, "unit": symbol(item.unit), "sees_costs": actor.may("costs.see"),
        "layers": [_layer(request, layer, papers) for layer in layers],
        "held": [(row, named(request, orders.get(row.order_id), row.order_number)) for row in held],
        "serials": [row for place in ids for row in queries.serials_in_stock(item_id=item.pk, warehouse_id=place)] if item.tracks_serials else [],
        **_movements(request, item_id, ids),
    }  # fmt: skip
    return render(request, "stock/_shelf.html", context)


def _layer(request: MemberRequest, layer: Layer, papers: dict[UUID, Any]) -> dict[str, Any]:
    paper = papers.get(layer.doc_id)
    return {
        "layer": layer, "number": layer.doc_number or (paper.number if paper else "—"), "url": page_of(request, paper) if paper else "",
        "flex": f"f{min(6, max(1, round(layer.quantity_left)))}", "cost": formats.money(layer.value_left / layer.quantity_left),
    }  # fmt: skip


def _movements(request: MemberRequest, item_id: UUID, ids: list[UUID], after: str = "") -> dict[str, Any]:
    rows = queries.movements_of(item_id=item_id, warehouse_ids=ids)
    found = page_by_key(rows, order=tables.LATEST_FIRST, after=after, limit=PAGE)
    papers, orders = queries.numbers_of(found.rows), papers_of("work_order", (move.order_id for move in found.rows))
    sees_costs = request.actor.may("costs.see")
    url = link(request, "stock:movements", item_id)
    return {
        "rows": SafeString("".join(tables.move_row(request, move, papers, orders, sees_costs=sees_costs) for move in found.rows)),
        "next_url": f"{url}?after={found.next}" if found.next else "", "columns": 6 if sees_costs else 5,
    }  # fmt: skip


@page("stock.see")
@require_safe
def movements(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """More of the ledger of an item."""
    item = item_of(item_id)
    ids = [place.pk for place in tables.places_of(request.actor)]
    return render(request, "ui/_rows_only.html", _movements(request, item.pk, ids, request.GET.get("after", "")))


def refuse_in(form: Any, refusal: Refused) -> list[Refused]:
    """Put a refusal beside its field; what belongs to no field goes to the top."""
    if refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return []
    return [refusal]


@page("stock.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """Bring the books to what was counted."""
    item, actor = item_of(item_id), request.actor
    places = tables.places_of(actor)
    lies = tables.sums_of([item], places).get(item.pk)
    form = CorrectForm(request.POST or None, places=places, tracks_serials=item.tracks_serials, sees_costs=actor.may("costs.see"))
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            paper = corrections.correct(
                warehouse=form.place, item=item, counted=form.cleaned_data["counted"], unit_cost=form.cleaned_data.get("unit_cost"),
                serials=serials_in(form.cleaned_data.get("serials", "")), reason=form.cleaned_data["reason"],
                on=today(form.place.branch, timezone.now()), by=actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            replies.flash(request, _("Corrected on %(number)s") % {"number": paper.number})
            return replies.go(request, link(request, "catalogue:item", item.pk))
    context = {"item": item, "form": form, "errors": errors, "lies": lies, "unit": symbol(item.unit)}
    return render(request, "stock/correct.html", context, status=422 if request.method == "POST" else 200)


@page("receipts.post")
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: MemberRequest, layer_id: UUID) -> HttpResponse:
    """Return goods of one receipt to their supplier."""
    layer = _layer_of(request, layer_id)
    form = SupplierReturnForm(request.POST or None, initial={"quantity": layer.quantity_left})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        line = supplier_returns.GoingBack(
            layer_id=layer.pk, quantity=form.cleaned_data["quantity"], serials=serials_in(form.cleaned_data["serials"])
        )
        at = timezone.now()
        try:
            sent = supplier_returns.return_to_supplier(
                warehouse=layer.warehouse, lines=[line], reason=form.cleaned_data["reason"], on=today(layer.warehouse.branch, at),
                by=request.actor, at=at,
            )  # fmt: skip
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            replies.flash(request, _("Sent back on %(number)s") % {"number": sent.paper.number})
            return replies.go(request, link(request, "catalogue:item", layer.item_id))
    context = {"layer": layer, "form": form, "errors": errors, "unit": symbol(layer.item.unit)}
    return render(request, "stock/send_back.html", context, status=422 if request.method == "POST" else 200)


def _layer_of(request: MemberRequest, layer_id: UUID) -> Layer:
    ids = [place.pk for place in tables.places_of(request.actor)]
    rows = Layer.objects.filter(pk=layer_id, warehouse_id__in=ids).select_related("item", "warehouse__branch__entity")
    layer = rows.first()
    if layer is None:
        raise Refused(_("There is no such receipt of this item here."), code="unknown_layer", status=404)
    return layer


@page("stock.issue")
@require_POST
def release(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """Let go of what is held for a line; whoever waits next gets it."""
    row = Reservation.objects.filter(line_id=line_id).first()
    if row is None:
        raise Refused(_("Nothing is held for this line any more."), code="reservation_not_found", status=404)
    reservations.release(line_ids=[line_id], by=request.actor, at=timezone.now())
    replies.flash(request, _("Released"))
    return replies.go(request, link(request, "catalogue:item", row.item_id))
