"""Rows of the table of jobs and lines, for the wide page and for the phone. Cells are safe HTML, made once a line."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY, Text
from mendery.registers.catalogue.units import PIECE, symbol
from mendery.workshop.workorders.calculations import Margin
from mendery.workshop.workorders.models import Line
from mendery.workshop.workorders.queries import JobSheet, LineSheet
from mendery.workshop.workorders.states import LineKind

from .reader import Reader

ICONS = {LineKind.LABOUR: "clock-hour-4", LineKind.PART: "box", LineKind.OUTSIDE: "building-store", LineKind.FEE: "receipt"}
CELL_NAMES = {"text": "t", "quantity": "q", "price": "p", "discount_percent": "d"}
FIELDS = tuple(CELL_NAMES)
_THIN = Decimal(30)


def typed(value: Decimal) -> str:
    """A number as one would type it into its field: no groups, no zeros at the end."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", formats.current().separators[ord(".")])


def price(value: Decimal) -> str:
    """A price with two decimals, with more only where it has them."""
    return formats.money(value) if value == round(value, 2) else typed(value)


def quantity(line: Line) -> str:
    """A quantity; pieces go without saying."""
    return formats.qty(line.quantity, "" if line.unit == PIECE else symbol(line.unit))


def label(field: str) -> Text:
    """What a field of a line is called."""
    words = {"text": _("Description"), "quantity": _("Quantity"), "price": _("Price"), "discount_percent": _("Discount, %")}
    return words[field]


def raw(line: Line, field: str) -> str:
    """The value of a field as it is typed."""
    value = getattr(line, field)
    return typed(value) if isinstance(value, Decimal) else str(value)


_SHOWN: dict[str, Callable[[Line], str]] = {
    "text": lambda line: line.text,
    "quantity": quantity,
    "price": lambda line: price(line.price),
    "discount_percent": lambda line: (
        formats.percent(line.discount_percent, 2 if line.discount_percent % 1 else 0) if line.discount_percent else "—"
    ),
}


def may_change(reader: Reader, field: str) -> bool:
    """Whether this reader may change the field."""
    return reader.prices if field in ("price", "discount_percent") else reader.edits


def cell(reader: Reader, sheet: LineSheet, field: str) -> SafeString:
    """A value of a line at rest; a button that opens its field for those who may change it."""
    line = sheet.line
    shown: Text = _SHOWN[field](line)
    if may_change(reader, field):
        shown = components.cell_edit(f"{reader.url('line_cell', line.pk, field)}?v={line.version}", shown, label(field))
    if field != "text":
        return format_html("{}", shown)
    return format_html(
        '<span class="row-f g6">{}<span class="el" title="{}">{}</span>{}</span>',
        components.icon(ICONS[LineKind(line.kind)], "i-s t3"), line.text, shown, _marks(sheet),
    )  # fmt: skip


def _marks(sheet: LineSheet) -> SafeString:
    if sheet.is_changed:
        return format_html(
            '<span class="flag" data-t="amber" title="{0}">{1}<span class="vh">{0}</span></span>',
            _("Changed since approval"),
            components.icon("arrows-diff", "i-s"),
        )
    return EMPTY


def margin(value: Margin, *, is_known: bool = True) -> SafeString:
    """The margin in percent; amber when it is thin."""
    if value.percent is None or not is_known:
        return components.DASH
    return format_html('<span class="{}">{}</span>', "c-amber" if value.percent < _THIN else "t3", formats.percent(value.percent))


def stock(sheet: LineSheet) -> SafeString:
    """How a part stands, with its bin or what is missing; for work, that it is done."""
    line = sheet.line
    if not sheet.state:
        return components.stock("", _("Done")) if line.done_at else EMPTY
    if sheet.state == "given":
        return components.stock("given", ", ".join(line.serials) if line.serials else "")
    bin_name = line.item.default_bin if line.item else ""
    free = formats.qty(sheet.stock.free) if sheet.stock else "0"
    notes: dict[str, Text] = {
        "reserved": bin_name,
        "ordered": formats.qty(sheet.stock.ordered) if sheet.stock else "",
        "short": _("%(quantity)s free") % {"quantity": free},
        "on_hand": _("%(quantity)s, bin %(bin)s") % {"quantity": free, "bin": bin_name} if bin_name else free,
    }
    return components.stock(sheet.state, notes[sheet.state])


def entry(icon: str, text: Text, *, post: str = "", get: str = "") -> SafeString:
    if get:
        return format_html(
            '<button type="button" data-close hx-get="{}" hx-target="#dialog">{}{}</button>', get, components.icon(icon, "i-s"), text
        )
    return format_html(
        '<button type="button" data-close hx-post="{}" hx-target="#sheet" hx-swap="innerMorph">{}{}</button>',
        post,
        components.icon(icon, "i-s"),
        text,
    )


def menu(menu_id: str, label_text: Text, entries: list[SafeString]) -> SafeString:
    """The dots of a row and what hangs under them."""
    if not entries:
        return EMPTY
    return format_html(
        '<button type="button" class="btn btn-quiet btn-s btn-sq" popovertarget="{0}" aria-label="{1}">{2}</button><div class="menu" id="{0}" popover>{3}</div>',
        menu_id, label_text, components.icon("dots"), SafeString("".join(entries)),
    )  # fmt: skip


def _line_menu(reader: Reader, sheet: LineSheet) -> SafeString:
    line, url = sheet.line, reader.url
    entries = []
    if reader.edits:
        entries.append(entry("pencil", _("Edit line…"), get=url("line", line.pk)))
    if line.is_stocked and reader.issues and line.issued < line.quantity:
        entries.append(entry("package-export", _("Issue parts…"), get=f"{url('issue', line.order_id)}?line={line.pk}"))
    if line.is_stocked and reader.issues and line.issued > 0:
        entries.append(entry("package-import", _("Return to stock…"), get=f"{url('take_back', line.order_id)}?line={line.pk}"))
    if reader.edits and line.is_stocked and sheet.stock is not None and not sheet.stock.wanted and line.issued < line.quantity:
        entries.append(entry("lock", _("Reserve now"), post=f"{url('reserve', line.order_id)}?line={line.pk}"))
    if reader.edits:
        entries.append(entry("trash", _("Remove line"), post=url("line_remove", line.pk)))
    return menu(f"lm-{line.pk}", _("Line menu"), entries)


def _td(sheet_id: UUID, name: str, css: str, content: Any) -> SafeString:
    return format_html('<td id="{}-{}" class="{}">{}</td>', name, sheet_id, css, content)


def row(reader: Reader, sheet: LineSheet) -> SafeString:
    """One line of the table. Its number is counted by the page, so that no other row changes when one comes or goes."""
    line = sheet.line
    cells = [
        format_html('<td class="t3"></td><td class="mono sm nw">{}</td>', line.code),
        _td(line.pk, "t", "", cell(reader, sheet, "text")),
        _td(line.pk, "q", "num", cell(reader, sheet, "quantity")),
    ]
    if reader.sees_prices:
        cells.append(_td(line.pk, "p", "num", cell(reader, sheet, "price")))
        if reader.sees_discounts:
            cells.append(_td(line.pk, "d", "num t3", cell(reader, sheet, "discount_percent")))
        cells.append(_td(line.pk, "n", "num m5", formats.money(line.net)))
    if reader.sees_margins:
        cells.append(_td(line.pk, "m", "num", line_margin(sheet)))
    cells.append(_td(line.pk, "s", "", stock_cell(reader, sheet)))
    return format_html('<tr class="ln" id="l-{}">{}</tr>', line.pk, SafeString("".join(cells)))


def line_margin(sheet: LineSheet) -> SafeString:
    """The margin of a line; work has one only when its time has a cost."""
    return margin(sheet.margin, is_known=bool(sheet.cost))


def stock_cell(reader: Reader, sheet: LineSheet) -> SafeString:
    """The state of the part and the menu of the line."""
    return format_html('<span class="row-f sb">{}<span class="end">{}</span></span>', stock(sheet), _line_menu(reader, sheet))


def phone_row(reader: Reader, sheet: LineSheet) -> SafeString:
    """A line on a phone: text and sum, under them quantity × price and the state of the part."""
    line = sheet.line
    total = (
        format_html('<span class="num">{}</span>', formats.money(line.net))
        if reader.sees_prices
        else format_html('<span class="num">{}</span>', quantity(line))
    )
    how_many = f"{quantity(line)} × {price(line.price)}" if reader.sees_prices else line.code
    text = format_html('<span class="el">{}</span>', line.text)
    if reader.edits:
        text = format_html(
            '<button type="button" class="lnk-q el" hx-get="{}" hx-target="#dialog">{}</button>', reader.url("line", line.pk), line.text
        )
    return format_html('<div class="pl-l">{}{}<small>{}</small><small class="num">{}</small></div>', text, total, how_many, stock(sheet))


def unit(line: Line) -> str:
    """The unit of a line, to stand after its quantity."""
    return symbol(line.unit)


def flat(jobs: tuple[JobSheet, ...]) -> dict[UUID, tuple[JobSheet, LineSheet]]:
    """Every line with its job, by id."""
    return {line.line.pk: (job, line) for job in jobs for line in job.lines}
