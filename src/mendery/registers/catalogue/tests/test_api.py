"""Items for programs."""

from decimal import Decimal

from mendery.registers.catalogue.actions import items


def test_an_item_is_written_found_changed_and_priced(api_of):
    api = api_of("storekeeper")
    made = api.post(
        "/items",
        {"code": "GDB 2108", "name": "Brake pads", "sale_price": "289.00", "codes": [{"kind": "barcode", "code": "5901234123457"}]},
    )
    assert made.status_code == 201
    item = made.json()
    assert (item["sale_price"], item["unit"], item["has_layers"], item["is_sold"]) == ("289.000000", "H87", True, True)

    (found,) = api.get("/items/by-code?code=5901234123457").json()
    assert found["id"] == item["id"]
    changed = api.patch(f"/items/{item['id']}", {"default_bin": "A-03", "version": 1}).json()
    assert (changed["default_bin"], changed["version"]) == ("A-03", 2)
    assert Decimal(api.put(f"/items/{item['id']}/price", {"price": "299.5"}).json()["sale_price"]) == Decimal("299.5")
    refused = api.patch(f"/items/{item['id']}", {"sale_price": "1", "version": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "changed_meanwhile")
    emptied = api.patch(f"/items/{item['id']}", {"sale_price": None}).json()
    assert emptied["sale_price"] is None
    assert [row["id"] for row in api.get("/items?kind=stock&q=brake").json()["items"]] == [item["id"]]


def test_codes_are_added_and_removed(api_of):
    api = api_of("storekeeper")
    item = api.post("/items", {"code": "A1", "name": "Filter"}).json()
    code = api.post(f"/items/{item['id']}/codes", {"kind": "manufacturer", "code": "W 712"})
    assert code.status_code == 201
    assert api.get("/items/by-code?code=w712").json()[0]["id"] == item["id"]
    assert api.delete(f"/items/{item['id']}/codes/{code.json()['id']}").status_code == 204
    assert api.delete(f"/items/{item['id']}/codes/{code.json()['id']}").status_code == 404
    assert api.get("/items/by-code?code=w712").json() == []


def test_each_kind_refuses_what_does_not_fit_it(api_of):
    api = api_of("storekeeper")
    refused = api.post("/items", {"code": "W", "name": "Wash", "kind": "service", "min_quantity": "1"})
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, "does_not_fit_kind", "min_quantity")
    assert api.post("/items", {"code": "E", "name": "Electricity", "kind": "expense"}).json()["is_sold"] is False
    assert api.post("/items", {"code": "E", "name": "Again"}).json()["code"] == "code_taken"
    assert api.post("/items", {"code": "M", "name": "Mechanic's hour", "kind": "work_kind", "sale_price": "180"}).json()["is_rate"] is True


def test_costs_and_prices_are_left_out_without_the_right(api_of, actor_of, at, founded):
    """Rule 75."""
    made = api_of("storekeeper").post("/items", {"code": "A1", "name": "Filter", "sale_price": "10", "markup_percent": "40"}).json()
    items.remember_costs(costs={made["id"]: Decimal(7)}, by=actor_of("storekeeper"), at=at)
    for role, cost, price in (("storekeeper", "7.000000", "10.000000"), ("receptionist", None, "10.000000"), ("mechanic", None, None)):
        api = api_of(role)
        for item in (
            api.get(f"/items/{made['id']}").json(),
            api.get("/items").json()["items"][0],
            api.get("/items/by-code?code=a1").json()[0],
        ):
            assert (item["last_cost"], item["sale_price"]) == (cost, price), role
            assert (item["markup_percent"] is None) == (cost is None)


def test_rights_units_and_other_businesses(api_of, second):
    item = api_of("storekeeper").post("/items", {"code": "A1", "name": "Filter"}).json()
    assert api_of("receptionist").post("/items", {"code": "B", "name": "B"}).status_code == 403
    assert {"H87", "HUR"} <= {row["code"] for row in api_of("mechanic").get("/items/units").json()}
    rival = second.api("administrator")
    assert rival.get(f"/items/{item['id']}").json()["code"] == "item_not_found"
    assert rival.get("/items").json()["items"] == []
