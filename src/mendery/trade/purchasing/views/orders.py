"""Supplier orders, and what jobs wait for."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.documents import timeline
from mendery.ground.documents.timeline import Sentence
from mendery.ground.events import Refused
from mendery.ground.money import to_decimal
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key
from mendery.registers.catalogue.units import symbol
from mendery.trade.purchasing import queries, tables
from mendery.trade.purchasing.actions import orders
from mendery.trade.purchasing.actions.orders import Wanted
from mendery.trade.purchasing.forms import OrderForm, PromiseForm
from mendery.trade.purchasing.models import SupplierOrder, SupplierOrderState
from mendery.trade.stock.queries import Shortage, shortages

from .common import day_here, picked_item, picked_supplier, places_of, refuse_in

PAGE = 50
SENTENCES = {
    "created": Sentence("plus", gettext_lazy("%(who)s began this order."), "blue"),
    "promised": Sentence("calendar-event", gettext_lazy("%(who)s noted another day: %(on)s.")),
    "closed_short": Sentence("x", gettext_lazy("%(who)s closed line %(seq)s: %(quantity)s will not come.")),
    "move": Sentence("truck", gettext_lazy("%(who)s moved it on. %(note)s")),
}


@page("receipts.see", "supplier_orders.edit")
@require_safe
def order_list(request: MemberRequest) -> HttpResponse:
    """Supplier orders, the latest first."""
    query = request.GET.copy()
    after = query.pop("after", [""])[-1]
    rows = tables.orders_chosen(query, request.actor).select_related("supplier")
    found = page_by_key(rows, order=tables.ORDERS_FIRST, after=after, limit=PAGE)
    suffix = f"&{query.urlencode()}" if query else ""
    context = {
        "active": "supplier_orders", "query": query, "tabs": tables.order_tabs(request), "view": query.get("view") or "open",
        "rows": SafeString("".join(tables.order_row(request, order) for order in found.rows)), "columns": 5,
        "next_url": f"{link(request, 'purchasing:orders')}?after={found.next}{suffix}" if found.next else "", "is_filtered": any(query.values()),
    }  # fmt: skip
    return replies.page(request, "purchasing/orders.html", "ui/_rows_only.html" if after else "purchasing/_orders.html", context)


@page("receipts.see", "supplier_orders.edit")
@require_safe
def order_page(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """One order: what, how much came, what is still to come."""
    return render(request, "purchasing/order.html", _context(request, queries.order_of(order_id, by=request.actor)))


def _context(request: MemberRequest, order: SupplierOrder) -> dict[str, Any]:
    lines, may = queries.order_lines_of(order), request.actor.may("supplier_orders.edit")
    jobs = timeline.papers_of("work_order", (line.for_order_id for line in lines))
    is_draft, is_placed = order.state == SupplierOrderState.DRAFT, order.state == SupplierOrderState.PLACED
    rows = [
        (
            line,
            symbol(line.item.unit),
            timeline.named(request, jobs.get(line.for_order_id) if line.for_order_id else None, line.for_order_number),
        )
        for line in lines
    ]
    return {
        "active": "supplier_orders", "order": order, "chip": tables.order_chip(order), "rows": rows, "is_draft": is_draft, "is_placed": is_placed,
        "may_edit": is_draft and may, "may_place": is_draft and may and lines, "may_cancel": (is_draft or is_placed) and may,
        "may_promise": is_placed and may, "form": PromiseForm(initial={"promised_on": order.promised_on}), "sees_costs": request.actor.may("costs.see"),
        "history": timeline.happenings([order.pk], sentences=SENTENCES, names={}),
    }  # fmt: skip


@page("supplier_orders.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    """Begin an order; chosen shortages become its lines, pegged to their jobs."""
    form = OrderForm(request.POST or None, places=places_of(request), initial={"on": day_here(request)})
    errors: list[Refused] = []
    chosen = _chosen_shortages(request)
    if request.method == "POST" and "begin" in request.POST and form.is_valid():
        lines = [_wanted(one) for one in chosen]
        try:
            order = orders.create(
                supplier=picked_supplier(request), warehouse=form.place, lines=lines, on=form.cleaned_data["on"], note=form.cleaned_data["note"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return replies.go(request, link(request, "purchasing:order", order.pk))
    if "begin" not in request.POST:
        form = OrderForm(places=places_of(request), initial={"on": day_here(request)})
    context = {
        "active": "supplier_orders", "form": form, "errors": errors, "title": _("Order from a supplier"), "q": request.POST.get("q", ""),
        "pick": request.POST.get("pick", ""), "back": link(request, "purchasing:orders"), "verb": _("Begin order"), "chosen": chosen,
    }  # fmt: skip
    is_refused = request.method == "POST" and "begin" in request.POST
    return render(request, "purchasing/begin.html", context, status=422 if is_refused else 200)


def _chosen_shortages(request: MemberRequest) -> list[Shortage]:
    wanted = set(request.POST.getlist("id"))
    if not wanted:
        return []
    found = shortages(warehouse_ids=[place.pk for place in places_of(request)])
    return [one for one in found if str(one.reservation.line_id) in wanted and one.to_order > 0]


def _wanted(one: Shortage) -> Wanted:
    row = one.reservation
    return Wanted(
        item=one.item, quantity=one.to_order, price=one.item.last_cost or Decimal(0), for_line_id=row.line_id, for_order_id=row.order_id,
        for_order_number=row.order_number,
    )  # fmt: skip


@page("stock.see", "supplier_orders.edit")
@require_safe
def shortage_list(request: MemberRequest) -> HttpResponse:
    """What jobs wait for, the earliest promise first; what no order covers can be ordered from here."""
    found = shortages(warehouse_ids=[place.pk for place in places_of(request)])
    jobs = timeline.papers_of("work_order", (one.reservation.order_id for one in found))
    by_item: dict[UUID, Decimal] = defaultdict(Decimal)
    for one in found:
        by_item[one.item.pk] += one.to_order
    rows = [
        (one, symbol(one.item.unit), timeline.named(request, jobs.get(one.reservation.order_id), one.reservation.order_number))
        for one in found
    ]
    context = {"active": "shortages", "rows": rows, "items": len(by_item), "may_order": request.actor.may("supplier_orders.edit")}
    return render(request, "purchasing/shortages.html", context)


def _number(request: MemberRequest, name: str, default: str) -> Decimal:
    try:
        return to_decimal(request.POST.get(name) or default)
    except ValueError as error:
        raise Refused(_("Write a number, such as 99,50."), code="not_a_number", field=name) from error


def _again(request: MemberRequest, order_id: UUID) -> HttpResponse:
    return render(request, "purchasing/_order.html", _context(request, queries.order_of(order_id, by=request.actor)))


@page("supplier_orders.edit")
@require_POST
def add(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """One more line on a draft."""
    order, item = queries.order_of(order_id, by=request.actor), picked_item(request, ("stock",))
    line = Wanted(item=item, quantity=_number(request, "quantity", "1"), price=item.last_cost or Decimal(0))
    orders.add_line(order=order, line=line, by=request.actor, at=timezone.now())
    return _again(request, order_id)


@page("supplier_orders.edit")
@require_POST
def change(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """Another quantity on a draft."""
    line = queries.order_line_of(line_id, by=request.actor)
    orders.change_line(line=line, quantity=_number(request, "quantity", "0"), by=request.actor, at=timezone.now())
    return _again(request, line.order_id)


@page("supplier_orders.edit")
@require_POST
def remove(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """Take a line off a draft."""
    line = queries.order_line_of(line_id, by=request.actor)
    orders.remove_line(line=line, by=request.actor, at=timezone.now())
    return _again(request, line.order_id)


@page("supplier_orders.edit")
@require_POST
def close_short(request: MemberRequest, line_id: UUID) -> HttpResponse:
    """The rest of a line will not come."""
    line = queries.order_line_of(line_id, by=request.actor)
    orders.close_short(line=line, by=request.actor, at=timezone.now())
    return _again(request, line.order_id)


@page("supplier_orders.edit")
@require_POST
def place(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The order was given to the supplier."""
    form = PromiseForm(request.POST)
    promised = form.cleaned_data["promised_on"] if form.is_valid() else None
    order = orders.place(order=queries.order_of(order_id, by=request.actor), promised_on=promised, by=request.actor, at=timezone.now())
    replies.flash(request, _("Order %(number)s is placed") % {"number": order.number})
    return replies.go(request, link(request, "purchasing:order", order.pk))


@page("supplier_orders.edit")
@require_POST
def promise(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The supplier names another day."""
    form = PromiseForm(request.POST)
    if form.is_valid():
        order = queries.order_of(order_id, by=request.actor)
        orders.promise(order=order, promised_on=form.cleaned_data["promised_on"], by=request.actor, at=timezone.now())
        replies.flash(request, _("Saved"))
    return replies.go(request, link(request, "purchasing:order", order_id))


@page("supplier_orders.edit")
@require_POST
def cancel(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The order is not wanted any more."""
    order = orders.cancel(order=queries.order_of(order_id, by=request.actor), by=request.actor, at=timezone.now())
    replies.flash(request, _("The order is cancelled"))
    return replies.go(request, link(request, "purchasing:order", order.pk))
