"""After any sequence of invoices, payments, credit and stornos: sums = settlements, accounts = papers, no number missing."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.trade.billing import queries
from mendery.trade.billing.actions import invoices, settlements
from mendery.trade.billing.models import Charge, Invoice, InvoiceLine, InvoiceSum, InvoiceVat, PartyEntry, Settlement

from .conftest import Billing

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["charge", "draft", "post", "reverse", "pay", "advance", "credit", "free", "drop"]), st.integers(0, 1), st.integers(1, 60_000)
    ),
    min_size=4, max_size=24,
)  # fmt: skip


def pick(rows: Any, number: int) -> Any:
    found = list(rows.order_by("created_at", "id"))
    return found[number % len(found)] if found else None


def play(billing: Billing, acts: list[Any]) -> None:
    people = [billing.customer("Radu"), billing.customer("Ioana")]
    orders = [billing.order(), billing.order()]
    paid: list[Any] = []
    for act, who, number in acts:
        party, order, amount = people[who], orders[who], Decimal(number) / 100
        posted = pick(Invoice.objects.filter(party=party, kind="invoice", state="posted"), number)
        draft = pick(Invoice.objects.filter(party=party, state="draft"), number)
        verb = None
        if act in ("post", "drop") and draft:
            verb = partial(billing.post, draft) if act == "post" else partial(drop, billing, draft, number)
        elif act in ("reverse", "pay", "credit") and posted:
            verb = {"reverse": partial(billing.reverse, posted), "pay": partial(pay, billing, paid, party, amount, invoice=posted),
                    "credit": partial(settlements.use_credit, party=party, invoice=posted, by=billing.by, at=billing.at)}[act]  # fmt: skip
        elif act == "free" and paid:
            verb = partial(settlements.unsettle, payment_id=paid[number % len(paid)], amount=amount, by=billing.by, at=billing.at)
        else:
            verb = {
                "charge": partial(billing.charge, party, str(amount), "0.33", order=order if number % 3 else None, category=("standard", "reduced")[number % 2]),
                "draft": partial(billing.draft, party, order_id=order.id if number % 2 else None),
                "advance": partial(pay, billing, paid, party, amount, order=order),
            }.get(act)  # fmt: skip
        if verb is not None:
            with suppress(Refused):
                verb()
        check(people)


def pay(billing: Billing, paid: list[Any], party: Any, amount: Decimal, **what: Any) -> None:
    paid.append(billing.pay(party, str(amount), **what))


def drop(billing: Billing, draft: Invoice, number: int) -> None:
    lines = queries.lines_of(draft)
    invoices.drop_lines(invoice=draft, line_ids=[lines[number % len(lines)].pk], by=billing.by, at=billing.at)


def check(people: list[Any]) -> None:
    for invoice in Invoice.objects.exclude(state="draft"):
        assert sum((row.base for row in InvoiceVat.objects.filter(invoice=invoice)), ZERO) == invoice.net
        assert sum((line.net for line in queries.lines_of(invoice)), ZERO) == invoice.net
        assert invoice.net + invoice.vat == invoice.gross
        settled = Settlement.objects.filter(invoice=invoice).aggregate(sum=Sum("amount"))["sum"] or ZERO
        if invoice.kind == "storno":
            first = invoice.reverses
            assert (invoice.net, invoice.vat, invoice.gross) == (-first.net, -first.vat, -first.gross)
            continue
        sum_ = InvoiceSum.objects.get(invoice=invoice)
        assert sum_.settled == settled >= 0
        assert sum_.open == (ZERO if invoice.state == "reversed" else invoice.gross - settled) >= 0
    for party in people:
        balance = queries.balance_of(party)
        assert balance.owed >= 0 <= balance.credit
        assert balance.net == (PartyEntry.objects.filter(party=party).aggregate(sum=Sum("amount"))["sum"] or ZERO)
        left = [amount for _payment, amount in queries.unsettled_payments(PartyEntry.objects.filter(party=party))]
        assert sum(left, ZERO) == balance.credit
        assert all(amount >= 0 for amount in left)
    numbers = sorted(Invoice.objects.exclude(number="").values_list("number", flat=True))
    assert numbers == [f"MND 26-{place:05}" for place in range(1, len(numbers) + 1)]
    on_lines = [charge.invoice_line_id for charge in Charge.objects.exclude(invoice_line_id=None)]
    assert (
        len(set(on_lines))
        == len(on_lines)
        == InvoiceLine.objects.filter(invoice__state__in=["draft", "posted"], invoice__kind="invoice").count()
    )


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_after_any_sequence_everything_agrees(founded, acts):
    billing = Billing(founded, datetime(2026, 11, 24, 8, tzinfo=UTC))
    with transaction.atomic():
        play(billing, acts)
        transaction.set_rollback(True)
