"""Units under repair."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.registers.parties.models import Party


class UnitKind(models.TextChoices):
    """What decides the words, fields and checks of the pages."""

    VEHICLE = "vehicle", _("vehicle")
    DEVICE = "device", _("device")
    MACHINE = "machine", _("machine")


class Unit(VersionedRow):
    """One physical vehicle, device or machine. Plates and serials are stored without spaces (keys) and as written."""

    kind = models.CharField(max_length=8, choices=UnitKind.choices)
    type = models.CharField(max_length=30, blank=True)  # car, van, phone, laptop, washer, coffee, printer, cash_register …
    make = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    plate = models.CharField(max_length=16, blank=True)
    plate_key = models.CharField(max_length=16, blank=True, db_collation="C", editable=False)
    vin = models.CharField(max_length=17, blank=True)
    serial = models.CharField(max_length=40, blank=True)
    serial_key = models.CharField(max_length=40, blank=True, db_collation="C", editable=False)
    serial2 = models.CharField(max_length=40, blank=True)  # second IMEI
    serial2_key = models.CharField(max_length=40, blank=True, db_collation="C", editable=False)
    colour = models.CharField(max_length=40, blank=True)
    engine = models.CharField(max_length=60, blank=True)
    fuel = models.CharField(max_length=20, blank=True)
    meter_kind = models.CharField(max_length=8, default="km")  # km, h, pages, none
    meter = models.PositiveIntegerField(null=True, blank=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta(VersionedRow.Meta):
        indexes = [
            models.Index(fields=["business", "plate_key"], name="unit_by_plate", condition=~models.Q(plate_key="")),
            models.Index(fields=["business", "serial_key"], name="unit_by_serial", condition=~models.Q(serial_key="")),
            models.Index(fields=["business", "serial2_key"], name="unit_by_serial2", condition=~models.Q(serial2_key="")),
            models.Index(fields=["business", "vin"], name="unit_by_vin", condition=~models.Q(vin="")),
            models.Index(fields=["business", "-created_at", "-id"], name="unit_latest"),
        ]

    def __str__(self) -> str:
        return self.plate or f"{self.make} {self.model}".strip() or self.serial

    @property
    def label(self) -> str:
        """Make, model, year: how people call it."""
        return " ".join(str(part) for part in (self.make, self.model, self.year) if part)


class Ownership(BusinessRow):
    """Who owned the unit from when to when (rule 68)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ownerships")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.from_on}–{self.to_on or ''}"


class MeterReading(BusinessRow):
    """Kilometres, hours or pages read at a moment. Lower than before warns and never blocks; a correction is marked."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="readings")
    value = models.PositiveIntegerField()
    at = models.DateTimeField()
    source = models.CharField(max_length=20)  # intake, handover, page, import
    is_lower_than_before = models.BooleanField(default=False)
    is_correction = models.BooleanField(default=False)
    by_name = models.CharField(max_length=120)

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "unit", "-at"], name="reading_of_unit")]

    def __str__(self) -> str:
        return str(self.value)
