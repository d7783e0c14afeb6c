"""Pages and operations of the store, by role."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.tenancy import switches
from mendery.registers.catalogue.actions import items
from mendery.trade.stock import queries
from mendery.trade.stock.models import Layer, Reservation, StockPaper

from .shelf import D, Shelf

BASE = "/b/garage/stock/"


def counted(client: Any, url: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured), response.content.decode()


def make(shelf: Shelf, code: str, **values: Any) -> Any:
    return items.create(data=items.ItemInput(code=code, name=f"Part {code}", **values), by=shelf.by, at=shelf.at)


def test_the_list_costs_the_same_for_one_and_for_many(shelf: Shelf, client_of: Callable[[str], Any]) -> None:
    dan = client_of("storekeeper")
    shelf.receive((make(shelf, "GDB2108"), "4", "672.00"))
    counted(dan, BASE)
    one, page = counted(dan, BASE)
    assert "672,00" in page
    for n in range(5):
        item = make(shelf, f"X{n}")
        shelf.receive((item, "1", "10.00"))
        shelf.reserve(uuid4(), item, "2")
    many, page = counted(dan, BASE)
    assert many == one <= 15
    assert "1 short" in page
    assert "GDB2108" not in counted(dan, f"{BASE}?view=short")[1]
    assert "GDB2108" in counted(dan, f"{BASE}?q=gdb-21")[1]
    assert dan.get(f"{BASE}count?view=short").content == b"5"


def test_who_may_not_see_costs_sees_none(shelf: Shelf, client_of: Callable[[str], Any]) -> None:
    pads, line = make(shelf, "GDB2108"), uuid4()
    shelf.receive((pads, "4", "672.00"))
    shelf.issue((line, pads, "1"))
    for url in (BASE, f"{BASE}papers", f"{BASE}items/{pads.pk}", f"/b/garage/items/{pads.pk}"):
        page = counted(client_of("mechanic"), url)[1]
        assert "168,00" not in page
        assert "504,00" not in page
        assert "672,00" not in page


def test_the_item_page_shows_layers_reservations_movements(shelf: Shelf, client_of: Callable[[str], Any]) -> None:
    pads = make(shelf, "GDB2108")
    shelf.receive((pads, "4", "672.00"))
    shelf.reserve(uuid4(), pads, "1", number="26-00042")
    dan = client_of("storekeeper")
    assert "504,00" not in counted(dan, f"/b/garage/items/{pads.pk}")[1]
    counted(dan, f"{BASE}items/{pads.pk}")
    few, page = counted(dan, f"{BASE}items/{pads.pk}")
    assert "26-00042" in page
    assert "168,00" in page
    for _ in range(4):
        shelf.issue((uuid4(), pads, "0.5"))
    assert counted(dan, f"{BASE}items/{pads.pk}")[0] <= few + 1


def test_a_correction_by_dialog(shelf: Shelf, client_of: Callable[[str], Any]) -> None:
    pads = make(shelf, "GDB2108")
    shelf.receive((pads, "4", "672.00"))
    dan, url = client_of("storekeeper"), f"{BASE}items/{pads.pk}/correct"
    assert "books say" in counted(dan, url)[1]
    data = {"warehouse": str(shelf.warehouse.pk), "counted": "3", "reason": "broken"}
    assert dan.post(url, {**data, "reason": ""}).status_code == 422
    assert dan.post(url, {**data, "counted": "4"}).status_code == 422
    assert dan.post(url, data).status_code == 303
    assert shelf.balance(pads) == (D(3), D(0), D("504.00"))
    assert client_of("mechanic").get(url).status_code == 403
    paper = StockPaper.objects.get(kind="correction")
    assert paper.number in counted(dan, f"{BASE}papers?kind=correction")[1]
    assert dan.get(f"/b/garage/papers/document/correction/{paper.pk}").status_code in (200, 404)


def test_goods_are_sent_back_and_reservations_released(shelf: Shelf, client_of: Callable[[str], Any]) -> None:
    pads, line = make(shelf, "GDB2108"), uuid4()
    shelf.receive((pads, "4", "672.00"))
    shelf.reserve(line, pads, "4")
    dan, layer = client_of("storekeeper"), Layer.objects.get()
    url = f"{BASE}layers/{layer.pk}/send-back"
    assert dan.get(url).status_code == 200
    assert dan.post(url, {"quantity": "1", "reason": "faulty"}).status_code == 422
    assert dan.post(f"{BASE}lines/{line}/release").status_code == 303
    assert dan.post(url, {"quantity": "1", "reason": "faulty"}).status_code == 303
    assert shelf.balance(pads) == (D(3), D(0), D("504.00"))
    assert not Reservation.objects.exists()


def test_without_inventory_the_store_is_not_offered(shelf: Shelf, client_of: Callable[[str], Any]) -> None:
    dan = client_of("storekeeper")
    assert BASE in counted(dan, "/b/garage/items/")[1]
    switches.switch(feature=switches.Feature.INVENTORY, on=False)
    assert f'href="{BASE}"' not in counted(dan, "/b/garage/items/")[1]


def test_a_part_that_moved_stays_a_part(shelf: Shelf) -> None:
    pads = make(shelf, "GDB2108")
    shelf.receive((pads, "1", "1.00"))
    from mendery.ground.events import Refused

    with pytest.raises(Refused) as refused:
        items.change(item=pads, data=items.ItemInput(code="GDB2108", name="x", kind="service"), by=shelf.by, at=shelf.at)
    assert refused.value.code == "kept_in_stock"


def test_the_same_by_api(shelf: Shelf, api_of: Callable[[str], Any]) -> None:
    pads = make(shelf, "GDB2108")
    dan, bogdan = api_of("storekeeper"), api_of("mechanic")
    opened = dan.post("/stock/opening", {"lines": [{"item_id": str(pads.pk), "quantity": "10", "value": "500.00"}]})
    assert opened.status_code == 201
    assert opened.json()["value"] == "500.00"
    shelf.reserve(uuid4(), pads, "12")
    row = dan.get("/stock/items").json()["items"][0]
    assert (row["on_hand"], row["held"], row["short"], row["value"]) == ("10.000", "10.000", "2.000", "500.00")
    assert bogdan.get("/stock/items").json()["items"][0]["value"] is None
    whole = bogdan.get(f"/stock/items/{pads.pk}").json()
    assert whole["layers"][0]["value_left"] is None
    assert len(whole["reservations"]) == 1
    assert dan.get("/stock/shortages").json()[0]["to_order"] == "2.000"
    assert dan.get(f"/stock/items/{pads.pk}/movements").json()["items"][0]["kind"] == "opening"
    short = dan.post("/stock/corrections", {"item_id": str(pads.pk), "counted": "3", "reason": "count"})
    assert (short.status_code, short.json()["code"]) == (409, "held_for_jobs")
    line = whole["reservations"][0]["line_id"]
    assert dan.post("/stock/reservations/release", {"line_ids": [line]}).status_code == 204
    key = "a-key-of-mine"
    body = {"item_id": str(pads.pk), "counted": "3", "reason": "count"}
    first, again = dan.post("/stock/corrections", body, key=key), dan.post("/stock/corrections", body, key=key)
    assert first.status_code == again.status_code == 201
    assert first.json()["number"] == again.json()["number"]
    layer = dan.get(f"/stock/items/{pads.pk}").json()["layers"][0]["id"]
    back = dan.post("/stock/supplier-returns", {"lines": [{"layer_id": layer, "quantity": "1"}], "reason": "faulty"})
    assert (back.status_code, back.json()["variance"]) == (201, "0.00")
    assert bogdan.post("/stock/corrections", body).json()["code"] == "no_right"
    assert queries.disagreements() == []
