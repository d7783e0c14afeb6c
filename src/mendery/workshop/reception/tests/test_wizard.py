"""The check-in, step by step, as a browser without scripts goes through it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mendery.ground.documents.models import Attachment, Paper
from mendery.ground.people.secrets import unseal
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Consent, Party
from mendery.workshop.reception.models import Custody, Intake, IntakeDraft, IntakeUnit

from .counter import SIGNED, Wizard, drawn, picture

pytestmark = pytest.mark.django_db
LIMIT = 25
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}


def text(response):
    return response.content.decode()


def photo(name="front.jpg", data=None):
    return SimpleUploadedFile(name, data or picture(), "image/jpeg")


def tomorrow():
    return (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


def test_a_known_car_from_the_search_to_the_printed_papers(wizard, counter):
    assert wizard.begin() == "find"
    shown = text(wizard.get("find", "?q=07mtr", **HTMX))
    assert "Dacia Logan" in shown
    assert "Mihai Popescu" in shown
    assert "<html" not in shown
    assert wizard.go("find", unit=counter.unit.pk) == "condition"
    page = text(wizard.get("condition"))
    for words in ("Last time:", "96.000", "Fuel", "Floor mats", "Mihai Popescu"):
        assert words in page
    assert "Unlock code" not in page
    data = {"meter": "96.420", "fuel": "3", "accessories": ["key", "mats"], "other": "Roof box", "condition": "Scratch", "waits_here": "1"}
    assert wizard.go("condition", **data) == "photos"
    assert wizard.go("photos", photos=[photo(), photo("back.jpg")]) == "request"
    assert text(wizard.get("photos")).count("<img") == 2
    assert wizard.go("request", complaint="Brake noise", promised_at=tomorrow(), spend_limit="1.250,50") == "sign"
    page = text(wizard.get("sign"))
    for words in ("BV 07 MTR", "96.420", "⅜", "Brake noise", "Scratch", "1.250,50", "Key, 1 pc", "Roof box", "Mihai Popescu"):
        assert words in page, words
    assert wizard.go("sign", **SIGNED, reminders="on", signature=drawn()) == "taken"
    taken = IntakeUnit.objects.select_related("intake").get()
    assert (taken.unit, taken.meter, taken.fuel, taken.waits_here, str(taken.spend_limit)) == (counter.unit, 96420, "3", True, "1250.50")
    assert taken.accessories[-1] == "Roof box"
    assert taken.intake.is_signed
    assert taken.intake.by_name == "Ana Munteanu"
    assert Attachment.objects.filter(kind="photo", doc_id=taken.order_id).count() == 2
    assert not IntakeDraft.objects.exists()
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"processing", "reminders"}
    done = text(wizard.client.get(f"/b/garage/reception/taken/{taken.intake_id}/"))
    for words in ("Intake act", "Label with barcode", "Open the order", str(taken.order_id)):
        assert words in done


def test_the_act_lists_what_was_left_in_the_language_of_the_customer(wizard, counter):
    Party.objects.filter(pk=counter.party.pk).update(language="en")
    wizard.begin(f"?unit={counter.unit.pk}")
    wizard.go("condition", accessories=["key"])
    wizard.go("request", complaint="Noise")
    wizard.go("sign", **SIGNED)
    assert Paper.objects.get(kind="intake_act").frozen["extra"]["accessories"] == ["Key, 1 pc"]


def test_a_new_customer_with_a_new_phone_and_its_code(wizard):
    wizard.begin("?q=356938035643809")
    assert "356938035643809" in text(wizard.get("unit", "?q=356938035643809"))
    new = {"kind": "device", "type": "phone", "make": "Samsung", "model": "S22", "serial": "356938035643809"}
    assert wizard.go("unit", **new) == "owner"
    owner = {"kind": "person", "name": "Ioana Albu", "phone": "0722 410 387"}
    assert wizard.go("owner", **owner) == "condition"
    page = text(wizard.get("condition"))
    for words in ("Unlock code", "Battery charge", "SIM card"):
        assert words in page
    assert "Reading" not in page  # a phone has no meter
    assert wizard.go("condition", charge="0", secret="4711", accessories=["sim"]) == "photos"
    assert "4711" in text(wizard.get("condition"))
    assert "4711" not in text(wizard.get("sign"))
    wizard.go("photos")
    wizard.go("request", complaint="The screen is broken")
    assert wizard.go("sign", **SIGNED) == "taken"
    taken = IntakeUnit.objects.select_related("unit__owner").get()
    assert (taken.unit.serial, taken.unit.owner.name, taken.fuel) == ("356938035643809", "Ioana Albu", "0")
    assert unseal(bytes(taken.secret)) == "4711"


def test_a_code_that_was_typed_in_error_is_taken_back(wizard, counter):
    wizard.begin(f"?unit={counter.phone().pk}")
    wizard.go("condition", secret="4711")
    wizard.go("condition", secret="")
    wizard.go("request", complaint="Broken")
    wizard.go("sign", **SIGNED)
    assert bytes(IntakeUnit.objects.get().secret) == b""


def test_a_type_says_what_it_is(wizard):
    wizard.begin()
    wizard.go("unit", kind="vehicle", type="washer", model="WW70")
    assert wizard.row.data["units"][0]["new"]["kind"] == "machine"
    wizard.go("owner", kind="person", name="Ioana Albu", phone="0722 410 387")
    page = text(wizard.get("condition"))
    assert "Battery charge" not in page
    assert "Fuel" not in page


def test_several_units_of_one_visit_changed_taken_out_and_signed_once(wizard, counter):
    wizard.begin(f"?unit={counter.unit.pk}")
    wizard.go("condition", meter="96500")
    wizard.go("request", complaint="Brakes")
    for number in range(2):
        assert wizard.post("another").headers["Location"].endswith("/find")
        wizard.go("unit", kind="device", type="phone", model=f"Phone {number}")
        wizard.go("condition", secret=f"000{number}")
        wizard.go("request", complaint=f"Broken {number}")
    page = text(wizard.get("sign"))
    for words in ("BV 07 MTR", "Phone 0", "Phone 1", "Take out"):
        assert words in page
    assert wizard.post("another", unit="1").headers["Location"].endswith("/condition")
    assert "0000" in text(wizard.get("condition"))
    assert wizard.post("another", unit="1", drop="1").headers["Location"].endswith("/sign")
    wizard.post("another")  # one more, which then is not there after all
    assert "No other unit" in text(wizard.get("find"))
    assert wizard.post("another", unit="2", drop="1").headers["Location"].endswith("/sign")
    assert wizard.go("sign", **SIGNED) == "taken"
    units = list(IntakeUnit.objects.select_related("unit").order_by("seq"))
    assert [(one.complaint, str(one.unit)) for one in units] == [("Brakes", "BV 07 MTR"), ("Broken 1", "Phone 1")]
    assert unseal(bytes(units[1].secret)) == "0001"
    assert Intake.objects.count() == 1
    done = text(wizard.client.get(f"/b/garage/reception/taken/{Intake.objects.get().pk}/"))
    assert done.count("Intake act") == 2


def test_drafts_survive_and_nobody_else_sees_them(wizard, counter, client_of, founded):
    wizard.begin(f"?unit={counter.unit.pk}")
    wizard.go("condition", meter="96.420", condition="Dent")
    wizard.go("photos", photos=[photo()])
    later = Wizard(client_of("receptionist"))
    assert later.begin() == "request"
    assert "Dent" in text(later.get("condition"))
    manager = client_of("manager")
    assert manager.get(f"/b/garage/reception/intake/{wizard.draft}/condition").status_code == 404
    assert Wizard(manager).begin() == "find"
    later.go("request", complaint="Brakes", promised_at=tomorrow(), spend_limit="500")
    page = text(later.get("request"))
    assert tomorrow() in page
    assert 'value="500"' in page
    assert later.post("discard").status_code == 303
    assert Wizard(client_of("receptionist")).begin() == "find"


def test_another_unit_from_its_page_does_not_mix_with_a_visit_half_written(wizard, counter):
    other = counter.customer("Ioana Albu", "0722 410 387")
    theirs = counter.car("CJ 01 AAA", owner=other)
    wizard.begin(f"?unit={counter.unit.pk}")
    wizard.go("condition", condition="Dent")
    first = wizard.draft
    assert wizard.begin(f"?unit={theirs.pk}") == "condition"
    assert wizard.draft != first
    assert wizard.row.data["party"] == {"id": str(other.pk)}
    assert wizard.begin(f"?unit={theirs.pk}") == "condition"
    wizard.go("request", complaint="Oil")
    wizard.go("sign", **SIGNED)
    assert Intake.objects.get().party == other
    assert wizard.begin() == "photos"
    assert wizard.draft == first


def test_a_wrong_hit_is_corrected_with_its_owner_and_the_customer_may_be_another(wizard, counter):
    other = counter.customer("Ioana Albu", "0722 410 387")
    theirs = counter.car("CJ 01 AAA", owner=other)
    wizard.begin()
    wizard.go("find", unit=theirs.pk)
    wizard.go("find", unit=counter.unit.pk)
    assert wizard.row.data["party"] == {"id": str(counter.party.pk)}
    wizard.go("condition")
    wizard.go("request", complaint="Oil")
    assert "Albu" in text(wizard.get("owner", "?q=albu", **HTMX))
    assert wizard.go("owner", party=other.pk) == "sign"
    wizard.go("sign", **SIGNED, brought_by="The driver")
    taken = Intake.objects.get()
    assert (taken.party, taken.brought_by) == (other, "The driver")


def test_what_is_here_is_refused_where_it_is_chosen_and_again_at_the_end(wizard, counter):
    wizard.begin()
    wizard.go("find", unit=counter.unit.pk)
    wizard.go("request", complaint="Oil")
    counter.receive()
    late = wizard.post("sign", **SIGNED)
    assert late.status_code == 422
    assert "BV 07 MTR is here already, on order 26-00001." in text(late)
    again = wizard.post("find", unit=counter.unit.pk)
    assert again.status_code == 409
    assert "is here already" in text(again)
    wizard.post("discard")
    assert wizard.client.get(f"/b/garage/reception/intake/?unit={counter.unit.pk}").status_code == 409
    assert Custody.objects.count() == 1


def test_a_number_that_is_known_is_offered_before_a_second_card_is_made(wizard, counter):
    wizard.begin()
    asked = wizard.post("unit", kind="vehicle", plate="bv07mtr", make="Dacia")
    assert asked.status_code == 422
    assert "Is it one of these?" in text(asked)
    assert str(counter.unit.pk) in text(asked)
    assert wizard.go("unit", kind="vehicle", plate="bv07mtr", make="Ford", is_another="1") == "owner"
    wizard.go("owner", party=counter.party.pk)
    wizard.go("condition")
    wizard.go("request", complaint="Oil")
    wizard.go("sign", **SIGNED)
    assert Unit.objects.filter(plate_key="bv07mtr").count() + Unit.objects.filter(plate_key="BV07MTR").count() == 2


@pytest.mark.parametrize(
    ("step", "data", "words"),
    [
        ("unit", {"kind": "vehicle"}, "Write a plate, a serial number or a model."),
        ("owner", {"kind": "person", "name": ""}, "This field is required"),
        ("condition", {"meter": "many"}, "Write a whole number"),
        ("request", {"complaint": " "}, "Write what the customer wants, in their words."),
        ("request", {"complaint": "Oil", "spend_limit": "-5"}, "Write an amount of zero or more."),
        ("request", {"complaint": "Oil", "spend_limit": "a lot"}, "Write a number"),
        ("request", {"complaint": "Oil", "promised_at": "2020-01-01T10:00"}, "This moment has passed."),
        ("sign", {}, "Without this agreement nothing may be taken in."),
        ("sign", {"agrees": "on"}, "Without this consent the repair cannot be kept on record."),
        ("sign", {**SIGNED, "signature": "nonsense"}, "The signature did not arrive whole."),
        ("photos", {"photos": SimpleUploadedFile("x.jpg", b"no picture")}, "This is not a picture that can be kept."),
    ],
)
def test_what_is_missing_is_said_where_it_is_typed(wizard, counter, step, data, words):
    wizard.begin(f"?unit={counter.unit.pk}")
    response = wizard.post(step, **data)
    assert response.status_code == 422
    assert words in text(response)


def test_a_request_without_complaint_is_refused_at_the_end(wizard, counter):
    wizard.begin(f"?unit={counter.unit.pk}")
    refused = wizard.post("sign", **SIGNED)
    assert refused.status_code == 422
    assert "The request of BV 07 MTR is empty." in text(refused)


@pytest.mark.parametrize("step", ["condition", "photos", "request", "sign"])
def test_a_step_without_a_unit_leads_to_the_first(wizard, step):
    wizard.begin()
    assert wizard.get(step).headers["Location"].endswith("/find")


def test_nonsense_in_addresses_is_no_error(wizard):
    assert wizard.begin("?unit=nonsense") == "find"
    assert wizard.go("find", unit="nonsense") == "unit"
    assert wizard.post("owner", party="nonsense").status_code == 422
    assert wizard.post("another", unit="²").status_code == 303
    assert wizard.get("another").status_code == 405
    assert wizard.get("discard").status_code == 405


def test_a_second_press_takes_nothing_in_twice(wizard, counter):
    wizard.begin(f"?unit={counter.unit.pk}")
    wizard.go("request", complaint="Oil")
    first, second = (wizard.post("sign", **SIGNED, _key="once") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Intake.objects.count() == 1


def test_the_steps_cost_few_queries(wizard, counter):
    wizard.begin(f"?unit={counter.unit.pk}")
    wizard.go("condition")
    wizard.go("photos", photos=[photo(str(n), picture()) for n in range(3)])
    wizard.go("request", complaint="Oil")
    counted = {}
    for step in ("find", "unit", "owner", "condition", "photos", "request", "sign"):
        wizard.get(step)
        with CaptureQueriesContext(connection) as captured:
            assert wizard.get(step).status_code == 200
        counted[step] = len([one for one in captured if one["sql"].lstrip().startswith("SELECT")])
    assert max(counted.values()) <= LIMIT, counted
    for n in range(6):
        wizard.post("another")
        wizard.go("unit", kind="device", model=f"Phone {n}")
        wizard.go("request", complaint="Broken")
    with CaptureQueriesContext(connection) as captured:
        wizard.get("sign")
    assert len([one for one in captured if one["sql"].lstrip().startswith("SELECT")]) <= counted["sign"], counted


@pytest.mark.parametrize("role", ["mechanic", "cashier", "storekeeper", "accountant"])
def test_only_the_counter_takes_in(counter, client_of, role):
    assert client_of(role).get("/b/garage/reception/intake/").status_code == 403
    assert not IntakeDraft.objects.exists()


def test_strangers_reach_no_draft(wizard, counter, second):
    wizard.begin(f"?unit={counter.unit.pk}")
    stranger = second.client("administrator")
    for slug in ("garage", "rival"):
        assert stranger.get(f"/b/{slug}/reception/intake/{wizard.draft}/condition").status_code == 404
    own = Wizard(stranger, "rival")
    assert own.begin(f"?unit={counter.unit.pk}") == "find"
    assert "Dacia" not in text(own.get("find", "?q=07mtr", **HTMX))
    assert own.go("find", unit=counter.unit.pk) == "unit"
