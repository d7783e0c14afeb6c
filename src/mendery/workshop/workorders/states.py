"""The states of a work order, of a job, and what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.documents.states import moves


class WorkOrderState(models.TextChoices):
    """Five states; what people see on lists is the stage, which is derived (rulings 2)."""

    OPEN = "open", _("open")
    IN_WORK = "in_work", _("in work")
    CHECKED = "checked", _("checked")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


S = WorkOrderState
MOVES = moves(
    (S.OPEN, S.IN_WORK), (S.IN_WORK, S.CHECKED), (S.CHECKED, S.IN_WORK), (S.CHECKED, S.FINISHED),
    (S.FINISHED, S.CHECKED), (S.OPEN, S.CANCELLED), (S.IN_WORK, S.CANCELLED), (S.OPEN, S.FINISHED),
)  # fmt: skip


class JobState(models.TextChoices):
    """The customer's word on one job. ``CHANGED``: approved before, changed since beyond what was approved (rule 18)."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    APPROVED = "approved", _("approved")
    CHANGED = "changed", _("changed since approval")
    DECLINED = "declined", _("declined")


class LineKind(models.TextChoices):
    """What a line charges."""

    LABOUR = "labour", _("labour")
    PART = "part", _("part")
    OUTSIDE = "outside", _("outside work")
    FEE = "fee", _("fee")
