"""W6: a supplier's UBL invoice of 200 lines is read in over the API to a matched draft."""

from decimal import Decimal
from typing import Any

from mendery.trade.purchasing.tests.paper import Line, ubl

from .place import Place
from .shop import found

TARGET, PARTS, LINES, UNCOUNTED = 200.0, 40, 200, 2


def _invoice(number: int) -> bytes:
    lines = [
        Line(code=f"P{n % PARTS:03d}", quantity="5", price=f"{40 + n % 97}.50", text=f"Part {n % PARTS}") for n in range(LINES)
    ]  # fmt: skip
    return ubl(*lines, number=f"ICR {number}")


def run(place: Place, options: Any) -> list[dict[str, Any]]:
    """Each invoice has its own number; its draft holds all lines, matched by code, with VAT."""
    shop = found()
    for n in range(PARTS):
        shop.item(f"P{n:03d}", name=f"Part {n}", sale_price=Decimal(90))
    wanted = max(5, options.requests // 4)
    files = [_invoice(n) for n in range(UNCOUNTED + wanted)]
    with place.served() as served:
        api = served.program(shop.token)
        drafts = [api.upload("/purchasing/invoices", "invoice.xml", data) for data in files[:UNCOUNTED]]
        with served.meter() as meter:
            for data in files[UNCOUNTED:]:
                with meter.one():
                    drafts.append(api.upload("/purchasing/invoices", "invoice.xml", data))
    for draft in drafts:
        assert len(draft["lines"]) == LINES
        assert all(line["item_id"] and line["match"] == "code" for line in draft["lines"])
        assert Decimal(draft["vat"]) > 0
    return [{"work": "W6 import of 200 lines", **meter.figures(), "target": TARGET}]
