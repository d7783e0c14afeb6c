"""Stock on hand, and the papers of the store."""

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from mendery.ground.company.queries import current_branch
from mendery.ground.documents.timeline import papers_of
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key
from mendery.trade.stock import queries, tables

PAGE = 50


@page("stock.see")
@require_safe
def stock_list(request: MemberRequest) -> HttpResponse:
    """Parts by name with what lies on the shelf, fifty at a time."""
    query, actor = request.GET.copy(), request.actor
    after = query.pop("after", [""])[-1]
    everywhere, sees_costs = tables.places_of(actor), actor.may("costs.see")
    places = tables.named_in(query, everywhere)
    found = page_by_key(tables.chosen(query, places), order=tables.BY_NAME, after=after, limit=PAGE)
    sums, missing = tables.sums_of(found.rows, places), tables.missing_of(found.rows, places)
    suffix = f"&{query.urlencode()}" if query else ""
    context = {
        "active": "stock", "query": query, "tabs": tables.tabs(request), "view": query.get("view") or "here", "sees_costs": sees_costs,
        "places": everywhere,
        "rows": SafeString("".join(tables.row(request, item, sums, missing, sees_costs=sees_costs) for item in found.rows)),
        "next_url": f"{link(request, 'stock:list')}?after={found.next}{suffix}" if found.next else "", "columns": 8 if sees_costs else 7,
        "count_url": f"{link(request, 'stock:count')}?{query.urlencode()}", "is_filtered": any(query.values()),
    }  # fmt: skip
    if not replies.is_fragment(request) and sees_costs:
        context |= {
            "value": queries.value_of(warehouse_ids=[place.pk for place in places]),
            "currency": current_branch(actor).entity.currency,
        }
    return replies.page(request, "stock/list.html", "ui/_rows_only.html" if after else "stock/_list.html", context)


@page("stock.see")
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many the list holds, up to a cap; asked after the rows are there."""
    rows = tables.chosen(request.GET, tables.named_in(request.GET, tables.places_of(request.actor)))
    return HttpResponse(components.count(rows[: tables.COUNTED_AT_MOST + 1].count()))


@page("stock.see")
@require_safe
def papers(request: MemberRequest) -> HttpResponse:
    """Issue slips, returns, corrections: the latest first."""
    query, actor = request.GET.copy(), request.actor
    after = query.pop("after", [""])[-1]
    sees_costs = actor.may("costs.see")
    rows = tables.papers_chosen(query, tables.places_of(actor))
    found = page_by_key(rows, order=tables.LATEST_FIRST, after=after, limit=PAGE)
    orders = papers_of("work_order", (paper.order_id for paper in found.rows))
    suffix = f"&{query.urlencode()}" if query else ""
    context = {
        "active": "stock_papers", "tabs": tables.paper_tabs(request), "view": query.get("kind") or "all", "sees_costs": sees_costs,
        "rows": SafeString("".join(tables.paper_row(request, paper, orders, sees_costs=sees_costs) for paper in found.rows)),
        "next_url": f"{link(request, 'stock:papers')}?after={found.next}{suffix}" if found.next else "", "columns": 6 if sees_costs else 5,
    }  # fmt: skip
    return replies.page(request, "stock/papers.html", "ui/_rows_only.html" if after else "stock/_papers.html", context)
