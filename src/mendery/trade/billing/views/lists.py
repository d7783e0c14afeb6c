"""The list of invoices, and of what waits to be invoiced."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.company.queries import branch_of, current_branch, today
from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import party_of
from mendery.trade.billing import queries, tables
from mendery.trade.billing.actions import invoices
from mendery.trade.billing.edition import need_invoices
from mendery.trade.billing.models import Charge
from mendery.trade.billing.refusals import NothingToInvoice

PAGE = 50
_WAITING_SHOWN = 300


@page("invoices.see")
@require_safe
def invoice_list(request: MemberRequest) -> HttpResponse:
    """Drafts, invoices and stornos, the latest first, fifty at a time."""
    query = request.GET.copy()
    day = today(current_branch(request.actor), timezone.now())
    after = query.pop("after", [""])[-1]
    rows = tables.chosen(query, request.actor, day).select_related("party")
    found = page_by_key(rows, order=tables.LATEST_FIRST, after=after, limit=PAGE)
    sums = tables.sums_of(found.rows)
    base = link(request, "billing:invoices")
    suffix = f"&{query.urlencode()}" if query else ""
    context = {
        "active": "invoices", "query": query, "tabs": tables.tabs(request), "view": query.get("view") or "all",
        "rows": SafeString("".join(tables.row(request, invoice, sums, day) for invoice in found.rows)), "party": _party(query),
        "next_url": f"{base}?after={found.next}{suffix}" if found.next else "", "is_filtered": any(query.values()),
        "count_url": f"{link(request, 'billing:count')}?{query.urlencode()}",
    }  # fmt: skip
    return replies.page(request, "billing/list.html", "billing/_rows.html" if after else "billing/_list.html", context)


def _party(query: QueryDict) -> Party | None:
    text = query.get("party", "")
    try:
        return party_of(UUID(text)) if text else None
    except ValueError:
        return None


@page("invoices.see")
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many the list holds, up to a cap; asked after the rows are there."""
    day = today(current_branch(request.actor), timezone.now())
    rows = tables.chosen(request.GET, request.actor, day)
    return HttpResponse(components.count(rows[: tables.COUNTED_AT_MOST + 1].count()))


@dataclass
class Waiting:
    """What one customer has waiting: orders with the net of their charges."""

    party_id: UUID
    name: str
    orders: list[dict[str, Any]] = field(default_factory=list)

    @property
    def net(self) -> Decimal:
        """Of all orders."""
        return sum((order["net"] for order in self.orders), ZERO)


@page("invoices.draft")
@require_safe
def unbilled(request: MemberRequest) -> HttpResponse:
    """Finished work that is on no invoice yet, by customer and order."""
    rows = queries.unbilled().order_by().values("party_id", "party__name", "order_id", "order_number")
    rows = rows.annotate(net=Sum("net"), lines=Count("pk"), since=Max("at")).order_by("since")[:_WAITING_SHOWN]
    found: dict[UUID, Waiting] = {}
    for row in rows:
        customer = found.setdefault(row["party_id"], Waiting(row["party_id"], row["party__name"]))
        customer.orders.append(dict(row))
    context = {"active": "unbilled", "customers": list(found.values()), "currency": current_branch(request.actor).entity.currency}
    return render(request, "billing/unbilled.html", context)


@page("invoices.draft")
@require_POST
def draft(request: MemberRequest) -> HttpResponse:
    """One draft for the chosen orders of a customer; for all that waits when none is named."""
    need_invoices()
    party = _named_party(request.POST.get("party", ""))
    wanted = set(request.POST.getlist("order"))
    charges = [charge for charge in queries.unbilled(party) if not wanted or str(charge.order_id or "") in wanted]
    return _to_draft(request, party, charges)


def _named_party(text: str) -> Party:
    try:
        return party_of(UUID(text))
    except ValueError:
        raise Refused(_("Choose a customer."), code="party_not_found", field="party", status=404) from None


@page("invoices.draft")
@require_POST
def draft_for_order(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The draft that waits for this order, else a new one from what it has to be invoiced."""
    need_invoices()
    waiting = queries.draft_of_order(order_id)
    if waiting is not None:
        return replies.go(request, link(request, "billing:invoice", waiting.pk))
    by_payer: dict[UUID, list[Charge]] = defaultdict(list)
    for charge in queries.unbilled(order_id=order_id):
        by_payer[charge.party_id].append(charge)
    if not by_payer:
        raise NothingToInvoice(
            _("There is nothing to invoice here that is not on an invoice already."),
            next_step=_("Finish the work first, or look at the invoices of the customer."),
        )
    payer_id = next(iter(by_payer))
    return _to_draft(request, party_of(payer_id), by_payer[payer_id])


def _to_draft(request: MemberRequest, party: Party, charges: list[Charge]) -> HttpResponse:
    order_ids = {charge.order_id for charge in charges}
    branch_id = None
    if len(order_ids) == 1:
        branch_id = Paper.objects.filter(kind="work_order", doc_id=next(iter(order_ids))).values_list("branch_id", flat=True).first()
    branch, at = branch_of(request.actor, branch_id), timezone.now()
    invoice = invoices.draft(
        branch=branch, party=party, charge_ids=[charge.pk for charge in charges], on=today(branch, at), by=request.actor, at=at
    )
    return replies.go(request, link(request, "billing:invoice", invoice.pk))
