"""Supplier orders, supplier invoices read from files, goods receipt notes."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.registers.catalogue.models import Item
from mendery.registers.parties.models import Party
from mendery.trade.stock.models import MONEY, QUANTITY, Warehouse

PRICE = {"max_digits": 18, "decimal_places": 6}
PERCENT = {"max_digits": 7, "decimal_places": 4}


class SupplierCode(BusinessRow):
    """What this supplier calls our item: the memory of earlier choices (rule 31)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    code_key = models.CharField(max_length=80, db_collation="C")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    treatment = models.CharField(max_length=8, default="stock")  # stock, expense

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "party", "code_key"], name="supplier_code_once")]

    def __str__(self) -> str:
        return self.code_key


class SupplierOrderState(models.TextChoices):
    """draft → placed → closed (or cancelled)."""

    DRAFT = "draft", _("draft")
    PLACED = "placed", _("placed")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class SupplierOrder(VersionedRow):
    """What we asked a supplier to send. A draft has no number."""

    number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=SupplierOrderState.choices, default=SupplierOrderState.DRAFT)
    supplier = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    promised_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta(VersionedRow.Meta):
        indexes = [models.Index(fields=["business", "-on", "-id"], name="supplier_order_latest")]

    def __str__(self) -> str:
        return self.number


class SupplierOrderLine(BusinessRow):
    """Ordered, received so far, and for which job line (rule 31)."""

    order = models.ForeignKey(SupplierOrder, on_delete=models.PROTECT, related_name="lines")
    seq = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(**QUANTITY)
    received = models.DecimalField(**QUANTITY, default=0)
    price = models.DecimalField(**PRICE, default=0)
    for_line_id = models.UUIDField(null=True)
    for_order_id = models.UUIDField(null=True)
    for_order_number = models.CharField(max_length=40, blank=True)
    is_closed_short = models.BooleanField(default=False)

    class Meta(BusinessRow.Meta):
        indexes = [
            models.Index(
                fields=["business", "item"], name="supplier_order_line_open",
                condition=models.Q(is_closed_short=False, quantity__gt=models.F("received")),
            ),
            models.Index(fields=["business", "for_line_id"], name="supplier_order_line_pegged"),
        ]  # fmt: skip

    @property
    def open(self) -> Decimal:
        """Still to come."""
        return Decimal(0) if self.is_closed_short else max(self.quantity - self.received, Decimal(0))

    def __str__(self) -> str:
        return f"{self.received}/{self.quantity}"


class ReceiptState(models.TextChoices):
    """A goods receipt is a draft until it is posted."""

    DRAFT = "draft", _("draft")
    POSTED = "posted", _("posted")
    REVERSED = "reversed", _("reversed")


class GoodsReceipt(VersionedRow):
    """The goods receipt note (NIR), entered by hand or from the supplier's invoice file."""

    frozen_states: ClassVar[tuple[str, ...]] = ("posted", "reversed")

    number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=ReceiptState.choices, default=ReceiptState.DRAFT)
    supplier = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    invoice_number = models.CharField(max_length=60, blank=True)
    invoice_key = models.CharField(max_length=60, blank=True, db_collation="C", editable=False)
    invoice_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(**PRICE, default=1)  # units of the entity's currency for one of the invoice's
    net = models.DecimalField(**MONEY, default=0)  # in the invoice's currency, as the document says
    vat = models.DecimalField(**MONEY, default=0)
    gross = models.DecimalField(**MONEY, default=0)
    source = models.CharField(max_length=10, default="hand")  # hand, ubl
    warnings = models.JSONField(default=list)  # [{code, params}]
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta(VersionedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["business", "supplier", "invoice_key"], name="supplier_invoice_once",
                condition=~models.Q(invoice_key="") & ~models.Q(state="reversed") & models.Q(reverses=None),
            ),
            models.UniqueConstraint(
                fields=["business", "number"], condition=~models.Q(number=""), name="goods_receipt_number_once"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["business", "-created_at", "-id"], name="goods_receipt_latest")]

    def __str__(self) -> str:
        return self.number or self.invoice_number


class LineMatch(models.TextChoices):
    """How an invoice line found its item."""

    NONE = "none", _("no match")
    MEMORY = "memory", _("chosen before")
    CODE = "code", _("same code")
    BARCODE = "barcode", _("same barcode")
    ALIKE = "alike", _("alike, check")
    HAND = "hand", _("chosen by hand")


class GoodsReceiptLine(BusinessRow):
    """One line as the invoice says it, and what it is for us."""

    frozen_with: ClassVar[str] = "receipt"

    receipt = models.ForeignKey(GoodsReceipt, on_delete=models.PROTECT, related_name="lines")
    seq = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300, blank=True)
    supplier_code = models.CharField(max_length=80, blank=True)
    maker_code = models.CharField(max_length=80, blank=True)
    barcode = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=3, default="H87")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    match = models.CharField(max_length=8, choices=LineMatch.choices, default=LineMatch.NONE)
    treatment = models.CharField(max_length=8, default="stock")  # stock, expense
    quantity = models.DecimalField(**QUANTITY)  # invoiced
    counted = models.DecimalField(**QUANTITY, null=True, blank=True)  # received; None means as invoiced
    price = models.DecimalField(**PRICE)  # in the invoice's currency, before discount
    net = models.DecimalField(**MONEY)  # in the invoice's currency, after discounts and document allowances
    cost = models.DecimalField(**MONEY, default=0)  # in the entity's currency, what goes to stock or expense
    vat_category = models.CharField(max_length=12, default="standard")
    vat_rate = models.DecimalField(**PERCENT)
    sale_price = models.DecimalField(**PRICE, null=True, blank=True)
    bin = models.CharField(max_length=20, blank=True)
    serials = models.JSONField(default=list)
    fills = models.ForeignKey("MissingGoods", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "receipt", "seq"], name="receipt_line_seq_once")]

    def __str__(self) -> str:
        return self.text


class Delivery(BusinessRow):
    """How much of a supplier order line one receipt line brought; a reversed receipt takes it off with a row below zero."""

    is_audited: ClassVar[bool] = False
    is_append_only: ClassVar[bool] = True

    order_line = models.ForeignKey(SupplierOrderLine, on_delete=models.PROTECT, related_name="+")
    receipt_line = models.ForeignKey(GoodsReceiptLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(**QUANTITY)

    def __str__(self) -> str:
        return f"{self.quantity}"


class MissingGoods(BusinessRow):
    """Invoiced but not received: blocked until it comes or the supplier credits it (rule 31)."""

    line = models.ForeignKey(GoodsReceiptLine, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(**QUANTITY)
    value = models.DecimalField(**MONEY)  # what these goods cost, in the entity's currency
    gross = models.DecimalField(**MONEY)  # with VAT: what of the invoice is blocked
    received = models.DecimalField(**QUANTITY, default=0)
    credited = models.DecimalField(**QUANTITY, default=0)
    at = models.DateTimeField()

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "line"], name="missing_of_line_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=models.F("received") + models.F("credited")), name="missing_within_quantity"
            ),
        ]
        indexes = [
            models.Index(
                fields=["business", "at", "id"], name="missing_open",
                condition=models.Q(quantity__gt=models.F("received") + models.F("credited")),
            )
        ]  # fmt: skip

    @property
    def open(self) -> Decimal:
        """Still to come or to be credited."""
        return self.quantity - self.received - self.credited

    def __str__(self) -> str:
        return f"{self.open}"
