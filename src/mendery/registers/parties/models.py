"""Customers and suppliers: one register, since one company can be both."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.rows import BusinessRow, VersionedRow


class PartyKind(models.TextChoices):
    """A person or a company."""

    PERSON = "person", _("person")
    COMPANY = "company", _("company")


class Party(VersionedRow):
    """Somebody we serve or buy from. A merged one stays and points at its survivor (rule 67)."""

    kind = models.CharField(max_length=8, choices=PartyKind.choices, default=PartyKind.PERSON)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, db_collation="C", editable=False)
    is_customer = models.BooleanField(default=True)
    is_supplier = models.BooleanField(default=False)
    tax_id = models.CharField(max_length=20, blank=True)
    registry_number = models.CharField(max_length=40, blank=True)
    is_vat_payer = models.BooleanField(default=False)
    phone = models.CharField(max_length=20, blank=True)  # E.164
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    country = models.CharField(max_length=2, blank=True)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    payment_days = models.PositiveSmallIntegerField(default=0)
    credit_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta(VersionedRow.Meta):
        indexes = [
            models.Index(fields=["business", "sort_key", "id"], name="party_by_name"),
            models.Index(fields=["business", "tax_id"], name="party_by_tax_id", condition=~models.Q(tax_id="")),
            models.Index(fields=["business", "phone"], name="party_by_phone", condition=~models.Q(phone="")),
        ]

    def __str__(self) -> str:
        return self.name


class PartyDetails(BusinessRow):
    """Address, bank and notes: what the list of parties does not need."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="details")
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bank = models.CharField(max_length=100, blank=True)
    other_phone = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "party"], name="party_details_once")]

    def __str__(self) -> str:
        return self.city


class Contact(BusinessRow):
    """A person to talk to at a company."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name


class Consent(BusinessRow):
    """What a person agreed to, when, through what; withdrawn, not deleted."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20)  # processing, reminders, marketing
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.purpose
