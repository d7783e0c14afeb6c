"""What the cash desk gives to the navigation, to Today, and to the pages of invoices, customers and orders."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mendery.ground.company.queries import today
from mendery.ground.company.setting_tabs import SettingTab
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, providers
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry, TodayItem
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import Invoice, InvoiceState
from mendery.trade.billing.queries import open_of, settlements_of
from mendery.trade.billing.states import INVOICE

from . import queries, tables
from .models import Payment, Shift, ShiftState

_SHOWN = 3
_OF_PARTY = 6


def setting_sections() -> Iterable[SettingTab]:
    """The tills, in the settings."""
    return (SettingTab(key="tills", order=35, label=gettext_lazy("Tills"), url_name="cashdesk:tills"),)


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """The cash desk."""
    if actor.may("cash.see"):
        yield NavEntry(
            key="cash", group="money", order=400, icon="cash-register", label=_("Cash desk"), url=link(request, "cashdesk:desk"), go="c",
            phone=2 if actor.may("cash.shift") and not actor.may("intake.do") else 0, phone_label=_("Cash"),
        )  # fmt: skip


def today_items(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[TodayItem]:
    """Receipts that did not print, and tills that nobody closed yesterday."""
    if not actor.may("cash.shift"):
        return
    for payment in queries.not_printed(actor)[:_SHOWN]:
        failed = payment.fiscal_state == "failed"
        yield TodayItem(
            key=f"receipt:{payment.pk}", rank=providers.FAILED if failed else providers.OTHER, asset=components.dev("receipt", payment.party.name),
            title=_("Fiscal receipt of %(amount)s") % {"amount": formats.money(payment.amount, payment.currency)},
            detail=payment.fiscal_note or _("The payment is kept."), tone="red" if failed else "amber",
            icon="printer-off" if failed else "hourglass", state=_("Not printed") if failed else _("Waiting for receipt"),
            action=_("Open payment"), url=link(request, "cashdesk:payment", payment.pk), since=payment.at,
        )  # fmt: skip
    rows = Shift.objects.filter(state=ShiftState.OPEN).select_related("till__branch")
    for shift in rows.filter(till__branch_id__in=actor.branch_ids) if actor.branch_ids else rows:
        days = (today(shift.till.branch, timezone.now()) - shift.on).days
        if days > 0:
            yield TodayItem(
                key=f"shift:{shift.pk}", rank=providers.LATE, asset=components.dev("cash-register", shift.till.name),
                title=_("The till was not closed"), detail=_("Opened by %(who)s") % {"who": shift.opened_by}, tone="red", icon="lock-open",
                state=ngettext("Open for %(n)s day", "Open for %(n)s days", days) % {"n": days}, action=_("Count and close"),
                url=f"{link(request, 'cashdesk:desk')}?till={shift.till_id}", since=shift.opened_at,
            )  # fmt: skip


# Slots


def invoice_action(*, invoice: Invoice) -> Mapping[str, Any] | None:
    """Button of the invoice page: take what is open."""
    is_payable = invoice.kind == INVOICE and invoice.state == InvoiceState.POSTED and open_of(invoice) > 0
    return {"take_for": "invoice", "take_id": invoice.pk} if is_payable else None


def party_action(*, party: Party) -> Mapping[str, Any] | None:
    """Button of the customer page: take money on account."""
    return {"take_for": "party", "take_id": party.pk} if party.is_customer else None


def _card(rows: list[Payment]) -> Mapping[str, Any] | None:
    about = queries.abouts(rows)
    drawn = [(row, tables.what(row, about[row.pk]), tables.method_cell(row.method), tables.fiscal_chip(row)) for row in rows]
    return {"money_rows": drawn} if rows else None


def invoice_payments(*, invoice: Invoice) -> Mapping[str, Any] | None:
    """Card of the invoice page: the money that paid it, and how much of each."""
    if invoice.state == InvoiceState.DRAFT:
        return None
    used = dict(settlements_of(invoice))
    card = _card(queries.payments_of_invoice(invoice.pk, used))
    return {**card, "used": used} if card else None


def party_payments(*, party: Party) -> Mapping[str, Any] | None:
    """Card of the customer page: the latest money."""
    return _card(queries.payments_of_party(party, limit=_OF_PARTY))


def order_payments(*, order: Any) -> Mapping[str, Any] | None:
    """Card of the work order: the money for it. Asked by the order's id only, since orders are above."""
    return _card(queries.payments_of_order(order.pk))
