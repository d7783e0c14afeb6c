"""The domain rules with their figures."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mendery.ground.documents.models import Paper
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.money import Taxed, extract_vat, line_net, share_out, sum_document
from mendery.trade.billing import queries
from mendery.trade.billing.actions import entries, settlements
from mendery.trade.billing.calculations import mirror
from mendery.trade.billing.models import Charge, Invoice, InvoiceVat, PartyEntry, Settlement
from mendery.trade.billing.queries import Balance

from .conftest import TODAY


def sums(invoice):
    return invoice.net, invoice.vat, invoice.gross


def test_a_line_is_decimal_from_its_first_digit():
    assert line_net(quantity=Decimal("0.3"), price=Decimal("33.33")) == Decimal("10.00")  # rule 1


def test_vat_is_computed_once_on_the_whole(billing, radu):
    """Rule 2, at the 21 % of the day: by line it would be 50 × 50.75 = 2,537.50."""
    invoice = billing.invoice(radu, *["241.67"] * 50)
    assert sums(invoice) == (Decimal("12083.50"), Decimal("2537.54"), Decimal("14621.04"))
    assert sum_document([Taxed(Decimal("241.67"), "standard", Decimal(20))] * 50).vat == Decimal("2416.70")
    net = line_net(quantity=Decimal(16), price=Decimal("348.35"), discount_percent=Decimal(4))
    one = sum_document([Taxed(net, "standard", Decimal(22))])
    assert (one.net, one.vat, one.gross) == (Decimal("5350.66"), Decimal("1177.15"), Decimal("6527.81"))


def test_vat_rows_stand_per_category_and_rate(billing, radu):
    order = billing.order()
    billing.charge(radu, "100.00", "50.00", order=order)
    billing.charge(radu, "30.00", order=order, category="reduced")
    billing.charge(radu, "20.00", order=order, category="reverse")
    invoice = billing.post(billing.draft(radu, order_id=order.id))
    rows = InvoiceVat.objects.filter(invoice=invoice).order_by("-rate", "category").values_list("category", "rate", "base", "vat")
    assert list(rows) == [
        ("standard", Decimal(21), Decimal("150.00"), Decimal("31.50")), ("reduced", Decimal(11), Decimal("30.00"), Decimal("3.30")), ("reverse", Decimal(0), Decimal("20.00"), Decimal("0.00")),
    ]  # fmt: skip
    assert sums(invoice) == (Decimal("200.00"), Decimal("34.80"), Decimal("234.80"))


def test_shelf_prices_and_header_discounts_share_to_the_cent():
    assert (extract_vat(Decimal("3.92"), Decimal(13)), extract_vat(Decimal("0.08"), Decimal(24))) == (
        Decimal("0.45"),
        Decimal("0.02"),
    )  # rule 3
    assert share_out(Decimal("10.00"), [Decimal(10), Decimal(10), Decimal(10)]) == [
        Decimal("3.34"),
        Decimal("3.33"),
        Decimal("3.33"),
    ]  # rule 5


def test_a_storno_mirrors_to_the_cent():
    """Rule 4: 100.50 at 25 % is 25.13, taken back −25.13; nought has no sign."""
    total = sum_document([Taxed(Decimal("100.50"), "standard", Decimal(25)), Taxed(Decimal("0.00"), "exempt", Decimal(0))])
    back = mirror(total)
    assert (total.vat, back.vat, back.gross) == (Decimal("25.13"), Decimal("-25.13"), Decimal("-125.63"))
    assert [str(row.vat) for row in back.rates] == ["-25.13", "0.00"]


def test_a_storno_keeps_the_rate_of_the_original(billing, radu, monkeypatch):
    """Rule 6: issued at 19 %, the rate becomes 21 %, the storno carries 19 %."""
    rates = {"now": Decimal(19)}
    monkeypatch.setattr(queries, "vat_rate", lambda **_about: rates["now"])
    invoice = billing.invoice(radu, "100.00")
    assert sums(invoice) == (Decimal("100.00"), Decimal("19.00"), Decimal("119.00"))
    rates["now"] = Decimal(21)
    storno = billing.reverse(invoice)
    assert sums(storno) == (Decimal("-100.00"), Decimal("-19.00"), Decimal("-119.00"))
    assert [(row.rate, row.base, row.vat) for row in InvoiceVat.objects.filter(invoice=storno)] == [
        (Decimal(19), Decimal("-100.00"), Decimal("-19.00"))
    ]
    again = billing.post(billing.draft(radu))
    assert again.vat == Decimal("21.00")


def test_the_rate_is_that_of_the_day(billing, radu):
    """19 % until 31 July 2025, 21 % after; a draft that gets another day gets its rate."""
    billing.charge(radu, "100.00")
    draft = billing.draft(radu, on=date(2025, 7, 31), due_on=TODAY)
    assert draft.vat == Decimal("19.00")
    posted = billing.post(draft, on=TODAY)
    assert (posted.on, posted.vat, queries.lines_of(posted)[0].vat_rate) == (TODAY, Decimal("21.00"), Decimal(21))


def test_a_seller_without_vat_charges_none(billing, radu, founded):
    founded.entity.is_vat_payer = False
    founded.entity.save()
    billing.branch.refresh_from_db()
    assert sums(billing.invoice(radu, "100.00")) == (Decimal("100.00"), Decimal("0.00"), Decimal("100.00"))


def test_too_much_money_stays_as_credit(billing, radu):
    """Rule 17: 500 on 484 → paid, 16.00 credit; the work order does not count the 500 again."""
    order = billing.order()
    invoice = billing.invoice(radu, "400.00", order=order)
    payment = billing.pay(radu, "500.00", invoice=invoice)
    assert queries.open_of(invoice) == 0
    assert queries.balance_of(radu) == Balance(owed=Decimal("0.00"), credit=Decimal("16.00"))
    assert queries.settled_of([payment]) == {payment: Decimal("484.00")}
    assert queries.owed_for_order(order.id, at=billing.at) == 0
    later = billing.invoice(radu, "10.00")
    assert settlements.use_credit(party=radu, invoice=later, by=billing.by, at=billing.at) == Decimal("12.10")
    assert queries.balance_of(radu) == Balance(owed=Decimal("0.00"), credit=Decimal("3.90"))
    other = billing.customer("Ioana")
    unpaid = billing.invoice(other, "1.00")
    with pytest.raises(Refused) as refused:
        settlements.use_credit(party=other, invoice=unpaid, by=billing.by, at=billing.at)
    assert refused.value.code == "no_credit"


def test_several_payments_and_part_payment(billing, radu):
    invoice = billing.invoice(radu, "400.00")
    billing.pay(radu, "100.00", invoice=invoice)
    assert queries.open_of(invoice) == Decimal("384.00")
    second = billing.pay(radu, "384.00", invoice=invoice)
    assert queries.open_of(invoice) == 0
    assert settlements.unsettle(payment_id=second, amount=Decimal("84.00"), by=billing.by, at=billing.at) == Decimal("84.00")
    assert (queries.open_of(invoice), queries.credit_of(radu)) == (Decimal("84.00"), Decimal("84.00"))
    assert Settlement.objects.filter(payment_id=second).order_by("id").values_list("amount", flat=True)[1] == Decimal("-84.00")


def test_money_without_an_invoice_goes_to_the_longest_due(billing, radu):
    old = billing.invoice(radu, "100.00", on=TODAY)
    new = billing.post(_dated(billing, radu, TODAY + timedelta(days=30)))
    payment = billing.pay(radu, "150.00")
    assert settlements.settle(payment_id=payment, party=radu, amount=Decimal("150.00"), by=billing.by, at=billing.at) == Decimal("150.00")
    assert (queries.open_of(old), queries.open_of(new)) == (Decimal("0.00"), Decimal("92.00"))


def _dated(billing, party, due_on):
    billing.charge(party, "100.00")
    return billing.draft(party, due_on=due_on)


def test_money_of_another_customer_is_not_taken(billing, radu):
    invoice, other = billing.invoice(radu, "100.00"), billing.customer("Ioana")
    with pytest.raises(Refused) as refused:
        settlements.settle(
            payment_id=billing.pay(other, "10.00"), party=other, amount=Decimal(10), invoice=invoice, by=billing.by, at=billing.at
        )
    assert refused.value.code == "other_party"


def test_an_advance_on_the_order_is_settled_by_its_invoice(billing, radu):
    order = billing.order()
    payment = billing.pay(radu, "200.00", order=order)
    billing.charge(radu, "400.00", order=order)
    assert queries.owed_for_order(order.id, at=billing.at) == Decimal("284.00")
    invoice = billing.post(billing.draft(radu, order_id=order.id))
    assert queries.open_of(invoice) == Decimal("284.00")
    assert queries.settlements_of(invoice) == [(payment, Decimal("200.00"))]
    assert queries.owed_for_order(order.id, at=billing.at) == Decimal("284.00")
    totals = Paper.objects.get(kind="invoice", doc_id=invoice.pk).frozen["totals"]
    assert (totals["gross"], totals["paid"], totals["due"]) == ("484.00", "200.00", "284.00")


def test_what_is_owed_for_an_order_with_and_without_invoice(billing, radu):
    first, second = billing.order(), billing.order()
    billing.charge(radu, "10.02", order=first)
    billing.charge(radu, "10.02", order=second)
    assert queries.owed_for_order(first.id, at=billing.at) == Decimal("12.12")
    both = billing.draft(radu)
    assert (both.order_id, both.gross) == (None, Decimal("24.25"))  # VAT once on the whole
    assert {line.group for line in queries.lines_of(both)} == {"26-00001 · Frâne", "26-00002 · Frâne"}
    assert queries.owed_for_order(first.id, at=billing.at) == Decimal("12.12")
    both = billing.post(both)
    assert queries.owed_for_orders([first.id, second.id], at=billing.at) == {first.id: Decimal("12.12"), second.id: Decimal("12.12")}
    billing.pay(radu, "24.25", invoice=both)
    assert queries.owed_for_order(second.id, at=billing.at) == 0
    billing.pay(radu, "5.00", order=billing.order())
    assert queries.credit_of(radu) == Decimal("5.00")


def test_a_storno_frees_work_and_money(billing, radu):
    order = billing.order()
    invoice = billing.invoice(radu, "400.00", order=order)
    payment = billing.pay(radu, "484.00", invoice=invoice)
    storno = billing.reverse(invoice)
    invoice.refresh_from_db()
    assert (invoice.state, storno.kind, storno.number, storno.reverses_id) == ("reversed", "storno", "MND 26-00002", invoice.pk)
    assert queries.balance_of(radu) == Balance(owed=Decimal("0.00"), credit=Decimal("484.00"))
    assert [charge.invoice_line_id for charge in Charge.objects.filter(order_id=order.id)] == [None]
    paper = Paper.objects.get(kind="storno", doc_id=storno.pk).frozen
    assert (paper["kind"], paper["extra"]["reverses"]["number"], paper["totals"]["gross"]) == ("storno", "MND 26-00001", "-484.00")
    assert [line["quantity"] for line in paper["groups"][0]["lines"]] == ["-1.000"]
    assert Paper.objects.get(kind="invoice", doc_id=invoice.pk).state == "reversed"
    again = billing.post(billing.draft(radu, order_id=order.id))
    assert (again.number, queries.open_of(again)) == ("MND 26-00003", Decimal("0.00"))  # the money of the order pays it at once
    assert queries.settlements_of(again) == [(payment, Decimal("484.00"))]
    assert list(PartyEntry.objects.order_by("id").values_list("amount", flat=True)) == [
        Decimal("484.00"),
        Decimal("-484.00"),
        Decimal("-484.00"),
        Decimal("484.00"),
    ]


@pytest.mark.parametrize("break_it", ["draft", "twice", "storno", "no reason", "tomorrow", "before"])
def test_what_cannot_be_reversed(billing, radu, break_it):
    billing.charge(radu, "10.00")
    invoice = billing.draft(radu)
    if break_it != "draft":
        invoice = billing.post(invoice)
    if break_it in ("twice", "storno"):
        storno = billing.reverse(invoice)
        invoice = storno if break_it == "storno" else invoice
    on = TODAY + timedelta(days={"tomorrow": 1, "before": -1}.get(break_it, 0))
    count = Invoice.objects.count()
    with pytest.raises(Refused) as refused:
        billing.reverse(invoice, on=on, reason=" " if break_it == "no reason" else "greșit")
    assert refused.value.code == {"no reason": "reason_needed", "tomorrow": "date_in_future"}.get(break_it, "cannot_reverse")
    assert Invoice.objects.count() == count


def test_money_given_back_leaves_no_credit(billing, radu):
    invoice = billing.invoice(radu, "400.00")
    payment = billing.pay(radu, "500.00", invoice=invoice)
    given = DocumentRef("payment", payment, "CH 2")
    entries.book(party=radu, side="customer", amount=Decimal("16.00"), ref=given, on=TODAY, at=billing.at)
    assert queries.credit_of(radu) == 0
    assert [left for _payment, left in queries.unsettled_payments(PartyEntry.objects.filter(party=radu))] == [Decimal("0.00")]


def test_the_account_card_runs_through_every_entry(billing, radu):
    first = billing.invoice(radu, "100.00")
    billing.pay(radu, "50.00", invoice=first)
    billing.invoice(radu, "10.00")
    account = queries.card(radu)
    assert [(row.entry.amount, row.balance) for row in account.rows] == [
        (Decimal("121.00"), Decimal("121.00")), (Decimal("-50.00"), Decimal("71.00")), (Decimal("12.10"), Decimal("83.10")),
    ]  # fmt: skip
    assert account.after == queries.balance_of(radu).net == Decimal("83.10")
    later = queries.card(radu, since=TODAY + timedelta(days=1))
    assert (later.before, later.rows, later.after) == (Decimal("83.10"), [], Decimal("83.10"))
