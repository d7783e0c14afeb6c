"""The page of a work order, as people of each role meet it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.documents import search
from mendery.ground.documents.models import HistoryEntry
from mendery.workshop.reception.actions import intake
from mendery.workshop.workorders.models import Job, Line, Stage, WorkOrder, WorkOrderDetails

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
LIMIT = 25


def base(order):
    return f"/b/garage/orders/{order.pk}/"


def text(response):
    return response.content.decode()


@pytest.fixture
def stocked(bench):
    """Two kinds of pads: three pieces of one on the shelf, none of the other."""
    item, missing = bench.item("GDB2187", name="Brake pads rear", default_bin="A-03"), bench.item("C7G012", name="Handbrake cable")
    bench.receive((item, "3", "120.00"))
    for one in (item, missing):
        search.index(kind="item", row_id=one.pk, words=[one.name], codes=[one.code], is_new=True)
    return item, missing


@pytest.fixture
def order(bench, stocked):
    item, missing = stocked
    return bench.open(
        ("Rear pads", [bench.work("2", "180"), bench.part(item, "2")]),
        ("Handbrake", [bench.part(missing)]),
    )


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, text(response)[:500]
    asked = [query["sql"].strip()[:160] for query in captured if query["sql"].lstrip().startswith("SELECT")]
    return len(asked), asked


def test_the_page_costs_the_same_for_three_and_for_forty_lines(bench, order, stocked, client_of):
    manager = client_of("manager")
    few, _sqls = queries_of(manager, base(order))
    many = bench.open(*((f"Job {n}", [bench.work(), bench.part(stocked[0]), bench.part(stocked[1]), bench.work()]) for n in range(10)))
    bench.approve(many, 1, 2, 3)
    count, sqls = queries_of(manager, base(many))
    assert count <= few + 1, "\n".join(sqls)
    assert count <= LIMIT, "\n".join(sqls)


def test_a_receptionist_sees_everything_but_margins(order, client_of):
    page = text(client_of("receptionist").get(base(order)))
    for words in (order.number, "Dacia Logan", "Mihai Popescu", "Brake noise", "Brake pads rear", "GDB2187", "360,00", "Send estimate"):
        assert words in page
    assert "3, bin A-03" in page
    assert ">Margin<" not in page
    assert ">Margin<" in text(client_of("manager").get(base(order)))


def test_a_mechanic_sees_no_prices_and_no_customer_links(order, client_of):
    page = text(client_of("mechanic").get(base(order)))
    assert "Brake pads rear" in page
    for hidden in ("360,00", ">Price<", 'id="totals"', "data-entry", "0744"):
        assert hidden not in page


def test_every_role_opens_every_tab(order, client_of):
    for role in ("receptionist", "storekeeper", "cashier", "administrator", "mechanic", "manager", "accountant"):
        client = client_of(role)
        for tab in ("", "documents", "history"):
            assert client.get(base(order) + tab).status_code == 200, (role, tab)


def test_a_line_is_typed_chosen_and_shown_with_its_sums(order, bench, stocked, client_of):
    ana, job = client_of("receptionist"), bench.job(order, 2)
    found = text(ana.get(base(order) + "suggest?q=gdb", **HTMX))
    assert f'data-pick="item:{stocked[0].pk}"' in found
    assert "3 free" in found
    assert "100,00" in found
    answer = ana.post(f"/b/garage/orders/jobs/{job.pk}/lines", {"pick": f"item:{stocked[0].pk}", "q": "GDB2187", "quantity": "3"}, **HTMX)
    assert answer.status_code == 200
    line = Line.objects.get(job=job, item=stocked[0])
    assert line.quantity == Decimal(3)
    assert text(answer).startswith(f'<tr class="ln" id="l-{line.pk}">')
    assert 'hx-target="#totals"' in text(answer)
    assert "960,00" in text(answer)


def test_a_scanned_code_finds_its_item_and_an_unknown_one_offers_to_create_it(order, bench, client_of):
    manager, ana, job = client_of("manager"), client_of("receptionist"), bench.job(order)
    url = f"/b/garage/orders/jobs/{job.pk}/lines"
    assert ana.post(url, {"q": "gdb 2187", "quantity": "1"}, **HTMX).status_code == 200
    unknown = manager.post(url, {"q": "5941234567890", "quantity": "1"}, **HTMX)
    assert unknown.status_code == 422
    assert "items/new?code=5941234567890" in text(unknown)
    assert "items/new" not in text(ana.post(url, {"q": "5941234567890", "quantity": "1"}, **HTMX))
    by_hand = ana.post(url, {"q": "Clean the calipers", "pick": "labour", "quantity": "1"}, **HTMX)
    assert "Clean the calipers" in text(by_hand)


def test_a_price_is_edited_in_its_cell(order, bench, client_of):
    line, ana = bench.line(order), client_of("receptionist")
    url = f"/b/garage/orders/lines/{line.pk}/cell/price"
    assert 'value="180"' in text(ana.get(url, **HTMX))
    saved = ana.post(f"{url}?v={line.version}", {"value": "200,50"}, **HTMX)
    assert saved.status_code == 200
    assert "200,50" in text(saved)
    assert "401,00" in text(saved)
    wrong = ana.post(f"{url}?v={line.version}", {"value": "much"}, **HTMX)
    assert wrong.status_code == 422
    assert "Write a number" in text(wrong)
    assert client_of("mechanic").post(url, {"value": "1"}, **HTMX).status_code == 403


def test_two_people_who_edit_one_price_are_asked_whose_stays(order, bench, client_of):
    line, ana, mihai = bench.line(order), client_of("receptionist"), client_of("manager")
    url = f"/b/garage/orders/lines/{line.pk}/cell/price"
    assert mihai.post(f"{url}?v={line.version}", {"value": "190"}, **HTMX).status_code == 200
    clash = ana.post(f"{url}?v={line.version}", {"value": "175"}, **HTMX)
    assert clash.status_code == 409
    for words in ("Mihai Pop changed this", "Keep mine", "Take theirs", 'value="175"', "190,00"):
        assert words in text(clash)
    now = bench.line(order)
    assert ana.post(url, {"value": "175", "version": now.version}, **HTMX).status_code == 200
    assert bench.line(order).price == Decimal(175)


def test_different_fields_of_a_line_both_survive(order, bench, client_of):
    line, ana, mihai = bench.line(order), client_of("receptionist"), client_of("manager")
    url = f"/b/garage/orders/lines/{line.pk}/cell/"
    assert mihai.post(f"{url}price?v={line.version}", {"value": "190"}, **HTMX).status_code == 200
    assert ana.post(f"{url}quantity?v={line.version}", {"value": "3"}, **HTMX).status_code == 200
    now = bench.line(order)
    assert (now.price, now.quantity) == (Decimal(190), Decimal(3))


def test_a_deleted_line_comes_back(order, bench, client_of):
    line, ana = bench.line(order), client_of("receptionist")
    gone = ana.post(f"/b/garage/orders/lines/{line.pk}/remove", **HTMX)
    undo = f"{base(order)}lines/{line.pk}/restore"
    assert undo in gone["HX-Trigger"]
    assert not Line.objects.filter(pk=line.pk).exists()
    assert ana.post(undo, **HTMX).status_code == 200
    assert Line.objects.get(pk=line.pk).net == line.net


def test_jobs_are_added_renamed_assigned_removed_and_put_back(order, founded, client_of):
    ana = client_of("receptionist")
    added = ana.post(base(order) + "jobs/new", {"title": "Change the oil", "technician": ""}, **HTMX)
    assert added.status_code == 200, text(added)
    assert "dialog:close" in added["HX-Trigger"]
    job = Job.objects.get(order=order, title="Change the oil")
    url = f"/b/garage/orders/jobs/{job.pk}/"
    assert ana.post(f"{url}title?v={job.version}", {"value": "Change oil and filter"}, **HTMX).status_code == 200
    assert ana.post(f"{url}assign", {"technician": founded.staff["mechanic"].pk}, **HTMX).status_code == 200
    job.refresh_from_db()
    assert (job.title, job.technician) == ("Change oil and filter", founded.staff["mechanic"])
    removed = ana.post(f"{url}remove", **HTMX)
    assert f"jobs/{job.pk}/restore" in removed["HX-Trigger"]
    assert ana.post(f"{base(order)}jobs/{job.pk}/restore", **HTMX).status_code == 200
    assert Job.objects.filter(pk=job.pk).exists()


def test_the_promise_and_the_texts_are_changed_in_place(order, founded, client_of):
    ana = client_of("receptionist")
    assert "Promised" in text(ana.get(base(order) + "terms", **HTMX))
    saved = ana.post(
        base(order) + "terms",
        {
            "version": order.version,
            "title": "Brakes",
            "promised_at": "2026-11-24T18:00",
            "technician": founded.staff["mechanic"].pk,
            "adviser": "Ana",
        },
        **HTMX,
    )
    assert saved.status_code == 200, text(saved)
    now = WorkOrder.objects.get(pk=order.pk)
    assert (now.title, now.technician, now.promised_at.isoformat()) == ("Brakes", founded.staff["mechanic"], "2026-11-24T16:00:00+00:00")
    mechanic = client_of("mechanic")
    assert "<textarea" in text(mechanic.get(base(order) + "text/findings", **HTMX))
    assert mechanic.post(base(order) + "text/findings", {"version": now.version, "value": "Pads 1 mm"}, **HTMX).status_code == 200
    assert WorkOrderDetails.objects.get(order=order).findings == "Pads 1 mm"
    assert mechanic.post(base(order) + "text/complaint", {"value": "x"}, **HTMX).status_code == 403


def test_a_note_stands_in_the_activity(order, client_of):
    answer = client_of("mechanic").post(base(order) + "note", {"text": "Bolt is seized"}, **HTMX)
    assert "Bolt is seized" in text(answer)
    assert HistoryEntry.objects.filter(doc_id=order.pk, what="note").count() == 1
    only = text(client_of("receptionist").get(base(order) + "activity?only=notes", **HTMX))
    assert "Bolt is seized" in only
    assert "opened the order" not in only


def test_the_whole_way_through_the_buttons(order, bench, stocked, client_of):
    mechanic, store, ana = client_of("mechanic"), client_of("storekeeper"), client_of("receptionist")
    bench.decline(order, 2)
    bench.approve(order, 1)
    line = Line.objects.get(order=order, item=stocked[0])
    assert "Start work" in text(mechanic.get(base(order)))
    assert mechanic.post(base(order) + "start", **HTMX).status_code == 200
    assert "Issue parts" in text(store.get(base(order)))
    dialog = text(store.get(base(order) + "issue", **HTMX))
    assert f'name="q-{line.pk}" value="2"' in dialog
    issued = store.post(base(order) + "issue", {f"q-{line.pk}": "2"}, **HTMX)
    assert issued.status_code == 200, text(issued)
    back = store.post(f"{base(order)}take-back", {f"q-{line.pk}": "1"}, **HTMX)
    assert back.status_code == 200, text(back)
    assert store.post(base(order) + "issue", {f"q-{line.pk}": "1"}, **HTMX).status_code == 200
    job = bench.job(order)
    assert mechanic.post(f"/b/garage/orders/jobs/{job.pk}/start", **HTMX).status_code == 200
    assert "data-clock" in text(mechanic.get(base(order)))
    assert mechanic.post(f"/b/garage/orders/jobs/{job.pk}/stop", **HTMX).status_code == 200
    assert "Finish the work" in text(mechanic.get(base(order)))
    assert mechanic.post(base(order) + "finish-jobs", **HTMX).status_code == 200
    assert "what must be done again" in text(mechanic.get(base(order) + "check", **HTMX))
    assert mechanic.post(base(order) + "check", {"result": "failed", "note": ""}, **HTMX).status_code == 422
    assert mechanic.post(base(order) + "check", {"result": "passed", "note": "Road test"}, **HTMX).status_code == 200
    assert ana.post(base(order) + "finish", **HTMX).status_code == 200
    page = text(ana.get(base(order)))
    assert "Make the invoice" in page
    assert "Read only" in page
    assert "data-entry" not in page
    reopened = ana.post(base(order) + "reopen", {"reason": "One more thing"}, **HTMX)
    assert reopened.status_code == 200, text(reopened)
    assert bench.again(order).state == "checked"


def test_cancelling_needs_a_reason(order, bench, client_of):
    ana = client_of("receptionist")
    assert ana.post(base(order) + "cancel", {"reason": ""}, **HTMX).status_code == 422
    assert ana.post(base(order) + "cancel", {"reason": "Sold the car"}, **HTMX).status_code == 200
    page = text(ana.get(base(order)))
    assert "Cancelled" in page
    assert "Sold the car" in page
    assert client_of("mechanic").post(base(order) + "cancel", {"reason": "x"}, **HTMX).status_code == 403


def test_a_refused_act_says_why_and_changes_nothing(order, client_of):
    answer = client_of("mechanic").post(base(order) + "start", **HTMX)
    assert answer.status_code == 409
    assert "has not agreed to anything" in text(answer)


def test_declined_work_of_last_time_is_offered_again(order, bench, client_of):
    bench.decline(order, 2, why="Next month")
    bench.approve(order, 1)
    later = bench.open(("Check", [bench.work()]))
    ana = client_of("receptionist")
    page = text(ana.get(base(later)))
    assert "Declined last time" in page
    assert "Handbrake" in page
    from mendery.workshop.workorders.models import DeferredWork

    kept = DeferredWork.objects.get()
    assert ana.post(f"{base(later)}deferred/{kept.pk}", **HTMX).status_code == 200
    assert Job.objects.filter(order=later, title="Handbrake").exists()
    assert "Declined last time" not in text(ana.get(base(later)))


def test_a_quote_is_opened_for_a_car_that_is_not_here(bench, client_of):
    ana = client_of("receptionist")
    assert "Choose it from the list" in text(ana.post("/b/garage/orders/new/", {"complaint": "How much for pads?"}))
    page = text(ana.get(f"/b/garage/orders/new/?pick={bench.unit.pk}"))
    assert "Mihai Popescu" in page
    made = ana.post("/b/garage/orders/new/", {"unit": bench.unit.pk, "party": bench.party.pk, "complaint": "How much for pads?"})
    assert made.status_code == 303
    assert WorkOrder.objects.get().intake_unit_id is None
    assert "Quote, not in our hands" in text(ana.get(made["Location"]))


def test_stages_are_renamed_and_hidden_but_lead_where_they_did(order, client_of):
    admin = client_of("administrator")
    page = text(admin.get("/b/garage/orders/stages/"))
    assert "Waiting approval" in page
    codes = ("booked", "arrived", "diagnosis", "approval", "parts", "work", "check", "ready", "handed_over", "cancelled")
    form = {f"{code}-seq": number for number, code in enumerate(codes)} | {"diagnosis-name": "On the bench", "booked-is_hidden": "on"}
    assert admin.post("/b/garage/orders/stages/", form).status_code == 303
    assert Stage.objects.get(code="diagnosis").name == "On the bench"
    page = text(admin.get(base(order)))
    assert "On the bench" in page
    assert "Booked" not in page
    assert client_of("receptionist").get("/b/garage/orders/stages/").status_code == 403


def test_a_stranger_finds_nothing(order, second, founded):
    from tests import cast

    with cast.outside(), second.scope("manager"):
        client = second.client("manager")
        assert client.get(f"/b/{second.business.slug}/orders/{order.pk}/").status_code == 404


def test_an_order_born_at_the_counter_shows_what_was_left_and_keeps_the_code_secret(bench, founded, client_of):
    at_counter = intake.UnitAtCounter(
        unit=bench.unit, complaint="Screen is cracked", accessories=["Charger"], condition="Scratched", secret="2580", waits_here=True
    )
    intake.receive(data=intake.IntakeInput(branch=founded.branch, party=bench.party, units=[at_counter]), **bench.act)
    order = WorkOrder.objects.get()
    page = text(client_of("receptionist").get(base(order)))
    for words in ("Screen is cracked", "Charger", "Scratched", "Waits here", "Show unlock code"):
        assert words in page
    assert "2580" not in page
    assert "Quote, not in our hands" not in page
    assert "Show unlock code" not in text(client_of("cashier").get(base(order)))
    shown = client_of("mechanic").post(f"/b/garage/reception/secret/{order.intake_unit_id}/", **HTMX)
    assert "2580" in text(shown)
