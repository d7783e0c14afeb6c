"""Rows of the lists of goods-in, as ready cells."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mendery.ground.company.queries import current_branch, today
from mendery.ground.documents import search
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY, Tab
from mendery.ground.ui.links import link
from mendery.registers.catalogue.units import symbol
from mendery.trade.stock.models import Reservation

from . import queries
from .models import GoodsReceipt, GoodsReceiptLine, LineMatch, ReceiptState, SupplierOrder, SupplierOrderState

FOUND_AT_MOST = 300
COUNTED_AT_MOST = 10_000
LATEST_FIRST = ("-created_at", "-id")
ORDERS_FIRST = ("-on", "-id")
VIEWS: dict[str, Any] = {
    "": gettext_lazy("All"), "drafts": gettext_lazy("Drafts"), "posted": gettext_lazy("Posted"), "reversed": gettext_lazy("Reversed"),
}  # fmt: skip
ORDER_VIEWS: dict[str, Any] = {
    "": gettext_lazy("Open"), "draft": gettext_lazy("Drafts"), "closed": gettext_lazy("Closed"), "all": gettext_lazy("All"),
}  # fmt: skip
ORDER_LOOKS = {
    SupplierOrderState.DRAFT: ("grey", "pencil"),
    SupplierOrderState.PLACED: ("amber", "truck"),
    SupplierOrderState.CLOSED: ("green", "check"),
    SupplierOrderState.CANCELLED: ("grey", "x"),
}


def chosen(query: QueryDict, actor: Actor) -> QuerySet[GoodsReceipt]:
    """The receipts that the list shows."""
    rows, view = queries.receipts_for(actor), query.get("view", "")
    if view == "drafts":
        rows = rows.filter(state=ReceiptState.DRAFT)
    elif view == "posted":
        rows = rows.filter(state=ReceiptState.POSTED, reverses=None)
    elif view == "reversed":
        rows = rows.filter(Q(state=ReceiptState.REVERSED) | Q(reverses__isnull=False))
    text = query.get("q", "").strip()
    if text:
        ids = search.find_ids(text=text, kinds=[queries.SEARCH_KIND, "party"], limit=FOUND_AT_MOST)
        rows = rows.filter(Q(pk__in=ids) | Q(supplier_id__in=ids))
    return rows


def tabs(request: MemberRequest) -> list[Tab]:
    """The saved views above the list of receipts."""
    base = link(request, "purchasing:receipts")
    return [Tab(label, f"{base}?view={key}" if key else base, key=key or "all") for key, label in VIEWS.items()]


def order_tabs(request: MemberRequest) -> list[Tab]:
    """The saved views above the list of orders."""
    base = link(request, "purchasing:orders")
    return [Tab(label, f"{base}?view={key}" if key else base, key=key or "open") for key, label in ORDER_VIEWS.items()]


def to_match(n: int) -> str:
    """How many lines wait, in words."""
    return ngettext("%(n)s line to match", "%(n)s lines to match", n) % {"n": n}


def state_chip(receipt: GoodsReceipt, unmatched: int = 0) -> SafeString:
    """Draft, lines to match, posted, reversed, reversal."""
    if receipt.reverses_id:
        return components.chip("violet", _("Reversal"), "arrow-back-up")
    if receipt.state == ReceiptState.DRAFT and unmatched:
        return components.chip("amber", to_match(unmatched), "link-off")
    return components.state("paper", receipt.state)


def shown_number(receipt: GoodsReceipt) -> str:
    """Our number; a draft, and what is posted without a note, has none."""
    return receipt.number or (_("Draft") if receipt.state == ReceiptState.DRAFT else receipt.invoice_number)


def row(request: MemberRequest, receipt: GoodsReceipt, unmatched: Mapping[UUID, int], *, sees_costs: bool) -> SafeString:
    """One line of the list."""
    url = link(request, "purchasing:receipt", receipt.pk)
    total = format_html('<td class="num">{}</td>', formats.money(receipt.gross, receipt.currency)) if sees_costs else EMPTY
    return format_html(
        '<tr data-href="{}"><td class="m5 nw"><a href="{}">{}</a><div class="only-phone t3 xs el mwn">{}</div></td><td class="nw t2 no-phone">{}</td>'
        '<td class="no-phone"><div class="el mw240">{}</div></td><td class="no-phone mono sm">{}</td><td>{}</td>{}</tr>',
        url, url, shown_number(receipt), receipt.supplier.name, formats.full_day(receipt.on), receipt.supplier.name, receipt.invoice_number or "—",
        state_chip(receipt, unmatched.get(receipt.pk, 0)), total,
    )  # fmt: skip


_SIGNS = {
    LineMatch.MEMORY: ("c-green", "link", gettext_lazy("Chosen before")),
    LineMatch.CODE: ("c-green", "link", gettext_lazy("Same code")),
    LineMatch.BARCODE: ("c-green", "barcode", gettext_lazy("Same barcode")),
    LineMatch.HAND: ("c-green", "link", gettext_lazy("Chosen by hand")),
    LineMatch.ALIKE: ("c-amber", "arrows-exchange", gettext_lazy("Alike, check it")),
}


class LineRows:
    """The table of lines of one receipt."""

    def __init__(self, request: MemberRequest, receipt: GoodsReceipt, waiting: Mapping[UUID, Sequence[Reservation]]) -> None:
        self.request, self.receipt, self.waiting = request, receipt, waiting
        may = request.actor.may
        self.may_edit = receipt.state == ReceiptState.DRAFT and may("receipts.edit")
        self.sees_costs, self.sees_prices = may("costs.see"), may("prices.see")
        self.is_by_hand = receipt.source == "hand"

    def row(self, line: GoodsReceiptLine) -> SafeString:
        """What the invoice says, what it is for us, how much, for how much, where it goes."""
        is_open = line.treatment == "stock" and line.item_id is None
        code = " · ".join(filter(None, (line.supplier_code, line.maker_code, line.barcode)))
        return format_html(
            '<tr{} id="line-{}"><td><div class="m5">{}</div><div class="mono xs t3">{}</div></td><td class="w34">{}</td><td>{}</td><td class="num nw">{}</td>'
            '<td class="num" id="counted-{}">{}</td>{}{}<td class="no-phone" id="bin-{}">{}</td></tr>',
            SafeString(' class="mtc"') if is_open else EMPTY, line.pk, line.text or "—", code, self._sign(line), self._match(line),
            formats.qty(line.quantity, symbol(line.unit)), line.pk, self.counted(line), self._cost(line), self._sell(line), line.pk, self.goes_to(line),
        )  # fmt: skip

    def _sign(self, line: GoodsReceiptLine) -> SafeString:
        if line.treatment == "expense":
            return format_html('<span class="t3" title="{}">{}</span>', _("Expense, no stock"), components.icon("coins"))
        if line.item_id is None:
            return format_html('<span class="c-red" title="{}">{}</span>', _("No match"), components.icon("link-off"))
        css, icon, word = _SIGNS.get(LineMatch(line.match), _SIGNS[LineMatch.HAND])
        return format_html('<span class="{}" title="{}">{}</span>', css, word, components.icon(icon))

    def _match(self, line: GoodsReceiptLine) -> SafeString:
        again = (
            self._button("purchasing:clear", line, "pencil", _("Match %(text)s again") % {"text": line.text}) if self.may_edit else EMPTY
        )
        if line.treatment == "expense" and line.item is None:
            undo = again if line.quantity > 0 else EMPTY
            return format_html('<span class="row-f">{} {}</span>', _("Expense, no stock"), undo)
        if line.item is None:
            return self._chooser(line) if self.may_edit else components.DASH
        note = format_html(" · {}", _("alike, the code differs by a sign")) if line.match == LineMatch.ALIKE else EMPTY
        serials = self._serials(line) if line.item.tracks_serials else EMPTY
        url = link(self.request, "catalogue:item", line.item_id)
        return format_html(
            '<div class="row-f"><a class="m5" href="{}">{}</a>{}</div><div class="xs t3"><span class="mono">{}</span>{}</div>{}',
            url, line.item.name, again, line.item.code, note, serials,
        )  # fmt: skip

    def _button(self, name: str, line: GoodsReceiptLine, icon: str, label: str) -> SafeString:
        html = '<button type="button" class="btn btn-quiet btn-s btn-sq" hx-post="{}" hx-target="#receipt" hx-swap="innerMorph" aria-label="{}" title="{}">{}</button>'
        return format_html(html, link(self.request, name, line.pk), label, label, components.icon(icon, "i-s"))

    def _chooser(self, line: GoodsReceiptLine) -> SafeString:
        choose, suggest = link(self.request, "purchasing:choose", line.pk), link(self.request, "catalogue:suggest")
        label = _("Item for %(text)s") % {"text": line.text or line.supplier_code}
        field = format_html(
            '<form class="rel grow" data-entry hx-post="{}" hx-target="#receipt" hx-swap="innerMorph">{}<input type="hidden" name="pick">'
            '<input class="fc fc-s" name="q" data-next data-suggest="#sug-{}" role="combobox" aria-expanded="false" aria-controls="sug-{}" aria-autocomplete="list" '
            'autocomplete="off" aria-label="{}" placeholder="{}" hx-get="{}?kinds=stock,service,expense" hx-trigger="input changed delay:80ms" hx-sync="this:replace" '
            'hx-target="#sug-{}"><div class="menu sug" id="sug-{}" role="listbox" aria-label="{}" hidden></div></form>',
            choose, components.form_key(), line.pk, line.pk, label, _("Code or name of our item"), suggest, line.pk, line.pk, _("Found"),
        )  # fmt: skip
        create = EMPTY
        if self.request.actor.may("items.edit"):
            html = '<button type="button" class="btn btn-s" hx-get="{}" hx-target="#dialog">{}{}</button>'
            create = format_html(html, link(self.request, "purchasing:new_item", line.pk), components.icon("plus"), _("New item"))
        html = '<button type="button" class="btn btn-s" hx-post="{}" hx-target="#receipt" hx-swap="innerMorph">{}</button>'
        expense = format_html(html, link(self.request, "purchasing:expense", line.pk), _("Expense, no stock"))
        return format_html('<div class="row-f wrap g6">{}{}{}</div>', field, create, expense)

    def _serials(self, line: GoodsReceiptLine) -> SafeString:
        text = ngettext("%(n)s serial number", "%(n)s serial numbers", len(line.serials)) % {"n": len(line.serials)}
        if not self.may_edit:
            return format_html('<div class="xs t2 mono">{}</div>', ", ".join(line.serials))
        css = "" if len(line.serials) == (line.quantity if line.counted is None else line.counted) else "c-red"
        html = '<button type="button" class="btn btn-s {}" hx-get="{}" hx-target="#dialog">{}{}</button>'
        return format_html(html, css, link(self.request, "purchasing:serials", line.pk), components.icon("barcode"), text)

    def counted(self, line: GoodsReceiptLine) -> SafeString:
        """The counted quantity; red where it differs from the invoice."""
        if line.treatment != "stock":
            return components.DASH
        text = "—" if line.counted is None else formats.qty(line.counted)
        cell = (
            components.cell_edit(link(self.request, "purchasing:cell", line.pk, "counted"), text, _("Counted")) if self.may_edit else text
        )
        return format_html('<span class="{}">{}</span>', "c-red b" if line.counted not in (None, line.quantity) else "", cell)

    def _cost(self, line: GoodsReceiptLine) -> SafeString:
        if not self.sees_costs:
            return EMPTY
        unit = line.net / line.quantity if line.quantity else line.net
        change = EMPTY
        if line.item and line.item.last_cost and line.item.last_cost > 0 and self.receipt.state == ReceiptState.DRAFT:
            before, now = line.item.last_cost, unit * self.receipt.rate
            percent = (now - before) * 100 / before
            if abs(percent) >= 1:
                word = _("up %(percent)s") if percent > 0 else _("down %(percent)s")
                change = format_html('<div class="xs c-amber">{}</div>', word % {"percent": formats.percent(abs(percent))})
        if self.is_by_hand and self.may_edit:
            cell = components.cell_edit(link(self.request, "purchasing:cell", line.pk, "price"), formats.money(unit), _("Cost"))
            return format_html('<td class="num" id="price-{}">{}</td>', line.pk, cell)
        return format_html('<td class="num">{}{}</td>', formats.money(unit), change)

    def _sell(self, line: GoodsReceiptLine) -> SafeString:
        return format_html('<td class="num no-phone" id="sell-{}">{}</td>', line.pk, self.sell(line)) if self.sees_prices else EMPTY

    def sell(self, line: GoodsReceiptLine) -> SafeString:
        """The sale price: the new one, else the list price of the item."""
        if line.item is None or line.treatment != "stock":
            return components.DASH
        price = line.sale_price if line.sale_price is not None else line.item.sale_price
        text = formats.money(price)
        cell = (
            components.cell_edit(link(self.request, "purchasing:cell", line.pk, "sale_price"), text, _("Sale price"))
            if self.may_edit
            else text
        )
        is_new = line.sale_price is not None and line.sale_price != line.item.sale_price
        return format_html('<span class="{}">{}</span>', "c-blue b" if is_new else "", cell)

    def goes_to(self, line: GoodsReceiptLine) -> SafeString:
        """Work orders that wait for it, else its place on the shelf."""
        if line.treatment != "stock" or line.item is None:
            return EMPTY
        waiting = self.waiting.get(line.item.pk, ())[:3] if self.receipt.state == ReceiptState.DRAFT else ()
        if waiting:
            chips = [(components.chip("blue", f"{row.order_number} · {formats.qty(row.wanted - row.held)}", "lock"),) for row in waiting]
            return format_html_join(" ", "{}", chips)
        if self.may_edit:
            return components.cell_edit(link(self.request, "purchasing:cell", line.pk, "bin"), line.bin or "—", _("Place"))
        return components.chip("grey", line.bin, cls="out noi") if line.bin else components.DASH


def orders_chosen(query: QueryDict, actor: Actor) -> QuerySet[SupplierOrder]:
    """The supplier orders that the list shows."""
    rows, view = queries.orders_for(actor), query.get("view", "")
    if view == "closed":
        rows = rows.filter(state__in=[SupplierOrderState.CLOSED, SupplierOrderState.CANCELLED])
    elif view == "draft":
        rows = rows.filter(state=SupplierOrderState.DRAFT)
    elif view != "all":
        rows = rows.filter(state__in=[SupplierOrderState.DRAFT, SupplierOrderState.PLACED])
    text = query.get("q", "").strip()
    if text:
        ids = search.find_ids(text=text, kinds=[queries.ORDER_SEARCH_KIND, "party"], limit=FOUND_AT_MOST)
        rows = rows.filter(Q(pk__in=ids) | Q(supplier_id__in=ids))
    return rows


def order_chip(order: SupplierOrder) -> SafeString:
    """Draft, placed, closed, cancelled."""
    tone, icon = ORDER_LOOKS[SupplierOrderState(order.state)]
    return components.chip(tone, order.get_state_display(), icon)


def order_row(request: MemberRequest, order: SupplierOrder) -> SafeString:
    """One line of the list of orders."""
    url = link(request, "purchasing:order", order.pk)
    return format_html(
        '<tr data-href="{}"><td class="m5 nw"><a href="{}">{}</a></td><td class="nw t2 no-phone">{}</td><td><div class="el mwn">{}</div></td>'
        '<td class="nw">{}</td><td>{}</td></tr>',
        url, url, order.number or _("Draft"), formats.full_day(order.on), order.supplier.name, formats.day(order.promised_on) if order.promised_on else "",
        order_chip(order),
    )  # fmt: skip


def today_of(actor: Actor) -> date:
    """Today where the actor works."""
    return today(current_branch(actor), timezone.now())
