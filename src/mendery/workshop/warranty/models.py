"""What is covered until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.rows import BusinessRow
from mendery.registers.equipment.models import Unit


class WarrantyKind(models.TextChoices):
    """Who gave it."""

    REPAIR = "repair", _("repair warranty")
    PART = "part", _("part warranty")
    GOODS = "goods", _("goods warranty")


class Warranty(BusinessRow):
    """A promise about one unit, or one part fitted to it. The end day is inclusive (rule 42)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=WarrantyKind.choices)
    order_id = models.UUIDField(null=True)
    order_number = models.CharField(max_length=40, blank=True)
    line_id = models.UUIDField(null=True)
    text = models.CharField(max_length=300)
    serial = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    meter_limit = models.PositiveIntegerField(null=True)  # whichever comes first
    void_reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "unit", "-ends_on"], name="warranty_of_unit")]

    def __str__(self) -> str:
        return self.text
