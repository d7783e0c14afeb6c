"""Items of the six kinds and the codes they are found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.rows import BusinessRow, VersionedRow


class ItemKind(models.TextChoices):
    """equipment-service.md 2: what an item is decides how it behaves."""

    STOCK = "stock", _("stock item")  # has layers
    SERVICE = "service", _("service")  # sold, no layers
    WORK = "work", _("work")  # sold, done by a technician, has a norm
    WORK_KIND = "work_kind", _("kind of work")  # an hourly rate; the concrete work is written later
    EXPENSE = "expense", _("expense")  # cost without stock; never sold by itself
    OPERATION = "operation", _("operation")  # an internal step with a norm; not sold


class Item(VersionedRow):
    """One thing of the catalogue."""

    kind = models.CharField(max_length=10, choices=ItemKind.choices, default=ItemKind.STOCK)
    code = models.CharField(max_length=60)
    code_key = models.CharField(max_length=60, db_collation="C", editable=False)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, db_collation="C", editable=False)
    unit = models.CharField(max_length=3, default="H87")  # UN/ECE Recommendation 20
    vat_category = models.CharField(max_length=12, default="standard")
    manufacturer = models.CharField(max_length=80, blank=True)
    sale_price = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)  # net, per unit
    markup_percent = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    norm_hours = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    last_cost = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    min_quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    default_bin = models.CharField(max_length=20, blank=True)
    tracks_serials = models.BooleanField(default=False)
    prints_warranty_card = models.BooleanField(default=False)
    goods_warranty_months = models.PositiveSmallIntegerField(null=True, blank=True)
    work_warranty_months = models.PositiveSmallIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "code_key"], name="item_code_once")]
        indexes = [models.Index(fields=["business", "sort_key", "id"], name="item_by_name")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CodeKind(models.TextChoices):
    """Whose code it is."""

    BARCODE = "barcode", _("barcode")
    MANUFACTURER = "manufacturer", _("manufacturer's code")
    ORIGINAL = "original", _("original equipment number")


class ItemCode(BusinessRow):
    """A further code of an item. The same code may belong to several items (asked then); never twice to one."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="codes")
    kind = models.CharField(max_length=12, choices=CodeKind.choices)
    code = models.CharField(max_length=60)
    code_key = models.CharField(max_length=60, db_collation="C", editable=False)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "item", "kind", "code_key"], name="item_code_kind_once")]
        indexes = [models.Index(fields=["business", "code_key"], name="item_by_code")]

    def __str__(self) -> str:
        return self.code
