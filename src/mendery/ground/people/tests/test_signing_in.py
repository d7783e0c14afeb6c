"""Who comes in, and who does not."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from mendery.ground.events import Refused
from mendery.ground.people import demo
from mendery.ground.people.actions import invitations, members, second_factor, signing_in, throttling
from mendery.ground.people.models import Person, PersonSession, SignInAttempt, TokenHash
from mendery.ground.people.secrets import unseal
from mendery.ground.tenancy.beside import beside
from mendery.ground.tenancy.models import Business, Stay

PASSWORD = "three green apples"


@pytest.fixture(autouse=True)
def nothing_counted(db):
    yield
    with beside() as cursor:
        cursor.execute("DELETE FROM people_signinattempt")


@pytest.fixture
def ana(founded):
    person = founded.person["receptionist"]
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/sign-in", {"name": name, "password": password, **more})


def test_a_receptionist_signs_in_by_email_and_lands_in_her_business(ana, founded):
    client = Client()
    response = sign_in(client, "RECEPTIONIST@garage.example")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/b/garage/"
    assert PersonSession.objects.get(person=ana).session_key == client.session.session_key


def test_signing_in_works_by_phone_and_by_name_at_business(ana, founded):
    Person.objects.filter(pk=ana.pk).update(phone="+40722410387")
    members.change_member(
        member=founded.membership["receptionist"],
        roles=["receptionist"],
        login_name="Ana",
        by=founded.actor("administrator"),
        at=datetime.now(UTC),
    )
    assert sign_in(Client(), "0722 410 387").status_code == 302
    assert sign_in(Client(), "+40 722 410 387").status_code == 302
    assert sign_in(Client(), "ana@garage").status_code == 302
    assert sign_in(Client(), "ana@rival").status_code == 422


def test_unknown_names_and_wrong_passwords_get_the_same_answer(ana):
    answers = [sign_in(Client(), name, "wrong").content.decode() for name in ("receptionist@garage.example", "nobody@garage.example")]
    sentences = [re.findall(r"<b>(.*?)</b>", answer)[0] for answer in answers]
    assert sentences == ["This name and password do not belong together."] * 2


def test_after_five_failures_a_name_waits_and_the_failures_survive_a_rollback(ana):
    for _ in range(5):
        assert sign_in(Client(), "receptionist@garage.example", "wrong").status_code == 422
    response = sign_in(Client(), "receptionist@garage.example")
    assert response.status_code == 429
    assert "Wait 1 minute" in response.content.decode()


def test_waiting_ends_and_success_forgives(ana, founded):
    key = throttling.key_of("name", "receptionist@garage.example")
    with beside() as cursor:
        past = datetime.now(UTC) - timedelta(seconds=31)
        cursor.execute("INSERT INTO people_signinattempt (key, failures, last_at) VALUES (%s, 5, %s)", [key, past])
    assert sign_in(Client(), "receptionist@garage.example").status_code == 302
    assert not SignInAttempt.objects.filter(key=key).exists()


def test_a_next_address_of_another_site_is_not_followed(ana):
    assert sign_in(Client(), "receptionist@garage.example", next="https://evil.example/")["Location"] == "/"
    assert sign_in(Client(), "receptionist@garage.example", next="/b/garage/stock/")["Location"] == "/b/garage/stock/"


def test_whoever_is_switched_off_or_a_stranger_gets_nothing(ana, founded, second):
    client = Client()
    sign_in(client, "receptionist@garage.example")
    assert second.client("administrator").get("/b/garage/people/").status_code == 404
    assert client.get("/b/garage/people/").status_code == 403
    members.switch_member(member=founded.membership["receptionist"], on=False, by=founded.actor("administrator"), at=datetime.now(UTC))
    assert client.get("/b/garage/people/").status_code == 404


def test_a_revoked_session_is_signed_out_at_its_next_step(ana):
    here, there = Client(), Client()
    sign_in(here, "receptionist@garage.example", keep="on")
    sign_in(there, "receptionist@garage.example", keep="on")
    assert there.get("/me").status_code == 200
    page = here.get("/me").content.decode()
    assert page.count("Sign out there") == 1
    other = PersonSession.objects.exclude(session_key=here.session.session_key).get()
    here.post("/me/sessions/revoke", {"session": other.pk})
    assert there.get("/me").status_code == 302
    assert here.get("/me").status_code == 200
    assert Session.objects.filter(session_key=other.session_key).count() == 0


def test_changing_the_password_signs_out_everywhere_else(ana):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, "receptionist@garage.example")
    assert here.post("/me/password", {"old": "wrong", "password": "four yellow pears"}).status_code == 422
    assert here.post("/me/password", {"old": PASSWORD, "password": "short"}).status_code == 422
    assert here.post("/me/password", {"old": PASSWORD, "password": "four yellow pears"}).status_code == 302
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302


@pytest.mark.parametrize("weak", ["short", "password123", "Ana Munteanu"])
def test_weak_passwords_are_refused(ana, weak):
    with pytest.raises(Refused) as refusal:
        invitations.set_password(person=ana, password=weak)
    assert refusal.value.code == "weak_password"


def test_the_second_factor_asks_once_per_code_and_recovery_codes_work_once(ana):
    client = Client()
    sign_in(client, "receptionist@garage.example")
    offered = client.get("/me/second-factor")
    assert "<svg" in offered.content.decode()
    secret = client.session["offered"]
    code = pyotp.TOTP(secret).now()
    shown = client.post("/me/second-factor", {"code": code}).content.decode()
    recovery = re.findall(r"[0-9a-f]{5}-[0-9a-f]{5}", shown)
    assert len(recovery) == 10
    ana.refresh_from_db()
    assert unseal(ana.totp_secret) == secret
    assert secret.encode() not in bytes(ana.totp_secret)

    fresh = Client()
    assert sign_in(fresh, "receptionist@garage.example")["Location"] == "/sign-in/code"
    assert fresh.get("/me").status_code == 302
    assert fresh.post("/sign-in/code", {"code": code}).status_code == 422
    assert fresh.post("/sign-in/code", {"code": recovery[0]}).status_code == 302
    assert fresh.get("/me").status_code == 200
    again = Client()
    sign_in(again, "receptionist@garage.example")
    assert again.post("/sign-in/code", {"code": recovery[0]}).status_code == 422


def test_a_code_is_good_once(ana, at):
    secret = pyotp.random_base32()
    second_factor.begin(person=ana, secret=secret, code=pyotp.TOTP(secret).at(at), at=at)
    later = at + timedelta(seconds=30)
    code = pyotp.TOTP(secret).at(later)
    signing_in.check_code(person=ana, code=code, at=later)
    with pytest.raises(signing_in.NotSignedIn):
        signing_in.check_code(person=ana, code=code, at=later)


def test_an_invitation_link_works_once_and_signs_in(founded):
    now = datetime.now(UTC)
    data = members.MemberInput(name="Gheorghe Nou", email="gheorghe@garage.example", roles=["mechanic"])
    invited = members.invite(data=data, by=founded.actor("administrator"), at=now)
    client = Client()
    address = f"/invitation/{invited.secret}"
    assert "Gheorghe Nou" in client.get(address).content.decode()
    assert client.post(address, {"password": PASSWORD})["Location"] == "/b/garage/"
    assert client.get("/me").status_code == 200
    assert Client().get(address).status_code == 404
    assert sign_in(Client(), "gheorghe@garage.example").status_code == 302


def test_old_and_replaced_links_are_over(ana, founded):
    now = datetime.now(UTC)
    admin = founded.actor("administrator")
    first = invitations.make_link(person=ana, by=admin, at=now)
    second = invitations.make_link(person=ana, by=admin, at=now)
    with pytest.raises(invitations.LinkIsOver):
        invitations.invited_by(first, at=now)
    assert invitations.invited_by(second, at=now).person == ana
    with pytest.raises(invitations.LinkIsOver):
        invitations.invited_by(second, at=now + timedelta(days=4))


def test_an_administrator_does_not_reset_somebody_who_works_elsewhere_too(founded, second):
    admin, both = founded.actor("administrator"), second.person["mechanic"]
    both.set_password(PASSWORD)
    both.save()
    data = members.MemberInput(name="x", email=both.email, roles=["mechanic"])
    invited = members.invite(data=data, by=admin, at=datetime.now(UTC))
    assert (invited.member.person, invited.secret) == (both, "")
    with pytest.raises(Refused) as refusal:
        invitations.make_link(person=both, by=admin, at=datetime.now(UTC))
    assert refusal.value.code == "works_elsewhere"


def test_somebody_who_was_invited_elsewhere_and_never_came_is_not_taken_over(founded, second):
    waiting = second.person["mechanic"]
    waiting.set_unusable_password()
    waiting.save()
    data = members.MemberInput(name="x", email=waiting.email, roles=["mechanic"])
    with pytest.raises(Refused) as refusal:
        members.invite(data=data, by=founded.actor("administrator"), at=datetime.now(UTC))
    assert refusal.value.code == "invited_elsewhere"


def test_a_pin_signs_in_only_at_an_enrolled_counter_and_into_one_business(founded, client_of, second):
    member = founded.membership["mechanic"]
    members.set_pin(member=member, pin="7294", by=founded.actor("administrator"), at=datetime.now(UTC))
    stranger = Client()
    assert stranger.post(f"/sign-in/pin/{member.pk}", {"pin": "7294"})["Location"] == "/sign-in"

    counter = client_of("administrator")
    counter.post("/b/garage/people/counters/", {"name": "Lift 1", "branch": founded.branch.pk})
    counter.post("/sign-out")
    assert "Bogdan Rusu" in counter.get("/sign-in").content.decode()
    assert counter.post(f"/sign-in/pin/{member.pk}", {"pin": "1111"}).status_code == 422
    assert counter.post(f"/sign-in/pin/{member.pk}", {"pin": "7294"})["Location"] == "/b/garage/"
    assert counter.get("/b/garage/people/").status_code == 403
    assert counter.post("/me/contact", {"name": "Somebody Else"}).status_code == 422

    device = TokenHash.objects.get(kind="counter")
    admin = client_of("administrator")
    admin.post(f"/b/garage/people/counters/{device.target}/dismiss")
    assert "Bogdan Rusu" not in counter.get("/sign-in").content.decode()


@pytest.mark.parametrize("pin", ["123", "1111", "2345", "12a4", "9876"])
def test_pins_that_are_easy_to_guess_are_refused(founded, pin):
    with pytest.raises(Refused) as refusal:
        members.set_pin(member=founded.membership["mechanic"], pin=pin, by=founded.actor("administrator"), at=datetime.now(UTC))
    assert refusal.value.code == "weak_pin"


def test_demo_links_work_on_this_machine_and_for_demo_businesses_only(founded, settings):
    settings.IS_DEMO = True
    Business.objects.filter(pk=founded.business.pk).update(stay=Stay.DEMO)
    found = demo.links("http://127.0.0.1:8000/")
    assert {link.role for link in found} >= {"receptionist", "mechanic", "cashier"}
    path = found[0].url.removeprefix("http://127.0.0.1:8000")
    assert Client().get(path)["Location"] == "/b/garage/"
    assert Client().get(path, REMOTE_ADDR="10.0.0.7").status_code == 404
    assert Client().get(path, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert Client().get(path + "x").status_code == 404
    Business.objects.filter(pk=founded.business.pk).update(stay=Stay.ACTIVE)
    assert Client().get(path).status_code == 404
    Business.objects.filter(pk=founded.business.pk).update(stay=Stay.DEMO)
    settings.IS_DEMO = False
    assert Client().get(path).status_code == 404


def test_language_colours_and_keys_are_kept_for_the_person(ana):
    client = Client()
    sign_in(client, "receptionist@garage.example")
    client.post("/me/preferences", {"language": "ro", "theme": "dark"})
    ana.refresh_from_db()
    assert (ana.language, ana.theme, ana.single_keys) == ("ro", "dark", False)
    client.post("/me/theme", {"theme": "light"})
    ana.refresh_from_db()
    assert ana.theme == "light"
