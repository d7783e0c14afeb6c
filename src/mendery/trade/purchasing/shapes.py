"""What programs send to goods-in and get from it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

Quantity = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=3, examples=["2"])]
Price = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=6, examples=["168.00"])]
Serials = Annotated[list[Annotated[str, Field(min_length=1, max_length=40)]], Field(max_length=1000)]


class ReceiptRow(Schema):
    """A line of the list. Drafts have no number; a reversal has the opposite amounts."""

    id: UUID
    version: int
    number: str = Field(examples=["GR 26-00012"])
    state: Literal["draft", "posted", "reversed"]
    source: str = Field(description="hand, ubl, or rest for goods that were missing before.")
    supplier_id: UUID
    branch_id: UUID
    warehouse_id: UUID
    on: date
    invoice_number: str
    invoice_on: date | None
    due_on: date | None
    currency: str
    rate: Decimal
    net: Decimal | None
    vat: Decimal | None
    gross: Decimal | None
    reverses_id: UUID | None


class ReceiptLineOut(Schema):
    """What the invoice says, and what it is for us. Without an item and with treatment ``stock`` it is to be matched."""

    id: UUID
    seq: int
    text: str
    supplier_code: str
    maker_code: str
    barcode: str
    unit: str
    item_id: UUID | None
    match: str = Field(examples=["code"])
    treatment: str = Field(examples=["stock"])
    quantity: Decimal
    counted: Decimal | None
    price: Decimal | None
    net: Decimal | None
    cost: Decimal | None
    vat_category: str
    vat_rate: Decimal
    sale_price: Decimal | None
    bin: str
    serials: list[str]


class FileOut(Schema):
    """A file kept with the receipt."""

    id: UUID
    name: str
    media_type: str
    size: int


class WarningOut(Schema):
    """Something to know of an imported invoice."""

    code: str
    params: dict[str, Any]


class ReceiptOut(ReceiptRow):
    """The whole receipt."""

    created_at: datetime
    by_name: str
    lines: list[ReceiptLineOut]
    warnings: list[WarningOut]
    files: list[FileOut]


class ReceiptPage(Schema):
    """Some receipts and the key of the next ones."""

    items: list[ReceiptRow]
    next: str | None


class NewReceipt(Schema):
    """A receipt by hand. Without an invoice number nothing is owed."""

    supplier_id: UUID
    warehouse_id: UUID | None = None
    on: date | None = None
    invoice_number: str = Field("", max_length=60)
    invoice_on: date | None = None
    due_on: date | None = None
    currency: str = Field("", pattern="^([A-Z]{3})?$", examples=["RON"])


class HeadChange(Schema):
    """What is left out stays."""

    on: date | None = None
    invoice_number: str | None = Field(None, max_length=60)
    invoice_on: date | None = None
    due_on: date | None = None


class NewLine(Schema):
    """An item and its cost without VAT, or an expense in words."""

    item_id: UUID | None = None
    text: str = Field("", max_length=300)
    quantity: Quantity
    price: Price
    discount_percent: Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4)] = Decimal(0)


class ReceiptLineChange(Schema):
    """What is left out stays. Quantity and price only on receipts by hand."""

    counted: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=3)] | None = None
    sale_price: Price | None = None
    bin: str | None = Field(None, max_length=20)
    serials: Serials | None = None
    quantity: Quantity | None = None
    price: Price | None = None


class MatchIn(Schema):
    """The item that a line is; null makes it an expense without stock."""

    item_id: UUID | None


class NewItemIn(Schema):
    """A new item written from a line; the codes of the line go with it."""

    code: str = Field(min_length=1, max_length=60, examples=["LUK623309600"])
    name: str = Field(min_length=1, max_length=200, examples=["Clutch kit"])
    unit: str = Field("H87", max_length=3)
    sale_price: Price | None = None
    tracks_serials: bool = False


class PostReceiptIn(Schema):
    """Why more than was ordered or invoiced is kept, when it is."""

    over_delivery_reason: str = Field("", max_length=200)


class ReverseReceiptIn(Schema):
    """Why, and on which day (today when left out)."""

    reason: str = Field(min_length=1, max_length=200, examples=["Wrong goods"])
    on: date | None = None


class MissingOut(Schema):
    """Goods that were invoiced and did not come yet."""

    id: UUID
    line_id: UUID
    receipt_id: UUID
    supplier_id: UUID
    quantity: Decimal
    received: Decimal
    credited: Decimal
    open: Decimal
    gross: Decimal | None


class MissingIn(Schema):
    """How much came, or is credited."""

    quantity: Quantity
    on: date | None = None
    serials: Serials = []


class SupplierOrderLineOut(Schema):
    """Ordered, received, still to come."""

    id: UUID
    seq: int
    item_id: UUID
    quantity: Decimal
    received: Decimal
    open: Decimal
    price: Decimal | None
    for_line_id: UUID | None
    for_order_id: UUID | None
    is_closed_short: bool


class SupplierOrderRow(Schema):
    """A line of the list of orders."""

    id: UUID
    version: int
    number: str
    state: Literal["draft", "placed", "closed", "cancelled"]
    supplier_id: UUID
    branch_id: UUID
    warehouse_id: UUID
    on: date
    promised_on: date | None
    note: str


class SupplierOrderOut(SupplierOrderRow):
    """The whole order."""

    lines: list[SupplierOrderLineOut]


class SupplierOrderPage(Schema):
    """Some orders and the key of the next ones."""

    items: list[SupplierOrderRow]
    next: str | None


class WantedIn(Schema):
    """A part to order; with the work-order line it is for, it goes there first when it comes."""

    item_id: UUID
    quantity: Quantity
    price: Price = Decimal(0)
    for_line_id: UUID | None = None
    for_order_id: UUID | None = None
    for_order_number: str = Field("", max_length=40)


class NewSupplierOrder(Schema):
    """An order to a supplier."""

    supplier_id: UUID
    warehouse_id: UUID | None = None
    on: date | None = None
    note: str = Field("", max_length=200)
    lines: list[WantedIn] = Field([], max_length=500)


class PromiseIn(Schema):
    """When the supplier says it comes."""

    promised_on: date | None = None
