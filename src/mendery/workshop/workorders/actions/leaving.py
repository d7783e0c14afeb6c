"""The unit leaves: the order is over, and what the repair promises begins."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.workshop.warranty.actions import Grant, grant
from mendery.workshop.warranty.models import WarrantyKind
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.models import Job, Line, WorkOrder
from mendery.workshop.workorders.states import LineKind, WorkOrderState

from .desk import Desk, take

WORK_WARRANTY_MONTHS = 3  # when the work's card of the catalogue says nothing


def check_may_leave(*, order_id: UUID) -> None:
    """Refuse a unit whose order is not finished or cancelled (NotFinished)."""
    order = WorkOrder.objects.filter(pk=order_id).first()
    if order is not None and order.state not in (WorkOrderState.FINISHED, WorkOrderState.CANCELLED):
        raise refusals.NotFinished(
            _("Order %(number)s is %(state)s."), params={"number": order.number, "state": order.get_state_display()},
            next_step=_("Finish or cancel the order first."),
        )  # fmt: skip


@action
def leave(*, order_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """Close the order of a unit that was handed over, and grant the warranty on its work and parts from that day."""
    desk = take(order_id, by=by, at=at, is_open=False, with_items=True)
    desk.write(handed_over_at=at)
    desk.write(stage=desk.stage())
    if desk.order.state == WorkOrderState.FINISHED:
        promises = [promise for job in desk.agreed for promise in _promises(desk, job, on)]
        if promises:
            grant(grants=promises, by=by, at=at)


def _promises(desk: Desk, job: Job, on: date) -> Iterable[Grant]:
    lines = desk.lines_of(job)
    months = _work_months(lines)
    if months:
        yield Grant(unit_id=desk.order.unit_id, kind=WarrantyKind.REPAIR, text=job.title, starts_on=on, months=months, order=desk.ref)
    for line in lines:
        if line.kind != LineKind.PART or line.item is None or not line.item.goods_warranty_months:
            continue
        if line.is_stocked and not line.issued:
            continue
        for serial in line.serials or [""]:
            yield Grant(
                unit_id=desk.order.unit_id, kind=WarrantyKind.PART, text=line.text, starts_on=on, order=desk.ref, line_id=line.pk,
                months=line.item.goods_warranty_months, serial=serial,
            )  # fmt: skip


def _work_months(lines: Iterable[Line]) -> int:
    """The longest that the catalogue promises for the works of a job; none for a job without work."""
    said = [
        WORK_WARRANTY_MONTHS if line.item is None or line.item.work_warranty_months is None else line.item.work_warranty_months
        for line in lines
        if line.kind == LineKind.LABOUR
    ]
    return max(said, default=0)
