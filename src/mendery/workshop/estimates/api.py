"""Estimates for programs: send a version, record what the customer said, read both."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.workshop.workorders.models import WorkOrder
from mendery.workshop.workorders.queries import order_of

from . import queries
from .actions import answers, versions
from .actions.answers import JobAnswer
from .models import Answer, Estimate

router = Router(tags=["estimates"])
How = Literal["in_person", "phone", "message", "email"]


class EstimateIn(Schema):
    """What is offered on the order becomes its next version."""

    order_id: UUID
    valid_until: date | None = Field(None, examples=["2026-12-15"])
    also: list[UUID] = Field(default_factory=list, max_length=200, description="Declined jobs that are offered again.")


class JobAnswerIn(Schema):
    """Yes or no to one job."""

    job_id: UUID
    is_approval: bool
    why: str = Field("", max_length=200, examples=["Next month"])


class AnswersIn(Schema):
    """What the customer said: jobs that are not named stay unanswered."""

    who: str = Field(min_length=1, max_length=120, examples=["Ion Popescu"])
    how: How
    note: str = Field("", max_length=300)
    answers: Annotated[list[JobAnswerIn], Field(min_length=1, max_length=200)]


class EstimateRow(Schema):
    """One version. Sums are null without ``prices.see``."""

    id: UUID
    order_id: UUID
    number: str = Field(examples=["DE 26-00012 v1"])
    sequence: int
    state: str
    net: Decimal | None
    vat: Decimal | None
    gross: Decimal | None
    valid_until: date | None
    at: datetime
    by: str


class OfferedJob(Schema):
    """One job as it stood in the version."""

    job_id: UUID
    title: str
    net: Decimal | None
    gross: Decimal | None


class AnswerRow(Schema):
    """One recorded answer."""

    job_id: UUID
    is_approval: bool
    gross: Decimal | None
    who: str
    how: str
    note: str
    at: datetime
    by: str


class EstimateDetail(EstimateRow):
    """A version with its jobs and the answers to them."""

    jobs: list[OfferedJob]
    answers: list[AnswerRow]


def _row(by: Actor, one: Estimate) -> dict[str, Any]:
    sees = by.may("prices.see")
    return {
        "id": one.pk, "order_id": one.order_id, "number": one.number, "sequence": one.sequence, "state": one.state,
        "net": one.net if sees else None, "vat": one.vat if sees else None, "gross": one.gross if sees else None,
        "valid_until": one.valid_until, "at": one.at, "by": one.by_name,
    }  # fmt: skip


def _answer(by: Actor, one: Answer) -> dict[str, Any]:
    return {
        "job_id": one.job_id, "is_approval": one.is_approval, "gross": one.gross if by.may("prices.see") else None, "who": one.who,
        "how": one.how, "note": one.note, "at": one.at, "by": one.by_name,
    }  # fmt: skip


def _detail(by: Actor, version: queries.Version) -> dict[str, Any]:
    sees = by.may("prices.see")
    offered = [
        {"job_id": row.job_id, "title": row.job.title, "net": row.net if sees else None, "gross": row.gross if sees else None}
        for row in version.jobs
    ]
    return {**_row(by, version.estimate), "jobs": offered, "answers": [_answer(by, one) for one in version.answers]}


@router.get("", response=list[EstimateDetail])
def list_estimates(request: HttpRequest, order_id: UUID) -> Any:
    """All versions of an order, the newest first, with the answers to them."""
    by = needs(request, "orders.see")
    order_of(order_id, actor=by)
    return [_detail(by, version) for version in queries.versions_of(order_id)]


@router.post("", response={201: EstimateRow})
def send_estimate(request: HttpRequest, data: EstimateIn) -> Any:
    """Freeze what is offered as the next version; its paper can be printed."""
    by = needs(request, "estimates.send")
    estimate = versions.send(
        order=WorkOrder(pk=data.order_id), valid_until=data.valid_until, also=data.also, by=by, at=timezone.now()
    )  # fmt: skip
    return Status(201, _row(by, estimate))


@router.post("/{estimate_id}/answers", response={201: list[AnswerRow]})
def answer_estimate(request: HttpRequest, estimate_id: UUID, data: AnswersIn) -> Any:
    """Record what the customer said, job by job. Agreed jobs are frozen, their parts are held."""
    by = needs(request, "estimates.answer")
    said = [JobAnswer(job_id=one.job_id, is_approval=one.is_approval, why=one.why) for one in data.answers]
    written = answers.record(
        estimate=queries.estimate_of(estimate_id, actor=by), answers=said, who=data.who, how=data.how, note=data.note, by=by,
        at=timezone.now(),
    )  # fmt: skip
    return Status(201, [_answer(by, one) for one in written])
