"""What is owed, by whom and for what."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import LegalEntity
from mendery.ground.company.queries import all_branches, today, vat_rate
from mendery.ground.documents.models import Paper
from mendery.ground.money import ZERO, Taxed, round_money, sum_document, vat_of
from mendery.ground.tenancy import direct
from mendery.ground.tenancy.scope import current_business_id
from mendery.registers.parties.models import Party

from .calculations import total_of
from .models import Charge, Invoice, InvoiceLine, InvoiceState, InvoiceSum, InvoiceVat, PartyEntry, Settlement
from .refusals import InvoiceNotFound, NoVatRate
from .states import CUSTOMER, PAYMENT, STORNO

SEARCH_KIND = "invoice"


@dataclass(frozen=True)
class Balance:
    """What a customer owes on posted invoices, and what they have paid that is not settled to one."""

    owed: Decimal
    credit: Decimal

    @property
    def net(self) -> Decimal:
        """Positive: they owe us."""
        return self.owed - self.credit


def of_family(party: Party, path: str = "party") -> Q:
    """Rows of the party and of the cards merged into it."""
    return Q(**{f"{path}_id": party.pk}) | Q(**{f"{path}__merged_into_id": party.pk})


def invoice_of(invoice_id: UUID) -> Invoice:
    """The invoice or storno with its branch, entity and party.

    refuses  InvoiceNotFound
    """
    found = Invoice.objects.select_related("branch__entity", "party", "reverses").filter(pk=invoice_id).first()
    if found is None:
        raise InvoiceNotFound
    return found


def storno_of(invoice: Invoice) -> Invoice | None:
    """The storno that took the invoice back."""
    return Invoice.objects.filter(reverses=invoice).first()


def payer_of(invoice: Invoice) -> Party:
    """Who pays it: the party on it, or the card into which that one was merged since."""
    return invoice.party if invoice.party.merged_into_id is None else Party.objects.get(pk=invoice.party.merged_into_id)


def lines_of(invoice: Invoice) -> list[InvoiceLine]:
    """Its lines in their order."""
    return direct.rows(InvoiceLine, "business_id = %s AND invoice_id = %s ORDER BY seq", [current_business_id(), invoice.pk])


def vat_rows_of(invoice: Invoice, lines: Iterable[InvoiceLine]) -> list[Any]:
    """VAT per category and rate: as it was posted, or as it would be for a draft. Rows have category, rate, base, vat."""
    if invoice.state == InvoiceState.DRAFT:
        return list(total_of(lines).rates)
    mine = [current_business_id(), invoice.pk]
    return direct.rows(InvoiceVat, "business_id = %s AND invoice_id = %s ORDER BY rate DESC, category", mine)


def open_of(invoice: Invoice) -> Decimal:
    """What is still to be paid of it; nothing of drafts, stornos and reversed ones."""
    return InvoiceSum.objects.filter(invoice=invoice).values_list("open", flat=True).first() or ZERO


def rate_of(*, entity: LegalEntity, category: str, on: date) -> Decimal:
    """The rate in percent that the entity charges on a day; 0 when it is not a VAT payer.

    refuses  NoVatRate
    """
    try:
        return vat_rate(entity=entity, category=category, on=on)
    except LookupError as error:
        raise NoVatRate(
            _("There is no VAT rate of the category %(category)s on %(on)s."),
            params={"category": category, "on": f"{on:%d.%m.%Y}"},
            next_step=_("Change the VAT category of the line, or the date."),
        ) from error


def unbilled(party: Party | None = None, *, order_id: UUID | None = None) -> QuerySet[Charge]:
    """Charges that are on no invoice and no draft, in the order in which an invoice shows them."""
    rows = Charge.objects.filter(invoice_line_id=None, withdrawn_at=None)
    if party is not None:
        rows = rows.filter(of_family(party))
    if order_id is not None:
        rows = rows.filter(order_id=order_id)
    return rows.order_by("order_number", "seq", "id")


def draft_of_order(order_id: UUID) -> Invoice | None:
    """The draft on which charges of the order wait for posting."""
    return Invoice.objects.filter(order_id=order_id, state=InvoiceState.DRAFT).order_by("created_at").first()


def invoices_of_order(order_id: UUID) -> list[Invoice]:
    """Drafts, invoices and stornos that bill the order, the latest first; also those that bill several orders."""
    shared = InvoiceLine.objects.filter(charge__order_id=order_id).values("invoice_id")
    rows = Invoice.objects.filter(Q(order_id=order_id) | Q(pk__in=shared))
    return list(rows.order_by("-created_at", "-id"))


def open_invoices(party: Party) -> list[InvoiceSum]:
    """What the customer has still to pay, by due day; each with its ``invoice``."""
    rows = InvoiceSum.objects.filter(of_family(party, "invoice__party"), open__gt=0).select_related("invoice")
    return list(rows.order_by("invoice__due_on", "invoice_id"))


def balance_of(party: Party) -> Balance:
    """What the party owes us and what credit it has with us, as a customer."""
    owed = InvoiceSum.objects.filter(of_family(party, "invoice__party"), ~Q(open=0)).aggregate(sum=Sum("open"))["sum"] or ZERO
    told = PartyEntry.objects.filter(of_family(party), side=CUSTOMER).aggregate(sum=Sum("amount"))["sum"] or ZERO
    return Balance(owed=owed, credit=owed - told)


def owed_besides(*, party: Party, order_id: UUID) -> Decimal:
    """What the party still has to pay on posted invoices that are not of this order."""
    rows = InvoiceSum.objects.filter(of_family(party, "invoice__party"), ~Q(open=0)).exclude(invoice__order_id=order_id)
    return rows.aggregate(sum=Sum("open"))["sum"] or ZERO


def credit_of(party: Party) -> Decimal:
    """Money the customer has paid that is settled to no invoice."""
    return balance_of(party).credit


def unsettled_payments(entries: QuerySet[PartyEntry]) -> list[tuple[UUID, Decimal]]:
    """Of the payments among some ledger entries, how much of each is settled to no invoice, the oldest first."""
    paid: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    for payment_id, amount in entries.filter(side=CUSTOMER, doc_kind=PAYMENT).order_by("at", "id").values_list("doc_id", "amount"):
        paid[payment_id] -= amount
    if not paid:
        return []
    used = settled_of(paid)
    return [(payment_id, amount - used.get(payment_id, ZERO)) for payment_id, amount in paid.items()]


def settled_of(payment_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """How much of each payment is settled to invoices."""
    rows = Settlement.objects.filter(payment_id__in=list(payment_ids)).order_by().values("payment_id")
    return dict(rows.annotate(sum=Sum("amount")).values_list("payment_id", "sum"))


def settlements_of(invoice: Invoice) -> list[tuple[UUID, Decimal]]:
    """Which payments cover how much of the invoice."""
    rows = Settlement.objects.filter(invoice=invoice).order_by().values("payment_id").annotate(sum=Sum("amount"))
    return [(payment_id, amount) for payment_id, amount in rows.values_list("payment_id", "sum") if amount]


# What is owed for work orders


def owed_for_order(order_id: UUID, *, at: datetime | None = None) -> Decimal:
    """What is still to be paid for one order, VAT included: see ``owed_for_orders``."""
    return owed_for_orders([order_id], at=at)[order_id]


def owed_for_orders(order_ids: Collection[UUID], *, at: datetime | None = None) -> dict[UUID, Decimal]:
    """What is still to be paid for each order, VAT included, whether or not an invoice was made.

    Open amounts of its posted invoices, and the gross of charges that are on none, less what was paid on the order.
    An invoice over several orders counts with this order's part, as long as so much of it is open. Never below nought.
    at  the moment whose VAT rates count for what is not invoiced; now when left out
    """
    rows = PartyEntry.objects.filter(order_id__in=order_ids, side=CUSTOMER).order_by().values("order_id")
    owed: dict[UUID, Decimal] = defaultdict(lambda: ZERO, rows.annotate(sum=Sum("amount")).values_list("order_id", "sum"))
    waiting: dict[UUID, list[Taxed]] = defaultdict(list)
    shared: dict[tuple[UUID, UUID], Decimal] = defaultdict(lambda: ZERO)
    charges = list(
        Charge.objects.filter(order_id__in=order_ids, withdrawn_at=None).values_list("order_id", "net", "vat_category", "invoice_line_id")
    )
    billed = _billed([line_id for *_rest, line_id in charges if line_id is not None])
    rates = _Rates(at or timezone.now())
    for order_id, net, category, line_id in charges:
        line = billed.get(line_id) if line_id else None
        if line is None:
            waiting[order_id].append(Taxed(net, category, rates.of(order_id, category)))
        elif line["invoice__state"] == InvoiceState.DRAFT:
            waiting[order_id].append(Taxed(net, category, line["vat_rate"]))
        elif line["invoice__order_id"] is None:
            shared[order_id, line["invoice_id"]] += net + vat_of(net, line["vat_rate"])
    for order_id, lines in waiting.items():
        owed[order_id] += sum_document(lines).gross
    opens = _open({invoice_id for _order, invoice_id in shared})
    for (order_id, invoice_id), part in shared.items():
        owed[order_id] += min(opens.get(invoice_id, ZERO), part)
    return {order_id: max(round_money(owed[order_id]), ZERO) for order_id in order_ids}


def _billed(line_ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    if not line_ids:
        return {}
    rows = InvoiceLine.objects.filter(pk__in=line_ids)
    return {row["pk"]: row for row in rows.values("pk", "invoice_id", "vat_rate", "invoice__state", "invoice__order_id")}


def _open(invoice_ids: set[UUID]) -> dict[UUID, Decimal]:
    rows = InvoiceSum.objects.filter(invoice_id__in=invoice_ids)
    return dict(rows.values_list("invoice_id", "open")) if invoice_ids else {}


class _Rates:
    """Rates of today, by order and category. The register of papers says in which branch an order is."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.known: dict[tuple[UUID | None, str], Decimal] = {}

    def of(self, order_id: UUID, category: str) -> Decimal:
        branches = all_branches()
        several = len({branch.entity_id for branch in branches}) > 1
        key = (order_id if several else None, category)
        if key not in self.known:
            branch_id = (
                Paper.objects.filter(kind="work_order", doc_id=order_id).values_list("branch_id", flat=True).first() if several else None
            )
            branch = next((one for one in branches if one.pk == branch_id), branches[0])
            self.known[key] = rate_of(entity=branch.entity, category=category, on=today(branch, self.at))
        return self.known[key]


# The account card


@dataclass(frozen=True)
class CardRow:
    """One entry of the account with the balance after it."""

    entry: PartyEntry
    balance: Decimal


@dataclass(frozen=True)
class Card:
    """The account of a party over a time: what was owed before, what moved, what is owed after."""

    before: Decimal
    rows: list[CardRow]
    after: Decimal


def card(party: Party, *, side: str = CUSTOMER, since: date | None = None, until: date | None = None) -> Card:
    """The account card by day, then by the moment of booking; positive is owed to us."""
    entries = PartyEntry.objects.filter(of_family(party), side=side)
    before = ZERO
    if since is not None:
        before = entries.filter(on__lt=since).aggregate(sum=Sum("amount"))["sum"] or ZERO
        entries = entries.filter(on__gte=since)
    if until is not None:
        entries = entries.filter(on__lte=until)
    balance, rows = before, []
    for entry in entries.order_by("on", "at", "id"):
        balance += entry.amount
        rows.append(CardRow(entry, balance))
    return Card(before=before, rows=rows, after=balance)


def unpaid(*, due_before: date | None = None) -> QuerySet[InvoiceSum]:
    """Posted invoices with something open, the longest due first; with ``due_before`` only those due before that day."""
    rows = InvoiceSum.objects.filter(open__gt=0).exclude(invoice__kind=STORNO)
    if due_before is not None:
        rows = rows.filter(invoice__due_on__lt=due_before)
    return rows.select_related("invoice__party").order_by("invoice__due_on", "invoice_id")
