"""Rows of the lists of invoices, as ready cells: fifty invoices cost two queries and no template includes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mendery.ground.documents import search
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import Tab
from mendery.ground.ui.links import link
from mendery.registers.parties.queries import family_of

from .models import Invoice, InvoiceState, InvoiceSum
from .queries import SEARCH_KIND
from .states import POSTED, STORNO

FOUND_AT_MOST = 300
COUNTED_AT_MOST = 10_000
LATEST_FIRST = ("-created_at", "-id")
_OPEN = Q(state=InvoiceState.POSTED, sums__open__gt=0)
VIEWS: dict[str, Any] = {
    "": gettext_lazy("All"),
    "drafts": gettext_lazy("Drafts"),
    "unpaid": gettext_lazy("Unpaid"),
    "late": gettext_lazy("Late"),
    "paid": gettext_lazy("Paid"),
    "reversed": gettext_lazy("Reversed"),
}


def _condition(view: str, today: date) -> Q:
    return {
        "drafts": Q(state=InvoiceState.DRAFT),
        "unpaid": _OPEN,
        "late": _OPEN & Q(due_on__lt=today),
        "paid": Q(state=InvoiceState.POSTED, sums__open=0),
        "reversed": Q(state=InvoiceState.REVERSED) | Q(kind=STORNO),
    }.get(view, Q())


def visible(actor: Actor) -> QuerySet[Invoice]:
    """Invoices of the branches in which the actor may work."""
    rows = Invoice.objects.all()
    return rows.filter(branch_id__in=actor.branch_ids) if actor.branch_ids else rows


def chosen(query: QueryDict, actor: Actor, today: date) -> QuerySet[Invoice]:
    """The invoices that the list shows: a view, a customer, a time, and a text that is looked for."""
    rows = visible(actor).filter(_condition(query.get("view", ""), today))
    party_id = _uuid(query.get("party", ""))
    if party_id is not None:
        rows = rows.filter(party_id__in=family_of(party_id))
    since, until = as_day(query.get("from", "")), as_day(query.get("until", ""))
    if since is not None:
        rows = rows.filter(on__gte=since)
    if until is not None:
        rows = rows.filter(on__lte=until)
    text = query.get("q", "").strip()
    if text:
        ids = search.find_ids(text=text, kinds=[SEARCH_KIND, "party"], limit=FOUND_AT_MOST)
        rows = rows.filter(Q(pk__in=ids) | Q(party_id__in=ids))
    return rows


def as_day(text: str) -> date | None:
    """A day of a filter; None when it is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def tabs(request: MemberRequest) -> list[Tab]:
    """The saved views above the list."""
    base = link(request, "billing:invoices")
    return [Tab(label, f"{base}?view={key}" if key else base, key=key or "all") for key, label in VIEWS.items()]


def sums_of(invoices: Iterable[Invoice]) -> dict[UUID, InvoiceSum]:
    """What is settled and open of posted invoices, in one query."""
    ids = [invoice.pk for invoice in invoices if invoice.state == POSTED and invoice.kind != STORNO]
    return {row.invoice_id: row for row in InvoiceSum.objects.filter(invoice_id__in=ids)} if ids else {}


def state_chip(invoice: Invoice, sum_: InvoiceSum | None, today: date) -> SafeString:
    """Draft, issued, part paid, paid, days late, reversed, storno: the one word that counts."""
    if invoice.kind == STORNO:
        return components.chip("violet", _("Storno"), "arrow-back-up")
    if invoice.state != POSTED:
        return components.state("invoice", invoice.state)
    open_ = sum_.open if sum_ else ZERO
    if open_ <= 0:
        return components.state("invoice", "paid")
    days = (today - invoice.due_on).days
    if days > 0:
        return components.state("invoice", "late", ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days})
    return components.state("invoice", "part_paid" if sum_ and sum_.settled else "posted")


def shown_number(invoice: Invoice) -> str:
    """Its number; a draft has none yet."""
    return invoice.number or _("Draft")


def row(request: MemberRequest, invoice: Invoice, sums: Mapping[UUID, InvoiceSum], today: date) -> SafeString:
    """One line of the list."""
    url = link(request, "billing:invoice", invoice.pk)
    sum_ = sums.get(invoice.pk)
    open_ = formats.money(sum_.open) if sum_ and sum_.open else ""
    return format_html(
        '<tr data-href="{}"><td class="m5 nw"><a href="{}">{}</a><div class="only-phone t3 xs el mwn">{}</div></td><td class="nw t2 no-phone">{}</td><td class="no-phone"><div class="el mw240">{}</div></td>'
        '<td class="nw t2 no-phone">{}</td><td class="nw t2 no-phone">{}</td><td>{}</td><td class="num">{}</td><td class="num no-phone">{}</td></tr>',
        url, url, shown_number(invoice), invoice.party.name, formats.full_day(invoice.on), invoice.party.name, invoice.order_number,
        formats.full_day(invoice.due_on) if invoice.kind != STORNO else "", state_chip(invoice, sum_, today), formats.money(invoice.gross), open_,
    )  # fmt: skip
