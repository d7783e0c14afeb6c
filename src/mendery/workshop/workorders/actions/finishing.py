"""From open to in work, to finished, back, or to nothing."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents import lifecycle
from mendery.ground.events import Refusals, Refused, publish
from mendery.ground.money import line_net
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.trade.billing.actions import charges
from mendery.trade.billing.actions.charges import ChargeInput
from mendery.workshop.workorders import events, refusals
from mendery.workshop.workorders.calculations import allowed_gross
from mendery.workshop.workorders.models import Job, LabourEntry, Line, WorkOrder
from mendery.workshop.workorders.queries import UNANSWERED
from mendery.workshop.workorders.states import MOVES, JobState, LineKind, WorkOrderState

from . import parts
from .deferred import keep
from .desk import DOC_KIND, Desk, take

S = WorkOrderState


def go(desk: Desk, to: str, *, reason: str = "") -> None:
    """Move the order to another state. Refuses MoveNotAllowed."""
    lifecycle.move(row=desk.order, kind=DOC_KIND, to=to, moves=MOVES, by=desk.by, at=desk.at, reason=reason)


def check_unchanged(desk: Desk) -> None:
    """Refuse when jobs cost more than agreed and its tolerance; all of them are told together (rule 18)."""
    tolerance = desk.order.branch.entity.approval_tolerance_percent
    reasons: list[Refused] = [
        refusals.changed(
            job, allowed=allowed_gross(approved=job.approved_gross or Decimal(0), tolerance_percent=tolerance),
            currency=desk.order.currency,
        )
        for job in desk.jobs
        if job.state == JobState.CHANGED
    ]  # fmt: skip
    if len(reasons) == 1:
        raise reasons[0]
    if reasons:
        raise Refusals(reasons)


@action
def start(*, order: WorkOrder, by: Actor, at: datetime) -> WorkOrder:
    """Begin work on what the customer agreed to.

    refuses  NothingApproved, ChangedSinceApproval, MoveNotAllowed
    tells    WorkOrderStarted
    """
    desk = take(order.pk, by=by, at=at, with_lines=False)
    begin(desk)
    return desk.order


def begin(desk: Desk) -> None:
    """The same for an order that is on the desk already."""
    check_unchanged(desk)
    if not desk.agreed:
        raise refusals.NothingApproved(
            _("The customer has not agreed to anything on order %(number)s."), params={"number": desk.order.number},
            next_step=_("Send the estimate, and record the answer."),
        )  # fmt: skip
    go(desk, S.IN_WORK)
    desk.write(stage=desk.stage())
    publish(events.WorkOrderStarted(**desk.about()))


def _check_idle(desk: Desk) -> None:
    entries = LabourEntry.objects.filter(order_id=desk.order.pk, ended_at=None).select_related("staff")
    names = ", ".join(sorted(entry.staff.name for entry in entries))
    if names:
        raise refusals.labour_open(names)


@action
def finish(*, order: WorkOrder, by: Actor, at: datetime) -> WorkOrder:
    """Close the work: what was agreed and done is charged to the customer, unanswered jobs are kept for next time (rule 19).

    An order whose jobs were all declined is finished without a quality check, and charges nothing.
    refuses  ChangedSinceApproval, PartsNotIssued, LabourOpen, MoveNotAllowed (not checked yet)
    tells    WorkOrderFinished
    """
    desk = take(order.pk, by=by, at=at, is_open=False, with_items=True)
    _check_finish(desk)
    go(desk, S.FINISHED)
    left = [job for job in desk.jobs if job.state in UNANSWERED]
    _defer(desk, left)
    parts.let_go(desk, [line for line in desk.lines if line.issued < line.quantity])
    owed = [_charge(desk, line) for line in desk.lines_of(*desk.agreed) if is_charged(line)]
    if owed:
        charges.add(charges=owed, by=by, at=at)
    desk.settle()
    desk.write(finished_at=at)
    publish(events.WorkOrderFinished(**desk.about()))
    return desk.order


def _check_finish(desk: Desk) -> None:
    if desk.order.state == S.OPEN:
        if not desk.jobs or any(job.state != JobState.DECLINED for job in desk.jobs):
            raise refusals.NotInWork(
                _("Work on order %(number)s did not begin."), params={"number": desk.order.number},
                next_step=_("Start the work, or record that the customer declined it."),
            )  # fmt: skip
        return
    if desk.order.state == S.IN_WORK:
        raise refusals.NotInWork(
            _("Order %(number)s was not checked yet."), params={"number": desk.order.number}, next_step=_("Check the work first.")
        )
    _check_idle(desk)
    check_unchanged(desk)
    parts.check_issued(desk)


def _defer(desk: Desk, jobs: list[Job]) -> None:
    """Jobs without an answer count as declined from now on."""
    if not jobs:
        return
    keep(desk, jobs)
    Job.objects.filter(pk__in=[job.pk for job in jobs]).update(state=JobState.DECLINED)
    for job in jobs:
        job.state = JobState.DECLINED


def is_charged(line: Line) -> bool:
    """Whether the customer sees the line: internal steps and parts that came back are not charged."""
    is_step = line.kind == LineKind.LABOUR and line.item is not None and line.item.kind == "operation"
    return not is_step and parts.charged_quantity(line) > 0


def _charge(desk: Desk, line: Line) -> ChargeInput:
    quantity = parts.charged_quantity(line)
    return ChargeInput(
        party_id=desk.order.party_id, order=desk.ref, unit_id=desk.order.unit_id, line_id=line.pk, group=line.job.title, seq=line.seq,
        kind=line.kind, code=line.code, text=line.text, quantity=quantity, unit=line.unit, price=line.price,
        discount_percent=line.discount_percent, vat_category=line.vat_category,
        net=line_net(quantity=quantity, price=line.price, discount_percent=line.discount_percent),
    )  # fmt: skip


@action
def reopen(*, order: WorkOrder, reason: str, by: Actor, at: datetime) -> WorkOrder:
    """Take a finished order up again, before it was handed over or invoiced; its charges are withdrawn.

    refuses  ``reason_missing``, AlreadyHandedOver, MoveNotAllowed, and what withdrawing charges refuses (invoiced)
    tells    WorkOrderReopened
    """
    desk = take(order.pk, by=by, at=at, is_open=False)
    _check_reason(reason)
    if desk.order.handed_over_at is not None:
        raise refusals.AlreadyHandedOver(
            _("The unit of order %(number)s was handed over."), params={"number": desk.order.number},
            next_step=_("Take it in again as a new order."),
        )  # fmt: skip
    go(desk, S.CHECKED, reason=reason)
    charges.withdraw(line_ids=[line.pk for line in desk.lines_of(*desk.agreed)], by=by, at=at)
    desk.write(finished_at=None, stage=desk.stage())
    publish(events.WorkOrderReopened(**desk.about()))
    return desk.order


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("A reason is needed."), code="reason_missing", field="reason", next_step=_("Write why, in a few words."))


@action
def cancel(*, order: WorkOrder, reason: str, by: Actor, at: datetime) -> WorkOrder:
    """Nothing will be done: what is held is free again, open work stops, unanswered jobs are kept for next time.

    refuses  ``reason_missing``, PartsIssued, MoveNotAllowed
    tells    WorkOrderCancelled
    """
    desk = take(order.pk, by=by, at=at, is_open=False)
    _check_reason(reason)
    for line in desk.lines:
        if line.issued:
            raise refusals.parts_issued(line.job.title)
    go(desk, S.CANCELLED, reason=reason)
    parts.let_go(desk, desk.lines)
    LabourEntry.objects.filter(order_id=desk.order.pk, ended_at=None).update(ended_at=at)
    keep(desk, [job for job in desk.jobs if job.state in UNANSWERED], why=reason)
    desk.write(stage=desk.stage())
    publish(events.WorkOrderCancelled(**desk.about()))
    return desk.order
