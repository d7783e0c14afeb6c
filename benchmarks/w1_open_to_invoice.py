"""W1: from a new customer to a paid invoice, over the API, every call its own request."""

import random
from decimal import Decimal
from typing import Any

from mendery.registers.catalogue.models import Item
from mendery.trade.stock.actions.receipts import Incoming

from .client import Client
from .place import Place
from .shop import Shop, found

NAME, TARGET = "W1 open to invoice", 150.0
PARTS, LAYERS, PIECES, LABOUR = 40, 20, 50, 10
UNCOUNTED = 3


def prepare() -> tuple[Shop, list[Item], list[Item]]:
    """40 parts in 20 layers of 50 pieces at differing cost, 10 labour items."""
    shop = found()
    parts = [shop.item(f"P{n:03d}", name=f"Part {n}", sale_price=Decimal(90 + n)) for n in range(PARTS)]
    labour = [
        shop.item(f"L{n:03d}", name=f"Work {n}", kind="work", unit="HUR", norm_hours=Decimal(1), sale_price=Decimal(120))
        for n in range(LABOUR)
    ]
    for layer in range(LAYERS):
        shop.receive(
            [
                Incoming(item_id=part.pk, quantity=Decimal(PIECES), value=Decimal(PIECES * (40 + layer + n % 7)))
                for n, part in enumerate(parts)
            ]
        )
    return shop, parts, labour


class Document:
    """One customer's way through the workshop: nine steps."""

    def __init__(self, api: Client, number: int, parts: list[Item], labour: list[Item], dice: random.Random) -> None:
        self.api, self.number = api, number
        self.lines = [
            {"item_id": str(one.pk), "quantity": str(dice.randint(1, 3)), "price": str(one.sale_price)} for one in dice.sample(parts, 6)
        ]
        self.lines += [{"item_id": str(one.pk), "quantity": "2", "price": "120"} for one in dice.sample(labour, 4)]

    def run(self) -> None:
        for step in (
            self.customer,
            self.equipment,
            self.estimate,
            self.confirm_reserve,
            self.start,
            self.finish_issue,
            self.invoice,
            self.post,
            self.pay,
        ):
            step()

    def customer(self) -> None:
        self.party = self.api.post(
            "/parties",
            {"name": f"Ion Rusu {self.number}", "phone": f"07{20_000_000 + self.number}", "street": "Str. Lungă 5", "city": "Brașov"},
        )["id"]

    def equipment(self) -> None:
        unit = {
            "kind": "vehicle",
            "type": "car",
            "make": "Dacia",
            "model": "Logan",
            "plate": f"B {10_000 + self.number} X",
            "owner_id": self.party,
        }
        self.unit = self.api.post("/units", unit)["id"]

    def estimate(self) -> None:
        order = {
            "party_id": self.party,
            "unit_id": self.unit,
            "complaint": "Noise",
            "jobs": [{"title": "Front brakes", "lines": self.lines}],
        }
        opened = self.api.post("/work-orders", order)
        self.order, self.jobs = opened["id"], [job["id"] for job in opened["jobs"]]
        self.offer = self.api.post("/estimates", {"order_id": self.order})["id"]

    def confirm_reserve(self) -> None:
        said = [{"job_id": job, "is_approval": True} for job in self.jobs]
        self.api.post(f"/estimates/{self.offer}/answers", {"who": "Ion Rusu", "how": "phone", "answers": said})

    def start(self) -> None:
        self.api.post(f"/work-orders/{self.order}/start")

    def finish_issue(self) -> None:
        self.slip = self.api.post(f"/work-orders/{self.order}/issue")
        self.api.post(f"/work-orders/{self.order}/quality", {"passed": True})
        self.state = self.api.post(f"/work-orders/{self.order}/finish")["state"]

    def invoice(self) -> None:
        self.draft = self.api.post("/billing/invoices", {"party_id": self.party, "order_id": self.order})["id"]

    def post(self) -> None:
        self.posted = self.api.post(f"/billing/invoices/{self.draft}/post")

    def pay(self) -> None:
        self.api.post("/cash/payments", {"invoice_id": self.draft, "method": "bank", "amount": self.posted["gross"]})

    def check(self) -> None:
        """What must hold afterwards; not part of the time."""
        paid = self.api.read(f"/billing/invoices/{self.draft}")
        order = self.api.read(f"/work-orders/{self.order}")
        lines = [line for job in order["jobs"] for line in job["lines"]]
        costs = [Decimal(line["cost"]) for line in lines if line["kind"] == "part"]
        assert self.state == "finished"
        assert len(paid["lines"]) == 10
        assert Decimal(paid["vat"]) > 0
        assert Decimal(paid["open"]) == 0
        assert len(costs) == 6
        assert all(costs)
        assert sum(costs) == Decimal(self.slip["value"])


def run(place: Place, options: Any) -> list[dict[str, Any]]:
    """Some runs of ten documents after three that do not count."""
    shop, parts, labour = prepare()
    dice, rows = random.Random(1), []
    with place.served() as served:
        api = served.program(shop.token)
        number = 0
        for turn in range(options.rounds):
            documents = [Document(api, number + n, parts, labour, dice) for n in range(UNCOUNTED + options.documents)]
            number += len(documents)
            for document in documents[:UNCOUNTED]:
                document.run()
            with served.meter() as meter:
                for document in documents[UNCOUNTED:]:
                    with meter.one():
                        document.run()
            for document in documents:
                document.check()
            rows.append({"work": f"W1 run {turn + 1}", **meter.figures(), "target": TARGET})
    return rows
