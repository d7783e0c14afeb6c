"""Sums of a drawer (rule 20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from mendery.ground.money import ZERO, round_money

# Notes and coins of a currency, the largest first; others are counted in ones, twos and fives.
_COINS: dict[str, tuple[str, ...]] = {
    "RON": ("500", "200", "100", "50", "20", "10", "5", "1", "0.50", "0.10"),
    "RUB": ("5000", "2000", "1000", "500", "200", "100", "50", "10", "5", "2", "1"),
    "MDL": ("1000", "500", "200", "100", "50", "20", "10", "5", "2", "1", "0.50"),
}
_OTHERS = ("500", "200", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.20", "0.10", "0.05", "0.02", "0.01")


@dataclass(frozen=True)
class Drawer:
    """What happened to the cash of a shift, and what the cards took. Refunds and pay-outs are positive here."""

    opening: Decimal = ZERO
    cash_in: Decimal = ZERO
    refunds: Decimal = ZERO
    pay_ins: Decimal = ZERO
    pay_outs: Decimal = ZERO
    receipts: int = 0
    card: Decimal = ZERO
    slips: int = 0

    @property
    def expected(self) -> Decimal:
        """opening + cash sales − cash refunds + pay-ins − pay-outs; cards apart."""
        return self.opening + self.cash_in - self.refunds + self.pay_ins - self.pay_outs


def denominations(currency: str) -> tuple[Decimal, ...]:
    """The notes and coins that a count sheet of the currency offers."""
    return tuple(Decimal(text) for text in _COINS.get(currency, _OTHERS))


def count_total(sheet: Mapping[str, int]) -> Decimal:
    """The sum of a count sheet: denomination → pieces."""
    return round_money(sum((Decimal(value) * pieces for value, pieces in sheet.items()), ZERO))


def change_of(*, given: Decimal, amount: Decimal) -> Decimal:
    """What is given back from a larger note; never below nought."""
    return max(given - amount, ZERO)


def next_opening(*, counted: Decimal, taken_out: Decimal) -> Decimal:
    """With how much the till should open again."""
    return counted - taken_out
