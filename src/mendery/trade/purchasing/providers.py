"""What goods-in gives to the navigation, the search, Today, and the pages of suppliers and stock."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mendery.ground.documents import search
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, providers
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry, SearchHit, TodayItem
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import Item
from mendery.registers.catalogue.units import symbol
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import family_of
from mendery.trade.stock.queries import keeps_stock, short_count

from . import queries, tables
from .models import GoodsReceipt, ReceiptState, SupplierOrder, SupplierOrderState

_EXACT, _FOUND, _SHOWN = 100, 50, 5


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """Receipts, and supplier orders where there is a stock."""
    if actor.may("receipts.see"):
        yield NavEntry(
            key="receipts", group="parts", order=320, icon="truck", label=_("Goods receipts") if keeps_stock() else _("Supplier invoices"),
            url=link(request, "purchasing:receipts"), phone=3 if actor.may("receipts.edit") else 0, phone_label=_("Receive"),
        )  # fmt: skip
    if actor.may("supplier_orders.edit") and keeps_stock():
        yield NavEntry(
            key="supplier_orders",
            group="parts",
            order=330,
            icon="shopping-cart",
            label=_("Supplier orders"),
            url=link(request, "purchasing:orders"),
        )


def hits(actor: Actor, text: str, *, request: MemberRequest, **_more: Any) -> Iterator[SearchHit]:
    """Receipts and supplier orders by their numbers, also by the number of the supplier's invoice."""
    if not actor.may("receipts.see"):
        return
    key = search.code_key(text)
    ids = search.find_ids(text=text, kinds=[queries.SEARCH_KIND], limit=8)
    rows = queries.receipts_for(actor).filter(pk__in=ids).select_related("supplier") if ids else ()
    for receipt in rows:
        numbers = {search.code_key(receipt.number), search.code_key(receipt.invoice_number)}
        yield SearchHit(
            key=f"receipt:{receipt.pk}", group=_("Goods receipts"), group_order=60, icon="truck", title=tables.shown_number(receipt),
            detail=f"{receipt.supplier.name} · {receipt.invoice_number}", url=link(request, "purchasing:receipt", receipt.pk),
            score=_EXACT if key and key in numbers else _FOUND,
        )  # fmt: skip
    ids = search.find_ids(text=text, kinds=[queries.ORDER_SEARCH_KIND], limit=8)
    for order in queries.orders_for(actor).filter(pk__in=ids).select_related("supplier") if ids else ():
        yield SearchHit(
            key=f"supplier_order:{order.pk}", group=_("Supplier orders"), group_order=65, icon="shopping-cart", title=order.number,
            detail=order.supplier.name, url=link(request, "purchasing:order", order.pk),
            score=_EXACT if key == search.code_key(order.number) else _FOUND,
        )  # fmt: skip


def today_items(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[TodayItem]:
    """Receipts to finish, orders that should have come, and what is short: for whoever buys and receives."""
    if actor.may("receipts.edit"):
        yield from _drafts(actor, request)
    if actor.may("supplier_orders.edit") and keeps_stock():
        yield from _late(actor, request)
        short = short_count(actor)
        if short:
            yield TodayItem(
                key="short_parts", rank=providers.PART_DUE, asset=components.dev("alert-triangle", _("Parts")), title=ngettext("%(n)s part is short", "%(n)s parts are short", short) % {"n": short},
                detail=_("Jobs wait for them."), tone="red", icon="alert-triangle", state=_("Short"), action=_("See what is short"),
                url=link(request, "purchasing:shortages"),
            )  # fmt: skip


def _drafts(actor: Actor, request: MemberRequest) -> Iterator[TodayItem]:
    rows = queries.receipts_for(actor).filter(state=ReceiptState.DRAFT).select_related("supplier").order_by("created_at", "id")[:_SHOWN]
    unmatched = queries.unmatched_counts(rows)
    for receipt in rows:
        n = unmatched.get(receipt.pk, 0)
        yield TodayItem(
            key=f"receipt:{receipt.pk}", rank=providers.PART_DUE, asset=components.dev("truck", receipt.invoice_number or _("Delivery note")),
            title=receipt.supplier.name, detail=tables.to_match(n) if n else _("All lines are matched."), tone="amber" if n else "blue",
            icon="link-off" if n else "check", state=_("To receive"), action=_("Open receipt"),
            url=link(request, "purchasing:receipt", receipt.pk), since=receipt.created_at,
        )  # fmt: skip


def _late(actor: Actor, request: MemberRequest) -> Iterator[TodayItem]:
    here = tables.today_of(actor)
    rows = queries.orders_for(actor).filter(state=SupplierOrderState.PLACED, promised_on__lte=here).select_related("supplier")
    for order in rows.order_by("promised_on", "id")[:_SHOWN]:
        is_late = order.promised_on is not None and order.promised_on < here
        yield TodayItem(
            key=f"supplier_order:{order.pk}", rank=providers.LATE if is_late else providers.PART_DUE,
            asset=components.dev("shopping-cart", order.number), title=order.supplier.name,
            detail=_("Promised %(day)s") % {"day": formats.day(order.promised_on)}, tone="red" if is_late else "amber", icon="truck",
            state=_("Late") if is_late else _("Comes today"), action=_("Open order"), url=link(request, "purchasing:order", order.pk),
        )  # fmt: skip


# Slots


def stock_actions() -> Mapping[str, Any]:
    """Buttons of the stock page."""
    return {}


def item_tiles(*, item: Item) -> Mapping[str, Any] | None:
    """What is to come of an item from suppliers, and when the next of it."""
    if not behaviour(item.kind).has_layers or not keeps_stock():
        return None
    lines = queries.coming_lines(item_id=item.pk)
    first = min((line.order for line in lines if line.order.promised_on), key=lambda order: order.promised_on or order.on, default=None)
    return {
        "ordered": sum((line.open for line in lines), queries.NONE), "unit": symbol(item.unit), "order": lines[0].order if lines else None,
        "detail": f"{formats.day(first.promised_on)}, {first.supplier.name}" if first else "",
    }  # fmt: skip


def party_receipts(*, party: Party) -> Mapping[str, Any] | None:
    """The latest receipts of a supplier."""
    if not party.is_supplier:
        return None
    rows = GoodsReceipt.objects.filter(supplier_id__in=family_of(party.pk)).order_by("-created_at", "-id")[:8]
    return {"receipts": rows, "party": party} if rows else None


def party_merge(*, loser: Party, survivor: Party) -> Mapping[str, Any]:
    """How many orders and drafts would move to the survivor."""
    return {
        "drafts": GoodsReceipt.objects.filter(supplier=loser, state=ReceiptState.DRAFT).count(),
        "orders": SupplierOrder.objects.filter(supplier=loser, state__in=[SupplierOrderState.DRAFT, SupplierOrderState.PLACED]).count(),
    }
