"""Rows of the list of items, as ready cells."""

from typing import Any

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.documents import search
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY, Tab
from mendery.ground.ui.links import link

from . import units
from .kinds import behaviour
from .models import Item, ItemKind
from .queries import SEARCH_KIND

FOUND_AT_MOST = 300
COUNTED_AT_MOST = 10_000
ICONS = {
    ItemKind.STOCK: "box", ItemKind.SERVICE: "stack-2", ItemKind.WORK: "tool", ItemKind.WORK_KIND: "clock",
    ItemKind.EXPENSE: "coins", ItemKind.OPERATION: "checklist",
}  # fmt: skip
VIEWS: dict[str, tuple[Any, dict[str, Any]]] = {
    "": (gettext_lazy("All"), {"is_active": True}),
    "parts": (gettext_lazy("Parts"), {"is_active": True, "kind": ItemKind.STOCK}),
    "services": (gettext_lazy("Services"), {"is_active": True, "kind": ItemKind.SERVICE}),
    "labour": (gettext_lazy("Work"), {"is_active": True, "kind__in": [ItemKind.WORK, ItemKind.WORK_KIND]}),
    "internal": (gettext_lazy("Internal"), {"is_active": True, "kind__in": [ItemKind.EXPENSE, ItemKind.OPERATION]}),
    "off": (gettext_lazy("Not offered"), {"is_active": False}),
}


def icon_of(item: Item, cls: str = "") -> SafeString:
    """The picture of its kind."""
    return components.icon(ICONS[ItemKind(item.kind)], cls)


def chosen(query: QueryDict) -> Any:
    """The items that the list shows: a view and a text that is looked for."""
    _label, conditions = VIEWS.get(query.get("view", ""), VIEWS[""])
    rows = Item.objects.filter(**conditions)
    text = query.get("q", "").strip()
    if text:
        rows = rows.filter(pk__in=search.find_ids(text=text, kinds=[SEARCH_KIND], limit=FOUND_AT_MOST))
    return rows


def tabs(request: MemberRequest) -> list[Tab]:
    """The saved views above the list."""
    base = link(request, "catalogue:list")
    return [Tab(label, f"{base}?view={key}" if key else base, key=key or "all") for key, (label, _conditions) in VIEWS.items()]


def price_cell(request: MemberRequest, item: Item) -> SafeString:
    """The price; whoever may change items changes it in place."""
    if not request.actor.may("prices.see"):
        return EMPTY
    if not behaviour(item.kind).is_sold:
        return components.DASH
    shown = formats.money(item.sale_price) if item.sale_price is not None else "—"
    if request.actor.may("items.edit"):
        return components.cell_edit(link(request, "catalogue:price", item.pk), shown, _("Price"))
    return format_html("{}", shown)


def row(request: MemberRequest, item: Item) -> SafeString:
    """One line of the list."""
    url = link(request, "catalogue:item", item.pk)
    return format_html(
        '<tr data-href="{}"><td class="mono sm nw">{}</td><td class="m5"><span class="row-f">{}<a class="el mwn" href="{}">{}</a></span></td>'
        '<td class="no-phone t2">{}</td><td class="no-phone t2">{}</td><td class="no-phone t2">{}</td><td class="num" id="price-{}">{}</td></tr>',
        url, item.code, icon_of(item, "i-s t3"), url, item.name, item.manufacturer, item.get_kind_display(), units.symbol(item.unit),
        item.pk, price_cell(request, item),
    )  # fmt: skip


def option(request: MemberRequest, item: Item) -> SafeString:
    """One suggestion under a field."""
    may = request.actor.may("prices.see") and item.sale_price is not None
    return format_html(
        '<div role="option" data-pick="{}" data-text="{}" aria-selected="false">{}<span class="mono sm el">{}</span>'
        '<span class="el">{}</span><span class="t3 el">{}</span><span class="num">{}</span></div>',
        item.pk, item.code, icon_of(item, "t3"), item.code, item.name, item.manufacturer, formats.money(item.sale_price) if may else EMPTY,
    )  # fmt: skip
