"""Members, roles, tokens: pages and API."""

from datetime import UTC, datetime

import pytest
from django.apps import apps

from mendery.ground.people.actions import members, roles
from mendery.ground.people.models import ApiToken, Membership, RememberedAnswer, Role


def now():
    return datetime.now(UTC)


def test_the_last_administrator_stays(founded):
    admin = founded.actor("administrator")
    with pytest.raises(roles.LastAdministrator):
        members.change_member(member=founded.membership["administrator"], roles=["mechanic"], by=admin, at=now())
    with pytest.raises(roles.LastAdministrator):
        members.switch_member(member=founded.membership["administrator"], on=False, by=admin, at=now())
    role = Role.objects.get(code="administrator")
    with pytest.raises(roles.LastAdministrator):
        roles.change_role(role=role, rights=["today.see"], by=admin, at=now())
    assert "people.manage" in Role.objects.get(code="administrator").rights


def test_with_a_second_administrator_the_first_may_go(founded):
    admin = founded.actor("administrator")
    members.change_member(member=founded.membership["manager"], roles=["manager", "administrator"], by=admin, at=now())
    members.switch_member(member=founded.membership["administrator"], on=False, by=admin, at=now())
    assert not Membership.objects.get(pk=founded.membership["administrator"].pk).is_active


def test_an_edited_role_holds_from_the_next_click(founded, client_of):
    client = client_of("receptionist")
    assert client.get("/b/garage/settings/").status_code == 403
    role = Role.objects.get(code="receptionist")
    roles.change_role(role=role, rights=[*role.rights, "settings.see"], by=founded.actor("administrator"), at=now())
    assert client.get("/b/garage/settings/").status_code == 200
    assert client.post("/b/garage/settings/company", {"name": "X", "version": 1}).status_code == 403


def test_people_pages_open_for_the_administrator(founded, client_of):
    client = client_of("administrator")
    for path in ("people/", "people/invite", "people/roles/", "people/tokens/", "people/counters/"):
        response = client.get(f"/b/garage/{path}")
        assert response.status_code == 200, path
    member = founded.membership["mechanic"]
    assert client.get(f"/b/garage/people/{member.pk}").status_code == 200
    assert client.get(f"/b/garage/people/roles/{Role.objects.get(code='mechanic').pk}").status_code == 200


def test_inviting_by_page_shows_the_link_once_and_hires(founded, client_of):
    client = client_of("administrator")
    form = {"name": "Gheorghe Nou", "phone": "0722 410 387", "language": "ro", "roles": ["mechanic"], "_key": "invite-1"}
    shown = client.post("/b/garage/people/invite", form)
    assert "/invitation/" in shown.content.decode()
    again = client.post("/b/garage/people/invite", form)
    assert again.status_code == 409
    row = RememberedAnswer.objects.get(key="invite-1")
    assert bytes(row.body) == b""
    assert apps.get_model("company.Staff").objects.get(name="Gheorghe Nou").is_technician


def test_a_person_without_any_name_to_sign_in_with_is_refused(founded, client_of):
    response = client_of("administrator").post("/b/garage/people/invite", {"name": "X", "language": "en", "roles": ["mechanic"]})
    assert response.status_code == 422
    assert "e-mail, a phone or a name" in response.content.decode()


def test_tokens_are_shown_once_and_can_be_revoked(founded, client_of):
    client = client_of("administrator")
    shown = client.post("/b/garage/people/tokens/", {"membership": founded.membership["mechanic"].pk, "name": "scales"}).content.decode()
    secret = shown.split('data-copy="')[1].split('"')[0]
    assert secret.startswith("mnd_")
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/me", headers=headers).json()["roles"] == ["mechanic"]
    token = ApiToken.objects.get(name="scales")
    assert secret not in (token.digest, token.hint)
    client.post(f"/b/garage/people/tokens/{token.pk}/revoke")
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_switching_somebody_off_ends_their_tokens(founded, api_of):
    api = api_of("mechanic")
    assert api.get("/me").status_code == 200
    members.switch_member(member=founded.membership["mechanic"], on=False, by=founded.actor("administrator"), at=now())
    assert api.get("/me").status_code == 401


def test_the_api_manages_people_like_the_pages(founded, api_of):
    api = api_of("administrator")
    body = {"name": "Nadia", "login_name": "nadia", "roles": ["cashier"]}
    made = api.post("/people", body, key="nadia-1")
    assert made.status_code == 201
    assert "/invitation/" in made.json()["link"]
    assert api.post("/people", body, key="nadia-1").json()["code"] == "shown_once"
    person = made.json()["person"]["id"]
    assert api.patch(f"/people/{person}", {"roles": ["cashier", "receptionist"]}).json()["roles"] == ["cashier", "receptionist"]
    assert api.put(f"/people/{person}/pin", {"pin": "1111"}).json()["code"] == "weak_pin"
    assert api.put(f"/people/{person}/pin", {"pin": "7294"}).json()["has_pin"] is True
    role = next(row for row in api.get("/roles").json() if row["code"] == "cashier")
    assert api.put(f"/roles/{role['id']}", {"rights": ["no.such"]}).json()["code"] == "unknown_right"
    assert api.post("/roles", {"name": "Parts manager", "like": "storekeeper"}).status_code == 201
    assert api_of("mechanic").get("/people").json()["code"] == "no_right"


def test_ids_of_another_business_are_not_found(founded, second, api_of):
    other = second.membership["mechanic"].pk
    assert api_of("administrator").get(f"/people/{other}").status_code == 404
    assert founded.client("administrator").get(f"/b/garage/people/{other}").status_code == 404


def test_working_in_a_branch_that_is_not_ours_is_refused(founded, client_of):
    client = client_of("receptionist")
    assert client.post("/b/garage/people/branch", {"branch": founded.branch.pk}).status_code == 302
    assert client.post("/b/garage/people/branch", {"branch": "nothing"}).status_code == 403


def test_whoever_works_in_several_branches_chooses_one(founded, client_of):
    model = apps.get_model("company.Branch")
    other = model.objects.create(entity=founded.entity, code="CJ", name="Cluj")
    from mendery.ground.tenancy.scope import current

    current().memory.clear()
    client = client_of("manager")
    client.post("/b/garage/people/branch", {"branch": other.pk})
    current().memory.clear()
    page = client.get("/b/garage/settings/").content.decode()
    assert f'<option value="{other.pk}" selected>Cluj</option>' in page
