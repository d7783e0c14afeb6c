"""Pages of customers and suppliers, as people of each role meet them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.documents.models import Paper
from mendery.registers.parties import actions
from mendery.registers.parties.actions import PartyInput
from mendery.registers.parties.models import Consent, Contact, Party

BASE = "/b/garage/parties/"


@pytest.fixture
def register(actor_of, at):
    return lambda **values: actions.register(data=PartyInput(**values), by=actor_of("receptionist"), at=at)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def test_the_list_shows_customers_and_costs_the_same_for_one_and_for_many(register, client_of):
    ana = client_of("receptionist")
    register(name="Ion Popescu", phone="0722410387")
    ana.get(BASE)
    one = queries_of(ana, BASE)
    for number in range(5):
        register(name=f"Customer {number}", kind="company", is_supplier=True)
    assert queries_of(ana, BASE) == one

    page = ana.get(BASE).content.decode()
    assert "Ion Popescu" in page
    assert "0722\u00a0410\u00a0387" in page
    assert "Ion Popescu" not in ana.get(BASE + "?view=suppliers").content.decode()
    assert "Ion Popescu" in ana.get(BASE + "?q=0387").content.decode()
    assert "Nobody matches" in ana.get(BASE + "?q=zzz").content.decode()
    assert ana.get(BASE + "count?view=suppliers").content == b"5"


def test_a_long_list_goes_on_by_key(register, client_of):
    for number in range(55):
        register(name=f"Customer {number:02}")
    ana = client_of("receptionist")
    first = ana.get(BASE).content.decode()
    assert "Customer 49" in first
    assert "Customer 50" not in first
    after = first.split("?after=")[1].split('"')[0]
    rest = ana.get(f"{BASE}?after={after}", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).content.decode()
    assert rest.count("<tr") == 5
    assert "<html" not in rest


def test_an_empty_register_says_how_to_begin(client_of):
    assert "No customers yet" in client_of("receptionist").get(BASE).content.decode()


def test_a_receptionist_writes_a_card_and_sees_it(client_of, founded):
    ana = client_of("receptionist")
    assert ana.get(BASE + "new?name=Ion").status_code == 200
    response = ana.post(
        BASE + "new", {"kind": "person", "name": "Ion Popescu", "is_customer": "on", "phone": "0722 410 387", "discount_percent": "2,5"}
    )
    assert response.status_code == 303
    party = Party.objects.get()
    assert (party.phone, str(party.discount_percent)) == ("+40722410387", "2.50")
    page = ana.get(response["Location"]).content.decode()
    assert "Ion Popescu" in page
    assert "Ana Munteanu wrote this card." in page


def test_a_wrong_tax_number_is_told_beside_its_field(client_of):
    response = client_of("receptionist").post(
        BASE + "new", {"kind": "company", "name": "X SRL", "is_customer": "on", "tax_id": "185472901"}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "control digit does not fit" in page
    assert "X SRL" in page
    assert Party.objects.count() == 0


def test_duplicates_are_told_while_typing(register, client_of):
    register(name="Ion Popescu", phone="0722410387")
    ana = client_of("receptionist")
    told = ana.get(BASE + "alike", {"name": "Jon", "phone": "0722 410 387"}).content.decode()
    assert "Ion Popescu" in told
    assert "the same phone" in told
    assert ana.get(BASE + "alike", {"name": "Somebody else", "phone": "07"}).content.decode().strip() == ""


def _card(party, **values):
    fields = {"kind": party.kind, "name": party.name, "is_customer": "on", "phone": party.phone, "version": party.version}
    return {**fields, **values}


def test_the_second_of_two_editors_of_one_field_is_told_and_may_insist(register, client_of):
    ion = register(name="Ion Popescu")
    url = f"{BASE}{ion.pk}/edit"
    seen = _card(ion)
    assert client_of("manager").get(url).status_code == 200
    assert client_of("receptionist").post(url, seen | {"city": "Cluj"}).status_code == 303
    told = client_of("manager").post(url, seen | {"city": "Iași"})
    assert told.status_code == 422
    assert "Ana Munteanu changed this while you typed" in told.content.decode()
    assert client_of("manager").post(url, seen | {"city": "Iași", "version": 2}).status_code == 303
    assert "Iași" in client_of("manager").get(f"{BASE}{ion.pk}").content.decode()


def test_the_page_shows_the_papers_with_their_amounts(register, client_of, at):
    ion = register(name="Ion Popescu")
    Paper.objects.create(
        kind="warranty", doc_id=ion.pk, number="G 26-0001", on=at.date(), at=at, state="posted", party_id=ion.pk, amount=500, currency="RON"
    )
    page = client_of("receptionist").get(f"{BASE}{ion.pk}").content.decode()
    assert "G 26-0001" in page
    assert "500,00" in page


def test_merge_shows_what_would_happen_and_then_does_it(register, client_of):
    kept, lost = register(name="Ion Popescu"), register(name="Jon Popescu", phone="0722410387")
    mihai = client_of("manager")
    url = f"{BASE}{kept.pk}/merge"
    assert mihai.get(url).status_code == 200
    preview = mihai.get(f"{url}?pick={lost.pk}").content.decode()
    assert "What would happen" in preview
    assert "0722\u00a0410\u00a0387" in preview
    assert Party.objects.get(pk=lost.pk).merged_into_id is None
    assert mihai.post(url, {"loser": str(lost.pk)}).status_code == 303
    assert mihai.get(f"{BASE}{lost.pk}")["Location"].endswith(str(kept.pk))
    assert client_of("receptionist").get(url).status_code == 403


def test_contacts_and_consents_are_kept_on_the_page(register, client_of):
    ion = register(name="Fleet", kind="company")
    ana = client_of("receptionist")
    assert ana.post(f"{BASE}{ion.pk}/contacts", {"name": "Radu", "phone": "0744000111"}).status_code == 303
    assert ana.post(f"{BASE}{ion.pk}/contacts", {"name": ""}).status_code == 422
    assert ana.post(f"{BASE}{ion.pk}/contacts", {"name": "Radu", "phone": "12"}).status_code == 422
    assert ana.post(f"{BASE}{ion.pk}/consents", {"purpose": "reminders", "source": "phone"}).status_code == 303
    assert ana.post(f"{BASE}{ion.pk}/consents", {"purpose": "spam"}).status_code == 422
    page = ana.get(f"{BASE}{ion.pk}").content.decode()
    assert "Radu" in page
    assert "reminders" in page
    ana.post(f"{BASE}{ion.pk}/consents", {"purpose": "reminders", "act": "withdraw"})
    assert Consent.objects.get().withdrawn_at is not None
    ana.post(f"{BASE}{ion.pk}/contacts/{Contact.objects.get().pk}/remove")
    assert Contact.objects.count() == 0


def test_suggestions_name_the_customer_to_pick(register, client_of):
    ion = register(name="Ion Popescu")
    found = client_of("receptionist").get(BASE + "suggest", {"q": "pop"}).content.decode()
    assert f'data-pick="{ion.pk}"' in found
    assert client_of("receptionist").get(BASE + "suggest", {"q": "pop", "role": "supplier"}).content == b""


def test_rights_and_strangers(register, client_of, second):
    ion = register(name="Ion Popescu")
    mechanic = client_of("mechanic")
    assert mechanic.get(BASE).status_code == 403
    assert client_of("cashier").get(BASE + "new").status_code == 403
    assert client_of("cashier").get(f"{BASE}{ion.pk}").status_code == 200
    stranger = second.client("administrator")
    assert stranger.get(f"{BASE}{ion.pk}").status_code == 404
    assert stranger.get(f"/b/rival/parties/{ion.pk}").status_code == 404
    assert client_of("receptionist").put(f"{BASE}{ion.pk}/contacts").status_code == 405


@pytest.mark.parametrize("role", ["receptionist", "storekeeper", "cashier", "administrator", "manager", "accountant"])
def test_the_navigation_leads_to_customers(client_of, role):
    assert 'href="/b/garage/parties/"' in client_of(role).get(BASE).content.decode()
