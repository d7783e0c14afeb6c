"""Customers and suppliers for programs."""

from uuid import uuid4


def test_a_party_is_written_read_changed_and_listed(api_of):
    api = api_of("receptionist")
    made = api.post(
        "/parties", {"name": "Logistic Trans SRL", "kind": "company", "tax_id": "RO14399840", "phone": "0722 410 387", "city": "Brașov"}
    )
    assert made.status_code == 201
    party = made.json()
    assert (party["phone"], party["city"], party["discount_percent"]) == ("+40722410387", "Brașov", "0")

    changed = api.patch(f"/parties/{party['id']}", {"phone": "0733 000 111", "version": party["version"]}).json()
    assert (changed["phone"], changed["city"], changed["version"]) == ("+40733000111", "Brașov", 2)
    assert api.get(f"/parties/{party['id']}").json() == changed
    listed = api.get("/parties?q=0111").json()
    assert [row["id"] for row in listed["items"]] == [party["id"]]
    assert listed["next"] is None


def test_two_programs_change_one_card(api_of):
    api = api_of("receptionist")
    party = api.post("/parties", {"name": "Ion"}).json()
    url = f"/parties/{party['id']}"
    assert api.patch(url, {"city": "Cluj", "version": 1}).status_code == 200
    both = api.patch(url, {"note": "calls first", "version": 1})
    assert (both.status_code, both.json()["city"]) == (200, "Cluj")
    refused = api.patch(url, {"city": "Iași", "version": 1})
    assert refused.status_code == 409
    assert (refused.json()["code"], refused.json()["field"]) == ("changed_meanwhile", "city")


def test_the_same_request_twice_writes_one_card(api_of):
    """Rule 73."""
    api = api_of("receptionist")
    first = api.post("/parties", {"name": "Ion"}, key="intake-1")
    again = api.post("/parties", {"name": "Ion"}, key="intake-1")
    assert first.json() == again.json()
    assert len(api.get("/parties").json()["items"]) == 1


def test_refusals_have_a_code_a_field_and_a_way_out(api_of):
    refused = api_of("receptionist").post("/parties", {"name": "X", "tax_id": "185472901"})
    assert refused.status_code == 422
    assert (refused.json()["code"], refused.json()["field"]) == ("tax_id_not_right", "tax_id")
    assert refused.json()["next_step"]
    assert api_of("receptionist").get(f"/parties/{uuid4()}").json()["code"] == "party_not_found"
    assert api_of("receptionist").post("/parties", {}).json()["code"] == "not_understood"
    assert api_of("receptionist").get("/parties?after=nonsense").json()["code"] == "unknown_cursor"


def test_duplicates_and_merging(api_of):
    api = api_of("manager")
    kept = api.post("/parties", {"name": "Ion Popescu"}).json()
    lost = api.post("/parties", {"name": "Jon Popescu", "phone": "0722410387"}).json()
    (alike,) = api.get("/parties/duplicates?phone=0722%20410%20387").json()
    assert (alike["party"]["id"], alike["why"]) == (lost["id"], "phone")
    preview = api.get(f"/parties/{kept['id']}/merge?loser_id={lost['id']}").json()
    assert preview["fills"] == {"phone": "+40722410387"}
    merged = api.post(f"/parties/{kept['id']}/merge", {"loser_id": lost["id"]}).json()
    assert merged["phone"] == "+40722410387"
    assert api.get(f"/parties/{lost['id']}").json()["id"] == kept["id"]
    assert api_of("receptionist").post(f"/parties/{kept['id']}/merge", {"loser_id": lost["id"]}).status_code == 403


def test_contacts_consents_and_papers(api_of):
    api = api_of("receptionist")
    party = api.post("/parties", {"name": "Fleet", "kind": "company"}).json()
    contact = api.post(f"/parties/{party['id']}/contacts", {"name": "Radu", "phone": "0744000111"})
    assert contact.status_code == 201
    (given,) = api.post(f"/parties/{party['id']}/consents", {"purpose": "reminders", "source": "phone"}).json()
    assert given["withdrawn_at"] is None
    (taken,) = api.post(f"/parties/{party['id']}/consents", {"purpose": "reminders", "is_given": False}).json()
    assert taken["withdrawn_at"]
    assert api.delete(f"/parties/{party['id']}/contacts/{contact.json()['id']}").status_code == 204
    assert api.delete(f"/parties/{party['id']}/contacts/{contact.json()['id']}").status_code == 404
    assert api.get(f"/parties/{party['id']}/papers").json() == []


def test_rights_and_other_businesses(api_of, second):
    party = api_of("receptionist").post("/parties", {"name": "Ion"}).json()
    assert api_of("mechanic").get("/parties").status_code == 403
    assert api_of("cashier").post("/parties", {"name": "X"}).json()["code"] == "no_right"
    rival = second.api("administrator")
    assert rival.get(f"/parties/{party['id']}").status_code == 404
    assert rival.get("/parties").json()["items"] == []
    assert rival.patch(f"/parties/{party['id']}", {"name": "Mine"}).status_code == 404
