"""One box that finds everything, and where a scan leads."""

import pytest

from mendery.ground.documents import search
from mendery.ground.ui.links import link_in
from mendery.registers.catalogue.models import Item, ItemCode

pytestmark = pytest.mark.django_db
SEARCH = "/b/garage/search"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}


@pytest.fixture
def found_ones(shop):
    """An order on a car, a phone with a serial, a part with a barcode."""
    owner = shop.party("Răzvan Șerban")
    order = shop.order(shop.unit(owner))
    phone = shop.unit(owner, "", "356938035643809", make="Apple", model="iPhone 13")
    item = Item.objects.create(code="GDB 2187", code_key="gdb2187", name="Brake pads", sort_key="brake pads", kind="stock", unit="H87")
    ItemCode.objects.create(item=item, kind="barcode", code="5942012345678", code_key="5942012345678")
    search.index(kind="item", row_id=item.pk, words=[item.name], codes=[item.code, "5942012345678"], is_new=True)
    return {"order": order, "unit": order.unit, "phone": phone, "item": item, "party": owner}


PAGES = {
    "order": "workorders:order",
    "unit": "equipment:unit",
    "phone": "equipment:unit",
    "item": "catalogue:item",
    "party": "parties:party",
}


def url(found_ones, what):
    return link_in("garage", PAGES[what], found_ones[what].pk)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("bv 07", "unit"), ("07mtr", "unit"), ("serban", "party"), ("Șerban", "party"), ("220", "party"), ("0744 318", "party"),
        ("26-00001", "order"), ("00001", "order"), ("gdb2187", "item"), ("GDB-21", "item"), ("3809", "phone"), ("iphone", "phone"),
    ],
)  # fmt: skip
def test_suggestions_by_any_part_that_people_remember(found_ones, founded, typed, what):
    answer = founded.client("receptionist").get(SEARCH, {"q": typed}, **HTMX).content.decode()
    assert f'href="{url(found_ones, what)}"' in answer
    assert "<html" not in answer
    assert f"Check in “{typed}”" in answer


@pytest.mark.parametrize(
    ("code", "what"),
    [("M:26-00001", "order"), ("26-00001", "order"), ("5942012345678", "item"), ("BV07MTR", "unit"), ("356938035643809", "phone")],
)
def test_a_scan_opens_what_it_names(found_ones, founded, code, what):
    answer = founded.client("receptionist").get(SEARCH, {"scan": code})
    assert (answer.status_code, answer.get("Location")) == (303, url(found_ones, what))


def test_a_scan_that_names_nothing_says_so(found_ones, founded):
    answer = founded.client("receptionist").get(SEARCH, {"scan": "M:99-99999"})
    assert answer.status_code == 200
    assert "This code is not known here." in answer.content.decode()


def test_enter_on_a_whole_code_opens_it_and_a_part_shows_what_was_found(found_ones, founded):
    client = founded.client("manager")
    assert client.get(SEARCH, {"q": "BV 07 MTR"})["Location"] == url(found_ones, "unit")
    page = client.get(SEARCH, {"q": "serban"}).content.decode()
    assert "Răzvan Șerban" in page
    assert "Found for “serban”" in page
    assert client.get(SEARCH).status_code == 200
    assert "Nothing found." in client.get(SEARCH, {"q": "nosuchthing"}).content.decode()


def test_a_role_finds_what_it_may_see(found_ones, founded):
    mechanic = founded.client("mechanic").get(SEARCH, {"q": "serban"}, **HTMX).content.decode()
    assert "Răzvan" not in mechanic
    assert "Check in" not in mechanic
    assert founded.api("mechanic").get("/board/search?q=serban").json() == []
    hits = founded.api("manager").get("/board/search?q=26-00001").json()
    assert (hits[0]["key"], hits[0]["score"]) == (f"order:{found_ones['order'].pk}", 100)
