"""Prices of items. Pure arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_EAN_LENGTHS = (8, 12, 13, 14)


def marked_up(*, cost: Decimal, percent: Decimal) -> Decimal:
    """A sale price from a cost, to the cent: 35.00 with 40 % becomes 49.00."""
    return (cost * (_HUNDRED + percent) / _HUNDRED).quantize(_CENT, ROUND_HALF_UP)


def is_gtin(text: str) -> bool:
    """Whether digits are a GTIN (EAN, UPC) with the right check digit; a barcode without it is still a barcode."""
    if not text.isdigit() or len(text) not in _EAN_LENGTHS:
        return False
    weighted = sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(text[:-1])))
    return (10 - weighted % 10) % 10 == int(text[-1])
