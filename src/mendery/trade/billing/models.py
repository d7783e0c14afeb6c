"""Charges, invoices, settlement, the ledger of parties."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.registers.parties.models import Party

QUANTITY = {"max_digits": 14, "decimal_places": 3}
MONEY = {"max_digits": 14, "decimal_places": 2}
PRICE = {"max_digits": 18, "decimal_places": 6}
PERCENT = {"max_digits": 7, "decimal_places": 4}


class Charge(BusinessRow):
    """Something to be invoiced, told by whoever did the work. Billing gathers unbilled charges into invoices.

    A withdrawn one stays, since lines of a reversed invoice may point at it.
    """

    is_audited: ClassVar[bool] = False  # follows from the lines of the order, which are

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")  # the payer
    order_id = models.UUIDField(null=True)
    order_number = models.CharField(max_length=40, blank=True)
    unit_id = models.UUIDField(null=True)
    line_id = models.UUIDField(null=True)
    group = models.CharField(max_length=200, blank=True)  # title of the job
    seq = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10)  # labour, part, outside, fee
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=300)
    quantity = models.DecimalField(**QUANTITY)
    unit = models.CharField(max_length=3)
    price = models.DecimalField(**PRICE)
    discount_percent = models.DecimalField(**PERCENT, default=0)
    net = models.DecimalField(**MONEY)
    vat_category = models.CharField(max_length=12)
    invoice_line_id = models.UUIDField(null=True)  # set when on an invoice (draft or posted); freed by storno
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["business", "line_id"],
                condition=models.Q(line_id__isnull=False, withdrawn_at__isnull=True),
                name="charge_of_line_once",
            )
        ]
        indexes = [
            models.Index(fields=["business", "order_id"], name="charge_of_order"),
            models.Index(
                fields=["business", "party"],
                condition=models.Q(invoice_line_id__isnull=True, withdrawn_at__isnull=True),
                name="charge_unbilled",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class InvoiceState(models.TextChoices):
    """A draft has no number; a posted invoice never changes; a reversed one has a storno."""

    DRAFT = "draft", _("draft")
    POSTED = "posted", _("posted")
    REVERSED = "reversed", _("reversed")


class Invoice(VersionedRow):
    """An invoice or its storno."""

    frozen_states: ClassVar[tuple[str, ...]] = ("posted", "reversed")

    kind = models.CharField(max_length=10, default="invoice")  # invoice, storno
    number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=InvoiceState.choices, default=InvoiceState.DRAFT)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    due_on = models.DateField()
    currency = models.CharField(max_length=3)
    net = models.DecimalField(**MONEY, default=0)
    vat = models.DecimalField(**MONEY, default=0)
    gross = models.DecimalField(**MONEY, default=0)
    order_id = models.UUIDField(null=True)
    order_number = models.CharField(max_length=40, blank=True)
    unit_id = models.UUIDField(null=True)
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=120)

    class Meta(VersionedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "branch", "number"], condition=~models.Q(number=""), name="invoice_number_once"),
            models.UniqueConstraint(fields=["business", "reverses"], condition=models.Q(reverses__isnull=False), name="storno_once"),
        ]
        indexes = [
            models.Index(fields=["business", "-created_at", "-id"], name="invoice_latest"),
            models.Index(fields=["business", "party", "-created_at"], name="invoice_of_party"),
            models.Index(fields=["business", "order_id"], name="invoice_of_order"),
            models.Index(fields=["business", "on"], name="invoice_by_day"),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(BusinessRow):
    """One line with its net rounded; VAT is on the document."""

    is_audited: ClassVar[bool] = False
    frozen_with: ClassVar[str] = "invoice"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    seq = models.PositiveSmallIntegerField()
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=300)
    quantity = models.DecimalField(**QUANTITY)
    unit = models.CharField(max_length=3)
    price = models.DecimalField(**PRICE)
    discount_percent = models.DecimalField(**PERCENT, default=0)
    net = models.DecimalField(**MONEY)
    vat_category = models.CharField(max_length=12)
    vat_rate = models.DecimalField(**PERCENT)

    def __str__(self) -> str:
        return self.text


class InvoiceVat(BusinessRow):
    """VAT per category and rate, computed once on the whole (rule 2)."""

    is_audited: ClassVar[bool] = False
    frozen_with: ClassVar[str] = "invoice"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="vat_rows")
    category = models.CharField(max_length=12)
    rate = models.DecimalField(**PERCENT)
    base = models.DecimalField(**MONEY)
    vat = models.DecimalField(**MONEY)

    def __str__(self) -> str:
        return f"{self.rate}"


class PartyEntry(BusinessRow):
    """The ledger of a party: positive they owe us, negative we owe them. Follows from documents, never typed."""

    is_audited: ClassVar[bool] = False
    is_append_only: ClassVar[bool] = True

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8)  # customer, supplier
    amount = models.DecimalField(**MONEY)  # in the entity's currency
    on = models.DateField()
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    doc_kind = models.CharField(max_length=30)
    doc_id = models.UUIDField()
    doc_number = models.CharField(max_length=40)
    order_id = models.UUIDField(null=True)

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "party", "side", "on"], name="entry_of_party")]

    def __str__(self) -> str:
        return f"{self.amount}"


class Settlement(BusinessRow):
    """Part of a payment allocated to an invoice (rule 17). Undone by a row with the opposite amount."""

    is_append_only: ClassVar[bool] = True

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="settlements")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    payment_id = models.UUIDField()
    amount = models.DecimalField(**MONEY)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "payment_id"], name="settlement_of_payment")]

    def __str__(self) -> str:
        return f"{self.amount}"


class InvoiceSum(BusinessRow):
    """How much of a posted invoice is settled: its own row, so that the paper stays unchanged (rulings 19)."""

    is_audited: ClassVar[bool] = False

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="sums")
    settled = models.DecimalField(**MONEY, default=0)
    open = models.DecimalField(**MONEY)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "invoice"], name="invoice_sum_once")]
        indexes = [models.Index(fields=["business", "invoice"], condition=~models.Q(open=0), name="invoice_open")]

    def __str__(self) -> str:
        return f"{self.open}"
