"""НДС as dated rows: НК РФ ст. 164; standard rate 22 % by ФЗ 28.11.2025 № 425-ФЗ from 1 January 2026."""

from datetime import date
from decimal import Decimal

# category → (from this day, percent), the latest first
RATES = {
    "standard": ((date(2026, 1, 1), Decimal(22)), (date(2019, 1, 1), Decimal(20))),
    "reduced": ((date(2019, 1, 1), Decimal(10)),),
    "zero": ((date(2019, 1, 1), Decimal(0)),),
    "exempt": ((date(2019, 1, 1), Decimal(0)),),
}
CATEGORIES = tuple(RATES)


def rate(category: str, on: date) -> Decimal:
    """Percent of a category on a day."""
    for begins, percent in RATES[category]:
        if on >= begins:
            return percent
    raise LookupError(f"no VAT rate of {category} on {on}")
