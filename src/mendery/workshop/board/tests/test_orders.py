"""The list of orders: views, filters, pages by key, rights, files, what is done to several at once."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.workshop.workorders.models import Job, WorkOrder
from tests.cast import outside

pytestmark = pytest.mark.django_db
LIST = "/b/garage/work/"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
# Session, person, business, savepoint and scope (3 of the test itself), credentials, branches; rows, jobs, staff with stages.
QUERIES = 16


def shown(client, **query):
    return client.get(LIST, query).content.decode()


def numbers(html):
    return [part.split("</td>")[0] for part in html.split('<td class="t3 nw">')[1:]]


def test_saved_views_hold_what_their_names_say(shop, founded):
    late = shop.order(due=-2, title="Late one")
    risk = shop.order(due=0.5)
    waits = shop.order(stage="approval", state="open")
    ready = shop.order(stage="ready", state="finished", due=-3)
    gone = shop.order(stage="handed_over", state="finished")
    WorkOrder.objects.filter(pk=waits.pk).update(technician=None, adviser="")
    client = founded.client("mechanic")
    assert numbers(shown(client)) == [late.number, risk.number, waits.number, ready.number]
    assert numbers(shown(client, view="late")) == [late.number, risk.number]
    assert numbers(shown(client, view="customer")) == [waits.number]
    assert numbers(shown(client, view="unpaid")) == [ready.number]
    assert numbers(shown(client, view="mine")) == [late.number, risk.number, ready.number]
    assert gone.number in numbers(shown(client, view="all"))
    assert "2 h late" in shown(client)
    assert numbers(shown(client, late="1")) == [late.number, risk.number], "the tile of Today leads here"


def test_filters_meet(shop, founded):
    work = shop.order()
    approval = shop.order(stage="approval", state="open", due=None)
    old = shop.order(stage="handed_over", state="finished", opened_at=shop.now - timedelta(days=40))
    client, bogdan = founded.client("manager"), founded.staff["mechanic"]
    WorkOrder.objects.filter(pk=work.pk).update(technician=None)
    assert numbers(shown(client, stage="approval")) == [approval.number]
    assert numbers(shown(client, view="all", state="finished")) == [old.number]
    assert numbers(shown(client, technician="nobody")) == [work.number]
    assert work.number not in numbers(shown(client, technician=str(bogdan.pk)))
    assert approval.number not in numbers(shown(client, promised="week"))
    assert numbers(shown(client, view="all", until=(shop.now - timedelta(days=30)).date().isoformat())) == [old.number]
    assert "Stage: Waiting approval" in shown(client, stage="approval")
    assert "No job matches." in shown(client, stage="parts")
    assert client.get(LIST, {"stage": "nonsense", "technician": "x", "until": "yesterday"}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("bv 07 mtr", True), ("07MTR", True), ("26-00001", True), ("00001", True), ("serban", True), ("ȘERBAN", True),
        ("Șerban Răzvan", True), ("razvan serb", True), ("0744318220", True), ("8220", True), ("M:26-00001", True), ("popa", False),
    ],
)  # fmt: skip
def test_any_part_that_people_remember_finds_the_order(shop, founded, typed, is_found):
    order = shop.order(shop.unit(shop.party("Răzvan Șerban")))
    shop.order(shop.unit(shop.party("Dan Olteanu", "+40722000111"), "CJ88ANA"))
    found = numbers(shown(founded.client("receptionist"), q=typed))
    assert found == ([order.number] if is_found else [])


def test_pages_go_on_by_key_and_cost_the_same_everywhere(shop, founded):
    unit = shop.unit(shop.party())
    orders = [shop.order(unit) for _ in range(7)]
    client, seen, url = founded.client("manager"), [], f"{LIST}?limit=3"
    costs = []
    while url:
        with CaptureQueriesContext(connection) as asked:
            html = client.get(url).content.decode()
        costs.append(len(asked))
        seen += numbers(html)
        url = html.split('hx-get="/b/garage/work/?')[-1].split('"')[0] if 'class="more-r"' in html else ""
        url = f"{LIST}?{url.replace('&amp;', '&')}" if url else ""
    assert seen == [order.number for order in orders]
    assert len(set(costs)) == 1
    assert costs[0] <= QUERIES
    assert client.get(LIST, {"after": "nonsense"}).status_code == 422


def test_a_further_page_answers_rows_only(shop, founded):
    unit = shop.unit(shop.party())
    for _ in range(3):
        shop.order(unit)
    client = founded.client("manager")
    href = shown(client, limit=2).split('<tr class="more-r"><td colspan="11"><a href="')[1].split('"')[0].replace("&amp;", "&")
    rows = client.get(href, **HTMX).content.decode()
    assert rows.startswith("<tr data-href")
    assert numbers(rows) == ["26-00003"]
    whole = client.get(href).content.decode()
    assert "To the first page" in whole


def test_prices_customers_and_margins_only_by_right(shop, founded):
    order = shop.order()
    shop.job(order, is_done=True)
    shop.job(order, seq=2)
    manager, reception, mechanic = (shown(founded.client(role)) for role in ("manager", "receptionist", "mechanic"))
    assert "1.210,00" in manager
    assert "40\u00a0%" in manager
    assert 'aria-label="50 %"' in manager
    assert "Bogdan Rusu" in manager
    assert "1.210,00" in reception
    assert "40\u00a0%" not in reception
    assert "1.210,00" not in mechanic
    assert "Maria Ionescu" not in mechanic
    assert 'name="id"' not in mechanic
    count = founded.client("mechanic").get(f"{LIST}count").content.decode()
    assert count.startswith("1 row")
    assert "1.210" not in count


def test_counts_come_after_the_rows(shop, founded):
    shop.order(due=-1)
    shop.order(stage="ready", state="finished")
    client = founded.client("manager")
    html = shown(client)
    assert f'hx-get="{LIST}count" hx-trigger="load"' in html
    assert '<span class="cnt">' not in html.split('id="views"')[1].split("</div></div>")[0]
    counted = client.get(f"{LIST}count", **HTMX).content.decode()
    assert counted.startswith("2 rows · 2.420,00\u00a0lei")
    assert 'Late or at risk <span class="cnt">1</span>' in counted


def test_files_hold_what_the_list_shows(shop, founded):
    razvan = shop.unit(shop.party("Răzvan Șerban"))
    shop.order(razvan, title="=2+3")
    shop.order(razvan, stage="ready", state="finished")
    shop.order(razvan, stage="handed_over", state="finished")
    client = founded.client("manager")
    answer = client.get(f"{LIST}jobs.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == numbers(shown(client)) == ["26-00001", "26-00002"]
    assert rows[1][1:5] == ["BV 07 MTR", "'=2+3", "Răzvan Șerban", "In work"]
    assert rows[1][-3:] == ["1210,00", "600,00", "40,0"]
    assert "attachment" in answer["Content-Disposition"]
    plain = founded.client("mechanic").get(f"{LIST}jobs.csv").content.decode("utf-8-sig")
    assert "1210" not in plain
    assert "Șerban" not in plain
    reception = founded.client("receptionist").get(f"{LIST}jobs.csv").content.decode("utf-8-sig")
    assert "1210,00" in reception
    assert "600,00" not in reception


def test_the_workbook_opens_and_has_the_same_rows(shop, founded):
    shop.order(title="=HYPERLINK(1)")
    book = zipfile.ZipFile(io.BytesIO(founded.client("manager").get(f"{LIST}jobs.xlsx?view=all").content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "26-00001" in "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_chosen_orders_are_given_to_a_technician(shop, founded):
    one, two, other = shop.order(), shop.order(), shop.order()
    for order in (one, two, other):
        shop.job(order, technician=None)
    WorkOrder.objects.update(technician=None)
    client, bogdan = founded.client("receptionist"), founded.staff["mechanic"]
    answer = client.post(f"{LIST}assign?view=all", {"id": [one.pk, two.pk], "technician": bogdan.pk, "_key": "k1"})
    assert answer.status_code == 303
    assert answer["Location"] == f"{LIST}?view=all"
    assert set(WorkOrder.objects.filter(technician=bogdan)) == {one, two}
    assert set(Job.objects.filter(technician=bogdan).values_list("order_id", flat=True)) == {one.pk, two.pk}
    assert founded.client("mechanic").post(f"{LIST}assign", {"id": [other.pk], "_key": "k2"}).status_code == 403
    refused = client.post(f"{LIST}assign", {"technician": bogdan.pk, "_key": "k3"})
    assert "No jobs are chosen." in refused.content.decode()
    assert client.post(f"{LIST}assign", {"id": "x", "_key": "k4"}).status_code == 422


def test_a_stranger_sees_nothing(shop, founded, second):
    shop.order()
    client = second.client("manager")
    assert client.get(LIST).status_code == 404
    assert "26-00001" not in client.get("/b/rival/work/?view=all").content.decode()
    assert "Work orders" not in client.get("/b/rival/search?q=26-00001", **HTMX).content.decode()
    with outside(), second.scope("manager"):
        assert not WorkOrder.objects.exists()


def test_a_member_of_another_branch_does_not_see_them(shop, founded):
    from mendery.ground.company.models import Branch

    shop.order()
    other = Branch.objects.create(entity=founded.entity, code="CJ", name="Cluj")
    founded.membership["receptionist"].branch_ids = [other.pk]
    founded.membership["receptionist"].save()
    assert numbers(shown(founded.client("receptionist"), view="all")) == []


def test_programs_get_the_same_list(shop, founded):
    shop.order(due=-1)
    shop.order(stage="ready", state="finished")
    manager, mechanic = founded.api("manager"), founded.api("mechanic")
    page = manager.get("/board/orders?limit=1").json()
    assert page["items"][0]["number"] == "26-00001"
    assert (page["items"][0]["gross"], page["items"][0]["margin_percent"]) == ("1210.00", "40.0")
    assert manager.get(f"/board/orders?limit=1&after={page['next']}").json()["items"][0]["number"] == "26-00002"
    plain = mechanic.get("/board/orders?view=late").json()["items"]
    assert [row["number"] for row in plain] == ["26-00001"]
    assert {plain[0][name] for name in ("gross", "net", "cost", "margin_percent", "customer")} == {None}
    today = manager.get("/board/today").json()
    assert (today["late"], today["ready"], today["here"], today["cash_by_method"]) == (1, 1, 2, {})
    assert mechanic.get("/board/today").json()["cash"] is None
