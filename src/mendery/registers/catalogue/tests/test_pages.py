"""Pages of the catalogue, as people of each role meet them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.registers.catalogue.actions import items
from mendery.registers.catalogue.actions.items import ItemInput
from mendery.registers.catalogue.models import Item

BASE = "/b/garage/items/"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def create(actor_of, at):
    def make(code="GDB2108", name="Brake pads front", **values):
        return items.create(data=ItemInput(code=code, name=name, **values), by=actor_of("storekeeper"), at=at)

    return make


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def test_the_list_shows_items_and_costs_the_same_for_one_and_for_many(create, client_of):
    dan = client_of("storekeeper")
    create(sale_price=Decimal(289))
    dan.get(BASE)
    one = queries_of(dan, BASE)
    for number in range(5):
        create(code=f"S{number}", name=f"Wash {number}", kind="service")
    assert queries_of(dan, BASE) == one

    page = dan.get(BASE).content.decode()
    assert "289,00" in page
    assert "GDB2108" not in dan.get(BASE + "?view=services").content.decode()
    assert "GDB2108" in dan.get(BASE + "?q=gdb-21").content.decode()
    assert dan.get(BASE + "count?view=services").content == b"5"


@pytest.mark.parametrize(
    ("kind", "there", "gone"),
    [
        ("stock", ["min_quantity", "default_bin", "tracks_serials", "markup_percent"], ["norm_hours", "work_warranty_months"]),
        ("service", ["sale_price", "work_warranty_months"], ["min_quantity", "norm_hours", "tracks_serials"]),
        ("work", ["sale_price", "norm_hours"], ["min_quantity", "default_bin"]),
        ("work_kind", ["sale_price"], ["norm_hours", "default_bin"]),
        ("expense", ["vat_category"], ["sale_price", "norm_hours", "min_quantity"]),
        ("operation", ["norm_hours"], ["sale_price", "min_quantity"]),
    ],
)
def test_the_form_has_the_fields_of_the_kind(client_of, kind, there, gone):
    form = client_of("storekeeper").get(f"{BASE}new?kind={kind}&name=Kept", headers=PARTIAL).content.decode()
    assert "<html" not in form
    assert 'value="Kept"' in form
    for name in there:
        assert f'name="{name}"' in form, name
    for name in gone:
        assert f'name="{name}"' not in form, name


def test_a_storekeeper_writes_an_item_and_sees_it(client_of, founded):
    dan = client_of("storekeeper")
    response = dan.post(
        BASE + "new",
        {"kind": "stock", "code": "GDB2108", "name": "Brake pads", "unit": "H87", "vat_category": "standard", "sale_price": "289,5",
         "markup_percent": "40", "barcode": "5901234123457", "is_active": "on"},
    )  # fmt: skip
    assert response.status_code == 303
    assert Item.objects.get().sale_price == Decimal("289.5")
    page = dan.get(response["Location"]).content.decode()
    assert "EAN 5901234123457" in page
    assert "350,30" in page or "350,29" in page
    assert "40\u00a0%" in page or "40 %" in page


def test_a_taken_code_is_told_beside_its_field(create, client_of):
    create()
    response = client_of("storekeeper").post(
        BASE + "new", {"kind": "stock", "code": "gdb 2108", "name": "Other", "unit": "H87", "vat_category": "standard"}
    )
    assert response.status_code == 422
    assert "belongs to “Brake pads front” already" in response.content.decode()


def test_cost_and_mark_up_are_hidden_from_those_without_the_right(create, client_of, actor_of, at):
    pads = create(sale_price=Decimal(289), markup_percent=Decimal(44))
    items.remember_costs(costs={pads.pk: Decimal("171.23")}, by=actor_of("storekeeper"), at=at)
    url = f"{BASE}{pads.pk}"
    assert "171,23" in client_of("storekeeper").get(url).content.decode()
    for role in ("receptionist", "mechanic", "cashier"):
        page = client_of(role).get(url).content.decode()
        assert "171,23" not in page
        assert "44" not in page.split("<main")[1].split("History")[1].replace(str(pads.pk), "")
    assert "289,00" not in client_of("mechanic").get(url).content.decode()
    assert "289,00" not in client_of("mechanic").get(BASE).content.decode()


def test_an_edit_by_somebody_without_costs_keeps_the_mark_up(create, founded, actor_of, at):
    from mendery.ground.people.models import Role

    role = Role.objects.get(code="receptionist")
    role.rights = [*role.rights, "items.edit"]
    role.save()
    pads = create(markup_percent=Decimal(44))
    response = founded.client("receptionist").post(
        f"{BASE}{pads.pk}/edit",
        {"kind": "stock", "code": "GDB2108", "name": "Renamed", "unit": "H87", "vat_category": "standard", "is_active": "on", "version": 1},
    )
    assert response.status_code == 303
    pads.refresh_from_db()
    assert (pads.name, pads.markup_percent) == ("Renamed", Decimal(44))


def test_a_price_is_changed_in_the_list(create, client_of):
    pads = create(sale_price=Decimal(289))
    dan, url = client_of("storekeeper"), f"{BASE}{pads.pk}/price"
    assert 'value="289"' in dan.get(url).content.decode()
    assert "299,00" in dan.post(url, {"price": "299"}).content.decode()
    refused = dan.post(url, {"price": "abc"})
    assert refused.status_code == 422
    assert "Write a number" in refused.content.decode()
    assert dan.post(url, {"price": "-1"}).status_code == 422
    assert client_of("receptionist").get(url).status_code == 403


def test_the_second_of_two_editors_of_one_field_is_told(create, client_of):
    pads = create(sale_price=Decimal(289))
    url = f"{BASE}{pads.pk}/edit"
    seen = {
        "kind": "stock",
        "code": "GDB2108",
        "name": "Brake pads front",
        "unit": "H87",
        "vat_category": "standard",
        "is_active": "on",
        "version": 1,
    }
    assert client_of("manager").post(url, seen | {"sale_price": "299"}).status_code == 303
    told = client_of("storekeeper").post(url, seen | {"sale_price": "279"})
    assert told.status_code == 422
    assert "Mihai Pop changed this while you typed" in told.content.decode()
    assert client_of("storekeeper").post(url, seen | {"sale_price": "279", "version": 2}).status_code == 303


def test_codes_are_added_and_removed_on_the_page(create, client_of):
    pads = create()
    dan = client_of("storekeeper")
    assert dan.post(f"{BASE}{pads.pk}/codes", {"kind": "barcode", "code": "590 1234"}).status_code == 303
    assert dan.post(f"{BASE}{pads.pk}/codes", {"kind": "barcode", "code": "--"}).status_code == 422
    assert dan.post(f"{BASE}{pads.pk}/codes", {"kind": "nonsense", "code": "1"}).status_code == 422
    page = dan.get(f"{BASE}{pads.pk}").content.decode()
    assert "590 1234" in page
    assert "not an EAN" in page
    dan.post(f"{BASE}{pads.pk}/codes/{pads.codes.get().pk}/remove")
    assert pads.codes.count() == 0


def test_suggestions_hide_prices_from_a_mechanic(create, client_of):
    pads = create(sale_price=Decimal(289))
    found = client_of("storekeeper").get(BASE + "suggest?q=gdb&kinds=stock").content.decode()
    assert f'data-pick="{pads.pk}"' in found
    assert "289,00" in found
    assert "289,00" not in client_of("mechanic").get(BASE + "suggest?q=gdb").content.decode()
    assert client_of("storekeeper").get(BASE + "suggest?q=gdb&kinds=work").content == b""


def test_rights_and_strangers(create, client_of, second):
    pads = create()
    assert client_of("mechanic").get(f"{BASE}{pads.pk}").status_code == 200
    assert client_of("receptionist").get(BASE + "new").status_code == 403
    stranger = second.client("administrator")
    assert stranger.get(f"{BASE}{pads.pk}").status_code == 404
    assert stranger.get(f"/b/rival/items/{pads.pk}").status_code == 404
