"""A business is founded: by the assistant, by the operator, by the action itself."""

from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from mendery.ground.company.actions import founding
from mendery.ground.company.models import Branch, LegalEntity, Staff
from mendery.ground.events import Refused
from mendery.ground.people.actions.members import MemberInput
from mendery.ground.people.models import Person, Role
from mendery.ground.people.permissions import ROLE_NAMES
from mendery.ground.tenancy import switches
from mendery.ground.tenancy.models import Business
from mendery.ground.tenancy.scope import business

OWNER = MemberInput(name="Ion Garaj", email="ion@nou.example", roles=())


def data(**more):
    return founding.FoundingInput(name="Service Nou SRL", country="RO", administrator=OWNER, city="Cluj-Napoca", **more)


def test_founding_gives_everything_a_business_begins_with(db):
    founded = founding.found_business(data=data(password="three green apples", features={"inventory": False}), at=datetime.now(UTC))
    with business(founded.business.pk):
        entity, branch = LegalEntity.objects.get(), Branch.objects.get()
        assert (entity.currency, entity.language, branch.code, branch.time_zone) == ("RON", "ro", "CL", "Europe/Bucharest")
        assert Role.objects.count() == len(ROLE_NAMES)
        assert set(founded.administrator.roles) == {"administrator", "manager"}
        assert {"invoice", "work_order", "goods_receipt"} <= set(
            apps.get_model("documents.NumberSeries").objects.values_list("kind", flat=True)
        )
        assert Staff.objects.get().name == "Ion Garaj"
        for model in ("stock.Warehouse", "cashdesk.Till"):
            assert apps.get_model(model).objects.get().code == "CL1"
        assert apps.get_model("workorders.Stage").objects.exists()
        assert not switches.is_on(switches.Feature.INVENTORY)
    assert founded.links == {}


def test_people_without_a_password_get_links(db):
    people = [
        MemberInput(name="Ana", phone="0722 410 387", roles=("receptionist",)),
        MemberInput(name="Bo", login_name="bo", roles=("mechanic",)),
    ]
    founded = founding.found_business(data=data(people=people), at=datetime.now(UTC))
    assert set(founded.links) == {"Ion Garaj", "Ana", "Bo"}


@pytest.mark.parametrize(("more", "code"), [({"tax_id": "RO123"}, "bad_tax_id"), ({"password": "short"}, "weak_password")])
def test_a_refused_founding_leaves_nothing(db, more, code):
    with pytest.raises(Refused) as refusal:
        founding.found_business(data=data(**more), at=datetime.now(UTC))
    assert refusal.value.code == code
    assert (Business.objects.count(), Person.objects.count()) == (0, 0)


def test_two_businesses_cannot_have_one_address(db):
    founding.found_business(data=data(), at=datetime.now(UTC))
    with pytest.raises(Refused) as refusal:
        founding.found_business(data=data(), at=datetime.now(UTC))
    assert refusal.value.code == "slug_taken"


def test_the_assistant_opens_on_an_empty_installation_and_closes_afterwards(db):
    client = Client()
    assert client.get("/")["Location"] == "/setup/"
    company = {"country": "RO", "name": "Service Nou SRL", "city": "Cluj-Napoca", "language": "ro", "is_vat_payer": "on"}
    assert client.get("/setup/").status_code == 200
    assert client.post("/setup/", {**company, "tax_id": "RO123"}).status_code == 422
    assert client.post("/setup/", company)["Location"] == "/setup/trade"
    assert client.post("/setup/trade", {"trade": "device", "branch_name": "Centru"})["Location"] == "/setup/people"
    forms = {"c-TOTAL_FORMS": "2", "c-INITIAL_FORMS": "0", "c-0-name": "Ana", "c-0-contact": "0722 410 387", "c-0-role": "receptionist"}
    owner = {"owner_name": "Ion Garaj", "owner_email": "ion@nou.example", "password": "three green apples"}
    assert client.get("/setup/people").status_code == 200
    assert client.post("/setup/people", {**owner, **forms, "c-1-name": "Bo"}).status_code == 422
    assert client.post("/setup/people", {**owner, **forms})["Location"] == "/setup/start"
    assert "three green apples" not in str(dict(client.session))
    assert client.get("/setup/start").status_code == 200
    done = client.post("/setup/start", {"invoicing": "on", "access_levels": "on"})
    assert done.status_code == 200
    assert "/invitation/" in done.content.decode()
    assert client.get("/")["Location"] == "/b/service-nou-srl/"
    assert client.get("/me").status_code == 200
    assert Client().get("/setup/")["Location"] == "/"
    assert Client().post("/setup/start", {})["Location"] == "/"
    where = Business.objects.get()
    with business(where.pk):
        assert Branch.objects.get().trade == "device"
        assert not switches.is_on(switches.Feature.INVENTORY)


def test_the_assistant_cannot_be_entered_in_the_middle(db):
    client = Client()
    assert client.get("/setup/start")["Location"] == "/setup/people"
    assert client.get("/setup/trade")["Location"] == "/setup/"


def run(*arguments):
    out = StringIO()
    call_command("platform", *arguments, stdout=out)
    return out.getvalue()


def test_the_operator_founds_lists_and_changes_the_stay(db, client):
    said = run("create", "Atelier Doi", "--country", "ro", "--admin-name", "Maria", "--admin-email", "maria@doi.example")
    assert "/b/atelier-doi/" in said
    assert "/invitation/" in said
    assert "atelier-doi" in run("list")
    assert "read_only" in run("stay", "atelier-doi", "read_only")
    assert "/invitation/" in run("reset-password", "maria@doi.example")
    with pytest.raises(CommandError, match="There is no business"):
        run("stay", "no-such", "active")
    assert "archived" in run("stay", "atelier-doi", "archived")
    assert "active" in run("stay", "atelier-doi", "active")


def test_a_read_only_business_shows_and_refuses_changes(founded, client_of):
    Business.objects.filter(pk=founded.business.pk).update(stay="read_only")
    client = client_of("administrator")
    assert client.get("/b/garage/settings/").status_code == 200
    assert client.post("/b/garage/settings/features/switch", {"feature": "inventory", "on": "0"}).status_code == 409
    assert founded.api("administrator").put("/company/features/inventory", {"is_on": False}).json()["code"] == "read_only"


def test_an_archived_business_is_not_there(founded, client_of):
    Business.objects.filter(pk=founded.business.pk).update(stay="archived")
    assert client_of("administrator").get("/b/garage/settings/").status_code == 404
    assert founded.api("administrator").get("/me").status_code == 401


def test_the_token_command_makes_lists_and_revokes(founded):
    out = StringIO()
    call_command("token", "make", "manager@garage.example", "--name", "scales", stdout=out)
    secret = out.getvalue().strip()
    assert founded.client("manager").get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    out = StringIO()
    call_command("token", "list", "garage", stdout=out)
    assert "scales" in out.getvalue()
    call_command("token", "revoke", "garage", secret[:8], stdout=StringIO())
    assert founded.client("manager").get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_tolerance_is_a_percentage(founded, api_of):
    api = api_of("administrator")
    version = api.get("/company").json()["version"]
    assert api.patch("/company", {"version": version, "approval_tolerance_percent": "101"}).status_code == 422
    changed = api.patch("/company", {"version": version, "approval_tolerance_percent": "7.5"}).json()
    assert Decimal(changed["approval_tolerance_percent"]) == Decimal("7.50")
    assert api.patch("/company", {"version": version, "city": "Cluj"}).json()["code"] == "changed_meanwhile"
