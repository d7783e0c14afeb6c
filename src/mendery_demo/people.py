"""Who works there, who comes, with what: registers of a demo business."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mendery.ground.documents.search import code_key, fold
from mendery.registers.catalogue.models import CodeKind, Item, ItemCode, ItemKind
from mendery.registers.equipment.models import Ownership, Unit
from mendery.registers.parties.models import Consent, Party, PartyDetails

from .world import Shelf, World

LETTERS = "ABCDEFGHJKLMNPRSTUVXYZ"


def fill_catalogue(world: World) -> None:
    """Parts, labour by the hour, a fee, and one of each other kind."""
    plan, words = world.plan, world.plan.words
    for place, (code, name, maker, cost, price) in enumerate(plan.parts):
        item = _item(
            world, kind=ItemKind.STOCK, code=code, name=name, manufacturer=maker, sale_price=Decimal(price), last_cost=Decimal(cost),
            min_quantity=Decimal(2), default_bin=f"{'ABC'[place % 3]}-{place % 12 + 1:02d}", goods_warranty_months=24 if place % 4 == 0 else None,
        )  # fmt: skip
        barcode = f"594{place:09d}"
        world.rows.add(ItemCode(item=item, kind=CodeKind.BARCODE, code=barcode, code_key=barcode))
        world.rows.add(ItemCode(item=item, kind=CodeKind.MANUFACTURER, code=code, code_key=code_key(code)))
        world.shelves[code] = Shelf(item)
    code, name, price = plan.labour
    world.labour = _item(
        world, kind=ItemKind.WORK_KIND, code=code, name=name, unit="HUR", sale_price=Decimal(price), work_warranty_months=3
    )
    code, name, price = words.FEE
    world.fee = _item(world, kind=ItemKind.SERVICE, code=code, name=name, sale_price=Decimal(price))
    works = {job[0]: job for job in plan.jobs}
    for place, (title, _complaint, hours, _parts) in enumerate(works.values(), start=1):
        _item(world, kind=ItemKind.WORK, code=f"{code[:3]}-{place:03d}", name=title, unit="HUR", sale_price=Decimal(plan.labour[2]),
              norm_hours=Decimal(hours), work_warranty_months=3)  # fmt: skip


def _item(world: World, **values: Any) -> Item:
    item = Item(code_key=code_key(values["code"]), sort_key=fold(values["name"]), **values)
    world.tokens("item", item.pk, words=[item.name, item.manufacturer], codes=[item.code])
    return world.rows.add(item)


def fill_registers(world: World, *, today: date) -> None:
    """Customers with their vehicles or devices, companies with several, suppliers."""
    dice, words = world.dice, world.plan.words
    begun = today - timedelta(days=740)
    for name, tax_id in words.SUPPLIERS:
        supplier = _party(
            world, begun, name=name, kind="company", tax_id=tax_id, is_supplier=True, is_customer=False, is_vat_payer=True, payment_days=30
        )
        world.suppliers.append(supplier)
    companies = [
        _party(world, begun, name=name, kind="company", is_vat_payer=True, payment_days=dice.choice((0, 15, 30)), discount_percent=dice.choice((0, 0, 5)))
        for name in words.COMPANIES
    ]  # fmt: skip
    wanted = max(60, world.plan.orders * 2 // 5)
    for n in range(wanted):
        if n % 7 == 0:
            owner = companies[n // 7 % len(companies)]
        else:
            owner = _party(world, begun, name=f"{dice.choice(words.FIRST)} {dice.choice(words.LAST)}")
        world.units.append((_unit(world, owner, n, begun), owner))


def _party(world: World, begun: date, **values: Any) -> Party:
    dice, words = world.dice, world.plan.words
    city, region = words.CITIES[world.plan.city_code]
    prefix = "+407" if world.plan.country == "RO" else "+7916"
    phone = prefix + "".join(str(dice.randrange(10)) for _ in range(8 if prefix == "+407" else 7))
    party = Party(
        sort_key=fold(values["name"]), phone=phone, language=world.language, country=world.plan.country,
        created_at=world.moment(begun, 9, 0), **{"kind": "person", **values},
    )  # fmt: skip
    street = f"{dice.choice(words.STREETS)} {dice.randrange(1, 140)}"
    world.rows.add(party)
    world.rows.add(PartyDetails(party=party, street=street, city=city, region=region))
    world.rows.add(Consent(party=party, purpose="processing", given_at=party.created_at, source="demo"))
    world.tokens("party", party.pk, words=[party.name], codes=[party.phone, party.tax_id])
    world.party_papers[party.pk] = {
        "id": str(party.pk), "kind": party.kind, "name": party.name, "tax_id": party.tax_id, "registry_number": "", "is_vat_payer": party.is_vat_payer,
        "country": party.country, "street": street, "city": city, "region": region, "postcode": "", "address": f"{street}, {city}",
        "phone": party.phone, "email": "", "iban": "", "bank": "", "language": party.language,
    }  # fmt: skip
    return party


def _unit(world: World, owner: Party, n: int, begun: date) -> Unit:
    dice, words = world.dice, world.plan.words
    if world.plan.trade == "vehicle":
        make, model = dice.choice(words.CARS)
        plate = f"{world.plan.city_code}{n % 90 + 10}{''.join(dice.choice(LETTERS) for _ in range(3))}"
        vin = "U" + "".join(dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(16))
        unit = Unit(
            kind="vehicle", type="van" if model in ("Transit", "Trafic", "Sprinter") else "car", make=make, model=model, plate=plate, plate_key=code_key(plate),
            vin=vin, year=dice.randrange(2008, 2025), fuel=dice.choice(("diesel", "petrol")), meter=dice.randrange(20_000, 180_000), owner=owner,
            created_at=world.moment(begun, 9, 5),
        )  # fmt: skip
    else:
        kind, make, model = dice.choice(words.DEVICES)
        serial = "".join(dice.choice(LETTERS + "0123456789") for _ in range(11))
        unit = Unit(kind="device", type=kind, make=make, model=model, serial=serial, serial_key=code_key(serial), meter_kind="none", owner=owner,
                    created_at=world.moment(begun, 9, 5))  # fmt: skip
    world.rows.add(unit)
    world.rows.add(Ownership(unit=unit, party=owner, from_on=begun))
    world.tokens("unit", unit.pk, words=[unit.make, unit.model], codes=[unit.plate, unit.serial, unit.vin])
    world.unit_papers[unit.pk] = {
        "id": str(unit.pk), "kind": unit.kind, "type": unit.type, "label": unit.label, "make": unit.make, "model": unit.model, "year": unit.year,
        "plate": unit.plate, "vin": unit.vin, "serial": unit.serial, "serial2": "", "colour": "", "engine": "", "fuel": unit.fuel,
        "meter": unit.meter, "meter_kind": unit.meter_kind,
    }  # fmt: skip
    return unit
