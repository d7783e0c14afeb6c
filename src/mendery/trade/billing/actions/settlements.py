"""Money is recorded once by the cash desk; here it is allocated to invoices (rule 17)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import Invoice, InvoiceSum, PartyEntry, Settlement
from mendery.trade.billing.queries import credit_of, of_family, unsettled_payments
from mendery.trade.billing.refusals import NoCredit, NotPosted, OtherParty
from mendery.trade.billing.states import DRAFT

_ORDER = ("invoice__due_on", "invoice_id")


@action
def settle(
    *, payment_id: UUID, party: Party, amount: Decimal, invoice: Invoice | None = None, order_id: UUID | None = None, by: Actor,
    at: datetime,
) -> Decimal:  # fmt: skip
    """Allocate money of a payment to what is open, never more than that; what is left stays the customer's credit.

    invoice   to this invoice only
    order_id  to the open invoices of this order only; without either to all open ones of the customer, the longest due first
    returns   how much was allocated
    refuses   NotPosted, OtherParty
    """
    if invoice is not None:
        check_payable(invoice=invoice, party=party)
        rows = InvoiceSum.objects.filter(invoice=invoice)
    else:
        rows = InvoiceSum.objects.filter(of_family(party, "invoice__party"))
        rows = rows.filter(invoice__order_id=order_id) if order_id is not None else rows
    return _spread([(payment_id, amount)], sums=_lock(rows.filter(open__gt=0)), by=by, at=at)


def check_payable(*, invoice: Invoice, party: Party) -> None:
    """Refuse money for a draft, or for an invoice of somebody else.

    refuses  NotPosted, OtherParty
    """
    if invoice.state == DRAFT:
        raise NotPosted(_("The invoice is still a draft."), next_step=_("Post it, then take the payment."))
    if invoice.party_id != party.pk and not Party.objects.filter(pk=invoice.party_id, merged_into=party).exists():
        raise OtherParty(_("This invoice belongs to another customer."), next_step=_("Choose an invoice of the customer who paid."))


def _lock(rows: QuerySet[InvoiceSum]) -> list[InvoiceSum]:
    return list(rows.select_for_update(no_key=True, of=("self",)).select_related("invoice").order_by(*_ORDER))


def _spread(payments: Iterable[tuple[UUID, Decimal]], *, sums: list[InvoiceSum], by: Actor, at: datetime) -> Decimal:
    """Fill the sums (locked) from the payments in their order."""
    done: list[Settlement] = []
    for payment_id, amount in payments:
        left = amount
        for row in sums:
            part = min(left, row.open)
            if part <= 0:
                continue
            row.open -= part
            row.settled += part
            left -= part
            done.append(_settlement(row.invoice, payment_id, part, by, at))
    _write(done)
    return sum((one.amount for one in done), ZERO)


def _settlement(invoice: Invoice, payment_id: UUID, amount: Decimal, by: Actor, at: datetime) -> Settlement:
    return Settlement(invoice=invoice, party_id=invoice.party_id, payment_id=payment_id, amount=amount, at=at, by_name=by.name)


def _write(rows: list[Settlement]) -> None:
    """Settlements, and the sums that follow from them."""
    if not rows:
        return
    Settlement.objects.bulk_create(rows)
    moved: dict[UUID, Decimal] = {}
    for row in rows:
        moved[row.invoice_id] = moved.get(row.invoice_id, ZERO) + row.amount
    for invoice_id, amount in moved.items():
        InvoiceSum.objects.filter(invoice_id=invoice_id).update(settled=F("settled") + amount, open=F("open") - amount)


@action
def unsettle(
    *, payment_id: UUID, amount: Decimal | None = None, invoice: Invoice | None = None, by: Actor, at: datetime
) -> Decimal:  # fmt: skip
    """Take money of a payment off its invoices again, the latest due first, e.g. before it is given back.

    amount   how much at most; everything when left out
    returns  how much was freed; it is the customer's credit now, and the invoices are open by it
    """
    rows = Settlement.objects.filter(payment_id=payment_id)
    if invoice is not None:
        rows = rows.filter(invoice=invoice)
    # Sums first: settlements of an invoice are only written under the lock of its sum.
    sums = _lock(InvoiceSum.objects.filter(invoice_id__in=set(rows.values_list("invoice_id", flat=True))))
    settled = dict(rows.order_by().values("invoice_id").annotate(sum=Sum("amount")).values_list("invoice_id", "sum"))
    left = amount if amount is not None else sum(settled.values(), ZERO)
    back = []
    for row in reversed(sums):
        part = min(left, settled.get(row.invoice_id, ZERO))
        if part > 0:
            left -= part
            back.append(_settlement(row.invoice, payment_id, -part, by, at))
    _write(back)
    return ZERO - sum((one.amount for one in back), ZERO)


@action
def release_invoice(*, invoice: Invoice, by: Actor, at: datetime) -> Decimal:
    """Take every payment off an invoice that is being reversed, and close it: nothing of it is open any more.

    returns  how much of it had been paid, now the customer's credit
    """
    list(InvoiceSum.objects.select_for_update(no_key=True).filter(invoice=invoice))
    rows = Settlement.objects.filter(invoice=invoice).order_by().values("payment_id").annotate(sum=Sum("amount"))
    paid = [(payment_id, amount) for payment_id, amount in rows.values_list("payment_id", "sum") if amount]
    Settlement.objects.bulk_create([_settlement(invoice, payment_id, -amount, by, at) for payment_id, amount in paid])
    InvoiceSum.objects.filter(invoice=invoice).update(settled=ZERO, open=ZERO)
    return sum((amount for _payment, amount in paid), ZERO)


@action
def use_credit(*, party: Party, invoice: Invoice, amount: Decimal | None = None, by: Actor, at: datetime) -> Decimal:
    """Pay an invoice from what the customer has paid before, the oldest money first.

    amount   how much at most; as much as is open and there when left out
    returns  how much was used
    refuses  NoCredit, NotPosted, OtherParty
    """
    check_payable(invoice=invoice, party=party)
    _hold(party)
    sums = _lock(InvoiceSum.objects.filter(invoice=invoice, open__gt=0))
    credit = credit_of(party)
    if credit <= 0:
        raise NoCredit(_("%(name)s has no credit."), params={"name": party.name}, next_step=_("Take a payment instead."))
    most = credit if amount is None else min(credit, amount)
    return _spread(_within(most, unsettled_payments(PartyEntry.objects.filter(of_family(party)))), sums=sums, by=by, at=at)


@action
def use_order_money(*, invoice: Invoice, by: Actor, at: datetime) -> Decimal:
    """Settle what was paid on the order before it was invoiced to its invoice; returns how much."""
    payments = money_of_order(invoice)
    if not payments:
        return ZERO
    _hold(invoice.party)
    return _spread(money_of_order(invoice), sums=_lock(InvoiceSum.objects.filter(invoice=invoice, open__gt=0)), by=by, at=at)


def money_of_order(invoice: Invoice) -> list[tuple[UUID, Decimal]]:
    """Payments taken on the order of the invoice that are settled to nothing yet."""
    if invoice.order_id is None:
        return []
    entries = PartyEntry.objects.filter(of_family(invoice.party), order_id=invoice.order_id)
    return [(payment_id, amount) for payment_id, amount in unsettled_payments(entries) if amount > 0]


def _within(most: Decimal, payments: Iterable[tuple[UUID, Decimal]]) -> list[tuple[UUID, Decimal]]:
    """The payments, cut where their sum reaches the limit."""
    cut = []
    for payment_id, amount in payments:
        part = min(amount, most)
        if part > 0:
            cut.append((payment_id, part))
            most -= part
    return cut


def _hold(party: Party) -> None:
    """Two uses of the same credit follow one another."""
    Party.objects.select_for_update(no_key=True).filter(pk=party.pk).values_list("pk").first()
