"""Numbers without gaps, papers that never change, locked periods, rivals."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mendery.ground.company.models import PeriodLock
from mendery.ground.documents.models import NumberSeries, Paper
from mendery.ground.events import Refused, bell
from mendery.ground.tenancy.scope import business
from mendery.registers.parties import actions as parties
from mendery.registers.parties.actions import as_input
from mendery.registers.parties.queries import details_of
from mendery.trade.billing import queries
from mendery.trade.billing.actions import settlements
from mendery.trade.billing.events import InvoiceIssued, InvoiceReversed
from mendery.trade.billing.models import Invoice, PartyEntry, Settlement
from tests import cast

from .conftest import TODAY, Billing


@pytest.fixture
def told():
    facts = []
    for kind in (InvoiceIssued, InvoiceReversed):
        bell.subscribe(kind, facts.append, floor=99)
    yield facts
    for kind in (InvoiceIssued, InvoiceReversed):
        bell.type_handlers[kind][:] = [entry for entry in bell.type_handlers[kind] if entry[0] != 99]


def test_posting_tells_what_happened(billing, radu, told):
    order = billing.order()
    invoice = billing.invoice(radu, "100.00", order=order)
    storno = billing.reverse(invoice)
    issued, back = told
    assert (issued.number, issued.order_ids, issued.gross) == ("MND 26-00001", (order.id,), Decimal("121.00"))
    assert (back.invoice_id, back.storno_id, back.storno_number, back.reason) == (
        invoice.pk,
        storno.pk,
        "MND 26-00002",
        "Cumpărător greșit",
    )


def test_the_next_number_may_not_be_earlier(billing, radu):
    """Rule 10."""
    billing.invoice(radu, "100.00")
    billing.charge(radu, "50.00")
    early = billing.draft(radu, on=TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        billing.post(early)
    assert refused.value.code == "date_before_last_number"
    assert billing.post(early, on=TODAY).number == "MND 26-00002"


def test_no_day_that_has_not_come_yet(billing, radu):
    billing.charge(radu, "50.00")
    with pytest.raises(Refused) as refused:
        billing.post(billing.draft(radu, on=TODAY + timedelta(days=1)))
    assert (refused.value.code, refused.value.field) == ("date_in_future", "on")


def test_a_locked_period_takes_no_invoice_and_no_storno(billing, radu):
    """Rule 71."""
    invoice = billing.invoice(radu, "100.00")
    billing.charge(radu, "50.00")
    draft = billing.draft(radu)
    PeriodLock.objects.create(entity=billing.branch.entity, module="sales", locked_until=TODAY, by_name="Elena Stan", at=billing.at)
    for verb in (lambda: billing.post(draft), lambda: billing.reverse(invoice)):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code == "period_locked"
    assert NumberSeries.objects.get(kind="invoice").next_number == 2
    assert queries.open_of(invoice) == Decimal("121.00")


def test_the_paper_stays_when_the_customer_is_renamed(billing, radu):
    """Rule 11."""
    invoice = billing.invoice(radu, "100.00")
    data = as_input(radu, details_of(radu))
    parties.change(party=radu, data=type(data)(**{**vars(data), "name": "Cu totul altcineva"}), version=None, by=billing.by, at=billing.at)
    assert Paper.objects.get(doc_id=invoice.pk).frozen["party"]["name"] == "Radu Matei"


ATTACKS = (
    "UPDATE billing_invoice SET gross = 1 WHERE id = %s",
    "UPDATE billing_invoice SET due_on = '2030-01-01' WHERE id = %s",
    "UPDATE billing_invoice SET number = 'X' WHERE id = %s",
    "DELETE FROM billing_invoice WHERE id = %s",
    "UPDATE billing_invoiceline SET net = 1 WHERE invoice_id = %s",
    "DELETE FROM billing_invoiceline WHERE invoice_id = %s",
    "UPDATE billing_invoicevat SET vat = 0 WHERE invoice_id = %s",
    "INSERT INTO billing_invoicevat (id, business_id, invoice_id, category, rate, base, vat) SELECT gen_random_uuid(), business_id, id, 'x', 0, 0, 0 FROM billing_invoice WHERE id = %s",
    "UPDATE billing_partyentry SET amount = 0 WHERE doc_id = %s",
    "DELETE FROM billing_partyentry WHERE doc_id = %s",
    "UPDATE billing_settlement SET amount = 0 WHERE invoice_id = %s",
    "DELETE FROM billing_settlement WHERE invoice_id = %s",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_posted_never_changes_not_even_by_sql(billing, radu, attack):
    """Rule 11, on the application's own connection."""
    invoice = billing.invoice(radu, "100.00")
    billing.pay(radu, "10.00", invoice=invoice)
    with pytest.raises(DatabaseError, match=r"frozen|permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack, [invoice.pk])
    assert (Invoice.objects.get(pk=invoice.pk).gross, Settlement.objects.get().amount) == (Decimal("121.00"), Decimal("10.00"))


def test_a_draft_and_a_posting_cost_few_statements(billing, radu):
    """Two of the nine steps from check-in to paid."""
    costs = []
    for lines in (2, 12):
        order = billing.order()
        billing.charge(radu, *["10.00"] * lines, order=order)
        with CaptureQueriesContext(connection) as drafting:
            draft = billing.draft(radu, order_id=order.id)
        with CaptureQueriesContext(connection) as posting:
            billing.post(draft)
        costs.append((len(drafting), len(posting)))
    assert costs[0] == costs[1]
    assert costs[0] == (6, 15)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_three_failing_leave_no_gap(parallel, at):
    """Rule 9: numbers 1 to 17, none twice, none missing; the series waits for nobody who fails."""
    workshop = cast.found("garage", "Garaj Popescu")
    with business(workshop.business.pk):
        billing = Billing(workshop, at)
        radu = billing.customer()
        drafts = []
        for place in range(20):
            billing.charge(radu, "-10.00" if place in (3, 9, 15) else "100.00")
            drafts.append(billing.draft(radu))
    results = parallel(workshop.business.pk, [partial(billing.post, draft) for draft in drafts])
    failed = [one for one in results if isinstance(one, Exception)]
    assert [getattr(one, "code", one) for one in failed] == ["invoice_below_zero"] * 3
    with business(workshop.business.pk):
        numbers = sorted(Invoice.objects.exclude(number="").values_list("number", flat=True))
        assert numbers == [f"MND 26-{number:05}" for number in range(1, 18)]
        assert Paper.objects.filter(kind="invoice").count() == 17
        assert queries.balance_of(radu).owed == Decimal("2057.00")


@pytest.mark.django_db(transaction=True)
def test_failing_after_the_number_is_drawn_gives_it_back(parallel, at, monkeypatch):
    workshop = cast.found("garage", "Garaj Popescu")
    with business(workshop.business.pk):
        billing = Billing(workshop, at)
        radu = billing.customer()
        drafts = []
        for _place in range(6):
            billing.charge(radu, "100.00")
            drafts.append(billing.draft(radu))
    doomed = {draft.pk for draft in drafts[::2]}

    def refuse(fact):
        if fact.invoice_id in doomed:
            raise Refused("no", code="not_today")

    bell.subscribe(InvoiceIssued, refuse, floor=98)
    try:
        results = parallel(workshop.business.pk, [partial(billing.post, draft) for draft in drafts])
    finally:
        bell.type_handlers[InvoiceIssued][:] = [entry for entry in bell.type_handlers[InvoiceIssued] if entry[0] != 98]
    assert sum(isinstance(one, Refused) for one in results) == 3
    with business(workshop.business.pk):
        assert sorted(Invoice.objects.exclude(number="").values_list("number", flat=True)) == [
            f"MND 26-{number:05}" for number in (1, 2, 3)
        ]
        assert PartyEntry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_rivals_for_one_credit_one_invoice_and_one_draft(parallel, at):
    workshop = cast.found("garage", "Garaj Popescu")
    with business(workshop.business.pk):
        billing = Billing(workshop, at)
        radu = billing.customer()
        first, second = billing.invoice(radu, "100.00"), billing.invoice(radu, "100.00")
        billing.pay(radu, "121.00")
        billing.charge(radu, "5.00")
        draft = billing.draft(radu)
    use = [partial(settlements.use_credit, party=radu, invoice=invoice, by=billing.by, at=at) for invoice in (first, second)]
    results = parallel(workshop.business.pk, use)
    with business(workshop.business.pk):
        assert queries.balance_of(radu) == queries.Balance(Decimal("121.00"), Decimal("0.00"))
        assert [getattr(one, "code", one) for one in results if isinstance(one, Exception)] == ["no_credit"]
        paid = first if queries.open_of(first) == 0 else second
    results = parallel(workshop.business.pk, [partial(billing.post, draft), partial(billing.post, draft)])
    assert [getattr(one, "code", one) for one in results if isinstance(one, Exception)] == ["already_posted"]
    # A storno and a payment at once: no deadlock, and the figures agree whoever came first.
    results = parallel(
        workshop.business.pk,
        [partial(billing.reverse, paid), partial(billing.pay, radu, "50.00", invoice=second), partial(billing.reverse, paid)],
    )
    assert [getattr(one, "code", one) for one in results if isinstance(one, Exception)] == ["cannot_reverse"]
    with business(workshop.business.pk):
        balance = queries.balance_of(radu)
        ledger = sum(PartyEntry.objects.values_list("amount", flat=True))
        assert balance.owed - balance.credit == ledger == Decimal("-43.95")


def test_a_year_begins_at_one(billing, radu):
    billing.invoice(radu, "100.00")
    billing.at = billing.at.replace(year=2027, month=1, day=5)
    assert billing.invoice(radu, "100.00", on=date(2027, 1, 5)).number == "MND 27-00001"
