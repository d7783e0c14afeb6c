"""The register of papers and what hangs on it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch, LegalEntity
from mendery.ground.tenancy.rows import BusinessRow


class NumberSeries(BusinessRow):
    """Numbers of one kind of paper, per entity, branch and year. Strict series have no gaps and keep date order."""

    is_audited: ClassVar[bool] = False

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    prefix = models.CharField(max_length=20, blank=True)
    width = models.PositiveSmallIntegerField(default=5)
    next_number = models.PositiveIntegerField(default=1)
    first_number = models.PositiveIntegerField(default=1)
    last_on = models.DateField(null=True)
    is_strict = models.BooleanField(default=False)

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "entity", "branch", "kind", "year"], name="series_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class Paper(BusinessRow):
    """The register of papers: one row a document, kept by its lifecycle, so that every history needs no other table.

    ``frozen`` is the complete snapshot from which print, e-invoice and export are made; it never changes.
    """

    is_audited: ClassVar[bool] = False

    kind = models.CharField(max_length=30)
    doc_id = models.UUIDField()
    number = models.CharField(max_length=40, blank=True)
    branch_id = models.UUIDField(null=True)
    on = models.DateField()
    at = models.DateTimeField()
    state = models.CharField(max_length=12)
    title = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    party_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    language = models.CharField(max_length=5, blank=True)
    frozen = models.JSONField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    printed_count = models.PositiveIntegerField(default=0)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "kind", "doc_id"], name="paper_once")]
        indexes = [
            models.Index(fields=["business", "-at", "-id"], name="paper_latest"),
            models.Index(fields=["business", "order_id", "at"], name="paper_of_order"),
            models.Index(fields=["business", "party_id", "at"], name="paper_of_party"),
            models.Index(fields=["business", "unit_id", "at"], name="paper_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class HistoryEntry(BusinessRow):
    """One line of the timeline of a document: a move of state, a note, an approval, a payment."""

    is_audited: ClassVar[bool] = False
    is_append_only: ClassVar[bool] = True

    doc_kind = models.CharField(max_length=30)
    doc_id = models.UUIDField()
    what = models.CharField(max_length=30)  # move, note, told fact; pages have a sentence for each
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, blank=True)
    facts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    by_person = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "doc_id", "at"], name="history_of_doc")]

    def __str__(self) -> str:
        return self.what


class AuditEvent(BusinessRow):
    """Who changed which row, when, from where, before and after. Written by a trigger, for every way of writing."""

    is_audited: ClassVar[bool] = False
    is_append_only: ClassVar[bool] = True

    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    origin = models.CharField(max_length=80, blank=True)
    table_name = models.CharField(max_length=60)
    row_id = models.UUIDField()
    act = models.CharField(max_length=6)  # insert, update, delete
    changes = models.JSONField(default=dict)  # {column: [before, after]}

    class Meta(BusinessRow.Meta):
        indexes = [
            models.Index(fields=["business", "row_id", "at"], name="audit_of_row"),
            models.Index(fields=["business", "-at", "-id"], name="audit_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.table_name}"


class AttachmentKind(models.TextChoices):
    """What a stored file is."""

    PHOTO = "photo", _("photo")
    SIGNATURE = "signature", _("signature")
    FILE = "file", _("file")


class Attachment(BusinessRow):
    """A file kept for a document or a unit. The bytes lie under the business's own folder, named by their hash."""

    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    doc_kind = models.CharField(max_length=30)
    doc_id = models.UUIDField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    caption = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "doc_id", "at"], name="attachment_of_doc")]

    def __str__(self) -> str:
        return self.name


class SearchToken(BusinessRow):
    """Words, codes and tails of codes by which a row is found: prefix search by a plain B-tree that row-level security allows."""

    is_audited: ClassVar[bool] = False

    kind = models.CharField(max_length=12)  # party, unit, order, item, invoice, receipt
    row_id = models.UUIDField()
    token = models.CharField(max_length=40, db_collation="C")

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "token", "kind", "row_id"], name="search_token_once"),
        ]
        indexes = [models.Index(fields=["business", "row_id"], name="search_token_of_row")]

    def __str__(self) -> str:
        return self.token
