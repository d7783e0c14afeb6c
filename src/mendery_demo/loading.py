"""Founding the demo businesses and living through their two years."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from mendery.ground.company.actions.founding import FoundingInput, found_business
from mendery.ground.company.models import Staff
from mendery.ground.people.actions.members import MemberInput
from mendery.ground.people.models import Membership
from mendery.ground.tenancy import scope
from mendery.ground.tenancy.models import Business
from mendery.trade.cashdesk.models import Till
from mendery.trade.stock.models import Balance, Warehouse

from . import billing, people, store, today, visits
from .plans import PLANS, Plan
from .world import World, working_days

STAFF = (
    ("receptionist", "Ana Munteanu"), ("mechanic", "Bogdan Rusu"), ("cashier", "Carmen Dobre"), ("storekeeper", "Dan Ilie"),
    ("accountant", "Elena Stan"), ("manager", "Mihai Pop"),
)  # fmt: skip
RU_NAMES = {
    "receptionist": "Анна Миронова", "mechanic": "Борис Руднев", "cashier": "Карина Дорохова", "storekeeper": "Денис Ильин",
    "accountant": "Елена Степанова", "manager": "Михаил Панов", "administrator": "Ирина Маринина",
}  # fmt: skip
Told = Callable[[str, int, int], None]


def load(*, now: datetime, told: Told, plans: tuple[Plan, ...] = PLANS) -> list[Business]:
    """Load every demo business that is not there yet; each in one transaction, so that a stopped load leaves no half."""
    loaded = []
    for plan in plans:
        if not Business.objects.filter(slug=plan.slug).exists():
            with transaction.atomic():
                loaded.append(_one(plan, now, told))
    return loaded


def _member(plan: Plan, role: str, name: str) -> MemberInput:
    shown = RU_NAMES[role] if plan.country == "RU" else name
    return MemberInput(name=shown, roles=(role,), email=f"{name.split()[0].lower()}@{plan.slug}.example", language=plan.country.lower())


def _one(plan: Plan, now: datetime, told: Told) -> Business:
    city, region = plan.words.CITIES[plan.city_code]
    administrator = _member(plan, "administrator", "Ioana Marin")
    founded = found_business(
        data=FoundingInput(
            name=plan.name, country=plan.country, slug=plan.slug, tax_id=plan.tax_id, street=f"{plan.words.STREETS[0]} 5", city=city, region=region,
            administrator=MemberInput(name=administrator.name, roles=("administrator", "manager"), email=administrator.email, language=administrator.language),
            branch_code=plan.city_code, branch_name=city, trade=plan.trade, stay="demo", people=tuple(_member(plan, role, name) for role, name in STAFF),
        ),
        at=now,
    )  # fmt: skip
    with scope.business(founded.business.pk, origin="demo"):
        warehouse, _made = Warehouse.objects.get_or_create(branch=founded.branch, defaults={"code": plan.city_code, "name": city})
        till, _made = Till.objects.get_or_create(branch=founded.branch, defaults={"code": plan.city_code, "name": city})
        world = World(plan, founded.entity, founded.branch, warehouse, till)
        world.staff = {role: _staff(role) for role in ("mechanic", "manager", "receptionist", "storekeeper", "cashier")}
        _live(world, now.astimezone(world.zone).date(), told)
        _balances(world)
        world.rows.write(lambda _rows: None)
        world.close_series()
        today.open_today(world, now)
    return founded.business


def _staff(role: str) -> Staff:
    member = Membership.objects.filter(roles__contains=[role]).order_by("created_at").first()
    return Staff.objects.get(membership=member)


def _live(world: World, until: date, told: Told) -> None:
    world.today = until
    people.fill_catalogue(world)
    people.fill_registers(world, today=until)
    days = working_days(until)
    for place, day in enumerate(days):
        if place % 4 == 0:
            store.restock(world, day)
        billing.open_drawer(world, day)
        wanted = (place + 1) * world.plan.orders // len(days) - place * world.plan.orders // len(days)
        for n in range(wanted):
            visits.live_through(world, day, n)
        billing.close_drawer(world, day)
        if place % 50 == 0:
            told(world.plan.name, place, len(days))
    told(world.plan.name, len(days), len(days))


def _balances(world: World) -> None:
    for shelf in world.shelves.values():
        value = sum((layer.value for layer, _row in shelf.layers), Decimal(0))
        world.rows.add(Balance(item=shelf.item, warehouse=world.warehouse, on_hand=shelf.on_hand, value=value, bin=shelf.item.default_bin))
