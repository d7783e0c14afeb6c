"""Goods-in in the browser and by programs, by role."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.ground.tenancy import switches
from mendery.registers.catalogue.actions import items
from mendery.trade.purchasing.actions import orders
from mendery.trade.purchasing.models import GoodsReceipt, MissingGoods, SupplierOrder
from mendery.trade.stock.models import Balance, Reservation

from .conftest import SAMPLES, Desk
from .paper import D, Line, ubl

BASE = "/b/garage/purchasing/"
HTMX = {"HX-Request": "true"}


def make(desk: Desk, code: str, **values: Any) -> Any:
    return items.create(data=items.ItemInput(code=code, name=f"Part {code}", **values), by=desk.by, at=desk.shelf.at)


def counted(client: Any, url: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:400]
    return len(captured), response.content.decode()


def file(data: bytes, name: str = "factura.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/xml")


def test_a_file_is_read_matched_counted_and_posted(desk: Desk, client_of: Callable[[str], Any]) -> None:
    """Dan uploads, matches by keyboard, scans, posts; what he sees is what happens."""
    pads, dan = make(desk, "GDB2108", default_bin="A-03", codes=(("barcode", "3322937812345"),)), client_of("storekeeper")
    pdf = base64.b64encode(b"%PDF-1.4\n%%EOF").decode()
    sent = dan.post(
        f"{BASE}upload", {"file": file(ubl(Line("GDB2108", "2", "168.00"), Line("LUK 623", text="Set ambreiaj"), Line("TR"), enclosed=pdf))}
    )
    assert sent.status_code == 303
    url = sent["Location"]
    page = counted(dan, url)[1]
    assert "2 lines to match" in page
    assert "See invoice PDF" in page
    assert "A-03" in page
    lines = desk.lines(GoodsReceipt.objects.get())
    fresh = {"code": "LUK623", "name": "Clutch kit", "unit": "H87"}
    assert dan.get(f"{BASE}lines/{lines[1].pk}/item").status_code == 200
    assert dan.post(f"{BASE}lines/{lines[1].pk}/item", {**fresh, "code": "GDB-2108"}, headers=HTMX).status_code == 422
    assert dan.post(f"{BASE}lines/{lines[1].pk}/item", fresh, headers=HTMX).status_code == 200
    assert dan.get(f"{url}/post").status_code == 200
    assert dan.post(f"{url}/post", headers=HTMX).status_code == 422
    assert "Expense, no stock" in dan.post(f"{BASE}lines/{lines[2].pk}/expense", headers=HTMX).content.decode()
    assert dan.post(f"{url}/scan", {"code": "3322937812345"}, headers=HTMX).status_code == 200
    assert dan.post(f"{url}/scan", {"code": "nothing"}, headers=HTMX).status_code == 422
    cell = f"{BASE}lines/{lines[0].pk}/counted"
    assert dan.get(cell).status_code == 200
    assert dan.post(cell, {"counted": "two"}, headers=HTMX).status_code == 422
    assert "2" in dan.post(cell, {"counted": "2"}, headers=HTMX).content.decode()
    assert dan.post(f"{BASE}lines/{lines[1].pk}/counted", {"counted": "1"}, headers=HTMX).status_code == 200
    assert dan.post(f"{BASE}lines/{lines[0].pk}/sale_price", {"sale_price": "289,00"}, headers=HTMX).status_code == 200
    assert dan.post(f"{BASE}lines/{lines[0].pk}/bin", {"bin": "B-01"}, headers=HTMX).status_code == 200
    assert dan.get(f"{BASE}lines/{lines[0].pk}/nonsense").status_code == 404
    assert dan.post(f"{url}/post", headers=HTMX)["HX-Redirect"] == url
    assert Balance.objects.get(item=pads).value == D("336.00")
    page = counted(dan, url)[1]
    assert "Goods receipt" in page
    assert "Post receipt" not in page
    pads.refresh_from_db()
    assert pads.sale_price == D("289.00")


def test_a_wrong_file_is_explained_above_the_list(desk: Desk, client_of: Callable[[str], Any]) -> None:
    dan = client_of("storekeeper")
    for data, words in [
        (b"hello", "is not an XML invoice"),
        ((SAMPLES / "mf_cii_example3.xml").read_bytes(), "CII"),
        (b"", "is not an XML invoice"),
    ]:
        answer = dan.post(f"{BASE}upload", {"file": file(data)})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert dan.post(f"{BASE}upload", {}).status_code == 422
    first = dan.post(f"{BASE}upload", {"file": file(ubl(Line("A")))})
    again = dan.post(f"{BASE}upload", {"file": file(ubl(Line("A")), "copy.xml")})
    assert (first.status_code, again.status_code) == (303, 422)
    assert "here already" in again.content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(desk: Desk, client_of: Callable[[str], Any]) -> None:
    elena = client_of("accountant")
    desk.read(ubl(Line("A"), number="F-1"))
    counted(elena, BASE)
    one = counted(elena, BASE)[0]
    for n in range(2, 6):
        desk.read(ubl(Line("A"), Line("B"), number=f"F-{n}"))
    many, page = counted(elena, BASE)
    assert many == one <= 16
    assert "1 line to match" in page
    assert "F-3" in counted(elena, f"{BASE}?q=f3")[1]
    assert elena.get(f"{BASE}count?view=drafts").content == b"5"
    assert client_of("mechanic").get(BASE).status_code == 403


def test_a_receipt_of_three_lines_costs_what_one_of_one_does(desk: Desk, client_of: Callable[[str], Any]) -> None:
    dan = client_of("storekeeper")
    for n in range(3):
        make(desk, f"P-{n}")
    one = desk.read(ubl(Line("P-0"), number="1"))
    three = desk.read(ubl(*(Line(f"P-{n}") for n in range(3)), number="2"))
    counted(dan, f"{BASE}{one.pk}")
    assert counted(dan, f"{BASE}{three.pk}")[0] == counted(dan, f"{BASE}{one.pk}")[0] <= 22


def test_by_hand_with_lines_and_a_new_head(desk: Desk, client_of: Callable[[str], Any]) -> None:
    pads, supplier, dan = make(desk, "GDB2108"), desk.supplier(), client_of("storekeeper")
    assert dan.get(f"{BASE}new").status_code == 200
    assert dan.post(f"{BASE}new", {"q": "nobody", "on": "2026-11-24"}).status_code == 422
    url = dan.post(f"{BASE}new", {"pick": str(supplier.pk), "on": "2026-11-24", "invoice_number": "77"})["Location"]
    assert dan.post(f"{url}/add", {"q": "gdb-2108", "quantity": "2", "price": "10,50"}, headers=HTMX).status_code == 200
    assert dan.post(f"{url}/add", {"q": "unknown"}, headers=HTMX).status_code == 422
    receipt = GoodsReceipt.objects.get()
    assert receipt.gross == D("25.41")
    line = receipt.lines.get()
    assert dan.post(f"{BASE}lines/{line.pk}/price", {"price": "11"}, headers=HTMX).status_code == 200
    assert dan.post(f"{url}/change", {"on": "2026-11-25", "invoice_number": "78"}).status_code == 303
    receipt.refresh_from_db()
    assert (receipt.gross, receipt.invoice_number) == (D("26.62"), "78")
    assert dan.post(f"{BASE}lines/{line.pk}/remove", headers=HTMX).status_code == 200
    assert dan.post(f"{url}/discard").status_code == 303
    assert GoodsReceipt.objects.count() == 0
    assert pads.pk


def test_over_delivery_asks_and_reversal_and_missing_by_dialog(desk: Desk, client_of: Callable[[str], Any]) -> None:
    make(desk, "GDB2108")
    receipt, dan = desk.read(ubl(Line("GDB2108", "4", "25.00"))), client_of("storekeeper")
    line = desk.lines(receipt)[0]
    dan.post(f"{BASE}lines/{line.pk}/counted", {"counted": "5"}, headers=HTMX)
    answer = dan.post(f"{BASE}{receipt.pk}/post", headers=HTMX)
    assert answer.status_code == 422
    assert "over_delivery_reason" in answer.content.decode()
    dan.post(f"{BASE}lines/{line.pk}/counted", {"counted": "3"}, headers=HTMX)
    assert dan.post(f"{BASE}{receipt.pk}/post", headers=HTMX).status_code == 204
    gap = MissingGoods.objects.get()
    assert "missing" in counted(dan, BASE)[1]
    assert dan.get(f"{BASE}missing/{gap.pk}/receive").status_code == 200
    assert dan.post(f"{BASE}missing/{gap.pk}/receive", {"quantity": "2", "on": "2026-11-24"}, headers=HTMX).status_code == 422
    assert dan.get(f"{BASE}missing/{gap.pk}/credit").status_code == 200
    assert dan.post(f"{BASE}missing/{gap.pk}/credit", {"quantity": "1", "on": "2026-11-24"}, headers=HTMX).status_code == 204
    assert dan.get(f"{BASE}{receipt.pk}/reverse").status_code == 200
    assert dan.post(f"{BASE}{receipt.pk}/reverse", {"reason": "", "on": "2026-11-24"}, headers=HTMX).status_code == 422


def test_serials_by_dialog(desk: Desk, client_of: Callable[[str], Any]) -> None:
    make(desk, "ECU1", tracks_serials=True)
    receipt, dan = desk.read(ubl(Line("ECU1", "2"))), client_of("storekeeper")
    url = f"{BASE}lines/{desk.lines(receipt)[0].pk}/serials"
    assert dan.get(url).status_code == 200
    assert "2 serial numbers" in dan.post(url, {"serials": "S1\nS2"}, headers=HTMX).content.decode()


def test_from_what_is_short_to_an_order_and_its_goods(desk: Desk, client_of: Callable[[str], Any]) -> None:
    pads, supplier, line, dan = make(desk, "GDB2108"), desk.supplier(), uuid4(), client_of("storekeeper")
    desk.shelf.reserve(line, pads, "2", number="26-00042")
    assert "26-00042" in counted(dan, f"{BASE}shortages")[1]
    chosen = dan.post(f"{BASE}orders/new", {"id": [str(line)]})
    assert chosen.status_code == 200
    assert "26-00042" in chosen.content.decode()
    url = dan.post(f"{BASE}orders/new", {"id": [str(line)], "begin": "1", "pick": str(supplier.pk), "on": "2026-11-24"})["Location"]
    assert dan.post(f"{url}/add", {"q": "GDB2108", "quantity": "3"}, headers=HTMX).status_code == 200
    order = SupplierOrder.objects.get()
    pegged, more = order.lines.order_by("seq")
    assert dan.post(f"{BASE}orders/lines/{more.pk}/change", {"quantity": "4"}, headers=HTMX).status_code == 200
    assert dan.post(f"{url}/place", {"promised_on": "2026-11-23"}).status_code == 303
    assert Reservation.objects.get().ordered == D(2)
    assert dan.post(f"{url}/add", {"q": "GDB2108"}, headers=HTMX).status_code == 409
    assert dan.post(f"{url}/promise", {"promised_on": "2026-11-26"}).status_code == 303
    order.refresh_from_db()
    assert order.number in counted(dan, f"{BASE}orders")[1]
    assert order.number in counted(dan, f"{BASE}orders?q={order.number}")[1]
    desk.post(desk.read(ubl(Line("GDB2108", "2"))))
    assert "Close short" in counted(dan, url)[1]
    assert dan.post(f"{BASE}orders/lines/{more.pk}/close", headers=HTMX).status_code == 200
    order.refresh_from_db()
    assert order.state == "closed"
    assert dan.post(f"{url}/cancel", headers=HTMX).status_code == 409
    assert pegged.for_order_number == "26-00042"
    second = desk.order(supplier, (pads, "1"), place=False)
    assert dan.post(f"{BASE}orders/lines/{second.lines.get().pk}/remove", headers=HTMX).status_code == 200
    assert dan.post(f"{BASE}orders/{second.pk}/cancel").status_code == 303


def test_today_and_search_lead_to_goods_in(desk: Desk, client_of: Callable[[str], Any]) -> None:
    from mendery.ground.ui.providers import search
    from mendery.trade.purchasing import providers

    pads, supplier = make(desk, "GDB2108"), desk.supplier()
    receipt = desk.read(ubl(Line("X"), number="ICR 8841207"))
    order = desk.order(supplier, (pads, "1"))
    orders.promise(order=order, promised_on=desk.shelf.on - timedelta(days=400), by=desk.by, at=desk.shelf.at)
    desk.shelf.reserve(uuid4(), pads, "1")
    request: Any = type("Request", (), {"business": desk.shelf.workshop.business})()
    kinds = {one.key.split(":")[0]: one for one in providers.today_items(desk.by, request=request)}
    assert set(kinds) == {"receipt", "supplier_order", "short_parts"}
    assert kinds["supplier_order"].tone == "red"
    hit = next(one for _, rows in search(desk.by, "icr-8841207", request=request) for one in rows)
    assert (hit.url, hit.score) == (f"{BASE}{receipt.pk}", 100)
    page = counted(client_of("storekeeper"), f"/b/garage/parties/{supplier.pk}")[1]
    assert str(receipt.pk) in page


def test_with_inventory_off_an_invoice_is_posted_without_a_note(desk: Desk, client_of: Callable[[str], Any]) -> None:
    switches.switch(feature=switches.Feature.INVENTORY, on=False)
    dan = client_of("storekeeper")
    url = dan.post(f"{BASE}upload", {"file": file(ubl(Line("GDB2108")))})["Location"]
    assert "Supplier invoices" in counted(dan, BASE)[1]
    assert dan.post(f"{url}/post", headers=HTMX).status_code == 204
    assert "Supplier invoice ICR 8841207" in counted(dan, url)[1]


def test_the_same_by_api(desk: Desk, api_of: Callable[[str], Any]) -> None:
    make(desk, "GDB2108")
    dan, elena, ana = api_of("storekeeper"), api_of("accountant"), api_of("receptionist")

    def send(data: bytes, api: Any = dan) -> Any:
        from tests.cast import outside

        with outside():
            return api.client.post(
                "/api/v1/purchasing/invoices",
                {"file": file(data)},
                headers={"Authorization": f"Bearer {api.token}", "Accept-Language": "en"},
            )

    assert send(b"hello").json()["code"] == "not_xml"
    assert send(b"hello", ana).json()["code"] == "no_right"
    read = send(ubl(Line("GDB2108", "4", "25.00"), Line("TR", "1", "5.00")))
    assert read.status_code == 201
    body = read.json()
    assert [line["match"] for line in body["lines"]] == ["code", "none"]
    assert [one["name"] for one in body["files"]] == ["factura.xml"]
    url = f"/purchasing/receipts/{body['id']}"
    assert dan.post(f"{url}/post").json()["code"] == "lines_to_match"
    assert dan.post(f"/purchasing/lines/{body['lines'][1]['id']}/match", {"item_id": None}).status_code == 200
    assert dan.patch(f"/purchasing/lines/{body['lines'][0]['id']}", {"counted": "3"}).json()["counted"] == "3.000"
    posted = dan.post(f"{url}/post")
    assert (posted.status_code, posted.json()["state"]) == (200, "posted")
    assert elena.get("/purchasing/receipts").json()["items"][0]["gross"] == "127.05"
    gap = elena.get("/purchasing/missing").json()[0]
    assert (gap["open"], gap["gross"]) == ("1.000", "30.25")
    assert dan.post(f"/purchasing/missing/{gap['id']}/receive", {"quantity": "1"}).status_code == 201
    assert dan.post(f"{url}/reverse", {"reason": "wrong"}).json()["code"] == "missing_settled"
    assert send(ubl(Line("GDB2108"))).json()["code"] == "already_imported"
    supplier, item = body["supplier_id"], body["lines"][0]["item_id"]
    order = dan.post("/purchasing/orders", {"supplier_id": supplier, "lines": [{"item_id": item, "quantity": "2"}]}).json()
    placed = dan.post(f"/purchasing/orders/{order['id']}/place", {"promised_on": "2026-12-01"}).json()
    assert (placed["state"], placed["lines"][0]["open"]) == ("placed", "2.000")
    assert dan.post(f"/purchasing/order-lines/{placed['lines'][0]['id']}/close").json()["state"] == "closed"
    hand = dan.post("/purchasing/receipts", {"supplier_id": supplier, "invoice_number": "9"}).json()
    line = dan.post(f"/purchasing/receipts/{hand['id']}/lines", {"item_id": item, "quantity": "1", "price": "5.00"})
    assert line.status_code == 201
    assert dan.delete(f"/purchasing/lines/{line.json()['id']}").status_code == 204
    assert dan.delete(f"/purchasing/receipts/{hand['id']}").status_code == 204


@pytest.mark.parametrize("role", ["mechanic", "receptionist", "cashier"])
def test_others_see_no_purchase_prices(desk: Desk, api_of: Callable[[str], Any], role: str) -> None:
    desk.read(ubl(Line("A")))
    assert api_of(role).get("/purchasing/receipts").json()["code"] == "no_right"


def test_a_hundred_megabytes_are_refused_before_they_are_read(
    desk: Desk, client_of: Callable[[str], Any], api_of: Callable[[str], Any]
) -> None:
    dan = client_of("storekeeper")
    answer = dan.generic(
        "POST", f"{BASE}upload", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(100 * 1024 * 1024)
    )
    assert answer.status_code == 413
    assert "100 MB" in answer.content.decode()
    answer = dan.generic("POST", "/api/v1/purchasing/invoices", b"", CONTENT_LENGTH=str(100 * 1024 * 1024))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    just_over = dan.post(f"{BASE}upload", {"file": file(b"<a>" + b" " * (10 * 1024 * 1024))})
    assert just_over.status_code == 422
    assert "larger than 10 MB" in just_over.content.decode()
    assert api_of("storekeeper").get("/purchasing/receipts").json()["items"] == []
