"""The cash desk for programs: the same verbs, refusals and figures."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.trade.billing import queries as billing
from mendery.trade.cashdesk.models import Payment


@pytest.fixture
def cashier(api_of):
    return api_of("cashier")


def test_a_day_by_api(desk, radu, cashier):
    money = {"party_id": radu.pk, "method": "cash", "amount": "100.00"}
    assert cashier.post("/cash/payments", money).json()["code"] == "shift_not_open"
    till = cashier.get("/cash/tills").json()[0]
    assert (till["shift_id"], till["next_opening"]) == (None, "0.00")
    answer = cashier.post("/cash/shifts/open", {"till_id": till["id"], "opening": "200.00"})
    assert answer.status_code == 201
    shift = answer.json()
    paid = cashier.post("/cash/payments", money).json()
    assert (paid["amount"], paid["left"], paid["unused"], paid["shift_id"]) == ("100.00", "100.00", "100.00", shift["id"])
    back = cashier.post(f"/cash/payments/{paid['id']}/refund", {"amount": "40.00", "method": "cash", "reason": "Greșit"}).json()
    assert (back["amount"], back["refund_of_id"]) == ("-40.00", paid["id"])
    assert cashier.post(f"/cash/shifts/{shift['id']}/pay-in", {"amount": "50.00", "text": "Mărunt"}).json()["kind"] == "pay_in"
    assert cashier.post(f"/cash/shifts/{shift['id']}/pay-out", {"amount": "10.00", "text": "Taxi"}).json()["amount"] == "-10.00"
    drawer = cashier.get(f"/cash/shifts/{shift['id']}").json()["drawer"]
    assert (drawer["expected"], drawer["cash_in"], drawer["refunds"]) == ("300.00", "100.00", "40.00")
    wrong = {"counted": "300.00", "count_sheet": {"100": 2}}
    assert cashier.post(f"/cash/shifts/{shift['id']}/close", wrong).json()["code"] == "count_does_not_add"
    closed = cashier.post(
        f"/cash/shifts/{shift['id']}/close", {"counted": "300.00", "count_sheet": {"100": 3}, "taken_out": "250.00"}
    ).json()
    assert (closed["state"], closed["expected"], closed["count_sheet"]) == ("closed", "300.00", {"100": 3})
    assert cashier.get("/cash/tills").json()[0]["next_opening"] == "50.00"
    journal = cashier.get(f"/cash/journal?till_id={till['id']}").json()
    assert (journal["opening"], journal["closing"], len(journal["entries"])) == ("0.00", "50.00", 6)
    assert [row["id"] for row in cashier.get("/cash/payments").json()["items"]] == [back["id"], paid["id"]]
    assert cashier.get(f"/cash/shifts?till_id={till['id']}").json()["items"][0]["number"] == closed["number"]


def test_an_invoice_is_paid_once_however_often_the_request_comes(desk, radu, cashier):
    """Rule 73."""
    desk.open()
    invoice = desk.invoice(radu, "100.00")
    wanted = {"invoice_id": invoice.pk, "method": "cash", "amount": "121.00"}
    answers = [cashier.post("/cash/payments", wanted, key="paid-once") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (Payment.objects.count(), billing.open_of(invoice)) == (1, Decimal("0.00"))
    assert cashier.post("/cash/payments", wanted).json()["code"] == "invoice_not_payable"
    assert cashier.post("/cash/payments", {"method": "bank", "amount": "1.00"}).json()["code"] == "payer_needed"


def test_the_limit_for_cash_is_told_and_passes_when_it_is_known(desk, radu, cashier):
    desk.open()
    money = {"party_id": radu.pk, "method": "cash", "amount": "10000.01"}
    answer = cashier.post("/cash/payments", money)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "cash_over_limit", "over_limit")
    assert "10.000,00" in answer.json()["message"]
    assert cashier.post("/cash/payments", {**money, "over_limit": True}).status_code == 201


def test_fiscal_receipts_by_api(desk, radu, cashier, api_of):
    till = cashier.get("/cash/tills").json()[0]
    assert cashier.patch(f"/cash/tills/{till['id']}", {"name": "Casa", "has_fiscal_printer": True}).status_code == 403
    changed = api_of("manager").patch(f"/cash/tills/{till['id']}", {"name": "Casa", "has_fiscal_printer": True}).json()
    assert (changed["name"], changed["has_fiscal_printer"]) == ("Casa", True)
    desk.open()
    paid = cashier.post("/cash/payments", {"party_id": radu.pk, "method": "card", "amount": "5.00"}).json()
    assert paid["fiscal_state"] == "pending"
    assert len(cashier.get("/cash/payments?waiting_for_receipt=true").json()["items"]) == 1
    assert cashier.post(f"/cash/payments/{paid['id']}/print").json()["code"] == "no_fiscal_printer"
    assert cashier.post(f"/cash/payments/{paid['id']}/receipt", {"number": "0431"}).json()["fiscal_number"] == "0431"
    assert cashier.post(f"/cash/payments/{paid['id']}/receipt", {"number": "0432"}).json()["code"] == "no_receipt_needed"
    assert cashier.get("/cash/payments?waiting_for_receipt=true").json()["items"] == []


def test_a_payment_of_an_invoice_costs_few_statements(desk, radu, cashier):
    desk.open()
    invoices = [desk.invoice(radu, "100.00", order=desk.order()) for _place in range(3)]
    counted = []
    for invoice in invoices:
        with CaptureQueriesContext(connection) as captured:
            assert cashier.post("/cash/payments", {"invoice_id": invoice.pk, "method": "cash", "amount": "121.00"}).status_code == 201
        counted.append(len(captured))
    assert counted[1] == counted[2] <= 30
