"""A customer, work done for them, and invoices of it."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from mendery.ground.documents.refs import DocumentRef
from mendery.registers.parties.actions import PartyInput, register
from mendery.trade.billing.actions import charges, entries, invoices, settlements
from mendery.trade.billing.actions.charges import ChargeInput

TODAY = date(2026, 11, 24)


class Billing:
    """Verbs of a test in the words of the trade."""

    def __init__(self, workshop, at):
        self.workshop, self.at, self.by = workshop, at, workshop.actor("manager")
        self.branch = workshop.branch
        self.orders = 0

    def customer(self, name="Radu Matei", **more):
        return register(data=PartyInput(name=name, is_customer=True, **more), by=self.by, at=self.at)

    def order(self):
        self.orders += 1
        return DocumentRef("work_order", uuid4(), f"26-{self.orders:05}")

    def charge(self, party, *nets, order=None, quantity="1", price=None, discount="0", category="standard", group="Frâne"):
        rows = [
            ChargeInput(
                party_id=party.pk, order=order, line_id=uuid4(), group=group, seq=seq, kind="part", code=f"P{seq}", text=f"Piesa {seq}", quantity=Decimal(quantity),
                price=Decimal(price or net), discount_percent=Decimal(discount), net=Decimal(net), vat_category=category,
            )
            for seq, net in enumerate(nets, start=1)
        ]  # fmt: skip
        return charges.add(charges=rows, by=self.by, at=self.at)

    def draft(self, party, *, on=TODAY, **more):
        return invoices.draft(branch=self.branch, party=party, on=on, by=self.by, at=self.at, **more)

    def post(self, invoice, **more):
        return invoices.post(invoice=invoice, by=self.by, at=self.at, **more)

    def invoice(self, party, *nets, order=None, on=TODAY, **more):
        self.charge(party, *nets, order=order, **more)
        return self.post(self.draft(party, on=on, order_id=order.id if order else None))

    def reverse(self, invoice, *, on=TODAY, reason="Cumpărător greșit"):
        return invoices.reverse(invoice=invoice, reason=reason, on=on, by=self.by, at=self.at)

    def pay(self, party, amount, *, invoice=None, order=None):
        """What the cash desk does: write the payment to the account, then settle it."""
        payment_id = uuid4()
        order_id = invoice.order_id if invoice else order.id if order else None
        ref = DocumentRef("payment", payment_id, "CH 1")
        entries.book(party=party, side="customer", amount=-Decimal(amount), ref=ref, on=TODAY, order_id=order_id, at=self.at)
        if invoice is not None:
            settlements.settle(payment_id=payment_id, party=party, amount=Decimal(amount), invoice=invoice, by=self.by, at=self.at)
        return payment_id


@pytest.fixture(autouse=True)
def _clock(monkeypatch, at):
    """Pages and programs act at the moment of the test."""
    monkeypatch.setattr(timezone, "now", lambda: at)


@pytest.fixture
def billing(founded, at):
    return Billing(founded, at)


@pytest.fixture
def radu(billing):
    return billing.customer()
