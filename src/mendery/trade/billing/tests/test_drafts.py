"""Gathering charges, changing drafts, refusing, merging."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mendery.ground.documents.models import NumberSeries, Paper
from mendery.ground.events import Refused
from mendery.ground.ui import providers as places
from mendery.registers.parties import actions as parties
from mendery.trade.billing import providers, queries
from mendery.trade.billing.actions import charges, invoices
from mendery.trade.billing.actions.charges import ChargeInput
from mendery.trade.billing.models import Charge, Invoice, InvoiceLine

from .conftest import TODAY


def test_a_draft_owes_nothing_and_has_no_number(billing, radu):
    billing.charge(radu, "100.00", "20.00")
    draft = billing.draft(radu)
    assert (draft.state, draft.number, draft.gross, draft.due_on) == ("draft", "", Decimal("145.20"), TODAY)
    assert queries.balance_of(radu) == queries.Balance(Decimal("0.00"), Decimal("0.00"))
    assert not Paper.objects.filter(doc_id=draft.pk).exists()


def test_the_due_day_follows_the_terms_of_the_customer(billing):
    fleet = billing.customer("Logistic Trans SRL", kind="company", payment_days=30)
    billing.charge(fleet, "100.00")
    assert billing.draft(fleet).due_on == TODAY + timedelta(days=30)


def test_nothing_stands_on_two_drafts(billing, radu):
    rows = billing.charge(radu, "100.00", "20.00")
    first = billing.draft(radu, charge_ids=[rows[0].pk])
    with pytest.raises(Refused) as refused:
        billing.draft(radu, charge_ids=[row.pk for row in rows])
    assert refused.value.code == "nothing_to_invoice"
    assert billing.draft(radu).net == Decimal("20.00")
    invoices.discard(invoice=first, by=billing.by, at=billing.at)
    assert billing.draft(radu).net == Decimal("100.00")


def test_a_discarded_draft_leaves_no_gap(billing, radu):
    billing.charge(radu, "100.00")
    first = billing.draft(radu)
    invoices.discard(invoice=first, by=billing.by, at=billing.at)
    assert not Invoice.objects.exists()
    assert not InvoiceLine.objects.exists()
    assert billing.post(billing.draft(radu)).number == "MND 26-00001"


def test_a_line_left_out_waits_for_another_invoice(billing, radu):
    billing.charge(radu, "100.00", "20.00")
    draft = billing.draft(radu)
    first, second = queries.lines_of(draft)
    draft = invoices.drop_lines(invoice=draft, line_ids=[second.pk], by=billing.by, at=billing.at)
    assert (draft.net, draft.gross, draft.version) == (Decimal("100.00"), Decimal("121.00"), 2)
    assert [charge.net for charge in queries.unbilled(radu)] == [Decimal("20.00")]
    with pytest.raises(Refused) as refused:
        invoices.drop_lines(invoice=draft, line_ids=[first.pk], by=billing.by, at=billing.at)
    assert refused.value.code == "nothing_to_invoice"


def test_two_people_change_a_draft(billing, radu):
    """Rule 72: different fields both survive, the same one asks."""
    billing.charge(radu, "100.00")
    draft = billing.draft(radu)
    invoices.change_draft(invoice=draft, note="Mulțumim", version=1, by=billing.by, at=billing.at)
    due = TODAY + timedelta(days=5)
    both = invoices.change_draft(invoice=draft, due_on=due, version=1, by=billing.by, at=billing.at)
    assert (both.note, both.due_on, both.version) == ("Mulțumim", due, 3)
    with pytest.raises(Refused) as refused:
        invoices.change_draft(invoice=draft, note="Altceva", version=1, by=billing.by, at=billing.at)
    assert refused.value.code == "changed_meanwhile"
    with pytest.raises(Refused) as refused:
        invoices.change_draft(invoice=draft, due_on=TODAY - timedelta(days=1), by=billing.by, at=billing.at)
    assert (refused.value.code, refused.value.field) == ("due_before_issue", "due_on")


def test_what_is_posted_is_no_draft(billing, radu):
    invoice = billing.invoice(radu, "100.00")
    for verb in (
        lambda: invoices.change_draft(invoice=invoice, note="x", by=billing.by, at=billing.at),
        lambda: invoices.discard(invoice=invoice, by=billing.by, at=billing.at),
        lambda: invoices.drop_lines(invoice=invoice, line_ids=[], by=billing.by, at=billing.at),
        lambda: billing.post(invoice),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code in ("not_a_draft", "already_posted")


def test_a_line_is_charged_once_until_withdrawn(billing, radu):
    row = billing.charge(radu, "100.00")[0]
    again = ChargeInput(party_id=radu.pk, line_id=row.line_id, text="Piesa", quantity=Decimal(1), price=Decimal(90), net=Decimal("90.00"))
    with pytest.raises(Refused) as refused:
        charges.add(charges=[again], by=billing.by, at=billing.at)
    assert refused.value.code == "charged_already"
    assert charges.withdraw(line_ids=[row.line_id], by=billing.by, at=billing.at) == 1
    charges.add(charges=[again], by=billing.by, at=billing.at)
    invoice = billing.post(billing.draft(radu))
    assert invoice.net == Decimal("90.00")
    with pytest.raises(Refused) as refused:
        charges.withdraw(line_ids=[row.line_id], by=billing.by, at=billing.at)
    assert refused.value.code == "charge_invoiced"
    billing.reverse(invoice)
    assert charges.withdraw(line_ids=[row.line_id], by=billing.by, at=billing.at) == 1
    assert not queries.unbilled(radu).exists()


def test_an_invoice_below_zero_is_refused(billing, radu):
    billing.charge(radu, "-10.00")
    with pytest.raises(Refused) as refused:
        billing.post(billing.draft(radu))
    assert refused.value.code == "invoice_below_zero"
    assert NumberSeries.objects.get(kind="invoice").next_number == 1


def test_a_category_without_a_rate_is_refused(billing, radu):
    billing.charge(radu, "10.00", category="unheard")
    with pytest.raises(Refused) as refused:
        billing.draft(radu)
    assert refused.value.code == "no_vat_rate"


def test_merging_customers_moves_what_is_not_posted(billing, radu):
    """Rule 67: open items follow the survivor, posted papers stay as they are."""
    twin = billing.customer("Radu Mateiu")
    posted = billing.invoice(twin, "100.00")
    billing.charge(twin, "20.00")
    draft = billing.draft(twin)
    waiting = billing.charge(twin, "30.00")[0]
    parties.merge(loser=twin, survivor=radu, by=billing.by, at=billing.at)
    draft.refresh_from_db()
    posted.refresh_from_db()
    assert (draft.party_id, posted.party_id) == (radu.pk, twin.pk)
    assert Charge.objects.get(pk=waiting.pk).party_id == radu.pk
    radu.refresh_from_db()
    assert queries.balance_of(radu).owed == Decimal("121.00")
    assert Paper.objects.get(doc_id=posted.pk).frozen["party"]["name"] == "Radu Mateiu"
    billing.pay(radu, "121.00", invoice=posted)
    assert queries.balance_of(radu).net == 0
    assert billing.post(draft).number == "MND 26-00002"


def test_search_finds_an_invoice_by_its_tail(billing, radu, founded, rf):
    invoice = billing.invoice(radu, "100.00")
    request = rf.get("/")
    request.business = founded.business
    found = [hit for _group, hits in places.search(billing.by, "26-00001", request=request) for hit in hits]
    assert [(hit.title, hit.key) for hit in found] == [("MND 26-00001", f"invoice:{invoice.pk}")]
    assert list(places.search(founded.actor("mechanic"), "26-00001", request=request)) == []


def test_today_tells_of_late_invoices(billing, radu, founded, rf, monkeypatch):
    invoice = billing.invoice(radu, "100.00")
    monkeypatch.setattr(providers, "_today", lambda _actor: TODAY + timedelta(days=3))
    request = rf.get("/")
    request.business = founded.business
    items = [item for item in places.today_items.collect(billing.by, request=request) if item.key == f"late_invoice:{invoice.pk}"]
    assert [(item.title, item.state) for item in items] == [("Radu Matei", "3 days late")]
    tiles = {tile.key: tile for tile in places.today_tiles.collect(billing.by, request=request)}
    assert (tiles["unpaid_invoices"].value, tiles["unpaid_invoices"].detail) == (1, "121,00\u00a0lei")
    billing.pay(radu, "121.00", invoice=invoice)
    assert not [item for item in places.today_items.collect(billing.by, request=request) if item.key.startswith("late_invoice")]
