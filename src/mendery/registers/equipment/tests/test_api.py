"""Vehicles and devices for programs."""

LOGAN = {"make": "Dacia", "model": "Logan", "year": 2019, "plate": "BV 23 FLT", "vin": "UU1LSDL4H12345678", "type": "car"}


def test_a_unit_is_written_found_changed_and_read(api_of):
    api = api_of("receptionist")
    ion = api.post("/parties", {"name": "Ion Popescu"}).json()
    made = api.post("/units", {**LOGAN, "meter": 98400, "owner_id": ion["id"]})
    assert made.status_code == 201
    car = made.json()
    assert (car["owner_name"], car["meter"], car["vin_doubt"], car["label"]) == ("Ion Popescu", 98400, None, "Dacia Logan 2019")

    assert [row["id"] for row in api.get("/units/find?code=bv23flt").json()] == [car["id"]]
    assert [row["id"] for row in api.get("/units?q=345678&kind=vehicle").json()["items"]] == [car["id"]]
    changed = api.patch(f"/units/{car['id']}", {"colour": "grey", "version": 1}).json()
    assert (changed["colour"], changed["version"]) == ("grey", 2)
    lower = api.post(f"/units/{car['id']}/meter", {"value": 90000})
    assert (lower.status_code, lower.json()["is_lower_than_before"]) == (201, True)


def test_an_owner_changes_and_the_mechanic_sees_no_names(api_of):
    api = api_of("receptionist")
    ion, radu = (api.post("/parties", {"name": name}).json() for name in ("Ion Popescu", "Radu Matei"))
    car = api.post("/units", {**LOGAN, "owner_id": ion["id"]}).json()
    moved = api.post(f"/units/{car['id']}/owner", {"party_id": radu["id"], "on": "2099-01-01"}).json()
    assert [row["name"] for row in moved["owners"]] == ["Radu Matei", "Ion Popescu"]
    assert api.post(f"/units/{car['id']}/owner", {"party_id": radu["id"]}).json()["code"] == "same_owner"
    assert "Matei" not in api_of("mechanic").get(f"/units/{car['id']}").content.decode()
    assert api.get(f"/units/{car['id']}/service-book?shown_to={radu['id']}").json() == []


def test_doubts_warn_and_wrong_numbers_are_refused(api_of):
    api = api_of("receptionist")
    assert api.post("/units", {"make": "Ford", "vin": "1M8GDM9A1KP042788"}).json()["vin_doubt"] == "check_digit"
    phone = {"kind": "device", "type": "phone", "make": "Apple", "model": "iPhone 13"}
    assert api.post("/units", {**phone, "serial": "490154203237517"}).json()["code"] == "imei_not_right"
    assert api.post("/units", {**phone, "serial": "490154203237518"}).status_code == 201
    assert api.post("/units", {**phone, "serial": "49-015420-323751-8"}).json()["code"] == "unit_known"


def test_two_cards_of_one_car_become_one(api_of):
    api = api_of("manager")
    kept = api.post("/units", {**LOGAN, "vin": ""}).json()
    lost = api.post("/units", {"make": "Dacia", "model": "Logan", "vin": LOGAN["vin"]}).json()
    preview = api.get(f"/units/{kept['id']}/merge?loser_id={lost['id']}").json()
    assert preview["fills"]["vin"] == LOGAN["vin"]
    assert api.post(f"/units/{kept['id']}/merge", {"loser_id": lost["id"]}).json()["vin"] == LOGAN["vin"]
    assert api.get(f"/units/{lost['id']}").json()["id"] == kept["id"]
    assert api_of("receptionist").post(f"/units/{kept['id']}/merge", {"loser_id": lost["id"]}).status_code == 403


def test_rights_and_other_businesses(api_of, second):
    car = api_of("receptionist").post("/units", LOGAN).json()
    assert api_of("cashier").get("/units").status_code == 403
    assert api_of("mechanic").post("/units", LOGAN).status_code == 403
    rival = second.api("administrator")
    assert rival.get(f"/units/{car['id']}").json()["code"] == "unit_not_found"
    assert rival.get("/units/find?code=BV23FLT").json() == []
