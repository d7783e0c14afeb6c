"""What is done to several orders at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Staff
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.workshop.workorders.actions.jobs import assign as assign_jobs
from mendery.workshop.workorders.actions.opening import change_order
from mendery.workshop.workorders.models import Job
from mendery.workshop.workorders.queries import order_of
from mendery.workshop.workorders.states import JobState


@action
def assign(*, order_ids: Sequence[UUID], staff: Staff | None, by: Actor, at: datetime) -> int:
    """Give whole orders to a technician, or to nobody yet, with all their jobs that are not done. All of them or none.

    refuses  ``nothing_chosen``, OrderClosed
    """
    if not order_ids:
        raise Refused(_("No jobs are chosen."), code="nothing_chosen", next_step=_("Tick the rows first."))
    to_do = Job.objects.filter(order_id__in=order_ids, done_at=None).exclude(state=JobState.DECLINED).order_by("order_id", "seq")
    for order_id in sorted(order_ids):
        order = order_of(order_id, actor=by)
        change_order(order=order, changes={"technician_id": staff.pk if staff else None}, by=by, at=at)
        mine = [job for job in to_do if job.order_id == order_id]
        if mine:
            assign_jobs(jobs=mine, staff=staff, by=by, at=at)
    return len(order_ids)
