"""Customers and suppliers: checked, found, changed by two at once, merged."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mendery.ground.documents import search
from mendery.ground.documents.models import AuditEvent, HistoryEntry, Paper
from mendery.ground.documents.versions import ChangedMeanwhile
from mendery.ground.events import Refused
from mendery.registers.parties import actions, queries
from mendery.registers.parties.actions import PartyInput
from mendery.registers.parties.calculations import Likeness, Marks, NotAPhone, likeness, phone_key
from mendery.registers.parties.models import Contact, Party


@pytest.fixture
def ana(actor_of):
    return actor_of("receptionist")


@pytest.fixture
def register(ana, at):
    return lambda **values: actions.register(data=PartyInput(**values), by=ana, at=at)


@pytest.mark.parametrize(
    ("typed", "region", "kept"),
    [
        ("0722 410 387", "RO", "+40722410387"),
        ("+40 722-410-387", "RU", "+40722410387"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("0268 111 222", "RO", "+40268111222"),
        ("", "RO", ""),
    ],
)
def test_phones_are_kept_in_international_form(typed, region, kept):
    assert phone_key(typed, region=region) == kept


@pytest.mark.parametrize("typed", ["abc", "12", "0722 410 387 111 222 333"])
def test_what_cannot_be_a_phone_is_refused(typed):
    with pytest.raises(NotAPhone):
        phone_key(typed, region="RO")


def test_the_surest_reason_names_two_cards_alike():
    card = Marks("ion popescu", "", "+40722410387", "ion@example.com")
    assert likeness(card, replace(card, email="")) is Likeness.PHONE
    assert likeness(card, Marks("ion popescu")) is Likeness.NAME
    assert likeness(card, Marks()) is None


def test_a_person_is_registered_with_phone_and_address(register):
    ion = register(name=" Ion Popescu ", phone="0722 410 387", city="Brașov", street="Str. Lungă 5")

    assert (ion.name, ion.phone, ion.sort_key, ion.version) == ("Ion Popescu", "+40722410387", "ion popescu", 1)
    assert queries.for_paper(ion)["address"] == "Str. Lungă 5, Brașov"
    assert HistoryEntry.objects.filter(doc_id=ion.pk).values_list("what", flat=True).get() == "created"


def test_a_company_has_its_tax_id_checked_by_the_country(register):
    company = register(kind="company", name="Logistic Trans SRL", tax_id="ro 14399840")
    assert company.tax_id.endswith("14399840")
    assert company.is_vat_payer

    with pytest.raises(actions.TaxIdNotRight) as refusal:
        register(kind="company", name="Wrong SRL", tax_id="185472901")
    assert (refusal.value.field, refusal.value.status) == ("tax_id", 422)


def test_a_tax_id_of_a_country_without_a_pack_is_kept_as_written(register):
    assert register(kind="company", name="Teile GmbH", country="de", tax_id="de 123456789").tax_id == "DE 123456789"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "A", "phone": "12"}, "phone_not_right"),
        ({"name": "A", "email": "nobody"}, "email_not_right"),
        ({"name": "A", "discount_percent": Decimal(101)}, "discount_not_right"),
        ({"name": "A", "is_customer": False}, "role_missing"),
    ],
)
def test_a_card_that_says_too_little_or_nonsense_is_refused(register, values, code):
    with pytest.raises(Refused) as refusal:
        register(**values)
    assert refusal.value.code == code
    assert Party.objects.count() == 0


def test_a_customer_is_found_by_name_without_diacritics_by_phone_tail_and_tax_id(register):
    party = register(kind="company", name="Șerban Țiriac Auto SRL", phone="0722 410 387", tax_id="14399840")
    for text in ("serban", "tiriac", "0387", "410387", "722 410", "14399840", "9840"):
        assert queries.suggest(text=text) == [party], text
    assert queries.suggest(text="popescu") == []


def test_duplicates_are_named_with_the_reason_and_do_not_block(register):
    first = register(name="Ion Popescu", phone="0722410387", email="ion@example.com")
    namesake = register(name="ION POPESCU")

    by_phone = queries.duplicates_of(name="I. Popescu", phone="+40722410387")
    assert [(one.party, one.why) for one in by_phone] == [(first, Likeness.PHONE)]
    by_name = queries.duplicates_of(name="Ion Popescu", apart_from=first.pk)
    assert [(one.party, one.why) for one in by_name] == [(namesake, Likeness.NAME)]
    by_email = queries.duplicates_of(email="Ion@Example.com")
    assert [(one.party, one.why) for one in by_email] == [(first, Likeness.EMAIL)]
    assert queries.duplicates_of() == []


def test_a_change_is_written_to_history_and_audit(register, ana, at):
    ion = register(name="Ion Popescu", phone="0722410387")
    changed = actions.change(party=ion, data=PartyInput(name="Ion Popescu", phone="0733000111"), version=1, by=ana, at=at)

    assert (changed.phone, changed.version) == ("+40733000111", 2)
    entry = HistoryEntry.objects.get(doc_id=ion.pk, what="changed")
    assert entry.facts["changes"] == {"phone": ["+40722410387", "+40733000111"]}
    audit = AuditEvent.objects.get(row_id=ion.pk, act="update")
    assert audit.changes["phone"] == ["+40722410387", "+40733000111"]
    assert queries.suggest(text="0387") == []


def test_two_people_change_different_fields_and_both_survive(register, actor_of, at):
    ion = register(name="Ion Popescu", phone="0722410387")
    seen = actions.as_input(ion, queries.details_of(ion))
    actions.change(party=ion, data=replace(seen, phone="0733000111"), version=1, by=actor_of("receptionist"), at=at)
    saved = actions.change(party=ion, data=replace(seen, city="Cluj"), version=1, by=actor_of("manager"), at=at)

    assert saved.phone == "+40733000111"
    assert queries.details_of(saved).city == "Cluj"


def test_two_people_change_the_same_field_and_the_second_is_told(register, actor_of, at):
    ion = register(name="Ion Popescu")
    seen = actions.as_input(ion, queries.details_of(ion))
    actions.change(party=ion, data=replace(seen, note="calls first"), version=1, by=actor_of("receptionist"), at=at)
    with pytest.raises(ChangedMeanwhile) as refusal:
        actions.change(party=ion, data=replace(seen, note="never calls"), version=1, by=actor_of("manager"), at=at)

    assert (refusal.value.status, refusal.value.field) == (409, "note")
    assert refusal.value.params["who"] == "Ana Munteanu"
    assert queries.details_of(ion).note == "calls first"


def test_merging_fills_the_survivor_and_leaves_posted_papers_alone(register, ana, at):
    """Rule 67: the old id leads to the survivor, papers stay, contacts and consents move, everything is logged."""
    kept = register(name="Logistic Trans SRL", kind="company", phone="0722410387")
    lost = register(name="Logistik Trans", kind="company", phone="0733000111", tax_id="14399840", is_supplier=True, city="Brașov")
    actions.add_contact(party=lost, name="Radu Matei", role="fleet", phone="0744000111", by=ana, at=at)
    actions.give_consent(party=lost, purpose="reminders", source="counter", by=ana, at=at)
    paper = Paper.objects.create(kind="invoice", doc_id=lost.pk, on=at.date(), at=at, state="posted", party_id=lost.pk)

    preview = queries.merge_preview(loser=lost, survivor=kept)
    assert preview.fills == {"tax_id": lost.tax_id, "city": "Brașov", "other_phone": "+40733000111"}
    assert (preview.contacts, preview.consents, preview.papers) == (1, 1, 1)

    survivor = actions.merge(loser=lost, survivor=kept, by=ana, at=at)

    assert (survivor.tax_id, survivor.is_supplier, survivor.phone) == (lost.tax_id, True, "+40722410387")
    assert queries.survivor_of(lost.pk) == kept
    assert queries.family_of(kept.pk) == [kept.pk, lost.pk]
    assert Contact.objects.get().party_id == kept.pk
    paper.refresh_from_db()
    assert paper.party_id == lost.pk
    for text in ("Logistik", "0111", "Radu"):
        assert queries.suggest(text=text) == [survivor], text
    assert set(HistoryEntry.objects.filter(doc_id=kept.pk).values_list("what", flat=True)) >= {"created", "changed", "took_in"}
    assert queries.for_paper(Party.objects.get(pk=lost.pk))["name"] == "Logistic Trans SRL"


def test_cards_merged_one_after_another_lead_to_the_last_survivor(register, ana, at):
    first, second, third = register(name="A"), register(name="B"), register(name="C")
    actions.merge(loser=first, survivor=second, by=ana, at=at)
    actions.merge(loser=second, survivor=third, by=ana, at=at)
    assert queries.survivor_of(first.pk) == third


def test_a_merged_card_takes_no_changes_and_cannot_be_merged_again(register, ana, at):
    lost, kept = register(name="A"), register(name="B")
    actions.merge(loser=lost, survivor=kept, by=ana, at=at)
    with pytest.raises(actions.AlreadyMerged):
        actions.change(party=lost, data=PartyInput(name="Z"), by=ana, at=at)
    with pytest.raises(actions.MergeNotPossible):
        actions.merge(loser=lost, survivor=kept, by=ana, at=at)
    with pytest.raises(actions.MergeNotPossible):
        actions.merge(loser=kept, survivor=kept, by=ana, at=at)


def test_a_withdrawn_consent_stays_written(register, ana, at):
    ion = register(name="Ion")
    consent = actions.give_consent(party=ion, purpose="marketing", source="signed at the counter", by=ana, at=at)
    assert actions.give_consent(party=ion, purpose="marketing", source="again", by=ana, at=at) == consent
    actions.withdraw_consent(party=ion, purpose="marketing", by=ana, at=at)
    consent.refresh_from_db()
    assert consent.withdrawn_at == at


def test_a_contact_can_be_removed_and_is_no_longer_found(register, ana, at):
    company = register(name="Fleet", kind="company")
    contact = actions.add_contact(party=company, name="Radu", phone="0744000111", by=ana, at=at)
    assert queries.suggest(text="radu") == [company]
    actions.remove_contact(contact=contact, by=ana, at=at)
    assert queries.suggest(text="radu") == []


def test_another_business_sees_nothing(register, second, ana):
    ion = register(name="Ion Popescu", phone="0722410387")
    from tests.cast import outside

    with outside(), second.scope():
        assert queries.suggest(text="popescu") == []
        assert queries.duplicates_of(phone="+40722410387") == []
        with pytest.raises(Refused) as refusal:
            queries.party_of(ion.pk)
        assert refusal.value.status == 404
        assert search.find_ids(text="0387", kinds=["party"]) == []
