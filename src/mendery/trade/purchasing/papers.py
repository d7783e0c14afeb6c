"""What a goods receipt note (NIR) freezes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from mendery.ground.documents.papers.data import paper_data
from mendery.ground.money import ZERO, Taxed, price_round, sum_document
from mendery.ground.people.actor import Actor
from mendery.registers.parties.queries import for_paper

from .models import GoodsReceipt, GoodsReceiptLine


def received_of(line: GoodsReceiptLine) -> Decimal:
    """What came of a line: counted, else as invoiced."""
    return line.quantity if line.counted is None else line.counted


def snapshot(*, receipt: GoodsReceipt, lines: Sequence[GoodsReceiptLine], values: dict[Any, Decimal], by: Actor) -> dict[str, Any]:
    """The note in the entity's currency: invoiced and received quantities, costs, VAT.

    values  what the received part of each line is worth, by line id
    """
    entity = receipt.branch.entity
    rows = [_row(n, line, values[line.pk]) for n, line in enumerate(lines, 1)]
    total = sum_document(Taxed(values[line.pk], line.vat_category, line.vat_rate) for line in lines)
    first = receipt.reverses
    return paper_data(
        kind="goods_receipt", number=receipt.number, on=receipt.on, at=receipt.created_at, branch=receipt.branch,
        language=entity.language, currency=entity.currency, party=for_paper(receipt.supplier), by=by,
        groups=[{"title": "", "state": "", "note": "", "lines": rows, "net": total.net, "gross": total.gross}],
        vat_rows=[{"category": row.category, "rate": row.rate, "base": row.base, "vat": row.vat} for row in total.rates],
        totals={"net": total.net, "vat": total.vat, "gross": total.gross, "paid": ZERO, "due": ZERO, "discount": ZERO},
        extra={
            "invoice_number": receipt.invoice_number, "invoice_on": receipt.invoice_on, "warehouse": receipt.warehouse.name,
            "rate": receipt.rate if receipt.currency != entity.currency else None,
            "reverses": {"number": first.number, "on": first.on} if first else None,
        },
    )  # fmt: skip


def _row(n: int, line: GoodsReceiptLine, value: Decimal) -> dict[str, Any]:
    received = received_of(line)
    return {
        "n": n, "code": line.item.code if line.item else line.supplier_code, "text": line.item.name if line.item else line.text,
        "unit": line.item.unit if line.item else line.unit, "document_quantity": line.quantity, "quantity": received,
        "price": price_round(value / received) if received else Decimal(0), "discount": "0", "net": value, "vat_rate": line.vat_rate,
    }  # fmt: skip
