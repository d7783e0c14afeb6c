"""Giving units back: what must be done and paid before, who may decide otherwise, what is erased."""

from decimal import Decimal

import pytest

from mendery.ground.documents.models import HistoryEntry, Paper
from mendery.ground.events import Refused
from mendery.registers.parties.models import Party
from mendery.trade.billing.queries import owed_for_order
from mendery.workshop.reception import queries
from mendery.workshop.reception.actions import handover
from mendery.workshop.reception.models import Custody, Handover, Intake, IntakeUnit

from .counter import drawn, picture

pytestmark = pytest.mark.django_db
D = Decimal


def page(order_id):
    return f"/b/garage/reception/handover/{order_id}/"


def text(response):
    return response.content.decode()


def terms(party, *, days, limit):
    Party.objects.filter(pk=party.pk).update(payment_days=days, credit_limit=limit)


def test_a_finished_unit_leaves_with_its_act_and_custody_ends(counter):
    taken = counter.finished(accessories=["Key, 1 pc"])
    row = counter.hand_over(taken, meter=96500, returned_items=["Key, 1 pc"], signature=picture("PNG"))
    custody = Custody.objects.get()
    assert (custody.state, custody.out_at, row.owed, row.is_signed) == ("returned", counter.at, D(0), True)
    assert Intake.objects.get().state == "handed_over"
    act = Paper.objects.get(kind="handover")
    assert (act.number, act.order_id, act.frozen["extra"]["returned_items"]) == (row.number, taken.order_id, ["Key, 1 pc"])
    counter.unit.refresh_from_db()
    assert counter.unit.meter == 96500
    assert HistoryEntry.objects.get(doc_id=taken.order_id, what="handed_over").facts == {"to": "Mihai Popescu", "owed": "0.00"}
    with pytest.raises(handover.NotHere):
        counter.hand_over(taken)
    counter.receive()  # and may come again


def test_the_visit_is_over_when_the_last_unit_left(counter):
    visit = counter.receive(counter.unit, counter.phone())
    api = counter.workshop.api("manager")
    first, second = visit.units.order_by("seq")
    for one, state in ((first, "received"), (second, "handed_over")):
        assert api.post(f"/work-orders/{one.order_id}/cancel", {"reason": "Nothing found"}).status_code == 200
        counter.hand_over(one)
        assert Intake.objects.get().state == state


def test_nothing_leaves_while_work_is_unfinished_also_for_a_manager(counter):
    taken = counter.taken()
    for role in ("receptionist", "manager"):
        with pytest.raises(Refused) as refusal:
            counter.hand_over(taken, role, override_reason="They are in a hurry")
        assert refusal.value.code == "order_not_finished"
    assert Custody.objects.get().state == "here"


def test_nothing_leaves_unpaid_but_a_manager_may_say_why(counter):
    taken = counter.finished("100")
    with pytest.raises(handover.StillOwed) as refusal:
        counter.hand_over(taken, override_reason="They are in a hurry")
    assert refusal.value.text.replace("\u00a0", " ") == "121,00 lei are still owed for this order."
    with pytest.raises(handover.StillOwed):
        counter.hand_over(taken, "manager", override_reason="  ")
    row = counter.hand_over(taken, "manager", override_reason="Pays tomorrow, known for years")
    assert (row.owed, row.override_reason) == (D("121.00"), "Pays tomorrow, known for years")
    assert HistoryEntry.objects.get(what="handed_over").note == "Pays tomorrow, known for years"


@pytest.mark.parametrize(
    ("days", "limit", "leaves"),
    [(0, None, False), (30, None, True), (30, "121.00", True), (30, "120.99", False), (0, "1000", False)],
)
def test_credit_terms_let_it_go(counter, days, limit, leaves):
    taken = counter.finished("100")
    terms(counter.party, days=days, limit=limit)
    if leaves:
        assert counter.hand_over(taken).owed == D("121.00")
    else:
        with pytest.raises(handover.StillOwed):
            counter.hand_over(taken)


def test_the_limit_counts_what_is_owed_on_other_orders_and_this_one_only_once(counter):
    api = counter.workshop.api("manager")
    taken = counter.finished("100")
    terms(counter.party, days=30, limit="121.00")
    draft = api.post("/billing/invoices", {"party_id": str(counter.party.pk), "order_id": str(taken.order_id)}).json()
    assert api.post(f"/billing/invoices/{draft['id']}/post").status_code == 200
    counter.hand_over(taken)
    again = counter.finished("0.50")
    with pytest.raises(handover.StillOwed):
        counter.hand_over(again)


def test_an_unlock_code_is_shown_by_right_with_a_line_and_erased_when_it_leaves(counter, client_of, api_of):
    taken = counter.finished(secret="4711")
    url = f"/b/garage/reception/secret/{taken.pk}/"
    for role in ("cashier", "storekeeper", "accountant"):
        assert client_of(role).post(url).status_code == 403
    assert client_of("mechanic").get(url).status_code == 405
    assert not HistoryEntry.objects.filter(what="secret_seen").exists()
    assert "4711" in text(client_of("mechanic").post(url))
    assert api_of("receptionist").post(f"/reception/intake-units/{taken.pk}/secret").json() == {"code": "4711"}
    seen = HistoryEntry.objects.filter(doc_id=taken.order_id, what="secret_seen").order_by("at")
    assert [one.by_name for one in seen] == ["Bogdan Rusu", "Ana Munteanu"]
    history = text(client_of("manager").get(f"/b/garage/orders/{taken.order_id}/history"))
    assert "Bogdan Rusu looked at the unlock code." in history
    assert "4711" not in history
    counter.hand_over(taken)
    assert bytes(IntakeUnit.objects.get().secret) == b""
    assert "No unlock code" in text(client_of("mechanic").post(url))


def test_an_answer_with_a_code_is_not_remembered(counter, api_of):
    taken = counter.taken(secret="4711")
    api, path = api_of("mechanic"), f"/reception/intake-units/{taken.pk}/secret"
    assert api.post(path, key="look").json() == {"code": "4711"}
    assert api.post(path, key="look").json()["code"] == "shown_once"


def test_the_order_page_offers_the_code_to_whoever_may_see_it(counter, client_of):
    taken = counter.taken(secret="4711")
    url = f"/b/garage/orders/{taken.order_id}/"
    assert "Show unlock code" in text(client_of("mechanic").get(url))
    assert "4711" not in text(client_of("manager").get(url))
    assert "Show unlock code" not in text(client_of("accountant").get(url))


def test_the_page_tells_what_is_owed_and_takes_a_reason_from_a_manager_only(counter, client_of):
    taken = counter.finished("100", accessories=["Key, 1 pc", "Mats"])
    shown = text(client_of("receptionist").get(page(taken.order_id)))
    for words in ("121,00", "Take the payment first", "Mihai Popescu", "Key, 1 pc", "BV"):
        assert words in shown
    assert 'name="override_reason"' not in shown
    refused = client_of("receptionist").post(page(taken.order_id), {"to_name": "Mihai", "override_reason": "Hurry"})
    assert refused.status_code == 422
    assert "are still owed for this order." in text(refused)
    manager = client_of("manager")
    assert 'name="override_reason"' in text(manager.get(page(taken.order_id)))
    data = {"to_name": "Ion the driver", "meter": "96.500", "returned": ["Mats"], "override_reason": "Pays tomorrow", "signature": drawn()}
    done = manager.post(page(taken.order_id), data)
    assert (done.status_code, done.headers["Location"]) == (303, f"/b/garage/orders/{taken.order_id}/")
    row = Handover.objects.get()
    assert (row.to_name, row.meter, row.returned_items, row.is_signed) == ("Ion the driver", 96500, ["Mats"], True)
    again = manager.get(page(taken.order_id))
    assert "Handed over already." in text(again)
    assert manager.post(page(taken.order_id), data).status_code == 422


def test_the_page_refuses_what_is_unfinished_and_a_torn_signature(counter, client_of):
    taken = counter.taken()
    client = client_of("receptionist")
    assert "Finish or cancel the order first." in text(client.post(page(taken.order_id), {"to_name": "Mihai"}))
    torn = client.post(page(taken.order_id), {"to_name": "Mihai", "signature": "data:image/png;base64,###"})
    assert "The signature did not arrive whole." in text(torn)
    assert "This field is required" in text(client.post(page(taken.order_id), {"to_name": ""}))


def test_customers_who_pay_later_are_told_apart(counter, client_of):
    taken = counter.finished("100")
    terms(counter.party, days=30, limit=None)
    shown = text(client_of("receptionist").get(page(taken.order_id)))
    assert "The customer pays later by agreement." in shown
    assert client_of("receptionist").post(page(taken.order_id), {"to_name": "Mihai"}).status_code == 303
    assert owed_for_order(order_id=taken.order_id) == D("121.00")


def test_what_is_in_our_hands_the_longest_first(counter, client_of, django_assert_max_num_queries):
    counter.receive(*[counter.car(f"BV {n} LST") for n in range(10, 18)])
    client = client_of("mechanic")
    client.get("/b/garage/reception/here/")
    with django_assert_max_num_queries(25):
        shown = text(client.get("/b/garage/reception/here/"))
    assert shown.count("Brake noise") >= 8
    assert len(queries.units_here(branch_ids=(counter.workshop.branch.pk,))) == 8


def test_the_hand_over_page_costs_the_same_for_many_things_left(counter, client_of, django_assert_max_num_queries):
    taken = counter.finished("100", accessories=[f"Thing {n}" for n in range(20)])
    client = client_of("manager")
    client.get(page(taken.order_id))
    with django_assert_max_num_queries(30):
        client.get(page(taken.order_id))


def test_strangers_see_nothing(counter, second):
    taken = counter.finished(secret="4711")
    client = second.client("administrator")
    assert client.get(page(taken.order_id)).status_code == 404
    for base in ("/b/garage/reception", "/b/rival/reception"):
        for path in (f"/handover/{taken.order_id}/", f"/taken/{taken.intake_id}/"):
            assert client.get(base + path).status_code == 404
        assert client.post(f"{base}/secret/{taken.pk}/").status_code == 404
    assert "BV" not in text(client.get("/b/rival/reception/here/")).replace("BVB", "").split("<main")[1].split("Brașov")[0]
    assert second.api("manager").get(f"/reception/intakes/{taken.intake_id}").status_code == 404
    assert second.api("manager").post(f"/reception/intake-units/{taken.pk}/secret").status_code == 404
    assert second.api("manager").post("/reception/handovers", {"order_id": str(taken.order_id), "to_name": "X"}).status_code == 404
    assert second.api("manager").get("/reception/here").json() == []
