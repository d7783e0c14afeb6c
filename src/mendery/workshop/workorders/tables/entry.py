"""Suggestions under the field where a line is typed."""

from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY
from mendery.ground.ui.links import link
from mendery.registers.catalogue.kinds import SOLD_KINDS, behaviour
from mendery.registers.catalogue.models import Item
from mendery.registers.catalogue.queries import price_for
from mendery.registers.catalogue.queries import suggest as suggested
from mendery.registers.catalogue.units import symbol
from mendery.trade.stock.queries import free_of
from mendery.workshop.workorders.models import WorkOrder

_LONGEST = 200


def _stock(item: Item, free: object) -> SafeString:
    if not behaviour(item.kind).has_layers:
        norm = formats.qty(item.norm_hours, symbol("HUR")) if item.norm_hours else ""
        return components.stock("", norm or (_("Labour") if behaviour(item.kind).is_labour else _("Service")))
    if not free:
        return components.stock("short", _("none free"))
    return components.stock("on_hand", _("%(quantity)s free") % {"quantity": formats.qty(free)})  # type: ignore[arg-type]


def options(request: MemberRequest, order: WorkOrder, text: str) -> SafeString:
    """Rows of the list, what lies free on our own shelf first; at the end the ways to add what is not known yet."""
    text = text.strip()[:_LONGEST]
    if len(text) < 2:
        return EMPTY
    found = suggested(text, kinds=SOLD_KINDS, limit=12)
    free = free_of(item_ids=[item.pk for item in found if behaviour(item.kind).has_layers], warehouse_id=order.warehouse_id)
    ranked = sorted(found, key=lambda item: behaviour(item.kind).has_layers and free.get(item.pk, 0) <= 0)[:8]
    sees_prices = request.actor.may("prices.see")
    rows = []
    for item in ranked:
        price = price_for(item=item) if sees_prices else None
        rows.append(
            format_html(
                '<div role="option" data-pick="item:{}" data-text="{}" aria-selected="false">{}<span class="mono sm el">{}</span>'
                '<span class="el">{}</span>{}<span class="num">{}</span></div>',
                item.pk, item.code, components.icon("box" if behaviour(item.kind).has_layers else "clock-hour-4", "i-s t3"), item.code,
                item.name, _stock(item, free.get(item.pk)), formats.money(price) if price is not None else "",
            )
        )  # fmt: skip
    return SafeString("".join(rows)) + _others(request, text)


def _others(request: MemberRequest, text: str) -> SafeString:
    """Ways to add what the catalogue does not know; for what looks like a code the new item comes first."""
    own = [_other("clock-hour-4", "labour", text, _("As labour")), _other("box", "part", text, _("As a part"))]
    if request.actor.may("items.edit"):
        create = _other("plus", "create", text, _("Create item"))
        own = [create, *own] if _is_code(text) else [*own, create]
    return SafeString("".join(own))


def _is_code(text: str) -> bool:
    return " " not in text and any(char.isdigit() for char in text)


def _other(icon: str, pick: str, text: str, word: str) -> SafeString:
    return format_html(
        '<div role="option" data-pick="{}" data-text="{}" aria-selected="false">{}<span class="el t3">{}</span><span class="el">{}</span>'
        "<span></span><span></span></div>",
        pick, text, components.icon(icon, "i-s t3"), word, text,
    )  # fmt: skip


def create_url(request: MemberRequest, text: str) -> str:
    """Where an item with this code (or name) is written."""
    return f"{link(request, 'catalogue:create')}?{urlencode({'code' if _is_code(text) else 'name': text})}"
