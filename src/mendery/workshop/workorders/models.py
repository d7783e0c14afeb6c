"""Work orders, their jobs and lines, labour, quality checks, declined work."""

from typing import ClassVar

from django.db import models

from mendery.ground.company.models import Branch, Staff
from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.registers.catalogue.models import Item
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.trade.stock.models import MONEY, QUANTITY, Warehouse

from .states import JobState, LineKind, WorkOrderState

PRICE = {"max_digits": 18, "decimal_places": 6}
PERCENT = {"max_digits": 7, "decimal_places": 4}


class Stage(BusinessRow):
    """A word of the board. The code says which facts lead to it; name, order, tone and icon belong to the business."""

    code = models.CharField(max_length=12)  # booked, arrived, diagnosis, approval, parts, work, check, ready, handed_over, cancelled
    name = models.CharField(max_length=40, blank=True)  # empty: the standard word in the reader's language
    seq = models.PositiveSmallIntegerField()
    tone = models.CharField(max_length=8)
    icon = models.CharField(max_length=30)
    is_hidden = models.BooleanField(default=False)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "code"], name="stage_once")]

    def __str__(self) -> str:
        return self.name or self.code


# What is in the shop or was asked for; the lists of every day need only these rows.
ALIVE = ~models.Q(stage__in=("handed_over", "cancelled"))


class WorkOrder(VersionedRow):
    """What must be done on one unit for one customer. Born at intake, or as a quote with nothing in custody."""

    number = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=WorkOrderState.choices, default=WorkOrderState.OPEN)
    stage = models.CharField(max_length=12, default="arrived")  # kept by stages.derive after each act
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    intake_unit_id = models.UUIDField(null=True)  # None: a quote
    title = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    adviser = models.CharField(max_length=120, blank=True)
    technician = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    currency = models.CharField(max_length=3)
    net = models.DecimalField(**MONEY, default=0)  # of jobs not declined
    gross = models.DecimalField(**MONEY, default=0)
    cost = models.DecimalField(**MONEY, default=0)

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "number"], name="work_order_number_once")]
        indexes = [
            models.Index(fields=["business", "-opened_at", "-id"], name="work_order_latest"),
            models.Index(fields=["business", "stage", "-opened_at", "-id"], name="work_order_by_stage"),
            models.Index(fields=["business", "state", "-opened_at", "-id"], name="work_order_by_state"),
            models.Index(fields=["business", "unit", "-opened_at"], name="work_order_of_unit"),
            models.Index(fields=["business", "party", "-opened_at"], name="work_order_of_party"),
            models.Index(fields=["business", "-opened_at", "-id"], condition=ALIVE, name="work_order_alive"),
            models.Index(fields=["business", "promised_at", "id"], condition=ALIVE, name="work_order_promised"),
            models.Index(fields=["business", "finished_at"], condition=models.Q(finished_at__isnull=False), name="work_order_finished"),
        ]

    def __str__(self) -> str:
        return self.number


class WorkOrderDetails(BusinessRow):
    """The complaint, findings and terms: what the list of orders does not need."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="details")
    complaint = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    meter = models.PositiveIntegerField(null=True)
    spend_limit = models.DecimalField(**MONEY, null=True)
    waits_here = models.BooleanField(default=False)
    discount_percent = models.DecimalField(**PERCENT, default=0)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "order"], name="work_order_details_once")]

    def __str__(self) -> str:
        return self.complaint[:40]


class Job(VersionedRow):
    """One thing the customer says yes or no to."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="jobs")
    seq = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.DRAFT)
    technician = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_gross = models.DecimalField(**MONEY, null=True)  # what the customer agreed to; None before
    answered_by = models.CharField(max_length=120, blank=True)
    answered_how = models.CharField(max_length=10, blank=True)  # in_person, phone, message, email
    answered_at = models.DateTimeField(null=True)
    declined_why = models.CharField(max_length=200, blank=True)
    net = models.DecimalField(**MONEY, default=0)
    gross = models.DecimalField(**MONEY, default=0)
    done_at = models.DateTimeField(null=True)

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "order", "seq"], name="job_seq_once")]
        indexes = [
            models.Index(
                fields=["business", "technician"],
                condition=models.Q(done_at__isnull=True, technician__isnull=False),
                name="job_to_do",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Line(VersionedRow):
    """Labour, a part, outside work or a fee. A part line is what demands, is reserved, ordered for, issued and charged."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="lines")
    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="lines")
    seq = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=300)
    quantity = models.DecimalField(**QUANTITY)
    unit = models.CharField(max_length=3, default="H87")
    price = models.DecimalField(**PRICE)
    discount_percent = models.DecimalField(**PERCENT, default=0)
    net = models.DecimalField(**MONEY)
    vat_category = models.CharField(max_length=12, default="standard")
    approved_quantity = models.DecimalField(**QUANTITY, null=True)
    approved_net = models.DecimalField(**MONEY, null=True)
    is_stocked = models.BooleanField(default=False)  # a part that comes from our shelves (inventory on, stock item)
    issued = models.DecimalField(**QUANTITY, default=0)  # less what came back
    cost = models.DecimalField(**MONEY, default=0)
    serials = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(VersionedRow.Meta):
        indexes = [models.Index(fields=["business", "order", "seq"], name="line_of_order")]

    def __str__(self) -> str:
        return self.text


class LabourEntry(BusinessRow):
    """Time a technician spent on a job. One open entry per person (rule 38)."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="labour")
    order_id = models.UUIDField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["business", "staff"], condition=models.Q(ended_at__isnull=True), name="one_open_labour_per_person"
            )
        ]
        indexes = [models.Index(fields=["business", "order_id"], name="labour_of_order")]

    def __str__(self) -> str:
        return f"{self.started_at}"


class QualityCheck(BusinessRow):
    """Somebody looked at the finished work."""

    is_append_only: ClassVar[bool] = True

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="checks")
    passed = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "+" if self.passed else "-"


class DeferredWork(BusinessRow):
    """Work that the customer declined or did not answer, kept for next time with its lines (rule 19)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    gross = models.DecimalField(**MONEY)
    lines = models.JSONField(default=list)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by_job = models.UUIDField(null=True)

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "unit"], condition=models.Q(closed_at__isnull=True), name="deferred_open")]

    def __str__(self) -> str:
        return self.title
