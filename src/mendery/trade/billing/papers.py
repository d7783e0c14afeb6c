"""What an invoice and its storno say, frozen."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from mendery.ground.documents.papers.data import paper_data
from mendery.ground.money import DocumentSum
from mendery.ground.people.actor import Actor
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import for_paper as unit_paper
from mendery.registers.parties.queries import for_paper as party_paper

from .calculations import total_of
from .models import Invoice, InvoiceLine
from .states import STORNO


def invoice_paper(
    *, invoice: Invoice, lines: Sequence[InvoiceLine], total: DocumentSum, paid: Decimal, language: str, by: Actor, at: datetime
) -> dict[str, Any]:
    """The snapshot of an invoice, or of a storno, at its posting.

    paid  what was paid on the order before
    """
    unit = Unit.objects.select_related("merged_into").filter(pk=invoice.unit_id).first() if invoice.unit_id else None
    extra: dict[str, Any] = {"due_on": invoice.due_on, "note": invoice.note}
    first = invoice.reverses if invoice.kind == STORNO else None
    if first is not None:
        extra |= {"reverses": {"number": first.number, "on": first.on}, "reason": invoice.reason}
    return paper_data(
        kind=invoice.kind, number=invoice.number, on=invoice.on, at=at, branch=invoice.branch, language=language, currency=invoice.currency,
        party=party_paper(invoice.party), unit=unit_paper(unit.merged_into or unit) if unit else None,
        order={"number": invoice.order_number} if invoice.order_number else None, groups=_groups(lines),
        vat_rows=[{"category": row.category, "rate": row.rate, "base": row.base, "vat": row.vat} for row in total.rates],
        totals={"net": total.net, "vat": total.vat, "gross": total.gross, "paid": paid, "due": total.gross - paid}, extra=extra, by=by,
    )  # fmt: skip


def _groups(lines: Iterable[InvoiceLine]) -> list[dict[str, Any]]:
    groups = []
    for title, group in groupby(lines, key=lambda line: line.group):
        rows = list(group)
        total = total_of(rows)
        groups.append(
            {"title": title, "state": "", "note": "", "lines": [_line(row) for row in rows], "net": total.net, "gross": total.gross}
        )
    return groups


def _line(row: InvoiceLine) -> dict[str, Any]:
    return {
        "n": row.seq, "code": row.code, "text": row.text, "quantity": row.quantity, "unit": row.unit, "price": row.price,
        "discount": row.discount_percent, "net": row.net, "vat_rate": row.vat_rate,
    }  # fmt: skip
