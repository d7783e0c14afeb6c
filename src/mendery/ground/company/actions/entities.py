"""The data of the company and of its branches."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.events import BranchOpened
from mendery.ground.company.models import Branch, LegalEntity
from mendery.ground.company.queries import forget_branches, pack_of
from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.rows import VersionedRow

from .founding import TRADES, checked_tax_id

Row = TypeVar("Row", bound=VersionedRow)
ENTITY_FIELDS = (
    "name", "tax_id", "registry_number", "is_vat_payer", "street", "city", "region", "postcode", "phone", "email", "iban", "bank",
    "share_capital", "language",
)  # fmt: skip
BRANCH_FIELDS = ("code", "name", "time_zone", "street", "city", "phone", "opening_hours", "authorisation", "trade")


class ChangedMeanwhile(Refused):
    """Somebody else saved the same record in between."""

    code = "changed_meanwhile"
    status = 409


@dataclass(frozen=True, kw_only=True)
class BranchInput:
    """A branch as people describe it."""

    code: str
    name: str
    time_zone: str = ""
    street: str = ""
    city: str = ""
    phone: str = ""
    opening_hours: str = ""
    authorisation: str = ""
    trade: str = "vehicle"


def _hold(row: Row, version: int) -> Row:
    held = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if held.version != version:
        raise ChangedMeanwhile(
            _("Somebody else changed this while you typed."), next_step=_("Open the page again and look at what is new."),
        )  # fmt: skip
    return held


@action
def change_entity(*, entity: LegalEntity, changes: dict[str, Any], version: int, by: Actor, at: datetime) -> LegalEntity:
    """Change the data of the company; papers already posted keep what they said.

    changes  any of ENTITY_FIELDS
    refuses  ChangedMeanwhile, ``bad_tax_id``
    """
    held = _hold(entity, version)
    for name in set(changes) & set(ENTITY_FIELDS):
        setattr(held, name, changes[name])
    if "tax_id" in changes:
        held.tax_id = checked_tax_id(pack_of(held), changes["tax_id"])
    held.version += 1
    held.save()
    forget_branches()
    return held


@action
def tolerate(*, entity: LegalEntity, percent: Decimal, by: Actor, at: datetime) -> None:
    """How far a job may exceed what the customer approved before it must be approved again; 0 to 100 percent.

    refuses  ``not_a_percentage``
    """
    if not 0 <= percent <= 100:
        raise Refused(
            _("A percentage lies between 0 and 100."),
            code="not_a_percentage",
            field="percent",
            next_step=_("Type a number between 0 and 100."),
        )
    LegalEntity.objects.filter(pk=entity.pk).update(approval_tolerance_percent=percent, version=F("version") + 1)
    forget_branches()


def _check(data: BranchInput) -> None:
    if data.time_zone and data.time_zone not in available_timezones():
        raise Refused(
            _("%(zone)s is not a time zone."), code="unknown_time_zone", params={"zone": data.time_zone}, field="time_zone",
            next_step=_("Write it like Europe/Bucharest."),
        )  # fmt: skip
    if data.trade not in TRADES:
        raise Refused(
            _("%(trade)s is not a trade."), code="unknown_trade", params={"trade": data.trade}, field="trade",
            next_step=_("Choose one of: %(choices)s.") % {"choices": ", ".join(TRADES)},
        )  # fmt: skip


def _code_taken(code: str) -> Refused:
    return Refused(
        _("Another branch has the code %(code)s already."), code="branch_code_taken", params={"code": code}, field="code", status=409,
        next_step=_("Choose another code."),
    )  # fmt: skip


@action
def open_branch(*, entity: LegalEntity, data: BranchInput, by: Actor, at: datetime) -> Branch:
    """Open a further branch, with its own number series, warehouse and till.

    refuses  ``branch_code_taken``, ``unknown_time_zone``, ``unknown_trade``
    tells    BranchOpened
    """
    _check(data)
    values = {name: getattr(data, name) for name in BRANCH_FIELDS}
    values["time_zone"] = data.time_zone or pack_of(entity).time_zone
    values["code"] = data.code.strip().upper()
    try:
        with transaction.atomic():
            branch = Branch.objects.create(entity=entity, **values)
    except IntegrityError as error:
        raise _code_taken(data.code) from error
    forget_branches()
    publish(BranchOpened(branch.pk))
    return branch


@action
def change_branch(*, branch: Branch, data: BranchInput, version: int, by: Actor, at: datetime) -> Branch:
    """Change the data of a branch.

    refuses  ChangedMeanwhile, ``branch_code_taken``, ``unknown_time_zone``, ``unknown_trade``
    """
    _check(data)
    held = _hold(branch, version)
    for name in BRANCH_FIELDS:
        setattr(held, name, getattr(data, name) or (held.time_zone if name == "time_zone" else ""))
    held.code = data.code.strip().upper()
    held.version += 1
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        raise _code_taken(data.code) from error
    forget_branches()
    return held
