"""Frozen versions of jobs sent to the customer, and the answers to them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.rows import BusinessRow, VersionedRow
from mendery.trade.stock.models import MONEY
from mendery.workshop.workorders.models import Job, WorkOrder


class EstimateState(models.TextChoices):
    """sent → answered, or superseded by a newer version."""

    SENT = "sent", _("sent")
    ANSWERED = "answered", _("answered")
    SUPERSEDED = "superseded", _("superseded")


class Estimate(VersionedRow):
    """Version n of what the work on an order would cost. Its snapshot is in the register of papers."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)  # DE 26-00012 v2
    sequence = models.PositiveSmallIntegerField()  # the version people speak of
    state = models.CharField(max_length=10, choices=EstimateState.choices, default=EstimateState.SENT)
    net = models.DecimalField(**MONEY)
    vat = models.DecimalField(**MONEY)
    gross = models.DecimalField(**MONEY)
    valid_until = models.DateField(null=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta(VersionedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "order", "sequence"], name="estimate_version_once")]

    def __str__(self) -> str:
        return self.number


class EstimatedJob(BusinessRow):
    """One job as it stood in the version."""

    is_audited: ClassVar[bool] = False

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="jobs")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    net = models.DecimalField(**MONEY)
    gross = models.DecimalField(**MONEY)

    def __str__(self) -> str:
        return f"{self.gross}"


class Answer(BusinessRow):
    """A yes or no to one job: who, how, when, recorded by whom (rule 18)."""

    is_append_only: ClassVar[bool] = True

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="answers")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    is_approval = models.BooleanField()
    gross = models.DecimalField(**MONEY)
    who = models.CharField(max_length=120)
    how = models.CharField(max_length=10)  # in_person, phone, message, email
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.who
