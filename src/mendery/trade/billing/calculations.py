"""Sums of an invoice, and their mirror."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from mendery.ground.money import ZERO, DocumentSum, Taxed, VatSum, sum_document


class Line(Protocol):
    """What the sums need to know of a line."""

    net: Decimal
    vat_category: str
    vat_rate: Decimal


def total_of(lines: Iterable[Line]) -> DocumentSum:
    """Line nets as they are, VAT per category and rate once on the whole (rule 2)."""
    return sum_document(Taxed(line.net, line.vat_category, line.vat_rate) for line in lines)


def opposite(amount: Decimal) -> Decimal:
    """The amount with the other sign; nought stays nought, never ``-0.00``."""
    return ZERO - amount


def mirror(total: DocumentSum) -> DocumentSum:
    """The sums of the storno: each figure of the original with the other sign, nothing computed again (rule 4)."""
    rates = tuple(VatSum(row.category, row.rate, opposite(row.base), opposite(row.vat)) for row in total.rates)
    return DocumentSum(opposite(total.net), opposite(total.vat), opposite(total.gross), rates)
