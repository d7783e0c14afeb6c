"""A business is founded by this one act: by the set-up assistant, by the platform command, by demo data, by tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.events import BusinessFounded
from mendery.ground.company.models import Branch, LegalEntity
from mendery.ground.company.packs import country_packs
from mendery.ground.company.ports import CountryPack
from mendery.ground.events import Refused, publish
from mendery.ground.people.actions import members, roles
from mendery.ground.people.actions.invitations import set_password, write_link
from mendery.ground.people.actor import Actor, night_shift
from mendery.ground.people.models import Membership, Person
from mendery.ground.people.permissions import ADMINISTRATOR, MANAGER
from mendery.ground.tenancy import scope, switches
from mendery.ground.tenancy.actions import stays
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.models import Business, Stay

TRADES = ("vehicle", "device", "machine")


@dataclass(frozen=True, kw_only=True)
class FoundingInput:
    """What must be known. Empty currency, language and time zone are those of the country's pack.

    features   feature switches that differ from "on"
    people     further members to invite at once
    """

    name: str
    country: str
    administrator: members.MemberInput
    slug: str = ""
    tax_id: str = ""
    registry_number: str = ""
    is_vat_payer: bool = True
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    iban: str = ""
    bank: str = ""
    currency: str = ""
    language: str = ""
    branch_name: str = ""
    branch_code: str = ""
    time_zone: str = ""
    trade: str = "vehicle"
    stay: str = Stay.ACTIVE
    features: dict[str, bool] = field(default_factory=dict)
    people: Sequence[members.MemberInput] = ()
    password: str = ""


@dataclass(frozen=True)
class Founded:
    """What is there now. ``links`` are invitations by name: person → secret, shown once."""

    business: Business
    entity: LegalEntity
    branch: Branch
    administrator: Membership
    links: dict[str, str] = field(repr=False, default_factory=dict)


@action
def found_business(*, data: FoundingInput, at: datetime, by: Actor | None = None) -> Founded:
    """Found a business: entity, branch, roles with their usual rights, first administrator, and whatever higher apps add.

    by       who does it; the program itself when nobody is signed in yet
    refuses  ``slug_taken``, ``no_country_pack``, ``bad_tax_id``, ``weak_password``, and what inviting refuses
    tells    BusinessFounded
    """
    pack = _pack(data.country)
    by = by or night_shift()
    business = stays.begin(name=data.name, slug=data.slug, stay=data.stay)
    with scope.business(business.pk, person_id=by.person_id, origin=by.channel):
        entity = LegalEntity.objects.create(**_entity_values(data, pack))
        branch = Branch.objects.create(
            entity=entity, code=(data.branch_code or (data.city or data.name)[:2]).upper(), name=data.branch_name or data.city or data.name,
            time_zone=data.time_zone or pack.time_zone, street=data.street, city=data.city, phone=data.phone,
            trade=data.trade if data.trade in TRADES else TRADES[0],
        )  # fmt: skip
        roles.make_default_roles()
        for name, is_on in data.features.items():
            switches.switch(feature=switches.Feature(name), on=is_on)
        administrator = _administrator(data, by, at, branch.pk)
        publish(BusinessFounded(branch.pk))
        links = _invite(data, administrator, by, at, branch.pk)
    return Founded(business, entity, branch, administrator, links)


def _pack(country: str) -> CountryPack:
    packs = country_packs()
    if country not in packs:
        raise Refused(
            _("No pack of the country %(country)s is installed."), code="no_country_pack", params={"country": country}, field="country",
            next_step=_("Choose one of: %(choices)s.") % {"choices": ", ".join(sorted(packs))},
        )  # fmt: skip
    return packs[country]


def checked_tax_id(pack: CountryPack, text: str) -> str:
    """The tax number as it is kept; empty stays empty.

    refuses  ``bad_tax_id``
    """
    if not text.strip():
        return ""
    try:
        return pack.check_tax_id(text).value
    except ValueError as error:
        raise Refused(
            _("%(number)s is not a tax number: its check digit does not fit."), code="bad_tax_id", params={"number": text.strip()},
            field="tax_id", next_step=_("Compare it with the registration certificate."),
        ) from error  # fmt: skip


def _entity_values(data: FoundingInput, pack: CountryPack) -> dict[str, Any]:
    plain = ("name", "country", "registry_number", "is_vat_payer", "street", "city", "region", "postcode", "phone", "email", "iban", "bank")
    return {
        **{name: getattr(data, name) for name in plain},
        "tax_id": checked_tax_id(pack, data.tax_id), "currency": data.currency or pack.currency, "language": data.language or pack.language,
    }  # fmt: skip


def _administrator(data: FoundingInput, by: Actor, at: datetime, branch_id: UUID) -> Membership:
    """The first member holds every right of an owner: administrator and manager."""
    wanted = data.administrator
    first = members.MemberInput(
        name=wanted.name, email=wanted.email, phone=wanted.phone, login_name=wanted.login_name, language=wanted.language,
        roles=wanted.roles or (ADMINISTRATOR, MANAGER), branch_id=branch_id,
    )  # fmt: skip
    membership = members.invite(data=first, by=by, at=at).member
    if data.password and not membership.person.has_usable_password():
        set_password(person=membership.person, password=data.password)
    return membership


def _invite(data: FoundingInput, administrator: Membership, by: Actor, at: datetime, branch_id: UUID) -> dict[str, str]:
    links = {}
    person: Person = administrator.person
    if not person.has_usable_password():
        links[person.name] = write_link(person=person, business_id=scope.required_business_id(), at=at)
    for one in data.people:
        wanted = members.MemberInput(
            name=one.name, email=one.email, phone=one.phone, login_name=one.login_name, language=one.language, roles=one.roles,
            branch_id=one.branch_id or branch_id,
        )  # fmt: skip
        invitation = members.invite(data=wanted, by=by, at=at)
        if invitation.secret:
            links[one.name] = invitation.secret
    return links
