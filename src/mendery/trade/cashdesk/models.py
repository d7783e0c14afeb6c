"""Tills and their shifts, payments, the cash register journal."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.registers.parties.models import Party

MONEY = {"max_digits": 14, "decimal_places": 2}


class Till(VersionedRow):
    """A drawer of cash in a branch."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    has_fiscal_printer = models.BooleanField(default=False)

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "code"], name="till_code_once")]

    def __str__(self) -> str:
        return self.name


class ShiftState(models.TextChoices):
    """open → closed."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Shift(VersionedRow):
    """From counting the opening cash to counting the drawer (rule 20)."""

    frozen_states: ClassVar[tuple[str, ...]] = ("closed",)
    frozen_allows: ClassVar[tuple[str, ...]] = ("version",)  # closed for good: not even its state may change

    till = models.ForeignKey(Till, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ShiftState.choices, default=ShiftState.OPEN)
    number = models.CharField(max_length=40, blank=True)  # Z number, given at closing
    on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    opening = models.DecimalField(**MONEY)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    expected = models.DecimalField(**MONEY, null=True)
    counted = models.DecimalField(**MONEY, null=True)
    taken_out = models.DecimalField(**MONEY, default=0)
    count_sheet = models.JSONField(default=dict)  # denomination → pieces
    note = models.CharField(max_length=200, blank=True)

    class Meta(VersionedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "till"], condition=models.Q(state="open"), name="one_open_shift_per_till")
        ]
        indexes = [models.Index(fields=["business", "till", "-opened_at"], name="shift_latest")]

    def __str__(self) -> str:
        return self.number or str(self.on)


class Method(models.TextChoices):
    """How money moved."""

    CASH = "cash", _("cash")
    CARD = "card", _("card")
    BANK = "bank", _("bank transfer")


class FiscalState(models.TextChoices):
    """Where the fiscal receipt is (rule 14)."""

    NOT_NEEDED = "not_needed", _("not needed")
    PENDING = "pending", _("receipt pending")
    PRINTED = "printed", _("printed")
    FAILED = "failed", _("not printed")


class Payment(VersionedRow):
    """Money taken or given back, recorded once. Positive comes in, a refund is negative and points at its payment."""

    frozen_states: ClassVar[tuple[str, ...]] = ("posted",)
    frozen_allows: ClassVar[tuple[str, ...]] = ("version", "fiscal_state", "fiscal_number", "fiscal_note")

    number = models.CharField(max_length=40, blank=True)  # of the receipt (chitanță) for cash
    state = models.CharField(max_length=8, default="draft")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=6, choices=Method.choices)
    amount = models.DecimalField(**MONEY)
    currency = models.CharField(max_length=3)
    on = models.DateField()
    at = models.DateTimeField()
    till = models.ForeignKey(Till, on_delete=models.PROTECT, null=True, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, related_name="+")
    invoice_id = models.UUIDField(null=True)  # what it was first paid for
    order_id = models.UUIDField(null=True)
    refund_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    fiscal_state = models.CharField(max_length=10, choices=FiscalState.choices, default=FiscalState.NOT_NEEDED)
    fiscal_number = models.CharField(max_length=40, blank=True)
    fiscal_note = models.CharField(max_length=200, blank=True)  # what the printer answered when it did not print
    outside_invoice = models.CharField(max_length=40, blank=True)  # its number where invoices are made elsewhere
    by_name = models.CharField(max_length=120)

    class Meta(VersionedRow.Meta):
        indexes = [
            models.Index(fields=["business", "-at", "-id"], name="payment_latest"),
            models.Index(fields=["business", "party", "-at"], name="payment_of_party"),
            models.Index(fields=["business", "invoice_id"], name="payment_of_invoice"),
            models.Index(fields=["business", "order_id"], name="payment_of_order"),
            models.Index(fields=["business", "shift"], name="payment_of_shift"),
            models.Index(
                fields=["business", "-at"], condition=models.Q(fiscal_state__in=("pending", "failed")), name="payment_not_printed"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CashEntry(BusinessRow):
    """One row of the cash register journal: every leu that entered or left a till, in order, never changed."""

    is_audited: ClassVar[bool] = False
    is_append_only: ClassVar[bool] = True

    till = models.ForeignKey(Till, on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # one of ``states.ENTRIES``
    amount = models.DecimalField(**MONEY)
    on = models.DateField()
    at = models.DateTimeField()
    doc_number = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200, blank=True)
    party_name = models.CharField(max_length=200, blank=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)

    class Meta(BusinessRow.Meta):
        indexes = [
            models.Index(fields=["business", "till", "on", "at"], name="cash_entry_of_day"),
            models.Index(fields=["business", "shift"], name="cash_entry_of_shift"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"
