"""Businesses and what they have switched on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .rows import BusinessRow, new_id


class Stay(models.TextChoices):
    """How the stay of a business begins and ends."""

    DEMO = "demo", _("demo")
    ACTIVE = "active", _("active")
    READ_ONLY = "read_only", _("read only")
    ARCHIVED = "archived", _("archived")
    ERASED = "erased", _("erased")


class Business(models.Model):
    """The isolated one. A platform table: holds nothing of what a business keeps in its area."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    stay = models.CharField(max_length=12, choices=Stay.choices, default=Stay.ACTIVE)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Switch(BusinessRow):
    """A feature that this business has on or off; without a row the default of ``switches.py`` holds."""

    name = models.CharField(max_length=40)
    is_on = models.BooleanField()

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="switch_once")]

    def __str__(self) -> str:
        return f"{self.name}={self.is_on}"
