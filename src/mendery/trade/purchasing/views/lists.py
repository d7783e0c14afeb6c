"""The list of receipts, and how one begins."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key
from mendery.trade.purchasing import queries, tables
from mendery.trade.purchasing.actions import reading, receipts
from mendery.trade.purchasing.forms import ReceiptForm, UploadForm
from mendery.trade.purchasing.refusals import too_large
from mendery.trade.purchasing.safe_xml import LARGEST
from mendery.trade.stock.queries import keeps_stock

from .common import day_here, picked_supplier, places_of, refuse_in

PAGE = 50


def _list(request: MemberRequest, **more: Any) -> dict[str, Any]:
    query = request.GET.copy()
    after, sees_costs = query.pop("after", [""])[-1], request.actor.may("costs.see")
    rows = tables.chosen(query, request.actor).select_related("supplier")
    found = page_by_key(rows, order=tables.LATEST_FIRST, after=after, limit=PAGE)
    unmatched = queries.unmatched_counts(found.rows)
    suffix = f"&{query.urlencode()}" if query else ""
    return {
        "active": "receipts", "query": query, "tabs": tables.tabs(request), "view": query.get("view") or "all", "sees_costs": sees_costs,
        "rows": SafeString("".join(tables.row(request, receipt, unmatched, sees_costs=sees_costs) for receipt in found.rows)),
        "next_url": f"{link(request, 'purchasing:receipts')}?after={found.next}{suffix}" if found.next else "", "is_filtered": any(query.values()),
        "count_url": f"{link(request, 'purchasing:count')}?{query.urlencode()}", "columns": 6 if sees_costs else 5, "keeps_stock": keeps_stock(),
        **more,
    }  # fmt: skip


@page("receipts.see")
@require_safe
def receipt_list(request: MemberRequest) -> HttpResponse:
    """Drafts and receipts, the latest first, fifty at a time."""
    context = _list(request)
    if not replies.is_fragment(request):
        if request.actor.may("receipts.edit"):
            context["upload"] = UploadForm(places=places_of(request))
        context["missing"] = queries.missing_open(by=request.actor)
    return replies.page(
        request, "purchasing/list.html", "ui/_rows_only.html" if "after" in request.GET else "purchasing/_list.html", context
    )


@page("receipts.see")
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many the list holds, up to a cap; asked after the rows are there."""
    return HttpResponse(components.count(tables.chosen(request.GET, request.actor)[: tables.COUNTED_AT_MOST + 1].count()))


@page("receipts.edit")
@require_POST
def upload(request: MemberRequest) -> HttpResponse:
    """Read a supplier's invoice file into a draft. Refused, the list says why and nothing is changed."""
    form = UploadForm(request.POST, request.FILES, places=places_of(request))
    errors: list[Refused] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST:
                raise too_large()
            receipt = reading.import_invoice(data=file.read(), name=file.name, warehouse=form.place, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return replies.go(request, link(request, "purchasing:receipt", receipt.pk))
    context = _list(request, upload=form, errors=errors, missing=queries.missing_open(by=request.actor))
    return render(request, "purchasing/list.html", context, status=422)


@page("receipts.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    """A receipt by hand."""
    form = ReceiptForm(request.POST or None, places=places_of(request), initial={"on": day_here(request)})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        head = {name: value for name, value in form.cleaned_data.items() if name != "warehouse"}
        try:
            supplier = picked_supplier(request)
            receipt = receipts.create(supplier=supplier, warehouse=form.place, **head, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return replies.go(request, link(request, "purchasing:receipt", receipt.pk))
    context = {
        "active": "receipts", "form": form, "errors": errors, "title": _("Goods receipt by hand"), "q": request.POST.get("q", ""),
        "pick": request.POST.get("pick", ""), "back": link(request, "purchasing:receipts"), "verb": _("Begin receipt"),
    }  # fmt: skip
    return render(request, "purchasing/begin.html", context, status=422 if request.method == "POST" else 200)
