"""Who we are, asked by every app: branches, the day there, tax rules and rates of the country, our block on papers."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import direct
from mendery.ground.tenancy.scope import current, current_business_id

from .models import Branch, ExchangeRate, LegalEntity
from .packs import country_pack
from .ports import CountryPack


class NoRate(Refused):
    """There is no exchange rate of the currency on or before the day."""

    code = "no_exchange_rate"


class NoVat(Refused):
    """The country's pack knows no VAT rates on the day."""

    code = "no_vat_rates"


class NoBranch(Refused):
    """The member may not work in this branch, or the business has none."""

    code = "no_branch"
    status = 403


def all_branches() -> list[Branch]:
    """Every branch of the business with its entity, by code; asked of the database once per scope."""
    scope = current()
    memory: dict[str, Any] = scope.memory if scope else {}
    if "branches" not in memory:
        memory["branches"] = direct.rows_with(Branch, "entity", "t.business_id = %s ORDER BY t.code", [current_business_id()])
    found: list[Branch] = memory["branches"]
    return found


def forget_branches() -> None:
    """The branches were changed: ask again."""
    scope = current()
    if scope is not None:
        scope.memory.pop("branches", None)


def our_branches(actor: Actor) -> list[Branch]:
    """The branches in which the actor may work, by code; each with its ``entity``."""
    branches = all_branches()
    if actor.is_program or not actor.branch_ids:
        return branches
    return [branch for branch in branches if branch.pk in actor.branch_ids]


def current_branch(actor: Actor) -> Branch:
    """The branch the actor works in now: the one they chose, else the first of theirs. With its ``entity``.

    refuses  NoBranch
    """
    branches = our_branches(actor)
    chosen = next((branch for branch in branches if branch.pk == actor.branch_id), None)
    if chosen is not None:
        return chosen
    if not branches:
        raise NoBranch(_("You are not assigned to any branch."), next_step=_("Ask an administrator to assign you to one."))
    return branches[0]


def branch_of(actor: Actor, branch_id: UUID | None) -> Branch:
    """The named branch if the actor may work there; without a name the one they work in now.

    refuses  NoBranch
    """
    if branch_id is None:
        return current_branch(actor)
    for branch in our_branches(actor):
        if branch.pk == branch_id:
            return branch
    raise NoBranch(
        _("You may not work in this branch."), field="branch", next_step=_("Choose one of your branches, or ask an administrator.")
    )


def pack_of(entity: LegalEntity) -> CountryPack:
    """The country pack by whose law the entity works. Raises LookupError when it is not installed."""
    return country_pack(entity.country)


def vat_rate(*, entity: LegalEntity, category: str, on: date) -> Decimal:
    """Rate in percent that the entity charges for a VAT category on a day; 0 when it is not a VAT payer."""
    if not entity.is_vat_payer:
        return Decimal(0)
    return pack_of(entity).vat_rate(category=category, on=on)


def vat_choices(entity: LegalEntity, on: date) -> Sequence[tuple[str, Decimal]]:
    """VAT categories to offer on a day with their rates, the usual first.

    refuses  NoVat for a day before the pack knows rates
    """
    try:
        choices = pack_of(entity).vat_categories(on=on)
    except LookupError as error:
        raise NoVat(
            _("No VAT rates are known for %(on)s."), params={"on": on.isoformat()}, field="on", next_step=_("Choose a later day."),
        ) from error  # fmt: skip
    if entity.is_vat_payer:
        return choices
    return [(category, Decimal(0)) for category, _rate in choices]


def today(branch: Branch, at: datetime) -> date:
    """The business day of the branch's zone at a moment."""
    return at.astimezone(ZoneInfo(branch.time_zone)).date()


def rate_on(entity: LegalEntity, currency: str, on: date) -> Decimal:
    """Units of the entity's currency for one unit of the given one: the latest rate not after the day.

    refuses  NoRate
    """
    if currency == entity.currency:
        return Decimal(1)
    rate = ExchangeRate.objects.filter(currency=currency, on__lte=on).order_by("-on").values_list("rate", flat=True).first()
    if rate is None:
        raise NoRate(
            _("There is no exchange rate for %(currency)s on %(on)s."),
            params={"currency": currency, "on": f"{on:%d.%m.%Y}"}, field="currency",
            next_step=_("Enter the rate in the settings, under exchange rates."),
        )  # fmt: skip
    return rate


def for_paper(branch: Branch) -> dict[str, Any]:
    """Us, as the seller block of a paper freezes it: plain texts only."""
    entity = branch.entity
    return {
        "name": entity.name, "country": entity.country, "currency": entity.currency, "language": entity.language,
        "tax_id": entity.tax_id, "registry_number": entity.registry_number, "is_vat_payer": entity.is_vat_payer,
        "street": entity.street, "city": entity.city, "region": entity.region, "postcode": entity.postcode,
        "phone": entity.phone, "email": entity.email, "iban": entity.iban, "bank": entity.bank, "share_capital": entity.share_capital,
        "branch": {
            "code": branch.code, "name": branch.name, "street": branch.street, "city": branch.city, "phone": branch.phone,
            "opening_hours": branch.opening_hours, "authorisation": branch.authorisation,
        },
    }  # fmt: skip
