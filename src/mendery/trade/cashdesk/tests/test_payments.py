"""Money is recorded once, settled to what is open, and given back with a trace."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mendery.ground.documents.models import HistoryEntry, Paper
from mendery.ground.tenancy.switches import Feature, switch
from mendery.registers.parties.models import Party
from mendery.trade.billing import queries as billing
from mendery.trade.billing.actions.settlements import use_credit
from mendery.trade.billing.models import InvoiceSum
from mendery.trade.billing.refusals import NotPosted, OtherParty
from mendery.trade.billing.tests.conftest import TODAY
from mendery.trade.cashdesk import ports, queries
from mendery.trade.cashdesk.actions import places, receipts
from mendery.trade.cashdesk.models import CashEntry, Payment
from mendery.trade.cashdesk.refusals import (
    AmountNotPossible,
    CannotRefund,
    CashOverLimit,
    DayNotPossible,
    InvoiceNotPayable,
    NoPrinter,
    NoReceiptNeeded,
    ReasonNeeded,
    RefundTooMuch,
    TillTaken,
    WhichTill,
)


def open_of(invoice):
    return billing.open_of(invoice)


def test_what_is_paid_too_much_stays_as_credit(desk, radu):
    """Rule 17: 500 on 484 → paid, 16.00 credit; the 500 are not counted again."""
    desk.open()
    invoice = desk.invoice(radu, "400.00", order=desk.order())
    desk.take(radu, "500.00", invoice=invoice)
    assert open_of(invoice) == Decimal("0.00")
    assert billing.balance_of(radu) == billing.Balance(owed=Decimal("0.00"), credit=Decimal("16.00"))
    assert billing.owed_for_order(invoice.order_id, at=desk.at) == Decimal("0.00")
    with pytest.raises(InvoiceNotPayable):
        desk.take(radu, "1.00", invoice=invoice)
    later = desk.invoice(radu, "10.00")
    assert use_credit(party=radu, invoice=later, by=desk.by, at=desk.at) == Decimal("12.10")
    assert billing.credit_of(radu) == Decimal("3.90")


def test_an_invoice_is_paid_in_parts_and_in_several_ways(desk, radu):
    desk.open()
    invoice = desk.invoice(radu, "100.00")
    for amount, method, left in (("21.00", "cash", "100.00"), ("60.00", "card", "40.00"), ("40.00", "bank", "0.00")):
        desk.take(radu, amount, method, invoice=invoice)
        assert open_of(invoice) == Decimal(left)
    assert [row.method for row in queries.payments_of_invoice(invoice.pk)] == ["cash", "card", "bank"]
    assert CashEntry.objects.filter(kind="payment").get().amount == Decimal("21.00")


def test_money_on_the_order_pays_its_invoice_when_that_is_issued(desk, radu):
    desk.open()
    order = desk.order()
    desk.charge(radu, "100.00", order=order)
    paid = desk.take(radu, "50.00", order=order)
    assert billing.owed_for_order(order.id, at=desk.at) == Decimal("71.00")
    assert queries.unused_of(paid) == Decimal("50.00")
    invoice = desk.post(desk.draft(radu, order_id=order.id))
    assert open_of(invoice) == Decimal("71.00")
    desk.take(radu, "71.00", order=order)
    assert open_of(invoice) == Decimal("0.00")


def test_money_on_account_pays_the_longest_due_first(desk, radu):
    first = desk.invoice(radu, "100.00", on=TODAY - timedelta(days=9))
    second = desk.invoice(radu, "100.00")
    desk.take(radu, "150.00", "bank", on=TODAY - timedelta(days=1))
    assert (open_of(first), open_of(second)) == (Decimal("0.00"), Decimal("92.00"))


def test_cash_gets_a_receipt_number_and_a_frozen_paper(desk, radu):
    desk.open()
    invoice = desk.invoice(radu, "100.00", order=desk.order())
    numbers = [desk.take(radu, "10.00", invoice=invoice).number, desk.take(radu, "10.00", "card").number, desk.take(radu, "5.00").number]
    assert numbers[1] == ""
    assert int(numbers[2][-5:]) == int(numbers[0][-5:]) + 1
    paper = Paper.objects.filter(kind="cash_receipt").order_by("at", "number").first()
    assert (paper.number, paper.amount, paper.frozen["extra"]["invoice_number"]) == (numbers[0], Decimal("10.00"), invoice.number)
    assert paper.frozen["party"]["name"] == "Radu Matei"
    Party.objects.filter(pk=radu.pk).update(name="Altul")
    assert Paper.objects.get(pk=paper.pk).frozen["party"]["name"] == "Radu Matei"


def test_sums_and_days_that_cannot_be(desk, radu):
    desk.open()
    for amount in ("0.00", "-1.00", "0.001"):
        with pytest.raises(AmountNotPossible):
            desk.take(radu, amount)
    with pytest.raises(DayNotPossible):
        desk.take(radu, "1.00", on=TODAY - timedelta(days=1))
    with pytest.raises(DayNotPossible):
        desk.take(radu, "1.00", "bank", on=TODAY + timedelta(days=1))
    assert desk.take(radu, "1.00", "bank", on=TODAY - timedelta(days=1)).on == TODAY - timedelta(days=1)


def test_only_what_is_owed_by_the_payer_is_paid(desk, radu):
    desk.open()
    other = desk.customer("Ioana Pop")
    invoice = desk.invoice(other, "10.00")
    with pytest.raises(OtherParty):
        desk.take(radu, "5.00", invoice=invoice)
    desk.charge(radu, "10.00")
    with pytest.raises(NotPosted):
        desk.take(radu, "5.00", invoice=desk.draft(radu))
    desk.reverse(invoice)
    with pytest.raises(InvoiceNotPayable):
        desk.take(other, "5.00", invoice=invoice)


def test_the_law_limits_cash_and_it_passes_when_it_is_known(desk, radu):
    """10 000 lei a day from a person, 5 000 from a company; card and bank have no limit."""
    desk.open()
    firm = desk.customer("TransNord SRL", kind="company")
    desk.take(firm, "4999.99")
    with pytest.raises(CashOverLimit):
        desk.take(firm, "0.02")
    desk.take(firm, "0.01")
    desk.take(firm, "9000.00", "bank")
    desk.take(radu, "10000.00")
    known = desk.take(radu, "0.01", over_limit=True)
    assert HistoryEntry.objects.get(doc_id=known.pk, what="taken").facts["over_limit"] is True
    desk.slip(queries.open_shift_of(desk.till), "6000.00")
    with pytest.raises(CashOverLimit):
        desk.refund(desk.take(firm, "6000.00", "card"), "5000.01")


def test_two_open_tills_must_be_told_apart(desk, radu, founded):
    second = places.add_till(branch=founded.branch, code="T2", name="Casa 2", by=desk.by, at=desk.at)
    with pytest.raises(TillTaken):
        places.add_till(branch=founded.branch, code="T2", name="x", by=desk.by, at=desk.at)
    desk.open()
    desk.open("5.00", till=second)
    with pytest.raises(WhichTill):
        desk.take(radu, "1.00")
    assert desk.take(radu, "1.00", till=second).till_id == second.pk
    assert queries.in_till(second) == Decimal("6.00")


def test_a_refund_points_at_its_payment_and_opens_the_invoice_again(desk, radu):
    desk.open("100.00")
    invoice = desk.invoice(radu, "100.00")
    paid = desk.take(radu, "150.00", invoice=invoice)
    assert queries.unused_of(paid) == Decimal("29.00")
    first = desk.refund(paid, "29.00")
    assert (first.amount, first.refund_of_id, open_of(invoice)) == (Decimal("-29.00"), paid.pk, Decimal("0.00"))
    desk.refund(paid, "21.00", "bank")
    assert open_of(invoice) == Decimal("21.00")
    assert (queries.left_of(paid), queries.unused_of(paid)) == (Decimal("100.00"), Decimal("0.00"))
    with pytest.raises(RefundTooMuch):
        desk.refund(paid, "100.01")
    with pytest.raises(ReasonNeeded):
        desk.refund(paid, "1.00", reason=" ")
    with pytest.raises(CannotRefund):
        desk.refund(first, "1.00")
    desk.refund(paid, "100.00")
    assert open_of(invoice) == Decimal("121.00")
    assert billing.balance_of(radu) == billing.Balance(owed=Decimal("121.00"), credit=Decimal("0.00"))
    assert len(queries.refunds_of(paid)) == 3


def test_a_storno_makes_credit_that_can_be_given_back(desk, radu):
    desk.open()
    invoice = desk.invoice(radu, "100.00")
    paid = desk.take(radu, "121.00", invoice=invoice)
    desk.reverse(invoice)
    assert billing.credit_of(radu) == Decimal("121.00")
    desk.refund(paid, "121.00")
    assert billing.balance_of(radu) == billing.Balance(owed=Decimal("0.00"), credit=Decimal("0.00"))
    assert InvoiceSum.objects.get(invoice=invoice).open == Decimal("0.00")


# Fiscal receipts (rule 14)


class Printer:
    """A fiscal printer that remembers what it printed, and has no paper at first."""

    def __init__(self, *, paper=True):
        self.has_paper, self.printed, self.asked = paper, {}, 0

    def print_receipt(self, receipt):
        self.asked += 1
        if receipt.key in self.printed:
            return self.printed[receipt.key]
        if not self.has_paper:
            raise ports.FiscalTrouble("paper out")
        self.printed[receipt.key] = f"{len(self.printed) + 431:04}"
        return self.printed[receipt.key]


def deliver(payment, founded):
    receipts.print_receipt({"business": str(founded.business.pk), "payment": str(payment.pk)}, "key")
    return Payment.objects.get(pk=payment.pk)


@pytest.fixture
def fiscal(desk):
    places.change_till(till=desk.till, name="Casa 1", has_fiscal_printer=True, by=desk.by, at=desk.at)
    return desk.open()


def test_without_a_printer_the_number_is_entered_by_hand_once(desk, radu, fiscal):
    waiting, free = desk.take(radu, "10.00", "card"), desk.take(radu, "10.00", "bank")
    assert (waiting.fiscal_state, free.fiscal_state) == ("pending", "not_needed")
    assert list(queries.not_printed(desk.by)) == [waiting]
    with pytest.raises(NoPrinter):
        receipts.print_again(payment=waiting, by=desk.by, at=desk.at)
    done = receipts.record(payment_id=waiting.pk, number=" 0430 ", by=desk.by, at=desk.at)
    assert (done.fiscal_state, done.fiscal_number) == ("printed", "0430")
    for payment in (waiting, free):
        with pytest.raises(NoReceiptNeeded):
            receipts.record(payment_id=payment.pk, number="0431", by=desk.by, at=desk.at)


def test_a_printer_without_paper_loses_no_payment_and_prints_no_second_receipt(desk, radu, fiscal, founded):
    printer = Printer(paper=False)
    ports.plug(printer)
    payment = desk.take(radu, "890.00")
    failed = deliver(payment, founded)
    assert (failed.fiscal_state, failed.fiscal_note, billing.credit_of(radu)) == ("failed", "paper out", Decimal("890.00"))
    printer.has_paper = True
    receipts.print_again(payment=payment, by=desk.by, at=desk.at)
    done = deliver(payment, founded)
    assert (done.fiscal_state, done.fiscal_number, done.fiscal_note) == ("printed", "0431", "")
    assert deliver(payment, founded).version == done.version  # delivered twice: not even asked
    assert (len(printer.printed), printer.asked) == (1, 2)
    with pytest.raises(NoReceiptNeeded):
        receipts.print_again(payment=payment, by=desk.by, at=desk.at)
    assert Payment.objects.count() == 1


# The edition without invoices


def test_without_invoices_here_money_is_taken_on_the_order(desk, radu):
    desk.open()
    order = desk.order()
    desk.charge(radu, "100.00", order=order)
    switch(feature=Feature.INVOICING, on=False)
    paid = desk.take(radu, "121.00", order=order, outside_invoice="EXT 77")
    assert (paid.order_id, paid.invoice_id, paid.outside_invoice) == (order.id, None, "EXT 77")
    assert billing.owed_for_order(order.id, at=desk.at) == Decimal("0.00")
    switch(feature=Feature.INVOICING, on=True)
    invoice = desk.post(desk.draft(radu, order_id=order.id))
    assert open_of(invoice) == Decimal("0.00")
