"""Registering, changing and merging customers and suppliers."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.packs import country_packs
from mendery.ground.company.queries import pack_of
from mendery.ground.documents import history, search, versions
from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action

from . import queries
from .calculations import NotAPhone, phone_key
from .events import PartiesMerged
from .models import Consent, Contact, Party, PartyDetails, PartyKind

DOC_KIND = "party"
_HUNDRED = Decimal(100)
_DETAILS = ("street", "city", "region", "postcode", "iban", "bank", "other_phone", "note")


@dataclass(frozen=True, kw_only=True)
class PartyInput:
    """What is written on the card of a customer or supplier. Phones as typed; they are kept in international form."""

    name: str
    kind: str = PartyKind.PERSON
    tax_id: str = ""
    registry_number: str = ""
    is_customer: bool = True
    is_supplier: bool = False
    is_vat_payer: bool = False
    phone: str = ""
    other_phone: str = ""
    email: str = ""
    language: str = ""
    country: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    iban: str = ""
    bank: str = ""
    discount_percent: Decimal = Decimal(0)
    payment_days: int = 0
    credit_limit: Decimal | None = None
    note: str = ""


FIELDS = tuple(field.name for field in fields(PartyInput))


class TaxIdNotRight(Refused):
    """The control digits of the tax number do not agree with the rest of it."""

    code = "tax_id_not_right"


class PhoneNotRight(Refused):
    """The text cannot be a phone number."""

    code = "phone_not_right"


class MergeNotPossible(Refused):
    """These two cards cannot become one."""

    code = "merge_not_possible"
    status = 409


class AlreadyMerged(Refused):
    """The card was merged into another and takes no changes."""

    code = "already_merged"
    status = 409


def _checked_tax_id(text: str, country: str, by: Actor) -> tuple[str, bool]:
    """The number as it is kept, and whether it says by itself that its owner pays VAT."""
    text = text.strip()
    if not text:
        return "", False
    pack = country_packs().get(country) if country else pack_of(queries.home_entity(by))
    if pack is None:
        return text.upper(), False
    try:
        checked = pack.check_tax_id(text)
    except ValueError as error:
        raise TaxIdNotRight(
            _("%(tax_id)s cannot be a tax number: its control digit does not fit."),
            params={"tax_id": text},
            field="tax_id",
            next_step=_("Compare it with the papers of the company, or leave it empty."),
        ) from error
    return checked.value, checked.is_vat_number


def _checked_phone(text: str, field: str, country: str, by: Actor) -> str:
    text = text.strip()
    if not text:
        return ""
    pack = None if text.startswith("+") else country_packs().get(country) if country else pack_of(queries.home_entity(by))
    try:
        return phone_key(text, region=pack.phone_region if pack else country)
    except NotAPhone as error:
        raise PhoneNotRight(
            _("%(phone)s cannot be a phone number."),
            params={"phone": text},
            field=field,
            next_step=_("Write it with the country code, as in +40 722 410 387."),
        ) from error


def _checked_email(text: str) -> str:
    text = text.strip()
    try:
        if text:
            validate_email(text)
    except ValidationError as error:
        raise Refused(
            _("%(email)s is not an e-mail address."), params={"email": text}, code="email_not_right", field="email",
            next_step=_("Write it as in name@example.com."),
        ) from error  # fmt: skip
    return text


def _checked(data: PartyInput, by: Actor) -> dict[str, Any]:
    values = asdict(data)
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.strip()
    if not values["name"]:
        raise Refused(_("A customer or supplier needs a name."), code="name_missing", field="name")
    if not 0 <= data.discount_percent <= _HUNDRED:
        raise Refused(_("A discount lies between 0 and 100 percent."), code="discount_not_right", field="discount_percent")
    if not (data.is_customer or data.is_supplier):
        raise Refused(_("Choose customer, supplier or both."), code="role_missing", field="is_customer")
    values["country"] = values["country"].upper()
    values["tax_id"], says_vat = _checked_tax_id(data.tax_id, values["country"], by)
    values["is_vat_payer"] = data.is_vat_payer or says_vat
    values["email"] = _checked_email(values["email"])
    values["iban"] = values["iban"].replace(" ", "").upper()
    for field in ("phone", "other_phone"):
        values[field] = _checked_phone(values[field], field, values["country"], by)
    return values


def _split(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    own = {name: value for name, value in values.items() if name not in _DETAILS}
    if "name" in own:
        own["sort_key"] = search.fold(own["name"])[:200]
    return own, {name: value for name, value in values.items() if name in _DETAILS}


def _make_findable(party: Party, *, other_phone: str = "", is_new: bool = False) -> None:
    words, codes = [party.name, party.email], [party.tax_id, party.phone, other_phone]
    if not is_new:
        for name, phone in Contact.objects.filter(party=party).values_list("name", "phone"):
            words.append(name)
            codes.append(phone)
        for name, tax_id, phone in Party.objects.filter(merged_into=party).values_list("name", "tax_id", "phone"):
            words.append(name)
            codes += [tax_id, phone]
    search.index(kind=queries.SEARCH_KIND, row_id=party.pk, words=words, codes=codes, is_new=is_new)


@action
def register(*, data: PartyInput, by: Actor, at: datetime) -> Party:
    """Write a new card of a customer or supplier.

    Duplicates are only warned of, before this, by ``queries.duplicates_of``.
    refuses  TaxIdNotRight, PhoneNotRight, name or role missing
    """
    own, details = _split(_checked(data, by))
    party = Party.objects.create(**own, created_at=at)
    if any(details.values()):
        PartyDetails.objects.create(party=party, **details)
    _make_findable(party, other_phone=details["other_phone"], is_new=True)
    history.note(doc_kind=DOC_KIND, doc_id=party.pk, what="created", by=by, at=at)
    return party


def _held(party: Party) -> Party:
    held = Party.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=party.pk)
    if held.merged_into is not None:
        raise AlreadyMerged(
            _("This card was merged into %(name)s."), params={"name": held.merged_into.name},
            next_step=_("Change that card instead."),
        )  # fmt: skip
    return held


def as_input(party: Party, details: PartyDetails) -> PartyInput:
    """The card as it is written now."""
    return PartyInput(**{name: getattr(details if name in _DETAILS else party, name) for name in FIELDS})


def _save(party: Party, details: PartyDetails, changes: dict[str, Any]) -> None:
    own, more = _split(changes)
    for name, value in own.items():
        setattr(party, name, value)
    party.version += 1
    party.save(update_fields=[*own, "version"])
    if more:
        for name, value in more.items():
            setattr(details, name, value)
        details.save()
    _make_findable(party, other_phone=details.other_phone)


@action
def change(*, party: Party, data: PartyInput, version: int | None = None, by: Actor, at: datetime) -> Party:
    """Change the card. Written against an older version, fields that nobody else touched are kept (rule 72).

    refuses  ChangedMeanwhile, AlreadyMerged, and what ``register`` refuses
    """
    held = _held(party)
    details = queries.details_of(held)
    current = asdict(as_input(held, details))
    changes = versions.settle(doc_id=held.pk, current=current, current_version=held.version, wanted=_checked(data, by), version=version)
    if not changes:
        return held
    _save(held, details, changes)
    versions.note_change(doc_kind=DOC_KIND, doc_id=held.pk, version=held.version, before=current, after=changes, by=by, at=at)
    return held


def _check_merge(loser: Party, survivor: Party) -> tuple[Party, Party]:
    if loser.pk == survivor.pk:
        raise MergeNotPossible(_("A card cannot be merged into itself."), next_step=_("Choose another card."))
    held = {row.pk: row for row in Party.objects.select_for_update(of=("self",)).filter(pk__in=[loser.pk, survivor.pk]).order_by("pk")}
    lost, kept = held[loser.pk], held[survivor.pk]
    for row in (lost, kept):
        if row.merged_into_id:
            raise MergeNotPossible(
                _("%(name)s was merged already."), params={"name": row.name}, next_step=_("Choose the card that is left.")
            )
    return lost, kept


@action
def merge(*, loser: Party, survivor: Party, by: Actor, at: datetime) -> Party:
    """Make two cards of the same customer or supplier one (rule 67).

    Empty fields of the survivor are filled, contacts and consents move, open items and units move with the fact.
    Posted papers stay as they are; the old id leads to the survivor.
    refuses  MergeNotPossible
    tells    PartiesMerged
    """
    lost, kept = _check_merge(loser, survivor)
    preview = queries.merge_preview(loser=lost, survivor=kept)
    details = queries.details_of(kept)
    before = asdict(as_input(kept, details))
    flags = ("is_customer", "is_supplier", "is_vat_payer")
    changes = preview.fills | {name: True for name in flags if getattr(lost, name) and not getattr(kept, name)}
    Contact.objects.filter(party=lost).update(party=kept)
    Consent.objects.filter(party=lost).update(party=kept)
    Party.objects.filter(merged_into=lost).update(merged_into=kept)
    Party.objects.filter(pk=lost.pk).update(merged_into=kept, version=lost.version + 1)
    _save(kept, details, changes)
    search.forget(row_id=lost.pk)
    if changes:
        versions.note_change(doc_kind=DOC_KIND, doc_id=kept.pk, version=kept.version, before=before, after=changes, by=by, at=at)
    history.note(doc_kind=DOC_KIND, doc_id=kept.pk, what="took_in", by=by, at=at, facts={"name": lost.name, "id": str(lost.pk)})
    history.note(doc_kind=DOC_KIND, doc_id=lost.pk, what="merged", by=by, at=at, facts={"name": kept.name, "id": str(kept.pk)})
    publish(PartiesMerged(lost.pk, kept.pk, by, at))
    return kept


@action
def add_contact(*, party: Party, name: str, role: str = "", phone: str = "", email: str = "", by: Actor, at: datetime) -> Contact:
    """Write down a person to talk to. The party is found by them too."""
    held = _held(party)
    if not name.strip():
        raise Refused(_("A contact needs a name."), code="name_missing", field="name")
    contact = Contact.objects.create(
        party=held,
        name=name.strip(),
        role=role.strip(),
        email=_checked_email(email),
        phone=_checked_phone(phone, "phone", held.country, by),
    )
    _make_findable(held, other_phone=queries.details_of(held).other_phone)
    history.note(doc_kind=DOC_KIND, doc_id=held.pk, what="contact_added", by=by, at=at, facts={"name": contact.name})
    return contact


@action
def remove_contact(*, contact: Contact, by: Actor, at: datetime) -> None:
    """The person is no longer to be talked to; the history remembers them."""
    held = _held(contact.party)
    Contact.objects.filter(pk=contact.pk).delete()
    _make_findable(held, other_phone=queries.details_of(held).other_phone)
    history.note(doc_kind=DOC_KIND, doc_id=held.pk, what="contact_removed", by=by, at=at, facts={"name": contact.name})


@action
def give_consent(*, party: Party, purpose: str, source: str, by: Actor, at: datetime) -> Consent:
    """Write down what the person agreed to and through what. Given again, the open one is kept."""
    held = _held(party)
    known = Consent.objects.filter(party=held, purpose=purpose, withdrawn_at=None).first()
    if known is not None:
        return known
    consent = Consent.objects.create(party=held, purpose=purpose, source=source[:120], given_at=at)
    history.note(doc_kind=DOC_KIND, doc_id=held.pk, what="consent_given", by=by, at=at, facts={"purpose": purpose, "source": source})
    return consent


@action
def withdraw_consent(*, party: Party, purpose: str, by: Actor, at: datetime) -> None:
    """From now on the person does not agree to it; that they once did stays written."""
    changed = Consent.objects.filter(party=party, purpose=purpose, withdrawn_at=None).update(withdrawn_at=at)
    if changed:
        history.note(doc_kind=DOC_KIND, doc_id=party.pk, what="consent_withdrawn", by=by, at=at, facts={"purpose": purpose})
