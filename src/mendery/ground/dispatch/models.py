"""Jobs and outbox messages of a business. The queue itself is procrastinate's (platform tables)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.rows import BusinessRow


class JobState(models.TextChoices):
    """The life of a background job."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class JobRun(BusinessRow):
    """A background job as people see it: what, how far, how it ended."""

    is_audited: ClassVar[bool] = False

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict)
    failure = models.TextField(blank=True)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(BusinessRow.Meta):
        indexes = [models.Index(fields=["business", "-asked_at"], name="jobrun_latest")]

    def __str__(self) -> str:
        return self.title


class OutboxMessage(BusinessRow):
    """Something that leaves the machine after commit, once."""

    is_audited: ClassVar[bool] = False

    kind = models.CharField(max_length=60)
    dedupe_key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "dedupe_key"], name="outbox_once")]

    def __str__(self) -> str:
        return self.dedupe_key
