"""Finding customers and suppliers, and what papers say about them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import LegalEntity
from mendery.ground.company.queries import current_branch
from mendery.ground.documents import search
from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import direct
from mendery.ground.tenancy.scope import current_business_id

from .calculations import Likeness, Marks, likeness
from .models import Consent, Contact, Party, PartyDetails

SEARCH_KIND = "party"
FILLED_BY_MERGE = (
    "tax_id", "registry_number", "phone", "email", "language", "country", "credit_limit", "payment_days", "discount_percent"
)  # fmt: skip
DETAILS_FILLED_BY_MERGE = ("street", "city", "region", "postcode", "iban", "bank", "other_phone")
_SHOWN_DUPLICATES = 5


def home_entity(by: Actor) -> LegalEntity:
    """Our legal entity where the actor works: its country decides how phones and tax ids are read."""
    return current_branch(by).entity


@dataclass(frozen=True)
class Duplicate:
    """Somebody who may be the same, and why."""

    party: Party
    why: Likeness


def duplicates_of(*, name: str = "", tax_id: str = "", phone: str = "", email: str = "", apart_from: UUID | None = None) -> list[Duplicate]:
    """Who in the register may be the same one, the surest first. It warns; it never blocks.

    phone  in E.164 (``calculations.phone_key``)
    """
    marks = Marks(search.fold(name)[:200], tax_id, phone, email.casefold())
    same = Q()
    for field, value in (("sort_key", marks.name), ("tax_id", tax_id), ("phone", phone), ("email__iexact", email)):
        if value and field != "email__iexact":
            same |= Q(**{field: value})
    if email:
        same |= Q(pk__in=search.find_ids(text=email, kinds=[SEARCH_KIND], limit=_SHOWN_DUPLICATES))
    if not same:
        return []
    rows = Party.objects.filter(same, merged_into=None)
    if apart_from is not None:
        rows = rows.exclude(pk=apart_from)
    found = []
    for party in rows[: 4 * _SHOWN_DUPLICATES]:
        why = likeness(marks, Marks(party.sort_key, party.tax_id, party.phone, party.email.casefold()))
        if why is not None:
            found.append(Duplicate(party, why))
    order = list(Likeness)
    found.sort(key=lambda duplicate: (order.index(duplicate.why), duplicate.party.sort_key))
    return found[:_SHOWN_DUPLICATES]


def survivor_of(party_id: UUID) -> Party:
    """The party behind an id, also behind the id of a card that was merged away. Raises Party.DoesNotExist."""
    party = direct.first(Party, "business_id = %s AND id = %s", [current_business_id(), party_id])
    if party is None:
        raise Party.DoesNotExist
    return party.merged_into or party


def party_of(party_id: UUID) -> Party:
    """The same, for pages and programs: a stranger's id is refused as not found."""
    try:
        return survivor_of(party_id)
    except Party.DoesNotExist as error:
        raise Refused(_("There is no such customer or supplier here."), code="party_not_found", status=404) from error


def family_of(party_id: UUID) -> list[UUID]:
    """The id and the ids of all cards merged into it: under which its posted papers are found."""
    merged = Party.objects.filter(merged_into_id=party_id).values_list("pk", flat=True)
    return [party_id, *merged]


def details_of(party: Party) -> PartyDetails:
    """Address, bank and note; empty when nothing was ever written."""
    found = direct.first(PartyDetails, "business_id = %s AND party_id = %s", [current_business_id(), party.pk])
    return found or PartyDetails(party=party)


def for_paper(party: Party) -> dict[str, Any]:
    """How the party stands on a paper: plain values to freeze. A merged card gives its survivor."""
    if party.merged_into_id:
        party = survivor_of(party.pk)
    details = details_of(party)
    place = " ".join(part for part in (details.postcode, details.city) if part)
    return {
        "id": str(party.pk), "kind": party.kind, "name": party.name, "tax_id": party.tax_id,
        "registry_number": party.registry_number, "is_vat_payer": party.is_vat_payer, "country": party.country,
        "street": details.street, "city": details.city, "region": details.region, "postcode": details.postcode,
        "address": ", ".join(part for part in (details.street, place, details.region) if part),
        "phone": party.phone, "email": party.email, "iban": details.iban, "bank": details.bank,
        "language": party.language,
    }  # fmt: skip


def in_order_of(ids: list[UUID], rows: QuerySet[Party]) -> list[Party]:
    """The rows in the order in which the search gave their ids."""
    found = rows.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def suggest(*, text: str, limit: int = 8, is_supplier: bool | None = None) -> list[Party]:
    """Customers and suppliers found by any part of name, phone, tax id or e-mail."""
    rows = Party.objects.filter(merged_into=None)
    if is_supplier is not None:
        rows = rows.filter(is_supplier=is_supplier)
    ids = search.find_ids(text=text, kinds=[SEARCH_KIND], limit=4 * limit)
    return in_order_of(ids, rows)[:limit] if ids else []


@dataclass(frozen=True)
class MergePreview:
    """What merging would do: fields of the survivor that would be filled, and what would move or stay."""

    loser: Party
    survivor: Party
    fills: dict[str, Any]
    contacts: int
    consents: int
    papers: int


def merge_preview(*, loser: Party, survivor: Party) -> MergePreview:
    """Look before merging: nothing is changed."""
    fills = {name: getattr(loser, name) for name in FILLED_BY_MERGE if getattr(loser, name) and not getattr(survivor, name)}
    lost, kept = details_of(loser), details_of(survivor)
    fills |= {name: getattr(lost, name) for name in DETAILS_FILLED_BY_MERGE if getattr(lost, name) and not getattr(kept, name)}
    if loser.phone and survivor.phone and loser.phone != survivor.phone and not kept.other_phone:
        fills["other_phone"] = loser.phone
    return MergePreview(
        loser=loser, survivor=survivor, fills=fills,
        contacts=Contact.objects.filter(party=loser).count(), consents=Consent.objects.filter(party=loser).count(),
        papers=Paper.objects.filter(party_id=loser.pk).count(),
    )  # fmt: skip
