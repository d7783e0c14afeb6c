"""Today, as people of each role meet it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mendery.ground.ui import providers
from mendery.trade.cashdesk.models import Payment, Shift
from mendery.trade.stock.models import Reservation
from mendery.workshop.workorders.models import LabourEntry, WorkOrder, WorkOrderDetails

pytestmark = pytest.mark.django_db
TODAY = "/b/garage/"


def page(client, **query):
    answer = client.get(TODAY, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def day(shop, founded):
    """One late, one waiting for approval, one ready; a mechanic at work; 300 lei in cash."""
    late = shop.order(due=-2, title="Timing belt")
    waits = shop.order(shop.unit(shop.party("Dan Olteanu"), "CJ88ANA"), stage="approval", state="open", due=None)
    ready = shop.order(stage="ready", state="finished", due=None)
    job = shop.job(late)
    LabourEntry.objects.create(
        job=job, order_id=late.pk, staff=founded.staff["mechanic"], started_at=timezone.now() - timedelta(minutes=34)
    )
    WorkOrderDetails.objects.filter(order=waits).update(waits_here=True)
    shift = Shift.objects.create(
        till=founded.till, on=timezone.localdate(), opened_at=timezone.now(), opened_by="Carmen Dobre", opening=Decimal(200)
    )
    Payment.objects.create(
        state="posted", party=late.party, branch=founded.branch, method="cash", amount=Decimal(300), currency="RON", on=timezone.localdate(),
        at=timezone.now(), till=founded.till, shift=shift, by_name="Carmen Dobre",
    )  # fmt: skip
    return {"late": late, "waits": waits, "ready": ready, "job": job}


def test_reception_sees_who_came_and_what_is_promised(day, founded):
    html = page(founded.client("receptionist"))
    assert "Arrived today" in html
    assert "3 arrivals" in html
    assert "Waits here" in html
    assert "Dan Olteanu" in html
    assert "Timing belt" in html.split("Needs you now")[1]
    assert f"/b/garage/reception/handover/{day['ready'].pk}/" in html
    assert "Cash today" not in html, "the receptionist may not see the till"
    assert "Bogdan Rusu" in html
    assert "1 of 1" in html


def test_the_cashier_sees_the_till(day, founded):
    html = page(founded.client("cashier"))
    assert "Cash today" in html
    assert '<div class="v">300 <small>lei</small></div>' in html
    assert "200,00\u00a0lei" in html, "in the drawer: what was found at opening, until the journal moves"


def test_the_mechanic_sees_the_running_clock_and_own_jobs_without_prices(day, founded, shop):
    other = shop.order(stage="work", state="open")
    mine = shop.job(other, title="Rear pads")
    html = page(founded.client("mechanic"))
    assert "My job now" in html
    assert "data-clock=" in html
    assert f"/b/garage/orders/jobs/{day['job'].pk}/stop" in html
    assert "Rear pads" in html
    assert f"/b/garage/orders/jobs/{mine.pk}/start" in html
    for hidden in ("1.210", "lei", "Maria Ionescu", "Cash desk"):
        assert hidden not in html.split("<main")[1].split("</main>")[0]
    assert 'aria-label="View as"' not in html


def test_the_storekeeper_sees_what_to_give_and_what_is_short(day, founded, shop):
    from mendery.registers.catalogue.models import Item

    item = Item.objects.create(code="GDB2187", code_key="gdb2187", name="Brake pads", sort_key="brake pads", kind="stock", unit="H87")
    for order, held in ((day["late"], 2), (day["waits"], 0)):
        Reservation.objects.create(
            item=item, warehouse=founded.warehouse, line_id=order.pk, order_id=order.pk, order_number=order.number, wanted=2, held=held,
            at=timezone.now(),
        )  # fmt: skip
    html = page(founded.client("storekeeper"))
    give, short = html.split("Parts to give")[1].split("<h2>Short")
    assert "2 × GDB2187" in give
    assert "Wanted now" in give
    assert day["waits"].number in short
    assert "Brake pads" in short


def test_the_manager_begins_with_the_numbers_of_the_month(day, founded):
    WorkOrder.objects.filter(pk=day["ready"].pk).update(finished_at=timezone.now())
    html = page(founded.client("manager"))
    assert "Margin this month" in html
    assert "40\u00a0%" in html
    assert "Open jobs by stage" in html
    for view in ("Reception", "Workshop", "Stores", "Owner"):
        assert f">{view}</a>" in html
    workshop = page(founded.client("manager"), view="workshop")
    assert "In the workshop" in workshop


def test_views_are_for_those_whose_work_they_are(day, founded):
    assert "Margin this month" not in page(founded.client("receptionist"), view="owner")
    assert "Cash today" not in page(founded.client("mechanic"), view="reception")


def test_the_accountant_is_led_to_the_invoices(founded):
    answer = founded.client("accountant").get(TODAY)
    assert (answer.status_code, answer["Location"]) == (303, "/b/garage/invoices/")


def test_an_empty_day_says_what_to_do(founded):
    html = page(founded.client("receptionist"))
    assert "Nobody came in yet today." in html
    assert "Nothing waits for you." in html


@pytest.mark.parametrize(("role", "most"), [("receptionist", 26), ("mechanic", 24), ("storekeeper", 24), ("manager", 30)])
def test_today_asks_little_however_much_there_is(day, founded, shop, role, most):
    client = founded.client(role)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for n in range(6):
        order = shop.order(stage=("work", "approval", "ready")[n % 3], due=-n)
        shop.job(order)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) - len(few) <= 1
    assert len(many) <= most


def test_needs_come_from_all_apps_ranked(founded, monkeypatch):
    request_items = [
        providers.TodayItem(
            key=f"k{rank}", rank=rank, asset="", title=f"Need {rank}", detail="", tone="red", icon="alarm", state="Late", action="Open", url="/x",
        )
        for rank in (3, 0)
    ]  # fmt: skip
    monkeypatch.setitem(providers.today_items._providers, "elsewhere", lambda actor, **more: request_items)
    html = page(founded.client("receptionist"))
    assert html.index("Need 0") < html.index("Need 3")
