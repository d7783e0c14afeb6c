"""What the store gives to the navigation, the search, Today, and the pages of items."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from mendery.ground.documents.search import code_key
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, providers
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry, SearchHit, TodayItem
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import Item
from mendery.registers.catalogue.units import symbol

from .models import Balance, Reservation, SerialNumber
from .queries import NONE, keeps_stock

_EXACT, _FOUND = 100, 60
_SHOWN = 5


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """Stock, where there is one."""
    if actor.may("stock.see") and keeps_stock():
        yield NavEntry(
            key="stock", group="parts", order=310, icon="packages", label=_("Stock"), url=link(request, "stock:list"), go="s",
            phone=4 if actor.may("receipts.edit") else 0,
        )  # fmt: skip


def hits(actor: Actor, text: str, *, request: MemberRequest, **_more: Any) -> Iterator[SearchHit]:
    """Pieces by their serial number."""
    key = code_key(text)
    if len(key) < 3 or not actor.may("stock.see"):
        return
    for row in SerialNumber.objects.filter(serial_key__begins=key).select_related("item").order_by("serial_key")[:8]:
        yield SearchHit(
            key=f"serial:{row.pk}", group=_("Serial numbers"), group_order=70, icon="barcode", title=row.serial,
            detail=f"{row.item.name} · {row.get_state_display()}", url=link(request, "catalogue:item", row.item_id),
            score=_EXACT if row.serial_key == key else _FOUND,
        )  # fmt: skip


def today_items(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[TodayItem]:
    """Parts that lie ready for a job and were not given yet, for whoever gives them; the earliest promise first."""
    if not actor.may("stock.issue") or not keeps_stock():
        return
    rows = Reservation.objects.filter(held__gt=0, held=F("wanted")).select_related("item")
    if actor.branch_ids:
        rows = rows.filter(warehouse__branch_id__in=actor.branch_ids)
    for row in rows.order_by(F("promised_at").asc(nulls_last=True), "at")[:_SHOWN]:
        yield TodayItem(
            key=f"give:{row.pk}", rank=providers.PART_DUE, asset=components.dev("package", row.item.code), title=row.item.name,
            detail=_("%(quantity)s for order %(number)s") % {"quantity": formats.qty(row.held, symbol(row.item.unit)), "number": row.order_number},
            tone="blue", icon="lock", state=_("Ready to give"), action=_("Open item"), url=link(request, "catalogue:item", row.item_id),
            since=row.at,
        )  # fmt: skip


# Slots


def item_tiles(*, item: Item) -> Mapping[str, Any] | None:
    """What lies of an item, in all warehouses."""
    if not behaviour(item.kind).has_layers or not keeps_stock():
        return None
    lies = Balance.objects.filter(item=item).aggregate(on_hand=Sum("on_hand"), held=Sum("held"), value=Sum("value"))
    on_hand, held = lies["on_hand"] or NONE, lies["held"] or NONE
    return {
        "on_hand": on_hand, "held": held, "free": on_hand - held, "value": lies["value"] or ZERO, "unit": symbol(item.unit),
    }  # fmt: skip


def item_short(*, item: Item) -> Mapping[str, Any] | None:
    """What jobs wait for of an item."""
    if not behaviour(item.kind).has_layers or not keeps_stock():
        return None
    short = Reservation.objects.filter(item=item).aggregate(short=Sum(F("wanted") - F("held")))["short"]
    return {"short": short or NONE, "unit": symbol(item.unit)}


def item_main(*, item: Item) -> Mapping[str, Any] | None:
    """Layers, reservations and movements, loaded after the page."""
    return {"item": item} if behaviour(item.kind).has_layers and keeps_stock() else None
