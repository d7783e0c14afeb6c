"""Warehouses, FIFO layers, the stock ledger, reservations, serial numbers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.registers.catalogue.models import Item
from mendery.registers.equipment.models import Unit

QUANTITY = {"max_digits": 14, "decimal_places": 3}
MONEY = {"max_digits": 14, "decimal_places": 2}


class Warehouse(VersionedRow):
    """Where goods lie."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    is_main = models.BooleanField(default=True)

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "code"], name="warehouse_code_once")]

    def __str__(self) -> str:
        return self.name


class Balance(BusinessRow):
    """On hand, held and value of an item in a warehouse. Derived from the ledger; the row that is locked by every act."""

    is_audited: ClassVar[bool] = False

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    on_hand = models.DecimalField(**QUANTITY, default=0)
    held = models.DecimalField(**QUANTITY, default=0)  # reserved for jobs
    value = models.DecimalField(**MONEY, default=0)
    bin = models.CharField(max_length=20, blank=True)

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "item", "warehouse"], name="balance_once"),
            models.CheckConstraint(condition=models.Q(on_hand__gte=0), name="balance_not_below_zero"),
            models.CheckConstraint(condition=models.Q(held__gte=0), name="held_not_below_zero"),
            models.CheckConstraint(condition=models.Q(held__lte=models.F("on_hand")), name="held_within_on_hand"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="value_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.on_hand}"


class MoveKind(models.TextChoices):
    """Why stock moved."""

    RECEIPT = "receipt", _("goods received")
    ISSUE = "issue", _("issued to a job")
    RETURN = "return", _("returned from a job")
    SUPPLIER_RETURN = "supplier_return", _("returned to the supplier")
    SALE = "sale", _("sold over the counter")
    CORRECTION = "correction", _("corrected")
    OPENING = "opening", _("opening stock")


class Layer(BusinessRow):
    """A FIFO layer: what is left of one receipt, in quantity and value (rule 21)."""

    is_audited: ClassVar[bool] = False

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    quantity_in = models.DecimalField(**QUANTITY)
    value_in = models.DecimalField(**MONEY)
    quantity_left = models.DecimalField(**QUANTITY)
    value_left = models.DecimalField(**MONEY)
    doc_kind = models.CharField(max_length=30)
    doc_id = models.UUIDField()
    doc_number = models.CharField(max_length=40, blank=True)
    line_id = models.UUIDField(null=True)

    class Meta(BusinessRow.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity_left__gte=0), name="layer_quantity_not_below_zero"),
            models.CheckConstraint(condition=models.Q(value_left__gte=0), name="layer_value_not_below_zero"),
            models.CheckConstraint(condition=models.Q(quantity_left__gt=0) | models.Q(value_left=0), name="layer_empty_has_no_value"),
        ]
        indexes = [
            models.Index(
                fields=["business", "item", "warehouse", "received_at", "id"],
                condition=models.Q(quantity_left__gt=0), name="layer_open",
            ),
            models.Index(fields=["business", "doc_id"], name="layer_of_document"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.quantity_left}"


class Move(BusinessRow):
    """One row of the stock ledger. Positive comes in, negative goes out; never changed."""

    is_audited: ClassVar[bool] = False
    is_append_only: ClassVar[bool] = True

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=MoveKind.choices)
    quantity = models.DecimalField(**QUANTITY)
    value = models.DecimalField(**MONEY)
    on = models.DateField()
    at = models.DateTimeField()
    doc_kind = models.CharField(max_length=30)
    doc_id = models.UUIDField()
    doc_number = models.CharField(max_length=40, blank=True)
    line_id = models.UUIDField(null=True)  # the line that needs or brings the goods
    order_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)

    class Meta(BusinessRow.Meta):
        indexes = [
            models.Index(fields=["business", "item", "-at", "-id"], name="move_of_item"),
            models.Index(fields=["business", "doc_id"], name="move_of_document"),
            models.Index(fields=["business", "line_id"], name="move_of_line"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class Slice(BusinessRow):
    """What a move took from, or gave back to, one layer. From here a part is traced from receipt to car."""

    is_audited: ClassVar[bool] = False

    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="slices")
    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField(default=0)
    quantity = models.DecimalField(**QUANTITY)  # > 0
    value = models.DecimalField(**MONEY)
    returned_quantity = models.DecimalField(**QUANTITY, default=0)
    returned_value = models.DecimalField(**MONEY, default=0)

    def __str__(self) -> str:
        return f"{self.quantity}"


class StockPaper(VersionedRow):
    """A numbered paper that moves stock inside the house: issue slip, return, correction, supplier return, opening stock."""

    frozen_states: ClassVar[tuple[str, ...]] = ("posted", "reversed")

    kind = models.CharField(max_length=16, choices=MoveKind.choices)
    number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default="draft")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    order_id = models.UUIDField(null=True)
    order_number = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    value = models.DecimalField(**MONEY, default=0)
    by_name = models.CharField(max_length=120)

    class Meta(VersionedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "kind", "number"], condition=~models.Q(number=""), name="stock_paper_number_once")
        ]
        indexes = [models.Index(fields=["business", "-at", "-id"], name="stock_paper_latest")]

    def __str__(self) -> str:
        return self.number


class Reservation(BusinessRow):
    """Parts held, or wanted and short, for one line of a work order (rules 28, 29)."""

    is_audited: ClassVar[bool] = False

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    line_id = models.UUIDField()
    order_id = models.UUIDField()
    order_number = models.CharField(max_length=40, blank=True)
    wanted = models.DecimalField(**QUANTITY)  # still needed: issued parts are taken off
    held = models.DecimalField(**QUANTITY, default=0)
    ordered = models.DecimalField(**QUANTITY, default=0)  # pegged on supplier orders
    promised_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "line_id"], name="reservation_of_line_once"),
            models.CheckConstraint(condition=models.Q(held__gte=0), name="reservation_held_not_below_zero"),
            models.CheckConstraint(condition=models.Q(held__lte=models.F("wanted")), name="reservation_within_wanted"),
        ]
        indexes = [
            models.Index(fields=["business", "item", "warehouse", "at"], name="reservation_waiting"),
            models.Index(fields=["business", "order_id"], name="reservation_of_order"),
        ]

    def __str__(self) -> str:
        return f"{self.held}/{self.wanted}"


class SerialState(models.TextChoices):
    """Where one serial number is (rule 49)."""

    EXPECTED = "expected", _("expected")
    IN_STOCK = "in_stock", _("in stock")
    RESERVED = "reserved", _("reserved")
    SOLD = "sold", _("sold")
    WITH_CUSTOMER = "with_customer", _("with the customer")
    IN_REPAIR = "in_repair", _("in repair")
    SCRAPPED = "scrapped", _("scrapped")
    RETURNED = "returned", _("returned to the supplier")


class SerialNumber(VersionedRow):
    """One piece of a serial-tracked item. Unique per item, not globally (rule 48)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    serial = models.CharField(max_length=40)
    serial_key = models.CharField(max_length=40, db_collation="C", editable=False)
    state = models.CharField(max_length=14, choices=SerialState.choices)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, null=True, related_name="+")
    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    line_id = models.UUIDField(null=True)

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "item", "serial_key"], name="serial_once_per_item")]
        indexes = [models.Index(fields=["business", "serial_key"], name="serial_by_key")]

    def __str__(self) -> str:
        return self.serial
