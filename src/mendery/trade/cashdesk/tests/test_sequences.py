"""After any sequence of payments, refunds, slips, stornos and counts: cash = journal, accounts = papers, no number missing."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.trade.billing import queries as billing
from mendery.trade.billing.actions.settlements import use_credit
from mendery.trade.billing.models import Invoice, InvoiceSum, PartyEntry, Settlement
from mendery.trade.cashdesk import queries
from mendery.trade.cashdesk.models import CashEntry, Payment, Shift

from .conftest import Desk

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["invoice", "pay", "advance", "refund", "reverse", "credit", "in", "out", "open", "close"]),
        st.sampled_from(["cash", "cash", "card", "bank"]), st.integers(0, 1), st.integers(1, 90_000),
    ),
    min_size=5, max_size=24,
)  # fmt: skip


def pick(rows, number):
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


def act(desk, people, orders, one):
    verb, method, who, number = one
    party, amount = people[who], str(Decimal(number) / 100)
    invoice = pick(Invoice.objects.filter(party=party, kind="invoice", state="posted"), number)
    payment = pick(Payment.objects.filter(party=party, refund_of=None), number)
    shift = queries.open_shift_of(desk.till)
    if verb == "invoice":
        desk.invoice(party, amount, order=orders[who] if number % 2 else None)
    elif verb == "pay" and invoice:
        desk.take(party, amount, method, invoice=invoice, over_limit=True)
    elif verb == "advance":
        desk.take(party, amount, method, order=orders[who] if number % 2 else None, over_limit=True)
    elif verb == "refund" and payment:
        desk.refund(payment, amount, method, over_limit=True)
    elif verb == "reverse" and invoice:
        desk.reverse(invoice)
    elif verb == "credit" and invoice:
        use_credit(party=party, invoice=invoice, by=desk.by, at=desk.at)
    elif verb in ("in", "out") and shift:
        desk.slip(shift, amount if verb == "in" else f"-{amount}")
    elif verb == "open":
        desk.open(amount)
    elif verb == "close" and shift:
        counted = max(queries.in_drawer(shift) + Decimal(number % 7 - 3), ZERO)
        desk.close(shift, counted, str(min(counted, Decimal(number % 500))))


def total(rows, field="amount"):
    return rows.aggregate(sum=Sum(field))["sum"] or ZERO


def check(desk, people):
    for party in people:
        papers = total(Invoice.objects.filter(party=party).exclude(state="draft"), "gross")
        money = total(Payment.objects.filter(party=party, state="posted"))
        balance = billing.balance_of(party)
        assert total(PartyEntry.objects.filter(party=party)) == papers - money == balance.net
        assert balance.owed >= 0 <= balance.credit
    for payment in Payment.objects.filter(refund_of=None):
        assert queries.left_of(payment) >= 0 <= queries.unused_of(payment)
    for row in InvoiceSum.objects.select_related("invoice"):
        assert row.settled == total(Settlement.objects.filter(invoice=row.invoice)) >= 0 <= row.open
    journal = total(CashEntry.objects.all())
    shift = queries.open_shift_of(desk.till)
    assert journal == queries.in_till(desk.till) == (queries.in_drawer(shift) if shift else queries.next_opening_of(desk.till)) >= 0
    cash = total(Payment.objects.filter(method="cash", state="posted"))
    assert cash == total(CashEntry.objects.filter(kind__in=("payment", "refund")))
    for closed in Shift.objects.filter(state="closed"):
        assert closed.expected == queries.expected(closed).expected
        assert total(CashEntry.objects.filter(shift=closed, kind="count_difference")) == closed.counted - closed.expected
    receipts = Payment.objects.filter(method="cash", amount__gt=0).values_list("number", flat=True)
    slips = [*Payment.objects.filter(method="cash", amount__lt=0).values_list("number", flat=True)]
    slips += CashEntry.objects.filter(kind__in=("pay_in", "pay_out")).values_list("doc_number", flat=True)
    for numbers in (receipts, slips, Shift.objects.filter(state="closed").values_list("number", flat=True)):
        assert sorted(int(number[-5:]) for number in numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_after_any_sequence_cash_is_the_journal_and_accounts_are_the_papers(founded, acts):
    desk = Desk(founded, datetime(2026, 11, 24, 8, tzinfo=UTC))
    with transaction.atomic():
        people, orders = [desk.customer("Radu"), desk.customer("Ioana")], [desk.order(), desk.order()]
        desk.open("100.00")
        for one in acts:
            with suppress(Refused):
                act(desk, people, orders, one)
            check(desk, people)
        transaction.set_rollback(True)
