"""Invoices by API: the same verbs, refusals and figures."""

from decimal import Decimal
from uuid import uuid4

import pytest

from mendery.ground.tenancy.switches import Feature, switch
from mendery.trade.billing.models import Invoice

BASE = "/billing"


@pytest.fixture
def manager(api_of):
    return api_of("manager")


def test_from_charges_to_a_reversed_invoice(billing, radu, manager):
    order = billing.order()
    billing.charge(radu, "100.00", "20.00", order=order)
    waiting = manager.get(f"{BASE}/charges?order_id={order.id}").json()
    assert [row["net"] for row in waiting] == ["100.00", "20.00"]
    assert manager.get(f"{BASE}/orders/{order.id}/owed").json()["owed"] == "145.20"

    answer = manager.post(f"{BASE}/invoices", {"party_id": radu.pk, "order_id": order.id})
    assert answer.status_code == 201
    draft = answer.json()
    assert (draft["state"], draft["number"], draft["gross"], draft["open"]) == ("draft", "", "145.20", "0.00")
    assert [(row["rate"], row["base"], row["vat"]) for row in draft["vat_rows"]] == [("21.0000", "120.00", "25.20")]
    url = f"{BASE}/invoices/{draft['id']}"
    assert manager.post(f"{url}/drop", {"line_ids": [draft["lines"][1]["id"]]}).json()["gross"] == "121.00"
    assert manager.patch(url, {"note": "Mulțumim", "version": 2}).json()["note"] == "Mulțumim"
    assert manager.patch(url, {"due_on": "2000-01-01"}).json()["code"] == "due_before_issue"

    posted = manager.post(f"{url}/post").json()
    assert (posted["state"], posted["open"], posted["number"][:4]) == ("posted", "121.00", "MND ")
    assert manager.post(f"{url}/post").json()["code"] == "already_posted"
    assert manager.delete(url).json()["code"] == "not_a_draft"
    billing.pay(radu, "21.00", invoice=Invoice.objects.get())
    read = manager.get(url).json()
    assert (read["settled"], read["open"], [row["amount"] for row in read["payments"]]) == ("21.00", "100.00", ["21.00"])
    assert manager.get(f"{BASE}/accounts/{radu.pk}/balance").json() == {"owed": "100.00", "credit": "0.00"}

    answer = manager.post(f"{url}/reverse", {"reason": "Cumpărător greșit"})
    assert answer.status_code == 201
    assert (answer.json()["kind"], answer.json()["gross"], answer.json()["reverses_id"]) == ("storno", "-121.00", posted["id"])
    assert manager.get(f"{BASE}/accounts/{radu.pk}/balance").json() == {"owed": "0.00", "credit": "21.00"}
    account = manager.get(f"{BASE}/accounts/{radu.pk}").json()
    assert [row["amount"] for row in account["entries"]] == ["121.00", "-21.00", "-121.00"]
    assert account["after"] == "-21.00"


def test_the_same_post_sent_twice_is_one(billing, radu, manager):
    """Rule 73."""
    billing.charge(radu, "10.00")
    draft = billing.draft(radu)
    first = manager.post(f"{BASE}/invoices/{draft.pk}/post", key="once")
    again = manager.post(f"{BASE}/invoices/{draft.pk}/post", key="once")
    assert (first.status_code, again.status_code, first.json()) == (200, 200, again.json())
    assert Invoice.objects.exclude(number="").count() == 1


def test_lists_go_on_by_key(billing, radu, manager):
    for _place in range(3):
        billing.invoice(radu, "10.00")
    first = manager.get(f"{BASE}/invoices?limit=2&view=unpaid&party_id={radu.pk}").json()
    rest = manager.get(f"{BASE}/invoices?limit=2&view=unpaid&after={first['next']}").json()
    assert [row["number"][-1] for row in first["items"] + rest["items"]] == ["3", "2", "1"]
    assert rest["next"] is None


def test_credit_by_api(billing, radu, manager):
    billing.pay(radu, "30.00")
    invoice = billing.invoice(radu, "100.00")
    assert manager.post(f"{BASE}/invoices/{invoice.pk}/credit", {"amount": "10.00"}).json()["open"] == "111.00"
    assert manager.post(f"{BASE}/invoices/{invoice.pk}/credit").json()["open"] == "91.00"
    assert manager.post(f"{BASE}/invoices/{invoice.pk}/credit").json()["code"] == "no_credit"


def test_drafts_are_thrown_away(billing, radu, manager):
    billing.charge(radu, "10.00")
    assert manager.delete(f"{BASE}/invoices/{billing.draft(radu).pk}").status_code == 204
    assert manager.get(f"{BASE}/invoices").json()["items"] == []


def test_programs_are_refused_by_role(billing, radu, api_of):
    """Rule 75: asked of the API itself."""
    billing.charge(radu, "10.00")
    draft = billing.draft(radu)
    url = f"{BASE}/invoices/{draft.pk}"
    ana, bogdan = api_of("receptionist"), api_of("mechanic")
    assert ana.post(f"{url}/reverse", {"reason": "x"}).json()["code"] == "no_right"
    asked = [
        bogdan.get(f"{BASE}/invoices"),
        bogdan.get(url),
        bogdan.post(f"{url}/post"),
        bogdan.delete(url),
        bogdan.get(f"{BASE}/accounts/{radu.pk}"),
    ]
    asked += [bogdan.get(f"{BASE}/orders/{uuid4()}/owed"), bogdan.get(f"{BASE}/charges"), bogdan.post(f"{url}/credit")]
    assert {answer.status_code for answer in asked} == {403}


def test_strangers_and_switches(billing, radu, manager, second):
    billing.charge(radu, "10.00")
    draft = billing.draft(radu)
    assert second.api("manager").get(f"{BASE}/invoices/{draft.pk}").json()["code"] == "invoice_not_found"
    assert second.api("manager").post(f"{BASE}/invoices", {"party_id": radu.pk}).status_code == 404
    switch(feature=Feature.INVOICING, on=False)
    assert manager.post(f"{BASE}/invoices/{draft.pk}/post").json()["code"] == "invoicing_off"
    assert manager.get(f"{BASE}/orders/{uuid4()}/owed").json()["owed"] == "0.00"
    assert Decimal(manager.get(f"{BASE}/invoices/{draft.pk}").json()["gross"]) == Decimal("12.10")
