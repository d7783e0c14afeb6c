"""Amounts, VAT arithmetic and rounding. Pure Python, Decimal only, HALF-UP away from zero.

Source: EN 16931 BR-CO-17; ``docs/algorithms/prices-and-vat.md``.
"""

from .arithmetic import (
    CENT,
    ZERO,
    DocumentSum,
    Taxed,
    VatSum,
    extract_vat,
    line_net,
    price_round,
    quantity_round,
    round_money,
    share_out,
    sum_document,
    to_decimal,
    vat_of,
)

__all__ = [
    "CENT",
    "ZERO",
    "DocumentSum",
    "Taxed",
    "VatSum",
    "extract_vat",
    "line_net",
    "price_round",
    "quantity_round",
    "round_money",
    "share_out",
    "sum_document",
    "to_decimal",
    "vat_of",
]
