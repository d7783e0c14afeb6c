"""Whether an invoice agrees with itself, and what its lines cost us. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from mendery.ground.money import CENT, ZERO, round_money, share_out, vat_of

if TYPE_CHECKING:
    from .invoices import SupplierInvoice, VatGroup

# EN 16931 lets bases and VAT of a rate differ by less than one unit of the currency (BR-S-08, BR-S-09), since some software
# rounds line by line; prices are rounded before they are written, so large lines differ by more.
_UNIT = Decimal(1)
_PART_OF_LINE = Decimal("0.001")


@dataclass(frozen=True)
class Difference:
    """Two amounts of an invoice that should be equal: which, what the invoice states, what follows from its lines.

    what        line, lines, allowances, charges, base, vat, net, vat_total, gross, payable
    where       number of the line, or the VAT rate
    is_rounding small enough to come from rounding: shown, not refused
    """

    what: str
    stated: Decimal
    expected: Decimal
    where: str = ""
    is_rounding: bool = False


def differences_in(invoice: "SupplierInvoice") -> list[Difference]:
    """Every sum of the invoice that does not follow from its lines. Empty when all is well."""
    totals = invoice.totals
    found = [*_line_differences(invoice), *_vat_differences(invoice)]
    allowances = -sum((one.amount for one in invoice.adjustments if one.amount < 0), ZERO)
    charges = sum((one.amount for one in invoice.adjustments if one.amount > 0), ZERO)
    vat_rows = sum((row.amount for row in invoice.vat_totals), ZERO) if invoice.vat_totals else totals.vat
    sums = [
        ("lines", totals.lines, sum((line.net for line in invoice.lines), ZERO)),
        ("allowances", totals.allowances, allowances),
        ("charges", totals.charges, charges),
        ("net", totals.net, totals.lines - totals.allowances + totals.charges),
        ("vat_total", totals.vat, vat_rows),
        ("gross", totals.gross, totals.net + totals.vat),
        ("payable", totals.payable, totals.gross - totals.prepaid + totals.rounding),
    ]
    return found + [Difference(what, stated, expected) for what, stated, expected in sums if stated != expected]


def _line_differences(invoice: "SupplierInvoice") -> Iterable[Difference]:
    for line in invoice.lines:
        if not line.net_price:
            continue
        expected = round_money(line.quantity * line.net_price / line.base_quantity + line.allowances)
        if abs(expected - line.net) > CENT:
            # Some software writes the sign of a discount line on its amount only.
            gap = min(abs(expected - line.net), abs(expected + line.net))
            is_rounding = gap <= max(_UNIT, abs(line.net) * _PART_OF_LINE)
            yield Difference("line", line.net, expected, str(line.seq), is_rounding=is_rounding)


def _vat_differences(invoice: "SupplierInvoice") -> Iterable[Difference]:
    bases: dict[VatGroup, Decimal] = defaultdict(Decimal)
    for group, amount in [*((line.vat, line.net) for line in invoice.lines), *((one.vat, one.amount) for one in invoice.adjustments)]:
        bases[group] += amount
    for row in invoice.vat_totals:
        rate = f"{row.vat.rate.normalize():f}"
        base = bases.pop(row.vat, ZERO)
        if base != row.base:
            yield Difference("base", row.base, base, rate, is_rounding=abs(base - row.base) < _UNIT)
        expected = vat_of(row.base, row.vat.rate)
        if expected != row.amount:
            yield Difference("vat", row.amount, expected, rate, is_rounding=abs(expected - row.amount) < _UNIT)
    if invoice.vat_totals:
        for group, base in bases.items():
            if base:
                yield Difference("base", ZERO, base, f"{group.rate.normalize():f}", is_rounding=abs(base) < _UNIT)


def nets_of(invoice: "SupplierInvoice") -> list[Decimal]:
    """Net of each line after its share of the document's allowances and charges, kept within its VAT rate (rule 5).

    An adjustment in a rate without lines is shared over all lines.
    """
    nets = [line.net for line in invoice.lines]
    by_group: dict[VatGroup | None, Decimal] = defaultdict(Decimal)
    groups = {line.vat for line in invoice.lines}
    for one in invoice.adjustments:
        by_group[one.vat if one.vat in groups else None] += one.amount
    for group, amount in by_group.items():
        places = [at for at, line in enumerate(invoice.lines) if group is None or line.vat == group]
        weights = [max(invoice.lines[at].net, ZERO) for at in places]
        for at, share in zip(places, share_out(amount, weights), strict=True):
            nets[at] += share
    return nets


def costs_of(*, nets: Sequence[Decimal], vat_rates: Sequence[Decimal], rate: Decimal, vat_is_cost: bool) -> list[Decimal]:
    """What each line costs in our currency; the costs sum exactly to the converted sum of the invoice.

    rate         our currency for one unit of the invoice's
    vat_is_cost  a business that is not a VAT payer cannot deduct it
    """
    amounts = list(nets)
    if vat_is_cost:
        for percent in set(vat_rates):
            places = [at for at, each in enumerate(vat_rates) if each == percent]
            vat = vat_of(sum((nets[at] for at in places), ZERO), percent)
            for at, share in zip(places, _shares(vat, [nets[at] for at in places]), strict=True):
                amounts[at] += share
    if rate == 1:
        return amounts
    return _shares(round_money(sum(amounts, ZERO) * rate), amounts)


def _shares(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """By largest remainder; lines below zero keep their own rounded part, the rest is shared."""
    if all(weight >= 0 for weight in weights):
        return share_out(total, weights)
    whole = sum(weights, ZERO)
    if not whole:
        return share_out(total, [abs(weight) for weight in weights])
    shares = [round_money(total * weight / whole) for weight in weights]
    largest = max(range(len(weights)), key=lambda at: weights[at])
    shares[largest] += total - sum(shares, ZERO)
    return shares


def received_value(*, cost: Decimal, invoiced: Decimal, received: Decimal) -> Decimal:
    """What the received part of an invoiced line is worth; more than invoiced came for the same money."""
    if received >= invoiced:
        return cost
    return round_money(cost * received / invoiced)
