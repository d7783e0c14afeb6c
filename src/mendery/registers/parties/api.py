"""Customers and suppliers for programs."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema, Status

from mendery.ground.documents import search
from mendery.ground.documents.models import Paper
from mendery.ground.documents.papers import kinds
from mendery.ground.events import Refused
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key

from . import actions, queries
from .actions import PartyInput
from .calculations import NotAPhone, phone_key
from .models import Consent, Contact, Party, PartyDetails

router = Router(tags=["parties"])
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2, examples=["5"])]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2, examples=["2000.00"])]
Purpose = Literal["processing", "reminders", "marketing"]


class PartyIn(Schema):
    """A card as it is written. Phones in any form; they are kept as E.164."""

    name: str = Field(min_length=1, max_length=200, examples=["Logistic Trans SRL"])
    kind: Literal["person", "company"] = "person"
    tax_id: str = Field("", max_length=20, examples=["RO14399840"])
    registry_number: str = Field("", max_length=40, examples=["J08/123/2020"])
    is_customer: bool = True
    is_supplier: bool = False
    is_vat_payer: bool = False
    phone: str = Field("", max_length=30, examples=["0722 410 387"])
    other_phone: str = Field("", max_length=30)
    email: str = Field("", max_length=254, examples=["office@example.com"])
    language: Literal["", "en", "ro", "ru"] = ""
    country: str = Field("", max_length=2, pattern="^([A-Za-z]{2})?$", examples=["RO"])
    street: str = Field("", max_length=200, examples=["Str. Lungă 5"])
    city: str = Field("", max_length=100, examples=["Brașov"])
    region: str = Field("", max_length=100)
    postcode: str = Field("", max_length=12)
    iban: str = Field("", max_length=34)
    bank: str = Field("", max_length=100)
    discount_percent: Percent = Decimal(0)
    payment_days: int = Field(0, ge=0, le=365)
    credit_limit: Money | None = None
    note: str = Field("", max_length=4000)


class PartyChange(Schema):
    """Only the fields that change. ``version`` is the one that was read; without it the last word wins."""

    version: int | None = Field(None, ge=1, le=2_147_483_647)
    name: str | None = Field(None, min_length=1, max_length=200)
    kind: Literal["person", "company"] | None = None
    tax_id: str | None = Field(None, max_length=20)
    registry_number: str | None = Field(None, max_length=40)
    is_customer: bool | None = None
    is_supplier: bool | None = None
    is_vat_payer: bool | None = None
    phone: str | None = Field(None, max_length=30, examples=["0733 000 111"])
    other_phone: str | None = Field(None, max_length=30)
    email: str | None = Field(None, max_length=254)
    language: Literal["", "en", "ro", "ru"] | None = None
    country: str | None = Field(None, max_length=2, pattern="^([A-Za-z]{2})?$")
    street: str | None = Field(None, max_length=200)
    city: str | None = Field(None, max_length=100)
    region: str | None = Field(None, max_length=100)
    postcode: str | None = Field(None, max_length=12)
    iban: str | None = Field(None, max_length=34)
    bank: str | None = Field(None, max_length=100)
    discount_percent: Percent | None = None
    payment_days: int | None = Field(None, ge=0, le=365)
    credit_limit: Money | None = None
    note: str | None = Field(None, max_length=4000)


class PartyRow(Schema):
    """A line of the list."""

    id: UUID
    version: int
    kind: str
    name: str
    tax_id: str
    phone: str = Field(examples=["+40722410387"])
    email: str
    is_customer: bool
    is_supplier: bool
    merged_into_id: UUID | None


class ContactOut(Schema):
    """A person to talk to."""

    id: UUID
    name: str
    role: str
    phone: str
    email: str


class ConsentOut(Schema):
    """What was agreed to; withdrawn ones stay."""

    id: UUID
    purpose: str
    source: str
    given_at: datetime
    withdrawn_at: datetime | None


class PartyOut(PartyRow):
    """The whole card."""

    registry_number: str
    is_vat_payer: bool
    language: str
    country: str
    discount_percent: Decimal
    payment_days: int
    credit_limit: Decimal | None
    street: str
    city: str
    region: str
    postcode: str
    iban: str
    bank: str
    other_phone: str
    note: str
    created_at: datetime
    contacts: list[ContactOut]
    consents: list[ConsentOut]


class PartyPage(Schema):
    """Some parties and the key of the next ones."""

    items: list[PartyRow]
    next: str | None


class DuplicateOut(Schema):
    """Who may be the same, and by what."""

    party: PartyRow
    why: Literal["tax_id", "phone", "email", "name"]


class PartyMerge(Schema):
    """The card that goes away."""

    loser_id: UUID


class PartyMergePreview(Schema):
    """What merging would do; nothing is changed by asking."""

    loser_id: UUID
    survivor_id: UUID
    fills: dict[str, Any]
    contacts: int
    consents: int
    papers: int


class ContactIn(Schema):
    """A person to talk to."""

    name: str = Field(min_length=1, max_length=120, examples=["Radu Matei"])
    role: str = Field("", max_length=80, examples=["fleet manager"])
    phone: str = Field("", max_length=30, examples=["0744 000 111"])
    email: str = Field("", max_length=254)


class ConsentIn(Schema):
    """What was agreed to, and how."""

    purpose: Purpose
    source: str = Field("", max_length=120, examples=["signed at the counter"])
    is_given: bool = True


class PartyPaper(Schema):
    """A paper of the register. The amount is left out for whoever may not see it."""

    id: UUID | None
    kind: str
    doc_id: UUID | None
    number: str
    on: Any
    state: str
    title: str
    amount: Decimal | None
    currency: str


_DETAILS = ("street", "city", "region", "postcode", "iban", "bank", "other_phone", "note")


def _whole(party: Party) -> dict[str, Any]:
    details: PartyDetails = queries.details_of(party)
    names = [name for name in PartyOut.model_fields if name not in (*_DETAILS, "contacts", "consents")]
    return {
        **{name: getattr(party, name) for name in names},
        **{name: getattr(details, name) for name in _DETAILS},
        "contacts": list(Contact.objects.filter(party=party).order_by("name", "id")),
        "consents": list(Consent.objects.filter(party=party).order_by("-given_at", "-id")),
    }


@router.get("", response=PartyPage)
def list_parties(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200)] = "",
    role: Annotated[Literal["", "customer", "supplier"], Query()] = "",
    after: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """Customers and suppliers by name; ``q`` finds by any part of name, phone, tax number, e-mail."""
    needs(request, "parties.see")
    rows = Party.objects.filter(merged_into=None)
    if role:
        rows = rows.filter(**{f"is_{role}": True})
    if q:
        rows = rows.filter(pk__in=search.find_ids(text=q, kinds=[queries.SEARCH_KIND], limit=500))
    found = page_by_key(rows, order=("sort_key", "id"), after=after, limit=limit)
    return {"items": found.rows, "next": found.next or None}


@router.post("", response={201: PartyOut})
def register_party(request: HttpRequest, data: PartyIn) -> Any:
    """Write a new card. Ask ``duplicates`` first; they only warn."""
    by = needs(request, "parties.edit")
    party = actions.register(data=PartyInput(**data.dict()), by=by, at=timezone.now())
    return Status(201, _whole(party))


@router.get("/duplicates", response=list[DuplicateOut])
def find_duplicate_parties(
    request: HttpRequest,
    name: Annotated[str, Query(max_length=200)] = "",
    phone: Annotated[str, Query(max_length=30)] = "",
    tax_id: Annotated[str, Query(max_length=20)] = "",
    email: Annotated[str, Query(max_length=254)] = "",
) -> Any:
    """Who in the register may be the same one."""
    by = needs(request, "parties.see")
    try:
        phone = phone_key(phone, region=queries.home_entity(by).country)
    except NotAPhone:
        phone = ""
    return queries.duplicates_of(name=name, phone=phone, tax_id=tax_id, email=email)


@router.get("/{party_id}", response=PartyOut)
def read_party(request: HttpRequest, party_id: UUID) -> Any:
    """The whole card; a merged one gives its survivor."""
    needs(request, "parties.see")
    return _whole(queries.party_of(party_id))


@router.patch("/{party_id}", response=PartyOut)
def change_party(request: HttpRequest, party_id: UUID, data: PartyChange) -> Any:
    """Change some fields. Another field changed meanwhile is kept; the same one answers 409 ``changed_meanwhile``."""
    by = needs(request, "parties.edit")
    party = queries.party_of(party_id)
    changes = {name: value for name, value in data.dict(exclude_unset=True).items() if value is not None or name == "credit_limit"}
    version = changes.pop("version", None)
    wanted = replace(actions.as_input(party, queries.details_of(party)), **changes)
    return _whole(actions.change(party=party, data=wanted, version=version, by=by, at=timezone.now()))


@router.get("/{party_id}/merge", response=PartyMergePreview)
def preview_party_merge(request: HttpRequest, party_id: UUID, loser_id: UUID) -> Any:
    """What merging the other card into this one would do."""
    needs(request, "parties.merge")
    preview = queries.merge_preview(loser=queries.party_of(loser_id), survivor=queries.party_of(party_id))
    return {**vars(preview), "loser_id": preview.loser.pk, "survivor_id": preview.survivor.pk}


@router.post("/{party_id}/merge", response=PartyOut)
def merge_parties(request: HttpRequest, party_id: UUID, data: PartyMerge) -> Any:
    """Make the other card and this one a single one. Posted papers stay as they are."""
    by = needs(request, "parties.merge")
    survivor, loser = queries.party_of(party_id), queries.party_of(data.loser_id)
    return _whole(actions.merge(loser=loser, survivor=survivor, by=by, at=timezone.now()))


@router.get("/{party_id}/papers", response=list[PartyPaper])
def list_party_papers(request: HttpRequest, party_id: UUID) -> Any:
    """The latest papers about the party, over all branches and over cards merged into it."""
    by = needs(request, "parties.see")
    party = queries.party_of(party_id)
    papers = Paper.objects.filter(party_id__in=queries.family_of(party.pk)).exclude(kind__in=kinds.hidden_from(by))
    found = list(papers.defer("frozen").order_by("-at", "-id")[:100])
    for paper in found:
        if not kinds.may_see_amount(by, paper.kind):
            paper.amount = None
    return found


@router.post("/{party_id}/contacts", response={201: ContactOut})
def add_party_contact(request: HttpRequest, party_id: UUID, data: ContactIn) -> Any:
    """A person to talk to; the party is found by their name and phone too."""
    by = needs(request, "parties.edit")
    return Status(201, actions.add_contact(party=queries.party_of(party_id), **data.dict(), by=by, at=timezone.now()))


@router.delete("/{party_id}/contacts/{contact_id}", response={204: None})
def remove_party_contact(request: HttpRequest, party_id: UUID, contact_id: UUID) -> Any:
    """They are no longer to be talked to."""
    by = needs(request, "parties.edit")
    contact = Contact.objects.filter(pk=contact_id, party_id=party_id).select_related("party").first()
    if contact is None:
        raise Refused(_("There is no such contact here."), code="contact_not_found", status=404)
    actions.remove_contact(contact=contact, by=by, at=timezone.now())
    return Status(204, None)


@router.post("/{party_id}/consents", response=list[ConsentOut])
def record_party_consent(request: HttpRequest, party_id: UUID, data: ConsentIn) -> Any:
    """Write down that somebody agreed, or with ``is_given`` false that they do not any more."""
    by = needs(request, "parties.edit")
    party = queries.party_of(party_id)
    if data.is_given:
        actions.give_consent(party=party, purpose=data.purpose, source=data.source, by=by, at=timezone.now())
    else:
        actions.withdraw_consent(party=party, purpose=data.purpose, by=by, at=timezone.now())
    return list(Consent.objects.filter(party=party).order_by("-given_at", "-id"))
