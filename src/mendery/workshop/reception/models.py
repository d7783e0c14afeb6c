"""Intake of one or several units, custody, hand-over."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party


class IntakeDraft(VersionedRow):
    """What a person has typed at the counter so far; saved at each step, gone when received."""

    is_audited: ClassVar[bool] = False

    person_id = models.UUIDField()
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, default="find")
    data = models.JSONField(default=dict)  # see reception/actions/drafts.py; unlock codes are never in it
    secret = models.BinaryField(default=bytes)  # encrypted unlock code
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.step


class Intake(VersionedRow):
    """One visit at the counter: who brought what (one or several units), on which terms, signed."""

    number = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default="received")  # received, handed_over
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    brought_by = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    is_signed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.number


class IntakeUnit(VersionedRow):
    """One unit of an intake: its own repair, barcode, photos."""

    audit_hides: ClassVar[tuple[str, ...]] = ("secret",)  # erased at hand-over means everywhere

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveSmallIntegerField(default=1)
    meter = models.PositiveIntegerField(null=True)
    fuel = models.CharField(max_length=4, blank=True)  # eighths: 0…8; per cent of charge for devices
    accessories = models.JSONField(default=list)  # what was left with us, in words
    condition = models.TextField(blank=True)
    complaint = models.TextField()
    promised_at = models.DateTimeField(null=True)
    spend_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    waits_here = models.BooleanField(default=False)
    secret = models.BinaryField(default=bytes)  # encrypted unlock code, erased at hand-over (rule 69)
    order_id = models.UUIDField()

    class Meta(VersionedRow.Meta):
        indexes = [models.Index(fields=["business", "order_id"], name="intake_of_order")]

    def __str__(self) -> str:
        return self.complaint[:40]


class CustodyState(models.TextChoices):
    """Customers' property in our hands has no stock value but is never lost sight of (rule 34)."""

    HERE = "here", _("here")
    RETURNED = "returned", _("returned")


class Custody(BusinessRow):
    """A unit in our hands, from intake to hand-over."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    intake_unit = models.ForeignKey(IntakeUnit, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=CustodyState.choices, default=CustodyState.HERE)
    place = models.CharField(max_length=60, blank=True)
    in_at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)
    order_id = models.UUIDField()

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "unit"], condition=models.Q(state="here"), name="unit_here_once")]

    def __str__(self) -> str:
        return self.place


class Handover(BusinessRow):
    """A unit given back: to whom, what was still owed, what came with it."""

    number = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    custody = models.ForeignKey(Custody, on_delete=models.PROTECT, related_name="+")
    order_id = models.UUIDField()
    order_number = models.CharField(max_length=40)
    to_name = models.CharField(max_length=120)
    owed = models.DecimalField(max_digits=14, decimal_places=2)
    override_reason = models.CharField(max_length=200, blank=True)
    meter = models.PositiveIntegerField(null=True)
    returned_items = models.JSONField(default=list)
    is_signed = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "order_id"], name="handover_once")]

    def __str__(self) -> str:
        return self.number
