"""What programs send and get about work orders. Costs and margins are null without their rights, prices without ``prices.see``."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from mendery.ground.people.actor import Actor

from .models import Job, Line, WorkOrder
from .queries import JobSheet, LineSheet, OrderSheet, next_step

Quantity = Annotated[Decimal, Field(gt=0, max_digits=9, decimal_places=3, examples=["2"])]
Price = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=6, examples=["49.00"])]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4, examples=["5"])]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2, examples=["1500.00"])]
Kind = Literal["labour", "part", "outside", "fee"]
How = Literal["in_person", "phone", "message", "email"]
Version = Annotated[int | None, Field(None, ge=1, le=2_147_483_647)]
Seq = Annotated[list[UUID], Field(max_length=200)]
Unit = Annotated[str, Field("", max_length=3, examples=["H87"])]
Category = Annotated[str, Field("", max_length=12, examples=["standard"])]


class LineIn(Schema):
    """A line: with ``item_id`` the catalogue says what is not given; without it ``kind`` and ``text`` are needed."""

    item_id: UUID | None = None
    kind: Kind | None = None
    text: str = Field("", max_length=300, examples=["Brake pads, front"])
    quantity: Quantity | None = None
    price: Price | None = None
    discount_percent: Percent | None = None
    unit: Unit
    vat_category: Category


class JobIn(Schema):
    """A job with its lines."""

    title: str = Field(min_length=1, max_length=200, examples=["Front brakes"])
    lines: list[LineIn] = Field(default_factory=list, max_length=500)
    technician_id: UUID | None = None


class OrderIn(Schema):
    """A quote or an order: jobs and lines may come at once. Units that are in our hands come through ``/reception/intakes``."""

    party_id: UUID
    unit_id: UUID
    branch_id: UUID | None = None
    title: str = Field("", max_length=120, examples=["Brakes and oil"])
    complaint: str = Field("", max_length=4000, examples=["Brake noise at the front"])
    promised_at: datetime | None = None
    technician_id: UUID | None = None
    meter: int | None = Field(None, ge=0, le=999_999_999, examples=[96420])
    spend_limit: Money | None = None
    discount_percent: Percent | None = None
    jobs: list[JobIn] = Field(default_factory=list, max_length=100)


class OrderChange(Schema):
    """Only the fields that change. ``version`` is the one that was read."""

    version: Version
    title: str | None = Field(None, max_length=120)
    complaint: str | None = Field(None, max_length=4000)
    findings: str | None = Field(None, max_length=4000)
    promised_at: datetime | None = None
    technician_id: UUID | None = None
    adviser: str | None = Field(None, max_length=120)
    meter: int | None = Field(None, ge=0, le=999_999_999)
    spend_limit: Money | None = None
    waits_here: bool | None = None
    discount_percent: Percent | None = None


class JobChange(Schema):
    """A new title."""

    version: Version
    title: str = Field(min_length=1, max_length=200)


class LineChange(Schema):
    """Only the fields that change. ``version`` is the one that was read."""

    version: Version
    text: str | None = Field(None, min_length=1, max_length=300)
    quantity: Quantity | None = None
    price: Price | None = None
    discount_percent: Percent | None = None
    unit: str | None = Field(None, min_length=1, max_length=3)
    vat_category: str | None = Field(None, min_length=1, max_length=12)


class AnswerIn(Schema):
    """The customer's word on jobs; without ``job_ids`` on all that were not answered yet."""

    job_ids: Seq = Field(default_factory=list)
    who: str = Field(min_length=1, max_length=120, examples=["Mihai Popescu"])
    how: How = "in_person"
    why: str = Field("", max_length=200)


class PartOut(Schema):
    """How much of which line, with serial numbers of tracked parts."""

    line_id: UUID
    quantity: Quantity
    serials: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=1000)


class IssueIn(Schema):
    """What to take from the shelf; without ``lines`` everything that is held for the order."""

    lines: list[PartOut] = Field(default_factory=list, max_length=500)


class BackIn(Schema):
    """What comes back to the shelf."""

    lines: list[PartOut] = Field(min_length=1, max_length=500)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=200, examples=["The customer took the car elsewhere"])


class QualityIn(Schema):
    """What the check said; when it failed, what must be done again (all agreed jobs when none is named)."""

    passed: bool = True
    note: str = Field("", max_length=300)
    job_ids: Seq = Field(default_factory=list)


class LabourIn(Schema):
    """Who begins on which job; without ``staff_id`` the person of the token."""

    job_id: UUID | None = None
    staff_id: UUID | None = None


class StopIn(Schema):
    """Who stops; without ``staff_id`` the person of the token."""

    staff_id: UUID | None = None
    note: str = Field("", max_length=200)


class JobsIn(Schema):
    """Some jobs of the order; all agreed ones when none is named."""

    job_ids: Seq = Field(default_factory=list)


class AssignIn(Schema):
    """Who does the jobs; null leaves them open."""

    job_ids: Seq = Field(min_length=1)
    staff_id: UUID | None = None


class ReaddIn(Schema):
    """Declined work to take up again."""

    deferred_id: UUID


class OrderRow(Schema):
    """A line of the list."""

    id: UUID
    version: int
    number: str
    state: Literal["open", "in_work", "checked", "finished", "cancelled"]
    stage: str
    branch_id: UUID
    party_id: UUID
    unit_id: UUID
    title: str
    opened_at: datetime
    promised_at: datetime | None
    finished_at: datetime | None
    handed_over_at: datetime | None
    technician_id: UUID | None
    currency: str
    net: Decimal | None
    gross: Decimal | None
    cost: Decimal | None


class OrderPage(Schema):
    """Some orders and the key of the next ones."""

    items: list[OrderRow]
    next: str | None


class JobRow(Schema):
    """A job without its lines."""

    id: UUID
    version: int
    order_id: UUID
    seq: int
    title: str
    state: Literal["draft", "sent", "approved", "changed", "declined"]
    technician_id: UUID | None
    net: Decimal | None
    gross: Decimal | None
    approved_gross: Decimal | None
    answered_by: str
    answered_how: str
    answered_at: datetime | None
    declined_why: str
    done_at: datetime | None


class OrderOpened(OrderRow):
    """The new order and its jobs."""

    jobs: list[JobRow]


class LineRow(Schema):
    """A line as it is kept."""

    id: UUID
    version: int
    job_id: UUID
    order_id: UUID
    seq: int
    kind: Kind
    item_id: UUID | None
    code: str
    text: str
    quantity: Decimal
    unit: str
    price: Decimal | None
    discount_percent: Decimal | None
    net: Decimal | None
    vat_category: str
    approved_quantity: Decimal | None
    is_stocked: bool
    issued: Decimal
    cost: Decimal | None
    serials: list[str]
    done_at: datetime | None


class LineOut(LineRow):
    """A line with how its part stands: wanted, held, ordered for it; free on the shelf."""

    stock_state: str
    wanted: Decimal
    held: Decimal
    ordered: Decimal
    free: Decimal
    margin: Decimal | None


class JobOut(JobRow):
    """A job with its lines; ``over`` is what it costs beyond what was agreed and its tolerance."""

    over: Decimal | None
    minutes: int
    lines: list[LineOut]


class VatOut(Schema):
    """One row of the VAT table."""

    category: str
    rate: Decimal
    base: Decimal
    vat: Decimal


class OrderOut(OrderRow):
    """The whole order."""

    complaint: str
    findings: str
    meter: int | None
    spend_limit: Decimal | None
    waits_here: bool
    adviser: str
    is_short: bool
    next_step: str
    vat: Decimal | None
    vat_rows: list[VatOut]
    margin: Decimal | None
    margin_percent: Decimal | None
    jobs: list[JobOut]


class LabourOut(Schema):
    """Time of somebody on a job; open while ``ended_at`` is null."""

    id: UUID
    job_id: UUID
    staff_id: UUID
    started_at: datetime
    ended_at: datetime | None
    note: str


class SlipOut(Schema):
    """The slip of an issue or a return; null with inventory switched off. ``value`` needs ``costs.see``."""

    id: UUID | None
    number: str
    value: Decimal | None


class CheckOut(Schema):
    """A quality check."""

    id: UUID
    passed: bool
    note: str
    by_name: str
    at: datetime


class DeferredOut(Schema):
    """Work that was declined or not answered."""

    id: UUID
    unit_id: UUID
    job_id: UUID
    title: str
    why: str
    gross: Decimal | None
    at: datetime


class StageOut(Schema):
    """A stage of the board; ``name`` is empty while the standard word is used, ``word`` is what people see."""

    id: UUID
    code: str
    name: str
    word: str
    seq: int
    tone: str
    icon: str
    is_hidden: bool


_ROW = tuple(OrderRow.model_fields)
_JOB = tuple(JobRow.model_fields)
_LINE = tuple(LineRow.model_fields)
_AMOUNTS = ("net", "gross", "approved_gross", "price", "discount_percent")


def _open_to(actor: Actor, values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the reader may not see."""
    hidden: tuple[str, ...] = () if actor.may("prices.see") else (*_AMOUNTS, "vat", "over", "spend_limit")
    if not actor.may("costs.see"):
        hidden += ("cost",)
    if not (actor.may("margins.see") and actor.may("prices.see")):
        hidden += ("margin", "margin_percent")
    return {**values, **{name: None for name in hidden if name in values}}


def order_row(actor: Actor, order: WorkOrder) -> dict[str, Any]:
    """A row of an order for this reader."""
    return _open_to(actor, {name: getattr(order, name if name != "id" else "pk") for name in _ROW})


def job_row(actor: Actor, job: Job) -> dict[str, Any]:
    """A row of a job for this reader."""
    return _open_to(actor, {name: getattr(job, name) for name in _JOB})


def line_row(actor: Actor, line: Line) -> dict[str, Any]:
    """A row of a line for this reader."""
    return _open_to(actor, {name: getattr(line, name) for name in _LINE})


def _line_out(actor: Actor, sheet: LineSheet) -> dict[str, Any]:
    stock = sheet.stock
    more = {
        "stock_state": sheet.state, "wanted": stock.wanted if stock else 0, "held": stock.held if stock else 0,
        "ordered": stock.ordered if stock else 0, "free": stock.free if stock else 0, "margin": sheet.margin.amount,
    }  # fmt: skip
    return {**line_row(actor, sheet.line), **_open_to(actor, more)}


def _job_out(actor: Actor, sheet: JobSheet) -> dict[str, Any]:
    lines = [_line_out(actor, line) for line in sheet.lines]
    return {**job_row(actor, sheet.job), **_open_to(actor, {"over": sheet.over}), "minutes": sheet.minutes, "lines": lines}


def order_out(actor: Actor, sheet: OrderSheet) -> dict[str, Any]:
    """The whole order for this reader."""
    details, total = sheet.details, sheet.total
    more = {
        "complaint": details.complaint, "findings": details.findings, "meter": details.meter, "spend_limit": details.spend_limit,
        "waits_here": details.waits_here, "adviser": sheet.order.adviser, "is_short": sheet.is_short,
        "next_step": next_step(sheet).code, "vat": total.vat, "margin": sheet.margin.amount, "margin_percent": sheet.margin.percent,
    }  # fmt: skip
    vat_rows = [vars_of(row) for row in total.rates] if actor.may("prices.see") else []
    jobs = [_job_out(actor, job) for job in sheet.jobs]
    return {**order_row(actor, sheet.order), **_open_to(actor, more), "vat_rows": vat_rows, "jobs": jobs}


def vars_of(row: Any) -> dict[str, Any]:
    """A row of the VAT table as plain values."""
    return {"category": row.category, "rate": row.rate, "base": row.base, "vat": row.vat}
