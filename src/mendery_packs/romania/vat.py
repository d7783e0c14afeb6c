"""VAT rates as dated rows: Cod fiscal (Legea 227/2015) art. 291, changed by Legea 141/2025 from 1 August 2025."""

from datetime import date
from decimal import Decimal

# category → (from this day, percent), the latest first
RATES = {
    "standard": ((date(2025, 8, 1), Decimal(21)), (date(2017, 1, 1), Decimal(19))),
    "reduced": ((date(2025, 8, 1), Decimal(11)), (date(2017, 1, 1), Decimal(9))),
    "zero": ((date(2017, 1, 1), Decimal(0)),),
    "exempt": ((date(2017, 1, 1), Decimal(0)),),
    "reverse": ((date(2017, 1, 1), Decimal(0)),),
}
CATEGORIES = tuple(RATES)


def rate(category: str, on: date) -> Decimal:
    """Percent of a category on a day."""
    for begins, percent in RATES[category]:
        if on >= begins:
            return percent
    raise LookupError(f"no VAT rate of {category} on {on}")
