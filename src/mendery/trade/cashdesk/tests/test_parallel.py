"""Real connections at the same moment."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum

from mendery.ground.events import Refused
from mendery.trade.billing import queries as billing
from mendery.trade.billing.models import InvoiceSum
from mendery.trade.cashdesk import queries
from mendery.trade.cashdesk.models import CashEntry, Payment, Shift
from tests import cast

from .conftest import Desk

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
def shop(transactional_db):
    return cast.found("garage", "Garaj Popescu")


def test_the_same_payment_clicked_twice_is_one(shop, parallel):
    """Two presses of the same form arrive at the same moment, on two connections."""
    with shop.scope("cashier"):
        desk = Desk(shop, AT)
        radu = desk.customer()
        desk.open()
        invoice = desk.invoice(radu, "100.00")
    browsers = [shop.client("cashier") for _place in range(2)]
    url = f"/b/garage/cash/take/?invoice={invoice.pk}"
    typed = {"amount": "121,00", "method": "cash", "_key": "pressed-once"}

    answers = parallel(shop.business.pk, [partial(browser.post, url, typed) for browser in browsers])
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    with shop.scope("cashier"):
        assert Payment.objects.count() == CashEntry.objects.filter(kind="payment").count() == 1
        assert InvoiceSum.objects.get(invoice=invoice).open == Decimal("0.00")


def test_many_cashiers_at_one_till_lose_no_number_and_no_cent(shop, parallel):
    with shop.scope("cashier"):
        desk = Desk(shop, AT)
        radu = desk.customer()
        shift = desk.open("100.00")
        paid = desk.take(radu, "50.00")
        invoice = desk.invoice(radu, "400.00")
    verbs = [lambda: desk.take(radu, "100.00", invoice=invoice) for _place in range(6)]
    verbs += [lambda: desk.refund(paid, "30.00") for _place in range(3)]
    results = parallel(shop.business.pk, verbs)
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]
    with shop.scope("cashier"):
        taken = Payment.objects.filter(amount__gt=0).exclude(pk=paid.pk)
        settled = taken.aggregate(sum=Sum("amount"))["sum"]
        assert settled == Decimal("500.00")  # the sixth found nothing to pay any more
        assert InvoiceSum.objects.get(invoice=invoice).open == Decimal("0.00")
        assert Payment.objects.filter(refund_of=paid).aggregate(sum=Sum("amount"))["sum"] == Decimal("-30.00")
        numbers = sorted(Payment.objects.filter(method="cash", amount__gt=0).values_list("number", flat=True))
        assert [int(number[-5:]) for number in numbers] == list(range(1, len(numbers) + 1))
        moved = CashEntry.objects.aggregate(sum=Sum("amount"))["sum"]
        assert moved == Decimal("620.00") == queries.in_drawer(Shift.objects.get(pk=shift.pk))
        assert billing.balance_of(radu).net == Decimal("484.00") - Decimal("520.00")


def test_a_till_is_opened_once_and_closed_once(shop, parallel):
    with shop.scope("cashier"):
        desk = Desk(shop, AT)
    opened = parallel(shop.business.pk, [lambda: desk.open("5.00") for _place in range(4)])
    shifts = [one for one in opened if isinstance(one, Shift)]
    assert len(shifts) == 1
    assert {type(one).__name__ for one in opened if one not in shifts} == {"ShiftOpenAlready"}
    closed = parallel(shop.business.pk, [lambda: desk.close(shifts[0], "5.00") for _place in range(3)])
    assert len([one for one in closed if isinstance(one, Shift)]) == 1
    with shop.scope("cashier"):
        assert [row.number[-5:] for row in Shift.objects.all()] == ["00001"]


pytestmark = pytest.mark.django_db(transaction=True)
