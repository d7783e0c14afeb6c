"""The counter for programs."""

import base64
from uuid import uuid4

import pytest

from mendery.registers.parties.models import Party
from mendery.workshop.reception.models import Custody, Intake, IntakeUnit

from .counter import picture

pytestmark = pytest.mark.django_db
PNG = base64.b64encode(picture("PNG")).decode()


def test_a_visit_of_new_and_known_units_is_taken_in_once_read_and_given_back(counter, api_of):
    api = api_of("manager")
    body = {
        "new_party": {"name": "Ioana Albu", "phone": "0722 410 387"},
        "units": [
            {"new": {"kind": "vehicle", "plate": "BV 99 NEW", "make": "VW"}, "complaint": "No light", "meter": 10, "spend_limit": "500.00"},
            {"unit_id": str(counter.unit.pk), "complaint": "Brakes", "secret": "4711"},
        ],
        "signature": PNG,
    }
    taken = api.post("/reception/intakes", body, key="one")
    assert taken.status_code == 201, taken.json()
    assert api.post("/reception/intakes", body, key="one").json() == taken.json()
    answer = taken.json()
    assert (answer["state"], answer["is_signed"], len(answer["units"])) == ("received", True, 2)
    assert "4711" not in taken.content.decode()
    assert api.get(f"/reception/intakes/{answer['id']}").json() == answer
    assert {one["order_id"] for one in api.get("/reception/here").json()} == {one["order_id"] for one in answer["units"]}
    order_id = answer["units"][1]["order_id"]
    give = {"order_id": order_id, "to_name": "Ioana", "meter": 96500, "returned_items": ["Key"], "signature": PNG}
    assert api.post("/reception/handovers", give).json()["code"] == "order_not_finished"
    assert api.post(f"/work-orders/{order_id}/cancel", {"reason": "Nothing found"}).status_code == 200
    given = api.post("/reception/handovers", give, key="two")
    assert (given.status_code, given.json()["owed"]) == (201, "0.00")
    assert api.post("/reception/handovers", give).json()["code"] == "not_here"
    assert Custody.objects.filter(state="here").count() == 1
    assert Party.objects.get(name="Ioana Albu").phone == "+40722410387"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"units": []}, 422, "not_understood"),
        ({"party_id": None}, 422, "no_party"),
        ({"party_id": str(uuid4())}, 404, "party_not_found"),
        ({"branch_id": str(uuid4())}, 404, "not_found"),
        ({"units": [{"unit_id": str(uuid4()), "complaint": "Oil"}]}, 404, "unit_not_found"),
        ({"units": [{"complaint": "Oil"}]}, 422, "no_identity"),
        ({"units": [{"new": {"plate": 5}, "complaint": "Oil"}]}, 422, "not_understood"),
        ({"units": [{"new": {"kind": "boat", "plate": "X"}, "complaint": "Oil"}]}, 422, "not_understood"),
        ({"signature": "###"}, 422, "not_a_picture"),
        ({"signature": base64.b64encode(b"text").decode()}, 422, "file_refused"),
    ],
)
def test_refused_with_a_reason_and_nothing_is_kept(counter, api_of, change, status, code):
    body = {"party_id": str(counter.party.pk), "units": [{"unit_id": str(counter.unit.pk), "complaint": "Oil"}], **change}
    refused = api_of("receptionist").post("/reception/intakes", body)
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.json()
    assert not Intake.objects.exists()


def test_a_unit_twice_and_a_unit_that_is_here(counter, api_of):
    api, one = api_of("receptionist"), {"unit_id": str(counter.unit.pk), "complaint": "Oil"}
    body = {"party_id": str(counter.party.pk), "units": [one, one]}
    assert api.post("/reception/intakes", body).json()["code"] == "unit_twice"
    assert api.post("/reception/intakes", {**body, "units": [one]}).status_code == 201
    here = api.post("/reception/intakes", {**body, "units": [one]})
    assert (here.status_code, here.json()["code"]) == (409, "unit_already_here")
    assert IntakeUnit.objects.count() == 1


def test_who_may_what(counter, api_of):
    taken = counter.taken(secret="4711")
    may = {
        "intakes": ("receptionist", "manager", "administrator"),
        "handovers": ("receptionist", "cashier", "manager", "administrator"),
        "secret": ("receptionist", "mechanic", "manager", "administrator"),
    }
    for role in counter.workshop.person:
        api = api_of(role)
        answers = {
            "intakes": api.post("/reception/intakes", {"units": [{"complaint": "Oil"}]}),
            "handovers": api.post("/reception/handovers", {"order_id": str(taken.order_id), "to_name": "Mihai"}),
            "secret": api.post(f"/reception/intake-units/{taken.pk}/secret"),
        }
        for name, answer in answers.items():
            assert (answer.status_code == 403) is (role not in may[name]), (role, name, answer.json())
        assert api.get("/reception/here").status_code == 200
        assert "4711" not in api.get(f"/reception/intakes/{taken.intake_id}").content.decode()


def test_the_manager_gives_the_reason_by_program_too(counter, api_of):
    taken = counter.finished("100")
    body = {"order_id": str(taken.order_id), "to_name": "Mihai", "override_reason": "Pays tomorrow"}
    refused = api_of("cashier").post("/reception/handovers", body)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (409, "still_owed", "override_reason")
    given = api_of("manager").post("/reception/handovers", body)
    assert (given.status_code, given.json()["owed"]) == (201, "121.00")
