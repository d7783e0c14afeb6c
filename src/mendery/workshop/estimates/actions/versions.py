"""A numbered version of what the work would cost, frozen as its own paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import today
from mendery.ground.documents import register
from mendery.ground.documents.numbering import draw_number
from mendery.ground.documents.papers.data import paper_data
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.money import ZERO, DocumentSum
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.rows import new_id
from mendery.registers.equipment.queries import for_paper as unit_paper
from mendery.registers.parties.queries import for_paper as party_paper
from mendery.workshop.estimates.models import Estimate, EstimatedJob, EstimateState
from mendery.workshop.estimates.refusals import NothingToOffer
from mendery.workshop.workorders.actions.desk import Desk, take
from mendery.workshop.workorders.actions.offering import offer, paper_parts
from mendery.workshop.workorders.calculations import Margin, sum_lines
from mendery.workshop.workorders.models import WorkOrder
from mendery.workshop.workorders.queries import JobSheet, LineSheet, Rates
from mendery.workshop.workorders.states import JobState

KIND = "estimate"
_WAITING = (JobState.DRAFT, JobState.SENT, JobState.CHANGED)


@action
def send(*, order: WorkOrder, valid_until: date | None = None, also: Sequence[UUID] = (), by: Actor, at: datetime) -> Estimate:
    """Freeze what is offered on an order as its next version. Jobs that were drafts wait for the customer's word now.

    The version holds every job with lines that was not declined. The one before is superseded when it was not answered.
    also     ids of declined jobs that are offered again
    refuses  NothingToOffer, OrderClosed, ``valid_until_past``
    """
    desk = take(order.pk, by=by, at=at, with_items=True)
    on = today(desk.order.branch, at)
    if valid_until is not None and valid_until < on:
        raise Refused(
            _("An estimate cannot be valid until a day that is over."), code="valid_until_past", field="valid_until",
            next_step=_("Choose today or a later day."),
        )  # fmt: skip
    rates = Rates(desk.order, on)
    jobs = _offered(desk, set(also), rates)
    offer(desk, [one.job for one in jobs])
    estimate = _write(desk, jobs, rates, valid_until, on)
    desk.note("estimate_sent", number=estimate.number, gross=f"{estimate.gross:f}")
    return estimate


def _offered(desk: Desk, also: set[UUID], rates: Rates) -> list[JobSheet]:
    sheets = []
    for job in desk.jobs:
        lines = desk.lines_of(job)
        if lines and (job.state != JobState.DECLINED or job.pk in also):
            shown = tuple(LineSheet(line, None, "", ZERO, Margin(line.net, ZERO), is_changed=False) for line in lines)
            total = sum_lines(lines, rate_of=rates)
            sheets.append(JobSheet(job, shown, total, None, ZERO, 0, (), ZERO))
    if not any(one.job.state in _WAITING or one.job.pk in also for one in sheets):
        raise NothingToOffer(
            _("No job on order %(number)s waits for an answer."), params={"number": desk.order.number},
            next_step=_("Write a job with its work and parts first."),
        )  # fmt: skip
    return sheets


def _write(desk: Desk, jobs: list[JobSheet], rates: Rates, valid_until: date | None, on: date) -> Estimate:
    order, by, at = desk.order, desk.by, desk.at
    earlier = list(Estimate.objects.filter(order=order).order_by("sequence"))
    for one in earlier:
        if one.state == EstimateState.SENT:
            move(one, EstimateState.SUPERSEDED)
    total = sum_lines([line.line for one in jobs for line in one.lines], rate_of=rates)
    base = earlier[0].number.rsplit(" v", 1)[0] if earlier else draw_number(branch=order.branch, kind=KIND, on=on)
    sequence = earlier[-1].sequence + 1 if earlier else 1
    estimate = Estimate.objects.create(
        id=new_id(), order=order, number=f"{base} v{sequence}", sequence=sequence, net=total.net, vat=total.vat, gross=total.gross,
        valid_until=valid_until, at=at, by_name=by.name,
    )  # fmt: skip
    EstimatedJob.objects.bulk_create(
        [EstimatedJob(estimate=estimate, job=one.job, net=one.total.net, gross=one.total.gross) for one in jobs]
    )
    frozen = _frozen(desk, estimate, jobs, total, rates, on)
    register.enter(
        ref=DocumentRef(KIND, estimate.pk, estimate.number), state=EstimateState.SENT, on=on, at=at, by=by, tags=desk.tags,
        title=order.title, amount=total.gross, currency=order.currency, language=frozen["language"], frozen=frozen,
    )  # fmt: skip
    return estimate


def move(estimate: Estimate, to: str) -> None:
    """Give a version its new state, also in the register of papers."""
    Estimate.objects.filter(pk=estimate.pk).update(state=to)
    estimate.state = to
    register.refresh(ref=DocumentRef(KIND, estimate.pk, estimate.number), state=to)


def _frozen(desk: Desk, estimate: Estimate, jobs: list[JobSheet], total: DocumentSum, rates: Rates, on: date) -> dict[str, Any]:
    order = desk.order
    return paper_data(
        kind=KIND, number=estimate.number, on=on, at=desk.at, branch=order.branch, currency=order.currency,
        language=order.party.language or order.branch.entity.language, party=party_paper(order.party), unit=unit_paper(order.unit),
        extra={"valid_until": estimate.valid_until or ""}, by=desk.by, **paper_parts(desk, jobs, total, rates),
    )  # fmt: skip
