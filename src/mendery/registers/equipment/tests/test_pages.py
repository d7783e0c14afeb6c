"""Pages of vehicles and devices, as people of each role meet them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.documents.models import Paper
from mendery.registers.equipment.actions import units
from mendery.registers.equipment.actions.units import UnitInput
from mendery.registers.equipment.models import Unit
from mendery.registers.parties import actions as parties

BASE = "/b/garage/units/"
LOGAN = {"make": "Dacia", "model": "Logan", "year": 2019, "plate": "BV 23 FLT", "vin": "UU1LSDL4H12345678", "type": "car"}


@pytest.fixture
def person(actor_of, at):
    return lambda name: parties.register(data=parties.PartyInput(name=name), by=actor_of("receptionist"), at=at)


@pytest.fixture
def register(actor_of, at):
    return lambda owner=None, **values: units.register(data=UnitInput(**values), owner=owner, by=actor_of("receptionist"), at=at)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def test_the_list_shows_units_and_costs_the_same_for_one_and_for_many(register, person, client_of):
    ana = client_of("receptionist")
    register(person("Ion Popescu"), **LOGAN, meter=98_400)
    ana.get(BASE)
    one = queries_of(ana, BASE)
    for number in range(5):
        register(person(f"P {number}"), kind="device", type="phone", make="Apple", model=f"iPhone {number}")
    assert queries_of(ana, BASE) == one

    page = ana.get(BASE).content.decode()
    assert "BV\u00a023\u00a0FLT" in page
    assert "98.400\u00a0km" in page
    assert "Ion Popescu" in page
    assert "Logan" not in ana.get(BASE + "?view=devices").content.decode()
    assert "Logan" in ana.get(BASE + "?q=345678").content.decode()
    assert ana.get(BASE + "count?view=devices").content == b"5"
    assert "Ion Popescu" not in client_of("mechanic").get(BASE).content.decode()


def test_a_receptionist_writes_a_car_of_a_customer(person, client_of):
    ion, ana = person("Ion Popescu"), client_of("receptionist")
    assert "Ion Popescu" in ana.get(f"{BASE}new?owner={ion.pk}").content.decode()
    response = ana.post(
        BASE + "new",
        {"kind": "vehicle", "type": "car", "make": "Dacia", "model": "Logan", "plate": "bv 23 flt", "meter": "98.400", "pick": str(ion.pk)},
    )
    assert response.status_code == 303
    car = Unit.objects.get()
    assert (car.plate, car.meter, car.owner_id) == ("BV 23 FLT", 98_400, ion.pk)
    assert "Logan" in ana.get(f"/b/garage/parties/{ion.pk}").content.decode()


def test_the_fields_follow_the_kind(client_of):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    device = client_of("receptionist").get(BASE + "new?kind=device", headers=headers).content.decode()
    assert 'name="serial2"' in device
    assert 'name="plate"' not in device
    vehicle = client_of("receptionist").get(BASE + "new?kind=vehicle", headers=headers).content.decode()
    assert 'name="plate"' in vehicle
    assert 'name="serial2"' not in vehicle


def test_a_wrong_imei_is_told_beside_its_field(client_of):
    response = client_of("receptionist").post(
        BASE + "new", {"kind": "device", "type": "phone", "make": "Apple", "model": "iPhone 13", "serial": "490154203237517"}
    )
    assert response.status_code == 422
    assert "is not an IMEI" in response.content.decode()


def test_doubts_and_likeness_are_told_while_typing(register, client_of):
    register(**LOGAN)
    ana = client_of("receptionist")
    told = ana.get(BASE + "alike", {"kind": "vehicle", "plate": "bv-23-flt", "vin": "1M8GDM9A1KP042788"}).content.decode()
    assert "Logan" in told
    assert "control digit of this VIN does not fit" in told
    assert ana.get(BASE + "alike", {"kind": "vehicle", "plate": "B 01 NEW"}).content.decode().strip() == ""


def test_the_page_tells_the_history_and_hides_it_from_the_new_owner(register, person, client_of, actor_of, at):
    """Rule 68."""
    ion, radu = person("Ion Popescu"), person("Radu Matei")
    car = register(ion, **LOGAN, meter=98_400)
    Paper.objects.create(
        kind="handover", doc_id=car.pk, number="PV 26-0001", on=at.date(), at=at, state="posted", title="Brakes all round", amount=Decimal(500),
        currency="RON", party_id=ion.pk, unit_id=car.pk,
    )  # fmt: skip
    units.change_owner(unit=car, party=radu, on=date(2026, 11, 25), by=actor_of("receptionist"), at=at)

    whole = client_of("receptionist").get(f"{BASE}{car.pk}").content.decode()
    for text in ("Ion Popescu", "Radu Matei", "Brakes all round", "500,00", "PV 26-0001"):
        assert text in whole, text
    owners = client_of("receptionist").get(f"{BASE}{car.pk}?as=owner").content.decode()
    assert "Brakes all round" in owners
    assert "Ion Popescu" not in owners
    assert "500,00" not in owners
    assert "Ion Popescu" not in client_of("mechanic").get(f"{BASE}{car.pk}").content.decode()


def test_a_lower_reading_is_taken_and_said(register, client_of):
    car, ana = register(**LOGAN, meter=176_020), client_of("receptionist")
    response = ana.post(f"{BASE}{car.pk}/meter", {"meter": "150.000"})
    assert response.status_code == 303
    page = ana.get(f"{BASE}{car.pk}").content.decode()
    assert "150.000\u00a0km" in page
    assert "Less than last time, 176.020\u00a0km. Check it." in page
    assert ana.post(f"{BASE}{car.pk}/meter", {"meter": "many"}).status_code == 422
    assert ana.post(f"{BASE}{car.pk}/meter", {"meter": ""}).status_code == 422


def test_an_owner_is_changed_on_the_page(register, person, client_of):
    ion, radu = person("Ion Popescu"), person("Radu Matei")
    car, ana = register(ion, **LOGAN), client_of("receptionist")
    assert ana.post(f"{BASE}{car.pk}/owner", {"pick": str(radu.pk), "on": "2026-11-25"}).status_code == 303
    assert ana.post(f"{BASE}{car.pk}/owner", {"pick": str(radu.pk), "on": "2026-11-26"}).status_code == 409
    assert ana.post(f"{BASE}{car.pk}/owner", {"pick": ""}).status_code == 422
    car.refresh_from_db()
    assert car.owner_id == radu.pk


def test_a_card_is_changed_and_keeps_what_its_form_does_not_show(register, client_of):
    phone = register(kind="device", type="phone", make="Apple", model="iPhone 13", serial="490154203237518", serial2="356938035643809")
    ana = client_of("receptionist")
    assert ana.get(f"{BASE}{phone.pk}/edit").status_code == 200
    form = {
        "kind": "device",
        "type": "phone",
        "make": "Apple",
        "model": "iPhone 13 Pro",
        "serial": "490154203237518",
        "serial2": "356938035643809",
        "version": 1,
    }
    assert ana.post(f"{BASE}{phone.pk}/edit", form).status_code == 303
    phone.refresh_from_db()
    assert (phone.model, phone.serial2, phone.version) == ("iPhone 13 Pro", "356938035643809", 2)
    assert ana.post(f"{BASE}{phone.pk}/edit", form | {"model": "iPhone 14"}).status_code == 422


def test_merge_shows_what_would_happen_and_then_does_it(register, client_of):
    kept, lost = register(**(LOGAN | {"vin": ""})), register(make="Dacia", model="Logan", vin="UU1LSDL4H12345678")
    mihai, url = client_of("manager"), f"{BASE}{kept.pk}/merge"
    assert mihai.get(url).status_code == 200
    assert "UU1LSDL4H12345678" in mihai.get(f"{url}?pick={lost.pk}").content.decode()
    assert mihai.post(url, {"loser": str(lost.pk)}).status_code == 303
    assert mihai.get(f"{BASE}{lost.pk}")["Location"].endswith(str(kept.pk))
    assert client_of("receptionist").get(url).status_code == 403


def test_rights_and_strangers(register, client_of, second):
    car = register(**LOGAN)
    assert client_of("cashier").get(f"{BASE}{car.pk}").status_code == 403
    assert client_of("mechanic").get(f"{BASE}{car.pk}/edit").status_code == 403
    stranger = second.client("administrator")
    assert stranger.get(f"{BASE}{car.pk}").status_code == 404
    assert stranger.get(f"/b/rival/units/{car.pk}").status_code == 404
    found = client_of("mechanic").get(BASE + "suggest?q=bv23").content.decode()
    assert f'data-pick="{car.pk}"' in found
