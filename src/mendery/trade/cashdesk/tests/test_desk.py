"""From counting the opening cash to the count at the end, with the figures of rule 20."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from mendery.ground.company.models import PeriodLock
from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.trade.cashdesk import queries
from mendery.trade.cashdesk.calculations import change_of, count_total, denominations
from mendery.trade.cashdesk.models import CashEntry, Shift
from mendery.trade.cashdesk.refusals import (
    AmountNotPossible,
    CountDoesNotAdd,
    NotEnoughInDrawer,
    ReasonNeeded,
    ShiftIsClosed,
    ShiftNotOpen,
    ShiftOpenAlready,
)


def test_a_day_at_the_till_with_the_figures_of_the_rule(desk, radu):
    """200 + 850 − 60 − 300 = 690 with 430 by card; counted 688.50 → −1.50; the next opening is what stays."""
    shift = desk.open("200.00")
    first = desk.take(radu, "500.00")
    desk.take(radu, "350.00")
    desk.take(radu, "430.00", "card")
    desk.refund(first, "60.00")
    desk.slip(shift, "-300.00")
    drawer = queries.expected(shift)
    assert (drawer.opening, drawer.cash_in, drawer.refunds, drawer.pay_ins, drawer.pay_outs) == (
        Decimal("200.00"), Decimal("850.00"), Decimal("60.00"), Decimal("0.00"), Decimal("300.00"),
    )  # fmt: skip
    assert (drawer.expected, drawer.card, drawer.receipts, drawer.slips) == (Decimal("690.00"), Decimal("430.00"), 2, 1)
    assert queries.in_drawer(shift) == Decimal("690.00")

    closed = desk.close(shift, "688.50", "500.00", note="Lipsă")
    assert (closed.expected, closed.counted, closed.counted - closed.expected) == (Decimal("690.00"), Decimal("688.50"), Decimal("-1.50"))
    assert closed.number.endswith("00001")
    assert queries.next_opening_of(desk.till) == Decimal("188.50") == queries.in_till(desk.till)

    again = desk.open("188.50")
    assert not CashEntry.objects.filter(shift=again).exists()
    assert desk.close(again, "188.50").number.endswith("00002")


def test_what_differs_at_the_opening_is_written_down(desk):
    desk.close(desk.open("100.00"), "100.00")
    shift = desk.open("97.00")
    rows = list(CashEntry.objects.order_by("at", "id").values_list("kind", "amount"))
    assert rows == [("opening_difference", Decimal("100.00")), ("opening_difference", Decimal("-3.00"))]
    assert queries.in_till(desk.till) == Decimal("97.00") == queries.in_drawer(shift)


def test_the_journal_of_a_day_carries_over(desk, radu, at):
    shift = desk.open("200.00")
    desk.take(radu, "121.00")
    desk.slip(shift, "-21.00", "Taxi")
    page = desk.journal()
    assert (page.opening, page.came, page.went, page.closing) == (
        Decimal("0.00"), Decimal("321.00"), Decimal("21.00"), Decimal("300.00"),
    )  # fmt: skip
    assert [row.kind for row in page.entries] == ["opening_difference", "payment", "pay_out"]
    desk.close(shift, "300.00", "100.00")
    desk.at = at + timedelta(days=1)
    assert desk.journal(page.on + timedelta(days=1)).opening == Decimal("200.00")
    paper = Paper.objects.get(kind="cash_journal")
    assert (paper.frozen["extra"]["closing"], len(paper.frozen["extra"]["entries"])) == ("200.00", 4)


def test_cash_needs_an_open_till(desk, radu):
    with pytest.raises(ShiftNotOpen):
        desk.take(radu, "10.00")
    assert desk.take(radu, "10.00", "card").shift is None
    shift = desk.open()
    with pytest.raises(ShiftOpenAlready):
        desk.open()
    assert desk.take(radu, "10.00", "card").shift_id == shift.pk


def test_nothing_is_given_out_that_is_not_there(desk, radu):
    shift = desk.open("50.00")
    for amount in ("-50.01", "-60.00"):
        with pytest.raises(NotEnoughInDrawer):
            desk.slip(shift, amount)
    paid = desk.take(radu, "100.00", "card")
    with pytest.raises(NotEnoughInDrawer):
        desk.refund(paid, "60.00")
    assert queries.in_drawer(shift) == Decimal("50.00")


def test_slips_are_numbered_and_say_what_for(desk):
    shift = desk.open("100.00")
    with pytest.raises(ReasonNeeded):
        desk.slip(shift, "10.00", "  ")
    with pytest.raises(AmountNotPossible):
        desk.slip(shift, "0.005")
    numbers = [desk.slip(shift, amount).doc_number[-5:] for amount in ("10.00", "-5.00", "1.00")]
    assert numbers == ["00001", "00002", "00003"]


def test_the_count_sheet_must_add_up(desk):
    shift = desk.open("151.50")
    sheet = {"100": 1, "50": 1, "1": 1, "0.50": 1}
    assert count_total(sheet) == Decimal("151.50")
    with pytest.raises(CountDoesNotAdd):
        desk.close(shift, "151.00", count_sheet=sheet)
    with pytest.raises(AmountNotPossible):
        desk.close(shift, "151.50", "151.51", count_sheet=sheet)
    with pytest.raises(AmountNotPossible):
        desk.close(shift, "-1.00")
    closed = desk.close(shift, "151.50", count_sheet={**sheet, "10": 0})
    assert closed.count_sheet == sheet
    assert Decimal("0.50") in denominations("RON")
    assert denominations("EUR")[0] == Decimal(500)
    assert change_of(given=Decimal(120), amount=Decimal("108.40")) == Decimal("11.60")


def test_a_closed_shift_never_changes_not_even_by_raw_sql(desk, radu):
    shift = desk.open("10.00")
    payment = desk.take(radu, "5.00")
    desk.close(shift, "15.00")
    for verb in (lambda: desk.close(shift, "15.00"), lambda: desk.slip(shift, "1.00")):
        with pytest.raises(ShiftIsClosed):
            verb()
    attacks = (
        f"UPDATE cashdesk_shift SET counted = 14 WHERE id = '{shift.pk}'",
        f"UPDATE cashdesk_shift SET state = 'open' WHERE id = '{shift.pk}'",
        f"DELETE FROM cashdesk_shift WHERE id = '{shift.pk}'",
        f"UPDATE cashdesk_payment SET amount = 50 WHERE id = '{payment.pk}'",
        f"""UPDATE cashdesk_payment SET "on" = "on" - 1 WHERE id = '{payment.pk}'""",
        f"DELETE FROM cashdesk_payment WHERE id = '{payment.pk}'",
        "UPDATE cashdesk_cashentry SET amount = 1",
        "DELETE FROM cashdesk_cashentry",
    )
    for attack in attacks:
        with (
            pytest.raises(DatabaseError, match=r"frozen|append_only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(attack)
    assert Shift.objects.get(pk=shift.pk).counted == Decimal("15.00")


def test_a_locked_period_is_locked_for_every_verb_of_the_till(desk, radu, founded, at):
    shift = desk.open("10.00")
    payment = desk.take(radu, "5.00")
    PeriodLock.objects.create(entity=founded.entity, module="cash", locked_until=at.date(), by_name="Elena", at=at)
    for verb in (
        lambda: desk.take(radu, "1.00"), lambda: desk.take(radu, "1.00", "bank"), lambda: desk.refund(payment, "1.00"),
        lambda: desk.slip(shift, "1.00"), lambda: desk.close(shift, "15.00"), lambda: desk.open("1.00", till=desk.till),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code in {"period_locked", "shift_open_already"}
