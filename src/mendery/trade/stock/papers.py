"""What the store's own papers freeze: issue slip, return, correction, supplier return."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mendery.ground.documents.papers.data import paper_data
from mendery.ground.money import ZERO, price_round
from mendery.ground.people.actor import Actor
from mendery.registers.catalogue.models import Item

from .models import StockPaper


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One line of a stock paper."""

    item: Item
    quantity: Decimal
    cost: Decimal


def snapshot(*, kind: str, paper: StockPaper, lines: Sequence[Shown], by: Actor, facts: Sequence[Sequence[str]] = ()) -> dict[str, Any]:
    """Everything that print needs, in the language of the country: these papers stay in the house."""
    entity = paper.warehouse.branch.entity
    rows = [
        {
            "n": n, "code": line.item.code, "text": line.item.name, "quantity": str(line.quantity), "unit": line.item.unit,
            "price": str(price_round(line.cost / line.quantity)), "discount": "0", "net": str(line.cost), "vat_rate": "0",
        }
        for n, line in enumerate(lines, 1)
    ]  # fmt: skip
    net = str(sum((line.cost for line in lines), ZERO))
    return paper_data(
        kind=kind, number=paper.number, on=paper.on, at=paper.at, branch=paper.warehouse.branch, language=entity.language,
        currency=entity.currency, by=by, facts=list(facts),
        order={"number": paper.order_number, "opened_at": "", "promised_at": "", "complaint": ""} if paper.order_number else None,
        groups=[{"title": "", "state": "", "note": paper.reason, "lines": rows, "net": net, "gross": net}],
        totals={"net": net, "vat": "0.00", "gross": net, "paid": "0.00", "due": "0.00", "discount": "0.00"},
        extra={"warehouse": paper.warehouse.name, "reason": paper.reason},
    )  # fmt: skip
