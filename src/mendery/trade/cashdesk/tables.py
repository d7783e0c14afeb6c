"""Rows of the cash desk as ready cells."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.links import link

from .models import CashEntry, FiscalState, Method, Payment
from .papers import entry_text
from .states import ENTRIES
from .words import WORDS

ICONS = {Method.CASH: "cash", Method.CARD: "credit-card", Method.BANK: "building-bank"}
LATEST_FIRST = ("-at", "-id")
COLUMNS = 6


def method_cell(method: str) -> SafeString:
    """How money moved, with its icon."""
    return format_html('<span class="row-f t2">{}{}</span>', components.icon(ICONS[Method(method)], "i-s"), WORDS[Method(method)])


def fiscal_chip(payment: Payment) -> SafeString:
    """Where the fiscal receipt is; else the number of the cash receipt or slip."""
    if payment.fiscal_state == FiscalState.NOT_NEEDED:
        return components.chip("grey", payment.number, "file") if payment.number else components.state("fiscal", "not_needed")
    if payment.fiscal_state == FiscalState.PRINTED:
        return components.state("fiscal", "return" if payment.amount < 0 else "printed", payment.fiscal_number)
    return components.state("fiscal", payment.fiscal_state)


def what(payment: Payment, about: str) -> str:
    """What a payment is for, in a few words."""
    if payment.refund_of_id is not None:
        return _("Money back, %(about)s") % {"about": about} if about else _("Money back")
    return about or _("On account")


def _amount(amount: Any) -> SafeString:
    return format_html('<td class="num b{}">{}</td>', " c-red" if amount < 0 else "", formats.money(amount))


_ROW = (
    '<tr{}><td class="t3 no-phone nw">{}</td><td class="m5">{}<div class="only-phone t3 xs el mwn">{}</div><div class="only-phone">{}</div></td>'
    '<td class="t2 no-phone"><div class="el mw240">{}</div></td><td class="no-phone nw">{}</td><td class="no-phone">{}</td>{}</tr>'
)


def payment_row(request: MemberRequest, payment: Payment, about: str, when: str) -> SafeString:
    """One payment of a list."""
    url = link(request, "cashdesk:payment", payment.pk)
    title = format_html('<a href="{}">{}</a>', url, what(payment, about))
    chip = fiscal_chip(payment)
    return format_html(
        _ROW, format_html(' data-href="{}"', url), when, title, payment.party.name, chip, payment.party.name, method_cell(payment.method), chip,
        _amount(payment.amount),
    )  # fmt: skip


def entry_row(entry: CashEntry, when: str) -> SafeString:
    """A row of the journal that is no payment."""
    label = ENTRIES.get(entry.kind, entry.kind)
    chip = components.chip("grey", entry.doc_number, "file") if entry.doc_number else components.DASH
    return format_html(_ROW, "", when, entry.text or label, label, chip, label, method_cell(Method.CASH), chip, _amount(entry.amount))


def day_rows(request: MemberRequest, payments: Iterable[Payment], entries: Iterable[CashEntry], about: dict[UUID, str]) -> SafeString:
    """Payments and other movements of a day together, the latest first."""
    rows = [(one.at, payment_row(request, one, about[one.pk], formats.clock(one.at))) for one in payments]
    rows += [(one.at, entry_row(one, formats.clock(one.at))) for one in entries]
    rows.sort(key=lambda row: row[0], reverse=True)
    return SafeString("".join(row for _at, row in rows))


_JOURNAL_ROW = (
    '<tr><td class="t3 no-phone">{}</td><td class="t3 nw no-phone">{}</td><td class="nw t2 no-phone">{}</td><td><div class="el mwn">{}</div><div class="only-phone t3 xs">{}</div></td>'
    '<td class="num">{}</td><td class="num c-red">{}</td></tr>'
)


def journal_rows(request: MemberRequest, entries: Iterable[CashEntry]) -> SafeString:
    """The rows of a day in their order, with in and out apart."""
    rows = []
    for place, entry in enumerate(entries, start=1):
        text: Any = entry_text(entry)
        if entry.payment_id:
            text = format_html('<a href="{}">{}</a>', link(request, "cashdesk:payment", entry.payment_id), text)
        came = formats.money(entry.amount) if entry.amount > 0 else ""
        went = formats.money(-entry.amount) if entry.amount < 0 else ""
        cells = (place, formats.clock(entry.at), entry.doc_number or "—", text, entry.doc_number, came, went)
        rows.append(format_html(_JOURNAL_ROW, *cells))
    return SafeString("".join(rows))
