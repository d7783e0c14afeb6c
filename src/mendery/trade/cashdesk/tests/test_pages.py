"""Pages of the cash desk, as people of each role meet them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.tenancy.switches import Feature, switch
from mendery.trade.billing import queries as billing
from mendery.trade.cashdesk import providers, queries
from mendery.trade.cashdesk.actions import places, receipts
from mendery.trade.cashdesk.models import CashEntry, Payment, Shift, Till

BASE = "/b/garage/cash/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def carmen(client_of):
    return client_of("cashier")


def text_of(response, status=200):
    assert response.status_code == status, response.content.decode()[-3000:]
    return response.content.decode()


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_desk_costs_the_same_for_one_and_for_many(desk, radu, carmen):
    shift = desk.open("500.00")
    desk.take(radu, "10.00", invoice=desk.invoice(radu, "100.00"))
    one = queries_of(carmen, BASE)
    listed = queries_of(carmen, f"{BASE}payments")
    journal = queries_of(carmen, f"{BASE}journal")
    for _place in range(6):
        desk.take(desk.customer(), "10.00")
        desk.take(radu, "1.00", "card", invoice=desk.invoice(radu, "5.00"))
    desk.slip(shift, "-5.00")
    assert queries_of(carmen, BASE) == one <= 24
    assert queries_of(carmen, f"{BASE}payments") == listed <= 12
    assert queries_of(carmen, f"{BASE}journal") == journal <= 14


def test_opening_counting_and_closing_the_till(desk, radu, carmen, founded):
    page = text_of(carmen.get(BASE))
    assert "Open the till" in page
    open_url = f"{BASE}tills/{founded.till.pk}/open"
    assert "Write an amount" in text_of(carmen.post(open_url, {"opening": "abc"}), 422)
    assert carmen.post(open_url, {"opening": "200,00"}).status_code == 303
    assert carmen.post(open_url, {"opening": "200,00"}).status_code == 409
    shift = Shift.objects.get()
    desk.take(radu, "850.00")
    desk.take(radu, "430.00", "card")
    page = text_of(carmen.get(BASE))
    for shown in ("Open since", "200,00", "850,00", "430,00", "1.050,00", "Should be in drawer", "Radu Matei", "Counted by Carmen Dobre"):
        assert shown in page
    assert text_of(carmen.get(f"{BASE}?show=card")).count("<tr data-href") == 1

    url = f"{BASE}shifts/{shift.pk}"
    assert "1.050,00" in text_of(carmen.get(f"{url}/pay-out", headers=HTMX))
    assert "Only 1.050,00" in text_of(carmen.post(f"{url}/pay-out", {"amount": "2000", "text": "x"}, headers=HTMX), 422)
    assert carmen.post(f"{url}/pay-out", {"amount": "300", "text": "Taxi"}, headers=HTMX).status_code == 204
    assert carmen.post(f"{url}/pay-in", {"amount": "10", "text": "Mărunt"}, headers=HTMX).status_code == 204

    counts = {"n_500": "1", "n_100": "2", "n_50": "1", "n_10": "1"}
    counted = text_of(carmen.get(f"{url}/count", counts, headers=HTMX))
    assert "760,00" in counted
    assert 'hx-target="#n_100-' in counted
    dialog = text_of(carmen.get(f"{url}/close", counts, headers=HTMX))
    assert "closed for good" in dialog
    assert 'value="760,00"' in dialog
    assert "add up to" in text_of(carmen.post(f"{url}/close", {**counts, "counted": "759", "taken_out": "0"}, headers=HTMX), 422)
    done = carmen.post(f"{url}/close", {**counts, "counted": "760,00", "taken_out": "700"}, headers=HTMX)
    assert done.status_code == 204
    shift.refresh_from_db()
    assert (shift.state, str(shift.counted), str(shift.taken_out), shift.count_sheet["100"]) == ("closed", "760.00", "700.00", 2)
    assert "60,00" in text_of(carmen.get(BASE))  # offered for the next opening
    journal = text_of(carmen.get(f"{BASE}journal"))
    assert "Taken out at closing" in journal
    assert "60,00" in journal
    pdf = carmen.get(f"/b/garage/papers/of/cash_journal/{shift.pk}.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_a_payment_for_an_invoice_is_filled_in(desk, radu, carmen):
    desk.open()
    invoice = desk.invoice(radu, "100.00", order=desk.order())
    shown = text_of(carmen.get(f"/b/garage/invoices/{invoice.pk}"))
    assert f"{BASE}take/?invoice={invoice.pk}" in shown
    url = f"{BASE}take/?invoice={invoice.pk}"
    page = text_of(carmen.get(url))
    assert 'value="121,00"' in page
    assert invoice.number in page
    assert "Change 29,00" in text_of(carmen.get(f"{BASE}take/change?amount=121,00&tendered=150"), 200)
    assert "missing" in text_of(carmen.get(f"{BASE}take/change?amount=121,00&tendered=100"))
    assert text_of(carmen.get(f"{BASE}take/change?amount=x")) == ""
    assert "more than nought" in text_of(carmen.post(url, {"amount": "0", "method": "cash"}), 422)
    assert "required" in text_of(carmen.post(url, {"amount": "", "method": "cash"}), 422)
    answer = carmen.post(url, {"amount": "121", "method": "cash", "tendered": "150"})
    payment = Payment.objects.get()
    assert answer.headers["Location"] == f"{BASE}payments/{payment.pk}"
    page = text_of(carmen.get(answer.headers["Location"]))
    assert "give 29,00" in page.replace("\u00a0lei", "")
    assert invoice.number in page
    shown = text_of(carmen.get(f"/b/garage/invoices/{invoice.pk}"))
    assert "Take payment" not in shown
    assert payment.number in shown
    assert payment.number in text_of(carmen.get(f"/b/garage/invoices/accounts/{radu.pk}"))


def test_who_pays_is_found_by_name_and_by_number(desk, radu, carmen):
    invoice = desk.invoice(radu, "100.00")
    assert "Who pays" in text_of(carmen.get(f"{BASE}take/"))
    found = text_of(carmen.get(f"{BASE}take/?q=matei"))
    assert f"party={radu.pk}" in found
    assert f"invoice={invoice.pk}" in text_of(carmen.get(f"{BASE}take/?q={invoice.number[-5:]}"))
    assert "matches" in text_of(carmen.get(f"{BASE}take/?q=zzzz"))
    page = text_of(carmen.get(f"{BASE}take/?party={radu.pk}"))
    assert f"invoice={invoice.pk}" in page
    assert "No till is open" in page
    assert carmen.get(f"{BASE}take/?party=00000000-0000-7000-8000-000000000000").status_code == 404


def test_the_legal_limit_is_told_before_and_asks_for_a_tick(desk, carmen):
    desk.open()
    firm = desk.customer("TransNord SRL", kind="company")
    invoice = desk.invoice(firm, "5000.00")
    url = f"{BASE}take/?invoice={invoice.pk}"
    assert "The law allows 5.000,00" in text_of(carmen.get(url)).replace("\u00a0lei", "")
    refused = text_of(carmen.post(url, {"amount": "6050", "method": "cash"}), 422)
    assert 'name="over_limit"' in refused
    assert carmen.post(url, {"amount": "6050", "method": "cash", "over_limit": "on"}).status_code == 303


def test_money_is_given_back_in_a_dialog(desk, radu, carmen, client_of):
    desk.open()
    invoice = desk.invoice(radu, "100.00")
    payment = desk.take(radu, "150.00", invoice=invoice)
    url = f"{BASE}payments/{payment.pk}/refund"
    dialog = text_of(carmen.get(url, headers=HTMX))
    assert "150,00" in dialog
    assert "29,00" in dialog
    refused = text_of(carmen.post(url, {"amount": "151", "method": "cash", "reason": "x"}, headers=HTMX), 422)
    assert "Only 150,00" in refused
    assert carmen.post(url, {"amount": "150", "method": "cash", "reason": "Greșit"}, headers=HTMX).status_code == 204
    assert "Greșit" in text_of(carmen.get(f"{BASE}payments/{payment.pk}"))
    refund = Payment.objects.get(refund_of=payment)
    assert "Money back" in text_of(carmen.get(f"{BASE}payments/{refund.pk}"))
    elena = client_of("accountant")
    assert elena.get(url).status_code == 403
    assert "Give money back" not in text_of(elena.get(f"{BASE}payments/{payment.pk}"))
    assert client_of("receptionist").get(BASE).status_code == 403
    assert client_of("receptionist").get(f"{BASE}payments/{payment.pk}").status_code == 200


def test_a_receipt_that_did_not_print_stands_on_top(desk, radu, carmen, actor_of):
    places.change_till(till=desk.till, name="Casa", has_fiscal_printer=True, by=desk.by, at=desk.at)
    desk.open()
    payment = desk.take(radu, "890.00", "card")
    receipts.mark_failed(payment_id=payment.pk, answer="paper out", by=desk.by, at=desk.at)
    page = text_of(carmen.get(BASE))
    assert "did not print" in page
    assert "paper out" in page
    assert text_of(carmen.get(f"{BASE}?show=problems")).count("<tr data-href") == 1
    url = f"{BASE}payments/{payment.pk}"
    assert carmen.post(f"{url}/print").status_code == 409
    assert carmen.post(f"{url}/receipt", {"number": "0431"}, headers=HTMX).status_code == 204
    assert "already" in text_of(carmen.post(f"{url}/receipt", {"number": "0432"}, headers=HTMX), 422)
    assert "did not print" not in text_of(carmen.get(BASE))
    assert "0431" in text_of(carmen.get(url))


def test_a_long_list_of_payments_goes_on_by_key(desk, radu, carmen):
    for _place in range(52):
        desk.take(radu, "1.00", "card")
    first = text_of(carmen.get(f"{BASE}payments"))
    after = re.search(r"\?after=([^\"&]+)", first).group(1)
    rest = text_of(carmen.get(f"{BASE}payments?after={after}", headers={**HTMX, "HX-Request-Type": "partial"}))
    assert (first.count("<tr data-href"), rest.count("<tr data-href")) == (50, 2)
    assert "No payments yet" in text_of(carmen.get(f"{BASE}payments?method=bank"))


def test_the_tills_stand_in_the_settings(founded, client_of):
    admin = client_of("administrator")
    assert "Casa 1" in text_of(admin.get(f"{BASE}tills"))
    new = {"branch": founded.branch.pk, "code": "T1", "name": "Casa 2"}
    assert "already" in text_of(admin.post(f"{BASE}tills/new", new), 422)
    assert admin.post(f"{BASE}tills/new", {**new, "code": "T2"}).status_code == 303
    till = Till.objects.get(code="T2")
    assert admin.post(f"{BASE}tills/{till.pk}", {"name": "Casa doi", "has_fiscal_printer": "on"}).status_code == 303
    till.refresh_from_db()
    assert (till.name, till.has_fiscal_printer) == ("Casa doi", True)


def test_without_invoices_the_order_is_paid_with_the_number_of_elsewhere(desk, radu, carmen):
    desk.open()
    order = desk.order()
    desk.charge(radu, "100.00", order=order)
    switch(feature=Feature.INVOICING, on=False)
    url = f"{BASE}take/?order={order.id}&party={radu.pk}"
    page = text_of(carmen.get(url))
    assert 'value="121,00"' in page
    assert 'name="outside_invoice"' in page
    assert carmen.post(url, {"amount": "121", "method": "card", "outside_invoice": "EXT 9"}).status_code == 303
    payment = Payment.objects.get()
    assert (payment.order_id, payment.outside_invoice, billing.owed_for_order(order.id, at=desk.at)) == (order.id, "EXT 9", 0)


def test_today_tells_of_tills_left_open_and_receipts_missing(desk, radu, founded, carmen, actor_of, rf, at, monkeypatch):
    places.change_till(till=desk.till, name="Casa", has_fiscal_printer=True, by=desk.by, at=desk.at)
    desk.open()
    desk.take(radu, "10.00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(days=2))
    request = rf.get("/")
    request.business, request.actor = founded.business, actor_of("cashier")
    told = {item.key.split(":")[0]: item for item in providers.today_items(actor_of("cashier"), request=request)}
    assert set(told) == {"receipt", "shift"}
    assert "2 days" in str(told["shift"].state)
    assert list(providers.today_items(actor_of("mechanic"), request=request)) == []
    assert [entry.key for entry in providers.navigation(actor_of("cashier"), request=request)] == ["cash"]
    assert "This shift was opened on" in text_of(carmen.get(BASE))


def test_the_pages_of_customer_and_order_show_the_money(desk, radu, carmen):
    order = desk.order()
    desk.take(radu, "10.00", "card", order=order)
    assert "Payments" in text_of(carmen.get(f"/b/garage/parties/{radu.pk}"))
    paid = Payment.objects.get()
    assert f"{BASE}payments/{paid.pk}" in text_of(carmen.get(f"/b/garage/invoices/accounts/{radu.pk}"))
    assert providers.order_payments(order=type("Order", (), {"pk": order.id}))["money_rows"][0][1] == "On account"
    assert CashEntry.objects.count() == 0
    assert queries.payments_of_order(order.id)
