"""Legal entity → branch → department, and the people who work there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.rows import BusinessRow, VersionedRow


class LegalEntity(VersionedRow):
    """The company in the eyes of the law: country, VAT regime, currency. Formats follow its country."""

    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=5)
    tax_id = models.CharField(max_length=20, blank=True)
    registry_number = models.CharField(max_length=40, blank=True)
    is_vat_payer = models.BooleanField(default=True)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bank = models.CharField(max_length=100, blank=True)
    share_capital = models.CharField(max_length=40, blank=True)
    approval_tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    def __str__(self) -> str:
        return self.name


class Branch(VersionedRow):
    """A place of work: time zone, tills, warehouses."""

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=40, default="Europe/Bucharest")
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    opening_hours = models.CharField(max_length=100, blank=True)
    authorisation = models.CharField(max_length=100, blank=True)
    trade = models.CharField(max_length=12, default="vehicle")  # vehicle, device, machine: what is offered first at intake

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "code"], name="branch_code_once")]

    def __str__(self) -> str:
        return self.name


class Department(BusinessRow):
    """A part of a branch: mechanics, electrics, body, phones."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Staff(BusinessRow):
    """Somebody who works here, with or without an account."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    membership = models.ForeignKey("people.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    initials = models.CharField(max_length=3)
    tone = models.CharField(max_length=8, default="indigo")
    is_technician = models.BooleanField(default=False)
    hourly_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ExchangeRate(BusinessRow):
    """Units of the entity's currency for one unit of a foreign one, on a day."""

    currency = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=6)
    source = models.CharField(max_length=40, blank=True)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "currency", "on"], name="exchange_rate_once")]

    def __str__(self) -> str:
        return f"{self.currency} {self.on}"


class LockedModule(models.TextChoices):
    """What a period lock covers."""

    STOCK = "stock", _("stock")
    SALES = "sales", _("sales")
    PURCHASES = "purchases", _("purchases")
    CASH = "cash", _("cash")


class PeriodLock(BusinessRow):
    """Nothing of the module may be posted on or before the day. Reopening sets an earlier day and says why."""

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="+")
    module = models.CharField(max_length=12, choices=LockedModule.choices)
    locked_until = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "entity", "module"], name="period_lock_once")]

    def __str__(self) -> str:
        return f"{self.module} {self.locked_until}"
