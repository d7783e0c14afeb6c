"""What a work order says no to."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.ui import formats


class OrderClosed(Refused):
    """The order is finished or cancelled and takes no changes."""

    code = "order_closed"
    status = 409


class NothingApproved(Refused):
    """The customer agreed to nothing yet."""

    code = "nothing_approved"
    status = 409


class NotApproved(Refused):
    """The customer did not agree to this job."""

    code = "job_not_approved"
    status = 409


class ChangedSinceApproval(Refused):
    """A job costs more than what was agreed and its tolerance (rule 18)."""

    code = "changed_since_approval"
    status = 409


class PartsIssued(Refused):
    """Parts were issued and lie on the job."""

    code = "parts_issued"
    status = 409


class PartsNotIssued(Refused):
    """Agreed parts were not taken from the shelf."""

    code = "parts_not_issued"
    status = 409


class NothingToIssue(Refused):
    """No part of agreed work is held for the order."""

    code = "nothing_to_issue"
    status = 409


class LineNotRight(Refused):
    """A line says something that cannot be charged."""

    code = "line_not_right"


class NotSold(Refused):
    """The item is a cost or a step of the house; it cannot be charged."""

    code = "item_not_sold"


class LabourOpen(Refused):
    """Somebody is still working on it."""

    code = "labour_open"
    status = 409


class NotInWork(Refused):
    """Work on the order did not begin, or is over."""

    code = "not_in_work"
    status = 409


class NotFinished(Refused):
    """The unit cannot leave while its order is open."""

    code = "order_not_finished"
    status = 409


class AlreadyHandedOver(Refused):
    """The unit left."""

    code = "already_handed_over"
    status = 409


class DeferredClosed(Refused):
    """The declined work was taken up again already, or belongs to another unit."""

    code = "deferred_closed"
    status = 409


class JobNotEmpty(Refused):
    """The job was answered or worked on."""

    code = "job_in_use"
    status = 409


def closed(order: Any) -> OrderClosed:
    """Finished or cancelled, with the way out."""
    return OrderClosed(
        _("Order %(number)s is %(state)s and takes no changes."), params={"number": order.number, "state": order.get_state_display()},
        next_step=_("Reopen it first, if it was not handed over."),
    )  # fmt: skip


def not_approved(job: Any) -> NotApproved:
    """What the customer said, and what to do."""
    return NotApproved(
        _("The customer has not agreed to “%(job)s”."), params={"job": job.title},
        next_step=_("Record the customer's answer first."),
    )  # fmt: skip


def changed(job: Any, *, allowed: Decimal, currency: str) -> ChangedSinceApproval:
    """By how much the job grew beyond what may be done without asking."""
    over = job.gross - allowed
    return ChangedSinceApproval(
        _("“%(job)s” is %(over)s above what the customer agreed to."),
        params={"job": job.title, "over": formats.money(over, currency)},
        next_step=_("Send the estimate again, or record the customer's agreement to the difference."),
    )  # fmt: skip


def parts_issued(what: str) -> PartsIssued:
    """Take them back first."""
    return PartsIssued(
        _("Parts of “%(what)s” were issued."), params={"what": what}, next_step=_("Return them to stock first.")
    )  # fmt: skip


def labour_open(names: str) -> LabourOpen:
    """Who is still at it."""
    return LabourOpen(
        _("%(names)s is still working on it."), params={"names": names}, next_step=_("Stop the work first.")
    )  # fmt: skip
