"""The account card of a customer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mendery.ground.company.queries import current_branch
from mendery.ground.documents import timeline
from mendery.ground.documents.models import Paper
from mendery.ground.documents.papers import kinds
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats
from mendery.registers.parties.queries import party_of
from mendery.trade.billing import queries
from mendery.trade.billing.forms import CardForm
from mendery.trade.billing.models import PartyEntry
from mendery.trade.billing.states import CUSTOMER, PAYMENT, SUPPLIER


@page("balances.see")
@require_safe
def card(request: MemberRequest, party_id: UUID) -> HttpResponse:
    """What the customer was billed and paid, day by day, with the balance after each entry."""
    party, form = party_of(party_id), CardForm(request.GET or None)
    times = form.cleaned_data if form.is_valid() else {}
    side = SUPPLIER if request.GET.get("side") == SUPPLIER else CUSTOMER
    account = queries.card(party, side=side, since=times.get("since"), until=times.get("until"))
    ids = {row.entry.doc_id for row in account.rows}
    pages = {paper.doc_id: timeline.page_of(request, paper) for paper in Paper.objects.filter(doc_id__in=ids).defer("frozen")}
    rows = [
        {
            "on": formats.full_day(row.entry.on), "kind": _label(row.entry.doc_kind), "number": row.entry.doc_number or _label(row.entry.doc_kind),
            "url": _page(request, row.entry) or pages.get(row.entry.doc_id, ""), "plus": formats.money(row.entry.amount) if row.entry.amount > 0 else "",
            "minus": formats.money(-row.entry.amount) if row.entry.amount < 0 else "", "balance": formats.money(row.balance),
        }
        for row in account.rows
    ]  # fmt: skip
    context = {
        "active": "parties", "party": party, "account": account, "rows": rows, "form": form, "side": side, "balance": queries.balance_of(party),
        "currency": current_branch(request.actor).entity.currency, "is_filtered": bool(times.get("since") or times.get("until")),
    }  # fmt: skip
    return render(request, "billing/card.html", context)


def _page(request: MemberRequest, entry: PartyEntry) -> str:
    """Money by card or bank transfer has no paper, but a page."""
    return timeline.page_of_document(request, entry.doc_kind, entry.doc_id)


def _label(kind: str) -> str:
    if kind == PAYMENT:
        return _("Payment")
    known = kinds.KINDS.get(kind)
    return str(known.label) if known else kind
