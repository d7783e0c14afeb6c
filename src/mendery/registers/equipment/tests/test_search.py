"""One box finds everything: plate, VIN tail, phone tail, name, part code without spaces, serial."""

from types import SimpleNamespace

import pytest

from mendery.ground.ui import providers
from mendery.registers.catalogue.actions import items
from mendery.registers.equipment.actions import units
from mendery.registers.parties import actions as parties


@pytest.fixture
def records(actor_of, at):
    by = actor_of("manager")
    ion = parties.register(data=parties.PartyInput(name="Ion Țiriac", phone="0722410387", tax_id=""), by=by, at=at)
    car = units.register(
        data=units.UnitInput(make="Dacia", model="Logan", plate="BV 23 FLT", vin="UU1LSDL4H12345678"), owner=ion, by=by, at=at
    )
    phone = units.register(
        data=units.UnitInput(kind="device", type="phone", make="Apple", model="iPhone", serial="490154203237518"), by=by, at=at
    )
    pads = items.create(data=items.ItemInput(code="GDB 2108", name="Plăcuțe", codes=(("original", "A 003 420"),)), by=by, at=at)
    return {"party": ion, "car": car, "phone": phone, "item": pads}


def found(founded, role, text):
    request = SimpleNamespace(business=founded.business, actor=founded.actor(role))
    hits = providers.search_hits.collect(founded.actor(role), text, request=request)
    return {hit.key: hit for hit in hits if hit.key.split(":")[0] in ("party", "unit", "item")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bv 23 flt", {"unit:car"}),
        ("bv23f", {"unit:car"}),
        ("345678", {"unit:car"}),
        ("0387", {"party:party"}),
        ("0722 410 387", {"party:party"}),
        ("tiriac", {"party:party"}),
        ("gdb2108", {"item:item"}),
        ("a003-420", {"item:item"}),
        ("237518", {"unit:phone"}),
        ("logan", {"unit:car"}),
    ],
)
def test_the_box_finds_by_any_part_people_remember(founded, records, text, names):
    wanted = {f"{name.split(':')[0]}:{records[name.split(':')[1]].pk}" for name in names}
    assert set(found(founded, "manager", text)) == wanted


@pytest.mark.parametrize("text", ["BV 23 FLT", "490154203237518", "GDB-2108", "0722410387", "UU1LSDL4H12345678"])
def test_a_whole_code_is_an_exact_hit_that_enter_opens(founded, records, text):
    (hit,) = found(founded, "manager", text).values()
    assert hit.score == 100
    assert hit.url.startswith("/b/garage/")


def test_what_a_role_may_not_see_is_not_found(founded, records):
    assert found(founded, "mechanic", "tiriac") == {}
    assert found(founded, "cashier", "bv23flt") == {}
    (hit,) = found(founded, "mechanic", "bv23flt").values()
    assert "Țiriac" not in hit.detail
