"""From a supplier's real invoice to a paid, handed-over car, by programs, each with the token of the right role."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mendery.trade.purchasing.models import GoodsReceipt
from mendery.trade.stock.models import Move, StockPaper
from tests.cast import ApiClient, Workshop, outside

from . import truth

D = Decimal
OK, MADE = 200, 201


def signature() -> str:
    """What a finger draws."""
    drawn = BytesIO()
    Image.new("RGB", (320, 120), "white").save(drawn, "PNG")
    return base64.b64encode(drawn.getvalue()).decode()


@dataclass
class Programs:
    """Programs of the workshop's people; an answer other than the expected one fails with its words."""

    workshop: Workshop
    tokens: dict[str, ApiClient] = field(default_factory=dict)

    def of(self, role: str) -> ApiClient:
        if role not in self.tokens:
            self.tokens[role] = self.workshop.api(role)
        return self.tokens[role]

    def get(self, role: str, path: str) -> Any:
        return self._body(self.of(role).get(path), OK)

    def post(self, role: str, path: str, body: Any = None, *, status: int = OK) -> Any:
        return self._body(self.of(role).post(path, body), status)

    def upload(self, role: str, path: str, name: str, data: bytes) -> Any:
        api = self.of(role)
        headers = {"Authorization": f"Bearer {api.token}", "Accept-Language": "en"}
        with outside():
            sent = api.client.post(f"/api/v1{path}", {"file": SimpleUploadedFile(name, data, "application/xml")}, headers=headers)
        return self._body(sent, MADE)

    def _body(self, response: Any, status: int) -> Any:
        assert response.status_code == status, response.content.decode()[:600]
        return response.json()


@pytest.fixture
def programs(founded: Workshop, settings: LazySettings, tmp_path: Path) -> Programs:
    settings.FILES = tmp_path
    return Programs(founded)


def goods_in(do: Programs) -> list[dict[str, Any]]:
    """The storekeeper reads the supplier's invoice, writes unknown lines into the catalogue, and posts. The lines are the answer."""
    draft = do.upload("storekeeper", "/purchasing/invoices", truth.SAMPLE.name, truth.SAMPLE.read_bytes())
    assert {line["match"] for line in draft["lines"]} == {"none"}
    assert (draft["number"], draft["net"], draft["gross"], len(draft["files"])) == ("", "229.60", "250.33", 1)
    for line in draft["lines"]:
        if D(line["net"]) < 0:  # empties given back are no goods
            do.post("storekeeper", f"/purchasing/lines/{line['id']}/match", {"item_id": None})
            continue
        fresh = {"code": f"MF-{line['seq']}", "name": line["text"], "sale_price": "29.90"}
        do.post("storekeeper", f"/purchasing/lines/{line['id']}/item", fresh, status=MADE)
    posted = do.post("storekeeper", f"/purchasing/receipts/{draft['id']}/post")
    assert posted["state"] == "posted"
    again = do.of("storekeeper")
    with outside():
        twice = again.client.post(
            "/api/v1/purchasing/invoices", {"file": SimpleUploadedFile("copy.xml", truth.SAMPLE.read_bytes())},
            headers={"Authorization": f"Bearer {again.token}"},
        )  # fmt: skip
    assert twice.json()["code"] == "already_imported"
    lines: list[dict[str, Any]] = posted["lines"]
    return lines


def more_by_hand(do: Programs, item_id: str) -> None:
    """Two more pieces come later and dearer, without an invoice."""
    supplier = do.post("storekeeper", "/parties", {"name": "Inter Piese SRL", "kind": "company", "is_supplier": True}, status=MADE)
    receipt = do.post("storekeeper", "/purchasing/receipts", {"supplier_id": supplier["id"]}, status=MADE)
    line = {"item_id": item_id, "quantity": "2", "price": "12.00"}
    do.post("storekeeper", f"/purchasing/receipts/{receipt['id']}/lines", line, status=MADE)
    do.post("storekeeper", f"/purchasing/receipts/{receipt['id']}/post")


def intake(do: Programs) -> dict[str, Any]:
    """Ana takes the car of a new customer in; its order is the answer."""
    taken = do.post(
        "receptionist", "/reception/intakes",
        {
            "new_party": {"name": "Mihai Popescu", "phone": "0744318220"}, "signature": signature(),
            "units": [
                {
                    "new": {"kind": "vehicle", "plate": "BV 07 MTR", "make": "Dacia", "model": "Duster"}, "meter": 96420,
                    "complaint": "Brake noise at the front", "accessories": ["Key, 1 pc"],
                    "promised_at": (datetime.now(UTC) + timedelta(hours=6)).isoformat(),
                }
            ],
        },
        status=MADE,
    )  # fmt: skip
    assert taken["is_signed"]
    return {**do.get("receptionist", f"/work-orders/{taken['units'][0]['order_id']}"), "intake_id": taken["id"]}


def agree(do: Programs, order: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Ana writes two jobs and sends the estimate; the customer wants the brakes and not the headlamps. The agreed order is the answer."""
    path = f"/work-orders/{order['id']}"
    labour = {"kind": "labour", "text": "Replace front brake pads", "quantity": "1.5", "price": "180"}
    brakes = do.post("receptionist", f"{path}/jobs", {"title": "Front brakes", "lines": [labour, part]}, status=MADE)
    lamps = {"kind": "outside", "text": "Polish the headlamps", "quantity": "1", "price": "70"}
    declined = do.post("receptionist", f"{path}/jobs", {"title": "Headlamps", "lines": [lamps]}, status=MADE)
    estimate = do.post("receptionist", "/estimates", {"order_id": order["id"]}, status=MADE)
    assert do.get("receptionist", path)["stage"] == "approval"
    said = [{"job_id": brakes["id"], "is_approval": True}, {"job_id": declined["id"], "is_approval": False, "why": "Next month"}]
    answers = {"who": "Mihai Popescu", "how": "phone", "answers": said}
    do.post("receptionist", f"/estimates/{estimate['id']}/answers", answers, status=MADE)
    kept = do.get("receptionist", f"/work-orders/deferred?unit_id={order['unit_id']}")
    assert [one["title"] for one in kept] == ["Headlamps"]
    agreed: dict[str, Any] = do.get("receptionist", path)
    return agreed


def work(do: Programs, order: dict[str, Any]) -> None:
    """Bogdan works, somebody looks, Ana finishes."""
    path = f"/work-orders/{order['id']}"
    do.post("mechanic", f"{path}/labour/start", {}, status=MADE)
    do.post("mechanic", "/work-orders/labour/stop", {"note": "done"})
    assert do.post("mechanic", f"{path}/done", {})["stage"] == "check"
    do.post("mechanic", f"{path}/quality", {"passed": True, "note": "Test drive, no noise"}, status=MADE)
    assert do.post("receptionist", f"{path}/finish")["state"] == "finished"


def pay(do: Programs, order: dict[str, Any]) -> dict[str, Any]:
    """Carmen invoices, opens the till, takes cash; the posted invoice is the answer."""
    draft = do.post("cashier", "/billing/invoices", {"party_id": order["party_id"], "order_id": order["id"]}, status=MADE)
    assert draft["number"] == ""
    invoice: dict[str, Any] = do.post("cashier", f"/billing/invoices/{draft['id']}/post")
    till = do.get("cashier", "/cash/tills")[0]
    do.post("cashier", "/cash/shifts/open", {"till_id": till["id"], "opening": "200.00"}, status=MADE)
    taking = {"method": "cash", "amount": invoice["gross"], "invoice_id": invoice["id"], "order_id": order["id"], "till_id": till["id"]}
    paid = do.post("cashier", "/cash/payments", taking, status=MADE)
    assert paid["unused"] == "0.00"
    journal = do.get("cashier", f"/cash/journal?till_id={till['id']}")
    assert [one["amount"] for one in journal["entries"] if one["payment_id"]] == [invoice["gross"]]
    assert journal["closing"] == str(D(invoice["gross"]) + 200)
    shift = do.post("cashier", f"/cash/shifts/{paid['shift_id']}/close", {"counted": journal["closing"]})
    assert shift["counted"] == shift["expected"] == journal["closing"]
    return invoice


def leave(do: Programs, order: dict[str, Any]) -> None:
    """The car goes home with a warranty on the repair."""
    given = {"order_id": order["id"], "to_name": "Mihai Popescu", "meter": 96424, "returned_items": ["Key, 1 pc"], "signature": signature()}
    handed = do.post("receptionist", "/reception/handovers", given, status=MADE)
    assert handed["owed"] == "0.00"
    assert do.get("receptionist", f"/work-orders/{order['id']}")["stage"] == "handed_over"
    assert not any(one["unit_id"] == order["unit_id"] for one in do.get("receptionist", "/reception/here"))
    assert "repair" in {one["kind"] for one in do.get("receptionist", f"/warranties/of-unit/{order['unit_id']}")}


def prints(do: Programs, order_id: str) -> None:
    """Every paper of the order comes out as a PDF."""
    api = do.of("receptionist")
    for paper in do.get("receptionist", f"/papers?order={order_id}")["items"]:
        assert api.get(f"/papers/{paper['id']}/pdf").content.startswith(b"%PDF"), paper["kind"]


def test_the_main_job(programs: Programs) -> None:
    """A real invoice in, a car in, agreed, parts held and issued oldest first, worked, checked, invoiced, paid, handed over."""
    lines = goods_in(programs)
    first, goods = lines[0], sum(D(line["net"]) for line in lines if line["treatment"] == "stock")
    assert truth.stock_value() == goods
    more_by_hand(programs, first["item_id"])
    assert truth.stock_value() == goods + 24
    order = agree(programs, intake(programs), {"item_id": first["item_id"], "quantity": "3"})
    part = order["jobs"][0]["lines"][1]
    assert (part["stock_state"], part["held"], order["stage"]) == ("reserved", "3.000", "work")
    path = f"/work-orders/{order['id']}"
    assert programs.post("mechanic", f"{path}/start")["state"] == "in_work"
    slip = programs.post("storekeeper", f"{path}/issue", {})
    assert slip["value"] == "31.90"  # two of the invoice at 9.95, one of the later ones at 12.00
    work(programs, order)
    invoice = pay(programs, order)
    leave(programs, order)
    assert truth.stock_value() == goods + 24 - D("31.90")
    assert (invoice["net"], invoice["gross"]) == ("359.70", "435.24")  # 1.5 h at 180 and 3 pieces at 29.90, 21 % on the whole
    truth.all_settled(order_id=UUID(order["id"]), gross=D(invoice["gross"]))
    assert truth.papers_of(order["id"]) >= {"work_order", "estimate", "issue", "invoice", "cash_receipt", "handover", "warranty"}
    prints(programs, order["id"])


def test_the_main_job_without_inventory(programs: Programs) -> None:
    """The second edition: parts are priced text, the supplier's invoice is a debt without a note, no stock anywhere."""
    switched = programs.of("manager").put("/company/features/inventory", {"is_on": False})
    assert switched.json() == {"name": "inventory", "is_on": False}
    order = agree(programs, intake(programs), {"kind": "part", "text": "Brake pads, front", "quantity": "3", "price": "29.90"})
    assert (order["jobs"][0]["lines"][1]["is_stocked"], order["stage"]) == (False, "work")
    assert programs.post("mechanic", f"/work-orders/{order['id']}/start")["state"] == "in_work"
    work(programs, order)
    invoice = pay(programs, order)
    leave(programs, order)
    assert (invoice["net"], invoice["gross"]) == ("359.70", "435.24")
    truth.all_settled(order_id=UUID(order["id"]), gross=D(invoice["gross"]))
    assert truth.papers_of(order["id"]) >= {"work_order", "estimate", "invoice", "cash_receipt", "handover", "warranty"}
    assert not GoodsReceipt.objects.exists()
    assert not StockPaper.objects.exists()
    assert not Move.objects.exists()
    prints(programs, order["id"])
