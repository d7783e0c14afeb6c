"""The company, its branches, rules, rates, locks and staff, for programs."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.tenancy import switches
from mendery.ground.ui.paging import page_by_key

from .actions import entities, locks, rates, staffing
from .models import Branch, Department, ExchangeRate, LegalEntity, PeriodLock, Staff
from .queries import all_branches, current_branch, vat_choices

router = Router(tags=["company"])


class EntityOut(Schema):
    """The company in the eyes of the law."""

    id: UUID
    version: int
    name: str
    country: str
    currency: str
    language: str
    tax_id: str
    registry_number: str
    is_vat_payer: bool
    street: str
    city: str
    region: str
    postcode: str
    phone: str
    email: str
    iban: str
    bank: str
    share_capital: str
    approval_tolerance_percent: Decimal


class EntityIn(Schema):
    """What is left out stays; ``version`` is the one that was read."""

    version: int = Field(ge=1, le=2_147_483_647, examples=[1])
    name: str | None = Field(None, min_length=1, max_length=200, examples=["Garaj Popescu SRL"])
    tax_id: str | None = Field(None, max_length=20)
    registry_number: str | None = Field(None, max_length=40)
    is_vat_payer: bool | None = None
    street: str | None = Field(None, max_length=200)
    city: str | None = Field(None, max_length=100)
    region: str | None = Field(None, max_length=100)
    postcode: str | None = Field(None, max_length=12)
    phone: str | None = Field(None, max_length=20)
    email: str | None = Field(None, max_length=254)
    iban: str | None = Field(None, max_length=34)
    bank: str | None = Field(None, max_length=100)
    share_capital: str | None = Field(None, max_length=40)
    language: Literal["en", "ro", "ru"] | None = None
    approval_tolerance_percent: Decimal | None = Field(None, ge=0, le=100, max_digits=5, decimal_places=2)


class BranchOut(Schema):
    """A place of work."""

    id: UUID
    version: int
    code: str
    name: str
    time_zone: str
    street: str
    city: str
    phone: str
    opening_hours: str
    authorisation: str
    trade: str


class BranchIn(Schema):
    """A branch; an empty time zone is that of the country."""

    code: str = Field(min_length=1, max_length=8, examples=["CJ"])
    name: str = Field(min_length=1, max_length=100, examples=["Cluj"])
    time_zone: str = Field("", max_length=40, examples=["Europe/Bucharest"])
    street: str = Field("", max_length=200)
    city: str = Field("", max_length=100)
    phone: str = Field("", max_length=20)
    opening_hours: str = Field("", max_length=100)
    authorisation: str = Field("", max_length=100)
    trade: Literal["vehicle", "device", "machine"] = "vehicle"


class BranchChange(BranchIn):
    """A branch as it should be; ``version`` is the one that was read."""

    version: int = Field(ge=1, le=2_147_483_647, examples=[1])


class FeatureOut(Schema):
    """A feature switch."""

    name: str
    is_on: bool


class FeatureIn(Schema):
    """Turn it on or off; nothing is lost either way."""

    is_on: bool


class RateOut(Schema):
    """Units of the entity's currency for one unit of ``currency``."""

    id: UUID
    currency: str
    on: date
    rate: Decimal
    source: str


class RateIn(Schema):
    """The rate of a day; the same day again corrects it."""

    currency: str = Field(pattern="^[A-Z]{3}$", examples=["EUR"])
    on: date = Field(examples=["2026-11-24"])
    rate: Decimal = Field(gt=0, max_digits=18, decimal_places=6, examples=["4.9770"])
    source: str = Field("", max_length=40)


class RateList(Schema):
    items: list[RateOut]
    next: str | None


class LockOut(Schema):
    """Nothing of the module may be posted up to the day."""

    module: str
    locked_until: date
    reason: str
    by_name: str
    at: datetime


class LockIn(Schema):
    """An earlier day than before reopens a period and needs a reason."""

    until: date = Field(examples=["2026-10-31"])
    reason: str = Field("", max_length=200)


class StaffOut(Schema):
    """Somebody who works here; the cost is left out for those who may not see costs."""

    id: UUID
    name: str
    initials: str
    branch_id: UUID
    department_id: UUID | None
    is_technician: bool
    is_active: bool
    hourly_cost: Decimal | None


class StaffIn(Schema):
    """Somebody who works here. A cost that is left out stays."""

    name: str = Field(min_length=1, max_length=120, examples=["Bogdan Rusu"])
    branch_id: UUID
    department_id: UUID | None = None
    initials: str = Field("", max_length=3)
    is_technician: bool = False
    is_active: bool = True
    hourly_cost: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)


class DepartmentOut(Schema):
    """A part of a branch."""

    id: UUID
    branch_id: UUID
    name: str


class DepartmentIn(Schema):
    """A new department."""

    branch_id: UUID
    name: str = Field(min_length=1, max_length=80, examples=["Electrics"])


class VatChoice(Schema):
    """A VAT category on offer today, with its rate in percent."""

    category: str
    rate: Decimal


def _now() -> datetime:
    return datetime.now(UTC)


def _entity(actor: Actor) -> LegalEntity:
    return current_branch(actor).entity


@router.get("", response=EntityOut, operation_id="get_company")
def get_company(request: HttpRequest) -> LegalEntity:
    """The company's data."""
    return _entity(needs(request, "settings.see"))


@router.patch("", response=EntityOut, operation_id="change_company")
def change_company(request: HttpRequest, data: EntityIn) -> LegalEntity:
    """Change the company's data; posted papers keep what they said."""
    actor, at = needs(request, "settings.edit"), _now()
    changes = {name: value for name, value in data.dict(exclude={"version"}).items() if value is not None}
    percent = changes.pop("approval_tolerance_percent", None)
    row = entities.change_entity(entity=_entity(actor), changes=changes, version=data.version, by=actor, at=at)
    if percent is not None:
        entities.tolerate(entity=row, percent=percent, by=actor, at=at)
        row.refresh_from_db()
    return row


@router.get("/branches", response=list[BranchOut], operation_id="list_branches")
def list_branches(request: HttpRequest) -> list[Branch]:
    """Places of work."""
    needs(request, "today.see", "settings.see")
    return all_branches()


@router.post("/branches", response={201: BranchOut}, operation_id="open_branch")
def open_branch(request: HttpRequest, data: BranchIn) -> Any:
    """Open a further branch with its own series, warehouse and till."""
    actor = needs(request, "settings.edit")
    return 201, entities.open_branch(entity=_entity(actor), data=entities.BranchInput(**data.dict()), by=actor, at=_now())


@router.put("/branches/{branch_id}", response=BranchOut, operation_id="change_branch")
def change_branch(request: HttpRequest, branch_id: UUID, data: BranchChange) -> Branch:
    """Change a branch."""
    actor, row = needs(request, "settings.edit"), get_object_or_404(Branch.objects.select_related("entity"), pk=branch_id)
    wanted = entities.BranchInput(**data.dict(exclude={"version"}))
    return entities.change_branch(branch=row, data=wanted, version=data.version, by=actor, at=_now())


@router.get("/features", response=list[FeatureOut], operation_id="list_features")
def list_features(request: HttpRequest) -> list[dict[str, Any]]:
    """What is switched on."""
    needs(request, "settings.see")
    return [{"name": feature.value, "is_on": switches.is_on(feature)} for feature in switches.Feature]


@router.put("/features/{name}", response=FeatureOut, operation_id="switch_feature")
def switch_feature(request: HttpRequest, name: switches.Feature, data: FeatureIn) -> dict[str, Any]:
    """Turn a feature on or off."""
    needs(request, "settings.edit")
    switches.switch(feature=name, on=data.is_on)
    return {"name": name.value, "is_on": data.is_on}


@router.get("/vat", response=list[VatChoice], operation_id="list_vat")
def list_vat(request: HttpRequest, on: date | None = None) -> list[dict[str, Any]]:
    """VAT categories on offer on a day, the usual first."""
    actor = needs(request, "prices.see", "settings.see")
    choices = vat_choices(_entity(actor), on or _now().date())
    return [{"category": category, "rate": rate} for category, rate in choices]


@router.get("/rates", response=RateList, operation_id="list_rates")
def list_rates(request: HttpRequest, after: str = "", limit: int = 50) -> dict[str, Any]:
    """Exchange rates, the latest first."""
    needs(request, "settings.see")
    found = page_by_key(ExchangeRate.objects.all(), order=("-on", "-id"), after=after, limit=limit)
    return {"items": found.rows, "next": found.next or None}


@router.put("/rates", response=RateOut, operation_id="enter_rate")
def enter_rate(request: HttpRequest, data: RateIn) -> ExchangeRate:
    """Enter or correct the rate of a day."""
    actor = needs(request, "settings.edit", "periods.lock")
    return rates.enter_rate(currency=data.currency, on=data.on, rate=data.rate, source=data.source, by=actor, at=_now())


@router.get("/locks", response=list[LockOut], operation_id="list_locks")
def list_locks(request: HttpRequest) -> Any:
    """Locked periods."""
    needs(request, "settings.see", "periods.lock")
    return list(PeriodLock.objects.order_by("module"))


@router.put("/locks/{module}", response=LockOut, operation_id="lock_period")
def lock_period(request: HttpRequest, module: Literal["stock", "sales", "purchases", "cash"], data: LockIn) -> PeriodLock:
    """Lock a period, or reopen it with a reason."""
    actor = needs(request, "periods.lock")
    return locks.lock_period(entity=_entity(actor), module=module, until=data.until, reason=data.reason, by=actor, at=_now())


def _staff(row: Staff, actor: Actor) -> dict[str, Any]:
    return {
        "id": row.pk, "name": row.name, "initials": row.initials, "branch_id": row.branch_id, "department_id": row.department_id,
        "is_technician": row.is_technician, "is_active": row.is_active, "hourly_cost": row.hourly_cost if actor.may("costs.see") else None,
    }  # fmt: skip


def _staff_input(data: StaffIn, actor: Actor, kept: Decimal) -> staffing.StaffInput:
    cost = data.hourly_cost if data.hourly_cost is not None and actor.may("costs.see") else kept
    return staffing.StaffInput(**{**data.dict(), "hourly_cost": cost})


@router.get("/staff", response=list[StaffOut], operation_id="list_staff")
def list_staff(request: HttpRequest) -> list[dict[str, Any]]:
    """Who works here."""
    actor = needs(request, "settings.see", "orders.see")
    return [_staff(row, actor) for row in Staff.objects.order_by("name", "id")]


@router.post("/staff", response={201: StaffOut}, operation_id="add_staff")
def add_staff(request: HttpRequest, data: StaffIn) -> Any:
    """Somebody begins to work here, without an account of their own."""
    actor = needs(request, "settings.edit")
    return 201, _staff(staffing.add_staff(data=_staff_input(data, actor, Decimal(0)), by=actor, at=_now()), actor)


@router.put("/staff/{staff_id}", response=StaffOut, operation_id="change_staff")
def change_staff(request: HttpRequest, staff_id: UUID, data: StaffIn) -> dict[str, Any]:
    """What is known of somebody who works here."""
    actor, row = needs(request, "settings.edit"), get_object_or_404(Staff, pk=staff_id)
    return _staff(staffing.change_staff(staff=row, data=_staff_input(data, actor, row.hourly_cost), by=actor, at=_now()), actor)


@router.get("/departments", response=list[DepartmentOut], operation_id="list_departments")
def list_departments(request: HttpRequest) -> Any:
    """Departments of all branches."""
    needs(request, "settings.see", "orders.see")
    return list(Department.objects.order_by("branch__code", "name"))


@router.post("/departments", response={201: DepartmentOut}, operation_id="add_department")
def add_department(request: HttpRequest, data: DepartmentIn) -> Any:
    """One more department."""
    actor = needs(request, "settings.edit")
    branch = get_object_or_404(Branch, pk=data.branch_id)
    return 201, staffing.add_department(branch=branch, name=data.name, by=actor, at=_now())
