"""A till, a customer, work done for them, and money."""

from decimal import Decimal

import pytest
from django.utils import timezone

from mendery.trade.billing.tests.conftest import TODAY, Billing
from mendery.trade.cashdesk import ports, queries
from mendery.trade.cashdesk.actions import payments, shifts


class Desk(Billing):
    """Verbs of a test in the words of the trade."""

    def __init__(self, workshop, at):
        super().__init__(workshop, at)
        self.by, self.till = workshop.actor("cashier"), workshop.till

    def open(self, opening="0.00", till=None):
        return shifts.open_shift(till=till or self.till, opening=Decimal(opening), by=self.by, at=self.at)

    def take(self, party, amount, method="cash", *, order=None, **more):
        data = payments.PaymentInput(
            party=party, branch=self.branch, method=method, amount=Decimal(amount), order_id=order.id if order else None, **more
        )
        return payments.take(data=data, by=self.by, at=self.at)

    def refund(self, payment, amount, method="cash", *, reason="Plătit de două ori", **more):
        data = payments.RefundInput(payment=payment, amount=Decimal(amount), method=method, reason=reason, **more)
        return payments.refund(data=data, by=self.by, at=self.at)

    def slip(self, shift, amount, text="Timbre"):
        verb = shifts.pay_in if Decimal(amount) > 0 else shifts.pay_out
        return verb(shift=shift, amount=abs(Decimal(amount)), text=text, by=self.by, at=self.at)

    def close(self, shift, counted, taken_out="0", **more):
        return shifts.close_shift(shift=shift, counted=Decimal(counted), taken_out=Decimal(taken_out), by=self.by, at=self.at, **more)

    def journal(self, on=TODAY):
        return queries.journal(self.till, on)


@pytest.fixture(autouse=True)
def _clock(monkeypatch, at):
    """Pages and programs act at the moment of the test."""
    monkeypatch.setattr(timezone, "now", lambda: at)


@pytest.fixture(autouse=True)
def _no_printer():
    yield
    ports.plug(None)


@pytest.fixture
def desk(founded, at):
    return Desk(founded, at)


@pytest.fixture
def radu(desk):
    return desk.customer()
