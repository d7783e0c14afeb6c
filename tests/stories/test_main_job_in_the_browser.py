"""From a supplier's real invoice to a paid, handed-over car, on the screens of the people who do it."""

import gzip
from decimal import Decimal
from typing import Any

import pytest

from mendery.ground.tenancy.scope import business
from mendery.workshop.reception.models import Intake
from mendery.workshop.warranty.models import Warranty
from mendery.workshop.workorders.models import WorkOrder

from . import truth
from .screen import Screen, Sit

D = Decimal
OK = 200
FIRST_LOAD = 150_000  # bytes
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def goods_in(dan: Screen) -> None:
    """Dan reads the supplier's e-invoice, makes two of its lines items, calls the rest expenses, and posts."""
    dan.opens("purchasing/")
    dan.uploads(truth.SAMPLE)
    dan.presses("Read invoice")
    dan.sees("19 lines to match")
    for code in ("MF-1", "MF-2"):
        dan.asks("New item")
        dan.writes("Code", code)
        dan.writes("Price without VAT", "29,90")
        dan.presses("Create item")
        dan.sees(code)
    open_lines = dan.page.locator("tr.mtc")
    for left in range(open_lines.count(), 0, -1):
        dan.presses("Expense, no stock")
        open_lines.nth(left - 1).wait_for(state="detached")
    dan.asks("Post receipt")
    dan.presses("Post receipt")
    dan.sees("Goods receipt")


def intake(ana: Screen) -> None:
    """Ana takes a car in at the counter, on her phone."""
    ana.opens("reception/intake/")
    ana.writes("Search", "BV 07 MTR")
    ana.presses("Add")
    ana.ticks("vehicle")
    ana.writes("Plate", "BV 07 MTR")
    ana.writes("Make", "Dacia")
    ana.writes("Model", "Duster")
    ana.fits()
    ana.presses("Go on")
    ana.writes("Name", "Mihai Popescu")
    ana.writes("Phone", "0744 318 220")
    ana.presses("Add this customer")
    ana.writes("Reading", "96.420")
    ana.fits()
    ana.presses("Photos")
    ana.presses("Request")
    ana.writes("Complaint", "Brake noise at the front")
    ana.fits()
    ana.presses("Sign")
    ana.ticks("I ask for this work")
    ana.ticks("You may process my data")
    ana.signs()
    ana.fits()
    ana.presses("Check in")
    ana.sees("Intake act")


def offer(ana: Screen, order: str) -> None:
    """Ana writes the job with its parts and work, sends the estimate, and records the yes on the phone."""
    ana.opens(order)
    ana.asks("Add a job")
    ana.writes("What is to be done", "Front brakes")
    ana.presses("Add job")
    ana.enters("MF-1", quantity="2")
    ana.enters("Replace front brake pads", option="As labour", quantity="1,5")
    ana.page.get_by_role("button", name="Line menu").last.click()
    ana.asks("Edit line…")
    ana.writes("Price without VAT", "180")
    ana.presses("Save")
    ana.sees("329,80")
    ana.asks("Send estimate")
    ana.presses("Send estimate")
    ana.asks("Record the answer")
    ana.writes("Who answered?", "Mihai Popescu")
    ana.presses("Record the answer")
    ana.sees("Approved")


def work(bogdan: Screen, dan: Screen, order: str) -> None:
    """Bogdan starts, Dan hands him the parts against a slip, Bogdan ends his work and checks it."""
    bogdan.opens(order)
    bogdan.presses("Start work")
    bogdan.sees("The order is in work")
    dan.opens(order)
    dan.asks("Issue parts")
    dan.presses("Issue parts")
    dan.sees("Issued on slip")
    bogdan.opens(order)
    bogdan.presses("Finish the work")
    bogdan.sees("The work is done")
    bogdan.asks("Check the quality")
    bogdan.writes("Note", "Test drive, no noise")
    bogdan.presses("Passed")
    bogdan.sees("Quality check passed")


def money(carmen: Screen, order: str) -> None:
    """Carmen opens her till, makes the invoice and takes cash."""
    carmen.opens("cash/")
    carmen.writes("Counted in the drawer", "200")
    carmen.presses("Open the till")
    carmen.opens(order)
    carmen.presses("Make the invoice")
    carmen.sees("Draft invoice")
    carmen.asks("Issue invoice")
    carmen.presses("Issue invoice")
    carmen.presses("Take payment")
    carmen.ticks("Cash")
    carmen.writes("Received in cash", "500")
    carmen.sees("100,94")
    carmen.presses("Take payment")
    carmen.page.wait_for_url(lambda url: "/take" not in url)
    carmen.opens("cash/journal")
    carmen.sees("599,06")


def leave(ana: Screen, order: str) -> None:
    """Ana hands the car over."""
    ana.opens(order)
    ana.presses("Hand over")
    ana.writes("Reading", "96.424")
    ana.signs()
    ana.presses("Hand over")
    ana.sees("Handed over")
    ana.sees("Warranty card")


def test_the_main_job(workshop: Any, sit_down: Sit) -> None:
    """A real invoice in, a car in, agreed, parts held and issued, worked, checked, invoiced, paid, handed over: all books agree."""
    dan = sit_down("storekeeper")
    goods_in(dan)
    phone = sit_down("receptionist", phone=True)
    intake(phone)
    with business(workshop.business.pk):
        order_id, goods = WorkOrder.objects.get().pk, truth.stock_value()
        assert Intake.objects.get().is_signed
    order = f"orders/{order_id}/"
    ana, bogdan, carmen = sit_down("receptionist"), sit_down("mechanic"), sit_down("cashier")
    offer(ana, order)
    work(bogdan, dan, order)
    ana.opens(order)
    ana.presses("Finish the order")
    ana.sees("The order is finished")
    money(carmen, order)
    leave(ana, order)
    with business(workshop.business.pk):
        assert goods == D("29.75")  # two pieces at 9.95 and one at 9.85
        assert truth.stock_value() == goods - D("19.90")
        truth.all_settled(order_id=order_id, gross=D("399.06"))  # 1.5 h at 180 and 2 pieces at 29.90, 21 % on the whole
        assert Warranty.objects.filter(order_id=order_id, kind="repair").exists()
        papers = truth.papers_of(order_id)
    assert papers >= {"intake_act", "work_order", "estimate", "issue", "invoice", "cash_receipt", "handover", "warranty"}
    for screen in (dan, phone, ana, bogdan, carmen):
        assert screen.complaints == []


def test_the_first_load_stays_light(sit_down: Sit, chromium: Any) -> None:
    """The first page after signing in, with everything it fetches, is within its budget as it is sent: compressed."""
    ana = sit_down("receptionist")
    fresh = chromium.new_context(storage_state=ana.page.context.storage_state()).new_page()
    answers: list[Any] = []
    fresh.on("response", lambda one: answers.append(one))  # noqa: PLW0108 -- it keeps a mark on what it is given
    fresh.goto(ana.page.url)
    fresh.wait_for_load_state("networkidle")
    sizes = {one.url: len(one.body() if one.url.endswith(".woff2") else gzip.compress(one.body())) for one in answers if one.status == OK}
    assert any(url.endswith(".css") for url in sizes)
    assert sum(sizes.values()) <= FIRST_LOAD, sizes
