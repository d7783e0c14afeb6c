"""A supplier's invoice as it was read, whatever its syntax."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The seller or buyer as the invoice names them."""

    name: str
    tax_id: str = ""
    registry_number: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    iban: str = ""
    is_vat_payer: bool = False


@dataclass(frozen=True, kw_only=True)
class VatGroup:
    """What lines, allowances and subtotals with the same VAT have in common."""

    category: str
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class ReadLine:
    """One line as the invoice says it; ``net`` after the allowances of the line, before those of the document."""

    seq: int
    text: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal
    net_price: Decimal
    allowances: Decimal
    net: Decimal
    vat: VatGroup
    supplier_code: str = ""
    maker_code: str = ""
    barcode: str = ""
    our_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """An allowance (negative) or charge (positive) on the whole document, within one VAT group."""

    amount: Decimal
    vat: VatGroup


@dataclass(frozen=True, kw_only=True)
class VatTotal:
    """One row of the VAT table of the invoice."""

    vat: VatGroup
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sums that the invoice states. ``payable`` is after prepayments and rounding."""

    lines: Decimal
    allowances: Decimal
    charges: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    prepaid: Decimal
    rounding: Decimal
    payable: Decimal


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A file inside the invoice."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class SupplierInvoice:
    """The whole invoice."""

    number: str
    on: date
    due_on: date | None
    currency: str
    seller: Sender
    buyer: Sender
    lines: tuple[ReadLine, ...]
    adjustments: tuple[Adjustment, ...]
    vat_totals: tuple[VatTotal, ...]
    totals: Totals
    order_number: str = ""
    enclosed: tuple[Enclosed, ...] = field(default=())
