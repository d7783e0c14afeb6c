"""Sums of jobs and orders, and how far a job may grow after the customer agreed (rules 2, 18). Pure arithmetic."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from mendery.ground.money import DocumentSum, Taxed, round_money, sum_document

_HUNDRED = Decimal(100)


class Sold(Protocol):
    """A line as sums see it."""

    @property
    def net(self) -> Decimal: ...

    @property
    def vat_category(self) -> str: ...


def sum_lines(lines: Iterable[Sold], *, rate_of: Callable[[str], Decimal]) -> DocumentSum:
    """Net, VAT per rate on the whole, gross. ``rate_of`` gives the rate in percent of a VAT category."""
    return sum_document(Taxed(line.net, line.vat_category, rate_of(line.vat_category)) for line in lines)


def allowed_gross(*, approved: Decimal, tolerance_percent: Decimal) -> Decimal:
    """The most a job may cost without asking again: approved 300.00 with 10 % gives 330.00."""
    return round_money(approved * (_HUNDRED + tolerance_percent) / _HUNDRED)


def is_within(*, approved: Decimal, gross: Decimal, tolerance_percent: Decimal) -> bool:
    """Whether what a job costs now is covered by what the customer agreed to."""
    return gross <= allowed_gross(approved=approved, tolerance_percent=tolerance_percent)


@dataclass(frozen=True, slots=True)
class Margin:
    """What is left of the net price after the cost of parts; percent of the net, None without a price."""

    net: Decimal
    cost: Decimal

    @property
    def amount(self) -> Decimal:
        """Net less cost."""
        return self.net - self.cost

    @property
    def percent(self) -> Decimal | None:
        """41.2 for 58.80 cost of 100.00 net."""
        return round((self.net - self.cost) * _HUNDRED / self.net, 1) if self.net else None
