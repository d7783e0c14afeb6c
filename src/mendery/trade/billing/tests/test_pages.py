"""Pages of invoices, as people of each role meet them."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.tenancy.switches import Feature, switch
from mendery.ground.ui import slots
from mendery.trade.billing import providers, queries
from mendery.trade.billing.models import Invoice

BASE = "/b/garage/invoices/"


@pytest.fixture
def elena(client_of):
    return client_of("accountant")


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(billing, radu, elena):
    assert "No invoices yet" in text_of(elena.get(BASE))
    billing.invoice(radu, "100.00")
    one = queries_of(elena, BASE)
    for _place in range(6):
        billing.invoice(billing.customer(), "100.00")
    billing.reverse(Invoice.objects.first())
    assert queries_of(elena, BASE) == one


def test_the_list_in_its_views(billing, radu, elena):
    paid = billing.invoice(radu, "100.00")
    billing.pay(radu, "121.00", invoice=paid)
    billing.invoice(billing.customer("Ioana Pop"), "50.00")
    billing.charge(radu, "7.00")
    billing.draft(radu)
    shown = {
        view: text_of(elena.get(f"{BASE}?view={view}")).count("<tr data-href")
        for view in ("", "drafts", "unpaid", "late", "paid", "reversed")
    }
    assert shown == {"": 3, "drafts": 1, "unpaid": 1, "late": 0, "paid": 1, "reversed": 0}
    assert text_of(elena.get(f"{BASE}?party={radu.pk}")).count("<tr data-href") == 2
    assert text_of(elena.get(f"{BASE}?q=ioana")).count("<tr data-href") == 1
    assert text_of(elena.get(f"{BASE}?q=26-00001")).count("<tr data-href") == 1
    assert text_of(elena.get(f"{BASE}?from=2026-11-25")).count("<tr data-href") == 0
    assert text_of(elena.get(f"{BASE}?party=nonsense&from=x")).count("<tr data-href") == 3
    assert text_of(elena.get(f"{BASE}count?view=paid")) == "1"


def test_a_long_list_goes_on_by_key(billing, radu, elena):
    for _place in range(52):
        billing.charge(radu, "1.00")
        billing.draft(radu)
    first = text_of(elena.get(BASE))
    after = re.search(r"\?after=([^\"&]+)", first).group(1)
    rest = text_of(elena.get(f"{BASE}?after={after}", headers={"HX-Request": "true", "HX-Request-Type": "partial"}))
    assert (first.count("<tr data-href"), rest.count("<tr data-href")) == (50, 2)


def test_from_finished_work_to_an_issued_invoice(billing, radu, client_of):
    """Ana drafts, changes, leaves a line out, and issues; the dialog says what will happen."""
    ana, order = client_of("receptionist"), billing.order()
    billing.charge(radu, "100.00", "20.00", order=order)
    waiting = text_of(ana.get(f"{BASE}waiting"))
    assert "Radu Matei" in waiting
    assert "120,00" in waiting
    answer = ana.post(f"{BASE}orders/{order.id}/draft")
    assert answer.status_code == 303
    url = answer.headers["Location"]
    assert ana.post(f"{BASE}orders/{order.id}/draft").headers["Location"] == url  # the draft that waits
    page = text_of(ana.get(url))
    assert "Draft invoice" in page
    assert "145,20" in page

    draft = Invoice.objects.get()
    line = queries.lines_of(draft)[1]
    assert ana.post(f"{url}/lines/{line.pk}/drop").status_code == 303
    draft.refresh_from_db()
    typed = {"on": draft.on, "due_on": "2020-01-01", "note": "", "version": draft.version}
    assert "due before its own day" in text_of(ana.post(f"{url}/change", typed), 422)
    assert ana.post(f"{url}/change", {**typed, "due_on": "2030-01-01", "note": "Mulțumim"}).status_code == 303
    assert "This field is required" in text_of(ana.post(f"{url}/change", {**typed, "on": ""}), 422)

    dialog = text_of(ana.get(f"{url}/issue", headers={"HX-Request": "true"}))
    assert "gets the next number" in dialog
    assert "date that has not come" in dialog or "Date of the invoice" in dialog
    assert "has not come yet" in text_of(ana.post(f"{url}/issue", {"on": "2199-01-01"}), 422)
    assert ana.post(f"{url}/issue", {"on": draft.on}).status_code == 303
    page = text_of(ana.get(url))
    assert "MND 26-00001" in page or "MND" in page
    assert "never changes" in page
    assert "Discard draft" not in page
    assert "Storno" not in page  # not Ana's to do
    assert ana.get(f"{url}/reverse").status_code == 403


def test_a_storno_says_what_it_does_and_asks_why(billing, radu, elena):
    invoice = billing.invoice(radu, "100.00")
    billing.pay(radu, "50.00", invoice=invoice)
    url = f"{BASE}{invoice.pk}"
    assert "Storno" in text_of(elena.get(url))
    dialog = text_of(elena.get(f"{url}/reverse", headers={"HX-Request": "true"}))
    assert "opposite amounts" in dialog
    assert "becomes the customer" in dialog
    assert "This field is required" in text_of(elena.post(f"{url}/reverse", {"reason": "", "on": "2026-11-24"}), 422)
    answer = elena.post(f"{url}/reverse", {"reason": "Cumpărător greșit", "on": invoice.on})
    assert answer.status_code == 303
    storno = text_of(elena.get(answer.headers["Location"]))
    assert "−121,00" in storno or "-121,00" in storno
    assert "Cumpărător greșit" in storno
    assert "Reversed by" in text_of(elena.get(url))


def test_many_orders_on_one_invoice(billing, radu, client_of):
    ana, first, second = client_of("receptionist"), billing.order(), billing.order()
    for order in (first, second):
        billing.charge(radu, "10.02", order=order)
    answer = ana.post(f"{BASE}draft", {"party": radu.pk, "order": [first.id, second.id]})
    assert answer.status_code == 303
    page = text_of(ana.get(answer.headers["Location"]))
    assert "26-00001 · Frâne" in page
    assert "24,25" in page
    assert ana.post(f"{BASE}draft", {"party": radu.pk}).status_code == 409
    assert ana.post(f"{BASE}draft", {"party": "nobody"}).status_code == 404
    assert ana.post(f"{BASE}orders/{uuid4()}/draft").status_code == 409
    assert "Everything is invoiced" in text_of(ana.get(f"{BASE}waiting"))


def test_a_draft_is_thrown_away(billing, radu, client_of):
    billing.charge(radu, "10.00")
    draft = billing.draft(radu)
    assert client_of("cashier").post(f"{BASE}{draft.pk}/discard").status_code == 303
    assert not Invoice.objects.exists()


def test_credit_pays_an_invoice(billing, radu, client_of):
    carmen = client_of("cashier")
    billing.pay(radu, "30.00")
    invoice = billing.invoice(radu, "100.00")
    url = f"{BASE}{invoice.pk}"
    assert "Pay from credit of" in text_of(carmen.get(url))
    assert carmen.post(f"{url}/credit").status_code == 303
    assert "91,00" in text_of(carmen.get(url))
    assert "Pay from credit of" not in text_of(carmen.get(url))


def test_the_account_card_and_the_customer_page(billing, radu, client_of):
    invoice = billing.invoice(radu, "100.00")
    billing.pay(radu, "21.00", invoice=invoice)
    ana = client_of("receptionist")
    card = text_of(ana.get(f"{BASE}accounts/{radu.pk}"))
    assert "MND 26-00001" in card
    assert "100,00" in card
    assert "Balance before" in text_of(ana.get(f"{BASE}accounts/{radu.pk}?since=2026-12-01"))
    assert "Nothing on this account yet" in text_of(ana.get(f"{BASE}accounts/{radu.pk}?side=supplier"))
    page = text_of(ana.get(f"/b/garage/parties/{radu.pk}"))
    assert "Owes us" in page
    assert "Part paid" in page or "late" in page
    dan = client_of("storekeeper")
    assert dan.get(f"{BASE}accounts/{radu.pk}").status_code == 403
    assert "Owes us" not in text_of(dan.get(f"/b/garage/parties/{radu.pk}"))


def test_the_order_shows_what_is_owed(billing, radu):
    order = billing.order()

    class Order:
        pk, currency, finished_at = order.id, "RON", billing.at

    billing.invoice(radu, "100.00", order=order)
    shown = providers.order_money(order=Order)
    assert (shown["owed"], len(shown["invoices"])) == (121, 1)
    assert any(filling.template == "billing/_order_money.html" for filling in slots.fillings("order.facts"))


def test_with_invoicing_off_nothing_is_offered_and_nothing_is_lost(billing, radu, client_of):
    manager, order = client_of("manager"), billing.order()
    invoice = billing.invoice(radu, "100.00")
    billing.charge(radu, "10.00", order=order)
    draft = billing.draft(radu)
    switch(feature=Feature.INVOICING, on=False)
    assert text_of(manager.get("/b/garage/parties/")).count('href="/b/garage/invoices/') == 0
    page = text_of(manager.get(f"{BASE}{invoice.pk}"))
    assert "MND 26-00001" in page
    assert f"{invoice.pk}/reverse" not in page
    assert manager.post(f"{BASE}{draft.pk}/issue", {"on": draft.on}).status_code == 409
    assert manager.post(f"{BASE}orders/{order.id}/draft").status_code == 409
    assert queries.owed_for_order(order.id, at=billing.at) > 12
    switch(feature=Feature.INVOICING, on=True)
    assert text_of(manager.get("/b/garage/parties/")).count('href="/b/garage/invoices/') > 0


def test_who_may_do_what(billing, radu, client_of):
    billing.charge(radu, "10.00")
    draft = billing.draft(radu)
    invoice = billing.invoice(radu, "10.00")
    doors = {
        f"{BASE}": "RCABX", f"{BASE}{draft.pk}": "RCABX", f"{BASE}waiting": "RCABX", f"{BASE}{draft.pk}/issue": "RCABX",
        f"{BASE}{invoice.pk}/reverse": "ABX", f"{BASE}accounts/{radu.pk}": "RCABX",
    }  # fmt: skip
    roles = {
        "receptionist": "R",
        "storekeeper": "S",
        "cashier": "C",
        "administrator": "A",
        "mechanic": "M",
        "manager": "B",
        "accountant": "X",
    }
    for role, letter in roles.items():
        client = client_of(role)
        found = {url: client.get(url).status_code for url in doors}
        assert found == {url: 200 if letter in letters else 403 for url, letters in doors.items()}, role


def test_strangers_find_nothing(billing, radu, second):
    invoice = billing.invoice(radu, "10.00")
    rival = second.client("manager")
    for path in ("", "/issue", "/reverse"):
        assert rival.get(f"/b/rival/invoices/{invoice.pk}{path}").status_code == 404
    assert rival.get(f"/b/rival/invoices/accounts/{radu.pk}").status_code == 404
    assert rival.get(BASE).status_code == 404


def test_the_page_of_an_invoice_costs_the_same_for_two_lines_and_for_twenty(billing, radu, elena):
    small, large = billing.invoice(radu, "1.00", "2.00"), billing.invoice(radu, *["1.00"] * 20)
    assert queries_of(elena, f"{BASE}{small.pk}") == queries_of(elena, f"{BASE}{large.pk}") <= 17


def test_invoice_and_storno_are_printed(billing, radu, elena):
    invoice = billing.invoice(radu, "100.00")
    storno = billing.reverse(invoice)
    for kind, doc in (("invoice", invoice), ("storno", storno)):
        answer = elena.get(f"/b/garage/papers/of/{kind}/{doc.pk}.pdf")
        assert answer.status_code == 200
        assert b"".join(answer)[:5] == b"%PDF-"
