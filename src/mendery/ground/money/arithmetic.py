"""The arithmetic of papers: line nets, VAT per rate on the document, shares to the cent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import groupby

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
_PRICE = Decimal("0.000001")
_QUANTITY = Decimal("0.001")
_HUNDRED = Decimal(100)


def round_money(amount: Decimal) -> Decimal:
    """Two decimals, half up away from zero; never ``-0.00``."""
    return amount.quantize(CENT, ROUND_HALF_UP) + ZERO


def price_round(price: Decimal) -> Decimal:
    """A unit price keeps up to six decimals."""
    return price.quantize(_PRICE, ROUND_HALF_UP)


def quantity_round(quantity: Decimal) -> Decimal:
    """A quantity keeps up to three decimals."""
    return quantity.quantize(_QUANTITY, ROUND_HALF_UP)


def to_decimal(text: str | Decimal | int) -> Decimal:
    """Read what a person typed: ``1.234,50``, ``1234.5``, ``1 234,5``. Raises ValueError."""
    if isinstance(text, Decimal | int):
        return Decimal(text)
    cleaned = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("\u2212", "-")
    if "," in cleaned and "." in cleaned:
        thousands = "." if cleaned.rindex(",") > cleaned.rindex(".") else ","
        cleaned = cleaned.replace(thousands, "")
    cleaned = cleaned.replace(",", ".")
    try:
        value = Decimal(cleaned)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite():
        raise ValueError(text)
    return value


def line_net(*, quantity: Decimal, price: Decimal, discount_percent: Decimal = Decimal(0)) -> Decimal:
    """Net of one line, rounded once at the end."""
    return round_money(quantity * price * (_HUNDRED - discount_percent) / _HUNDRED)


def vat_of(net: Decimal, rate: Decimal) -> Decimal:
    """VAT on a net sum at a rate in percent; a reversal mirrors exactly."""
    return round_money(net * rate / _HUNDRED)


def extract_vat(gross: Decimal, rate: Decimal) -> Decimal:
    """VAT contained in a gross sum (shelf prices, fiscal receipts)."""
    return round_money(gross * rate / (_HUNDRED + rate))


def share_out(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split an amount by weights, to the cent, by largest remainder; the shares sum exactly to the total."""
    whole = sum(weights, Decimal(0))
    if not weights:
        return []
    if whole == 0:
        weights, whole = [Decimal(1)] * len(weights), Decimal(len(weights))
    sign = -1 if total < 0 else 1
    cents = int(round_money(abs(total)) * 100)
    exact = [Decimal(cents) * weight / whole for weight in weights]
    floors = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (floors[i] - exact[i], i))
    for index in order[: cents - sum(floors)]:
        floors[index] += 1
    return [round_money(Decimal(sign * share) / 100) for share in floors]


@dataclass(frozen=True)
class Taxed:
    """One line as VAT sees it."""

    net: Decimal
    category: str
    rate: Decimal


@dataclass(frozen=True)
class VatSum:
    """One row of the VAT table of a paper."""

    category: str
    rate: Decimal
    base: Decimal
    vat: Decimal


@dataclass(frozen=True)
class DocumentSum:
    """Totals of a paper: VAT is computed once per rate on the whole."""

    net: Decimal
    vat: Decimal
    gross: Decimal
    rates: tuple[VatSum, ...]


def sum_document(lines: Iterable[Taxed]) -> DocumentSum:
    """Sum rounded line nets, then VAT per category and rate on the document."""
    ordered = sorted(lines, key=lambda line: (-line.rate, line.category))
    rates = []
    for (rate, category), group in groupby(ordered, key=lambda line: (line.rate, line.category)):
        base = sum((line.net for line in group), ZERO)
        rates.append(VatSum(category, rate, base, vat_of(base, rate)))
    net = sum((row.base for row in rates), ZERO)
    vat = sum((row.vat for row in rates), ZERO)
    return DocumentSum(net, vat, net + vat, tuple(rates))
