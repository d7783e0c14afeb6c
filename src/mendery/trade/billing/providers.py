"""What billing gives to the navigation, to Today, to the search, and to the pages of customers and orders."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mendery.ground.company.queries import current_branch, today
from mendery.ground.documents import search
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, providers
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry, SearchHit, TodayItem, TodayTile
from mendery.registers.parties.models import Party

from . import queries, tables
from .edition import invoices_here
from .models import Invoice

_LATE_SHOWN = 5
_EXACT, _FOUND = 100, 50


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """Invoices, and what waits to be invoiced."""
    if actor.may("invoices.see") and invoices_here():
        yield NavEntry(
            key="invoices",
            group="money",
            order=410,
            icon="file-invoice",
            label=_("Invoices"),
            url=link(request, "billing:invoices"),
            go="v",
        )
        if actor.may("invoices.draft"):
            yield NavEntry(
                key="unbilled", group="money", order=420, icon="file-plus", label=_("To invoice"), url=link(request, "billing:unbilled")
            )


def hits(actor: Actor, text: str, *, request: MemberRequest, **_more: Any) -> Iterator[SearchHit]:
    """Invoices by number, also by its tail."""
    if not actor.may("invoices.see"):
        return
    key = search.code_key(text)
    ids = search.find_ids(text=text, kinds=[queries.SEARCH_KIND], limit=8)
    for invoice in tables.visible(actor).filter(pk__in=ids).select_related("party").order_by("-created_at", "-id"):
        yield SearchHit(
            key=f"invoice:{invoice.pk}", group=_("Invoices"), group_order=50, icon="file-invoice", title=invoice.number,
            detail=f"{invoice.party.name} · {formats.money(invoice.gross, invoice.currency)}", url=link(request, "billing:invoice", invoice.pk),
            score=_EXACT if search.code_key(invoice.number) == key else _FOUND,
        )  # fmt: skip


def today_items(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[TodayItem]:
    """Invoices that are late, the longest first, for whoever looks after them."""
    if not actor.may("invoices.draft") or not actor.may("balances.see"):
        return
    here = _today(actor)
    rows = queries.unpaid(due_before=here)
    if actor.branch_ids:
        rows = rows.filter(invoice__branch_id__in=actor.branch_ids)
    for row in rows[:_LATE_SHOWN]:
        invoice, days = row.invoice, (here - row.invoice.due_on).days
        yield TodayItem(
            key=f"late_invoice:{invoice.pk}", rank=providers.OTHER, asset=components.dev("file-invoice", invoice.number), title=invoice.party.name,
            detail=_("%(amount)s still to be paid") % {"amount": formats.money(row.open, invoice.currency)}, tone="red", icon="alarm",
            state=ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}, action=_("Open invoice"),
            url=link(request, "billing:invoice", invoice.pk), since=invoice.posted_at,
        )  # fmt: skip


def today_tiles(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[TodayTile]:
    """How much is open on invoices, for those who look after money."""
    if not (actor.may("invoices.see") and actor.may("balances.see")):
        return
    rows = queries.unpaid()
    if actor.branch_ids:
        rows = rows.filter(invoice__branch_id__in=actor.branch_ids)
    found = rows.order_by().aggregate(sum=Sum("open"), n=Count("pk"))
    if not found["n"]:
        return
    currency = current_branch(actor).entity.currency
    yield TodayTile(
        key="unpaid_invoices", order=60, tone="amber", icon="file-invoice", label=_("Unpaid invoices"), value=found["n"],
        detail=formats.money(found["sum"], currency), url=f"{link(request, 'billing:invoices')}?view=unpaid",
        roles=frozenset({"accountant", "manager", "cashier"}),
    )  # fmt: skip


def _today(actor: Actor) -> date:
    return today(current_branch(actor), timezone.now())


# Slots


def party_account(*, party: Party) -> Mapping[str, Any]:
    """Tiles of the customer page: what they owe and what they have with us."""
    return {"party": party, "balance": queries.balance_of(party)}


def party_open_invoices(*, party: Party) -> Mapping[str, Any] | None:
    """Card of the customer page: what they have still to pay."""
    rows = queries.open_invoices(party)
    day = timezone.localdate()
    shown = [(row, tables.state_chip(row.invoice, row, day)) for row in rows[:10]]
    return {"open_invoices": shown, "more": len(rows) - len(shown), "party": party} if rows else None


def order_money(*, order: Any) -> Mapping[str, Any] | None:
    """Facts of a work order that is finished: what is owed for it, and its invoices."""
    if order.finished_at is None:
        return None
    invoices: list[Invoice] = queries.invoices_of_order(order.pk) if invoices_here() else []
    return {"order": order, "owed": queries.owed_for_order(order.pk), "invoices": invoices, "currency": order.currency}
