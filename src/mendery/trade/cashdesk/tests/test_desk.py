"""Rule 20 and rule 17."""

from decimal import Decimal as D

import pytest

from mendery.ground.events import Refused
from mendery.registers.parties.actions import PartyInput, register
from mendery.trade.billing.queries import credit_of
from mendery.trade.cashdesk.actions import payments, shifts
from mendery.trade.cashdesk.models import Till
from mendery.trade.cashdesk.queries import next_opening_of


@pytest.fixture
def desk(founded, at):
    by = founded.actor("manager")
    party = register(data=PartyInput(name="Radu Matei", is_customer=True), by=by, at=at)

    def take(amount, method="cash"):
        data = payments.PaymentInput(party=party, branch=founded.branch, method=method, amount=D(amount))
        return payments.take(data=data, by=by, at=at)

    return by, party, take, Till.objects.get(branch=founded.branch)


def test_a_day(desk, at):
    by, party, take, till = desk
    with pytest.raises(Refused):
        take("10")
    shift = shifts.open_shift(till=till, opening=D(200), by=by, at=at)
    first, second = take("500"), take("350")
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1
    payments.refund(data=payments.RefundInput(payment=first, amount=D(60), method="cash", reason="x"), by=by, at=at)
    with pytest.raises(Refused):
        payments.refund(data=payments.RefundInput(payment=first, amount=D(441), method="cash", reason="x"), by=by, at=at)
    shifts.pay_out(shift=shift, amount=D(300), text="x", by=by, at=at)
    closed = shifts.close_shift(shift=shift, counted=D("688.50"), taken_out=D(500), by=by, at=at)
    assert (closed.expected, closed.counted - closed.expected) == (D(690), D("-1.50"))
    assert next_opening_of(till) == D("188.50")
    assert credit_of(party) == D(790)
