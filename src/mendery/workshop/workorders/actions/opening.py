"""An order is opened: at intake, or as a quote with nothing in our hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch, Staff
from mendery.ground.company.queries import today
from mendery.ground.documents import history, register, search, versions
from mendery.ground.documents.numbering import draw_number
from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.rows import new_id
from mendery.registers.catalogue.models import Item
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.trade.stock.actions.writing import write_together
from mendery.trade.stock.models import Warehouse
from mendery.trade.stock.queries import default_warehouse
from mendery.workshop.reception.events import UnitReceived
from mendery.workshop.workorders.calculations import sum_lines
from mendery.workshop.workorders.events import WorkOrderOpened
from mendery.workshop.workorders.models import Job, Line, WorkOrder, WorkOrderDetails
from mendery.workshop.workorders.queries import SEARCH_KIND, Rates
from mendery.workshop.workorders.states import WorkOrderState

from . import parts
from .desk import DOC_KIND, Desk, take
from .lines import LineInput, NewLine, build, items_of

ORDER_FIELDS = ("title", "promised_at", "adviser", "technician_id")
DETAIL_FIELDS = ("complaint", "findings", "meter", "spend_limit", "waits_here", "discount_percent")

__all__ = ["NewJob", "NewLine", "OrderInput", "change_order", "open_order"]


@dataclass(frozen=True, kw_only=True)
class NewJob:
    """A job with its lines, as an order is opened."""

    title: str
    lines: Sequence[LineInput] = ()
    technician_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OrderInput:
    """What an order is opened with.

    branch          with its ``entity``
    order_id        when it was given out before (at intake); else a new one
    intake_unit_id  None: a quote
    discount_percent  of new lines; None takes the customer's
    """

    branch: Branch
    party: Party
    unit: Unit
    order_id: UUID | None = None
    intake_unit_id: UUID | None = None
    warehouse: Warehouse | None = None
    title: str = ""
    complaint: str = ""
    promised_at: datetime | None = None
    adviser: str = ""
    technician_id: UUID | None = None
    meter: int | None = None
    spend_limit: Decimal | None = None
    waits_here: bool = False
    discount_percent: Decimal | None = None
    jobs: Sequence[NewJob] = field(default_factory=tuple)


def checked_title(text: str) -> str:
    """The title of a job. Refuses an empty one."""
    text = text.strip()[:200]
    if not text:
        raise Refused(_("A job needs a title."), code="title_missing", field="title", next_step=_("Write what is to be done."))
    return text


@action
def open_order(*, data: OrderInput, by: Actor, at: datetime) -> WorkOrder:
    """Open a work order, with jobs and lines at once when they are known. It gets its number and stands in the register.

    refuses  LineNotRight, NotSold, ``title_missing``, ``item_not_found``, ``no_warehouse``, ``no_series``
    tells    WorkOrderOpened
    """
    every = [line for job in data.jobs for line in job.lines]
    items = items_of(every)
    order = _order(data, by, at)
    desk = Desk(order=order, by=by, at=at)
    details = WorkOrderDetails(
        order=order, complaint=data.complaint.strip(), meter=data.meter, spend_limit=data.spend_limit, waits_here=data.waits_here,
        discount_percent=data.party.discount_percent if data.discount_percent is None else data.discount_percent,
    )  # fmt: skip
    _plan(desk, data, items, details.discount_percent)
    order.stage = desk.stage()
    on = today(data.branch, at)
    order.number = draw_number(branch=data.branch, kind=DOC_KIND, on=on)
    write_together(new={WorkOrder: [order], WorkOrderDetails: [details], Job: desk.jobs}, changed=[])
    order._state.adding = False  # noqa: SLF001 -- Django's documented place; the row was written beside the model
    Line.objects.bulk_create(desk.lines)
    register.enter(
        ref=desk.ref, state=order.state, on=on, at=at, by=by, tags=desk.tags, title=order.title, amount=order.gross,
        currency=order.currency,
    )  # fmt: skip
    history.note(doc_kind=DOC_KIND, doc_id=order.pk, what="opened", by=by, at=at, facts={"number": order.number})
    search.index(kind=SEARCH_KIND, row_id=order.pk, codes=[order.number], is_new=True)
    publish(WorkOrderOpened(**desk.about()))
    return order


def _order(data: OrderInput, by: Actor, at: datetime) -> WorkOrder:
    warehouse = data.warehouse or default_warehouse(data.branch)
    title = data.title.strip() or (data.jobs[0].title if data.jobs else data.complaint.strip().split("\n")[0])
    return WorkOrder(
        id=data.order_id or new_id(), branch=data.branch, warehouse=warehouse, party=data.party, unit=data.unit,
        intake_unit_id=data.intake_unit_id, title=title.strip()[:120], opened_at=at, promised_at=data.promised_at,
        adviser=(data.adviser or by.name)[:120], technician_id=data.technician_id, currency=data.branch.entity.currency,
    )  # fmt: skip


def _plan(desk: Desk, data: OrderInput, items: Mapping[UUID, Item], discount: Decimal) -> None:
    """Jobs and lines with their sums, not written yet."""
    order, rates = desk.order, Rates(desk.order, today(data.branch, desk.at))
    for seq, one in enumerate(data.jobs, 1):
        job = Job(order=order, seq=seq, title=checked_title(one.title), technician_id=one.technician_id or data.technician_id)
        first = len(desk.lines) + 1
        lines = [
            build(data=line, items=items, job=job, order=order, seq=number, discount=discount)
            for number, line in enumerate(one.lines, first)
        ]
        total = sum_lines(lines, rate_of=rates)
        job.net, job.gross = total.net, total.gross
        desk.jobs.append(job)
        desk.lines += lines
    total = sum_lines(desk.lines, rate_of=rates)
    order.net, order.gross = total.net, total.gross


@action
def open_for_intake(*, fact: UnitReceived) -> WorkOrder:
    """Open the order of a unit that was taken in, under the id that the counter gave it; see ``open_order``."""
    branch = Branch.objects.select_related("entity").get(pk=fact.branch_id)
    data = OrderInput(
        branch=branch, party=Party.objects.get(pk=fact.party_id), unit=Unit.objects.get(pk=fact.unit_id), order_id=fact.order_id,
        intake_unit_id=fact.intake_unit_id, complaint=fact.complaint, promised_at=fact.promised_at, meter=fact.meter,
        spend_limit=fact.spend_limit, waits_here=fact.waits_here,
    )  # fmt: skip
    return open_order(data=data, by=fact.by, at=fact.at)


@action
def change_order(*, order: WorkOrder, changes: Mapping[str, Any], version: int | None = None, by: Actor, at: datetime) -> WorkOrder:
    """Change title, promise, adviser, technician, complaint, findings, meter, spending limit or discount of new lines (rule 72).

    A moved promise moves the order's place in the queue for parts.
    refuses  OrderClosed, ChangedMeanwhile, ``technician_not_found``
    """
    desk = take(order.pk, by=by, at=at)
    held = desk.order
    details = WorkOrderDetails.objects.get(order=held)
    current = {name: getattr(held, name) for name in ORDER_FIELDS} | {name: getattr(details, name) for name in DETAIL_FIELDS}
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items() if name in current}
    real = versions.settle(doc_id=held.pk, current=current, current_version=held.version, wanted=wanted, version=version)
    if not real:
        return held
    _check_technician(real.get("technician_id"))
    of_order = {name: value for name, value in real.items() if name in ORDER_FIELDS}
    of_details = {name: value for name, value in real.items() if name in DETAIL_FIELDS}
    desk.write(version=held.version + 1, **of_order)
    if of_details:
        WorkOrderDetails.objects.filter(pk=details.pk).update(**of_details)
    versions.note_change(doc_kind=DOC_KIND, doc_id=held.pk, version=held.version, before=current, after=real, by=by, at=at)
    if "promised_at" in of_order and held.state != WorkOrderState.CHECKED:
        parts.hold(desk, desk.lines_of(*desk.agreed))
    return held


def _check_technician(staff_id: UUID | None) -> None:
    if staff_id is not None and not Staff.objects.filter(pk=staff_id).exists():
        raise Refused(_("There is no such person here."), code="technician_not_found", status=404, field="technician_id")
