"""Work orders for programs: every verb of the pages."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from mendery.ground.company.models import Staff
from mendery.ground.company.queries import branch_of
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.people.guards import NoRight
from mendery.ground.ui.paging import page_by_key
from mendery.registers.equipment.queries import family_of as family_of_unit
from mendery.registers.equipment.queries import unit_of
from mendery.registers.parties.queries import family_of as family_of_party
from mendery.registers.parties.queries import party_of
from mendery.trade.stock.models import StockPaper

from . import api_shapes as shapes
from . import queries, stages
from .actions import approval, deferred, finishing, jobs, labour, lines, opening, parts, quality
from .models import DeferredWork, Job, LabourEntry, Stage, WorkOrder

router = Router(tags=["work orders"])


def _named(order_id: UUID) -> WorkOrder:
    """An order by its id alone: every act reads and locks it itself, and refuses strangers and other branches."""
    return WorkOrder(pk=order_id)


def _inputs(by: Actor, data: Sequence[shapes.LineIn]) -> list[lines.LineInput]:
    if any(one.price is not None or one.discount_percent is not None for one in data if one.item_id is not None):
        _needs_price(by)
    return [
        lines.LineInput(
            item_id=one.item_id, kind=one.kind or "", text=one.text, quantity=one.quantity, price=one.price,
            discount_percent=one.discount_percent, unit=one.unit, vat_category=one.vat_category,
        )
        for one in data
    ]  # fmt: skip


def _needs_price(by: Actor) -> None:
    if not by.may("orders.price"):
        raise NoRight(
            _("This token's role does not include %(rights)s."), params={"rights": "orders.price"}, field="price",
            next_step=_("Leave price and discount out, so that the catalogue says them."),
        )  # fmt: skip


def _staff(by: Actor, staff_id: UUID | None) -> Staff:
    wanted = {"pk": staff_id} if staff_id is not None else {"membership_id": by.membership_id}
    staff = Staff.objects.filter(**wanted).first()
    if staff is None:
        raise Refused(
            _("There is no such person here."), code="staff_not_found", field="staff_id", status=404,
            next_step=_("Name somebody who works here."),
        )  # fmt: skip
    return staff


def _jobs_of(order_id: UUID, ids: Sequence[UUID], *, states: Sequence[str]) -> list[Job]:
    """Named jobs of the order, or all in some states."""
    rows = Job.objects.filter(order_id=order_id)
    found = list(rows.filter(pk__in=ids) if ids else rows.filter(state__in=states))
    if not found:
        queries.order_of(order_id)
    if len(found) != len(set(ids)) and ids:
        raise Refused(_("There is no such job on this order."), code="job_not_found", status=404, field="job_ids")
    return found


@router.get("", response=shapes.OrderPage)
def list_work_orders(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200)] = "",
    state: Annotated[Literal["", "open", "in_work", "checked", "finished", "cancelled"], Query()] = "",
    stage: Annotated[str, Query(max_length=12)] = "",
    party_id: UUID | None = None,
    unit_id: UUID | None = None,
    after: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """Orders, the latest first; ``q`` finds by any tail of the number, a plate or a customer."""
    by = needs(request, "orders.see")
    rows = WorkOrder.objects.all()
    if by.branch_ids:
        rows = rows.filter(branch_id__in=by.branch_ids)
    plain = {"state": state, "stage": stage}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if party_id is not None:
        rows = rows.filter(party_id__in=family_of_party(party_id))
    if unit_id is not None:
        rows = rows.filter(unit_id__in=family_of_unit(unit_id))
    if q:
        rows = queries.matching(rows, q)
    found = page_by_key(rows, order=("-opened_at", "-id"), after=after, limit=limit)
    return {"items": [shapes.order_row(by, order) for order in found.rows], "next": found.next or None}


@router.post("", response={201: shapes.OrderOpened})
def open_work_order(request: HttpRequest, data: shapes.OrderIn) -> Any:
    """Open an order or quote, with jobs and lines at once."""
    by = needs(request, "orders.edit")
    order = opening.open_order(
        data=opening.OrderInput(
            branch=branch_of(by, data.branch_id), party=party_of(data.party_id), unit=unit_of(data.unit_id), title=data.title,
            complaint=data.complaint, promised_at=data.promised_at, technician_id=_known_staff(data.technician_id), meter=data.meter,
            spend_limit=data.spend_limit, discount_percent=data.discount_percent,
            jobs=[
                opening.NewJob(title=job.title, lines=_inputs(by, job.lines), technician_id=_known_staff(job.technician_id))
                for job in data.jobs
            ],
        ),
        by=by, at=timezone.now(),
    )  # fmt: skip
    rows = Job.objects.filter(order=order).order_by("seq")
    return Status(201, {**shapes.order_row(by, order), "jobs": [shapes.job_row(by, job) for job in rows]})


def _known_staff(staff_id: UUID | None) -> UUID | None:
    if staff_id is not None and not Staff.objects.filter(pk=staff_id).exists():
        raise Refused(_("There is no such person here."), code="technician_not_found", status=404, field="technician_id")
    return staff_id


@router.get("/stages", response=list[shapes.StageOut])
def list_stages(request: HttpRequest) -> Any:
    """The stages of the board in their order."""
    needs(request, "orders.see")
    rows = Stage.objects.order_by("seq", "id")
    fields = ("id", "code", "name", "seq", "tone", "icon", "is_hidden")
    return [{**{name: getattr(row, name) for name in fields}, "word": row.name or str(stages.standard_word(row.code))} for row in rows]


@router.get("/deferred", response=list[shapes.DeferredOut])
def list_deferred_work(request: HttpRequest, unit_id: UUID) -> Any:
    """Declined and unanswered work of a unit that nobody took up again."""
    by = needs(request, "orders.see")
    rows = queries.deferred_of(unit_of(unit_id).pk)
    if not by.may("prices.see"):
        for row in rows:
            row.gross = None  # type: ignore[assignment]
    return rows


@router.delete("/deferred/{deferred_id}", response={204: None})
def forget_deferred_work(request: HttpRequest, deferred_id: UUID) -> Any:
    """The customer does not want to be asked again."""
    by = needs(request, "orders.edit")
    deferred.forget(deferred=_deferred(deferred_id), by=by, at=timezone.now())
    return Status(204, None)


def _deferred(deferred_id: UUID) -> DeferredWork:
    row = DeferredWork.objects.filter(pk=deferred_id).first()
    if row is None:
        raise Refused(_("There is no such declined work here."), code="deferred_not_found", status=404)
    return row


@router.post("/labour/stop", response=shapes.LabourOut | None)
def stop_labour(request: HttpRequest, data: shapes.StopIn) -> Any:
    """Somebody stops working; null when they were on nothing."""
    by = needs(request, "orders.work")
    return labour.stop(staff=_staff(by, data.staff_id), note=data.note, by=by, at=timezone.now())


@router.patch("/jobs/{job_id}", response=shapes.JobRow)
def change_job(request: HttpRequest, job_id: UUID, data: shapes.JobChange) -> Any:
    """Give a job another title."""
    by = needs(request, "orders.edit")
    job = jobs.change(job=queries.job_of(job_id), changes={"title": data.title}, version=data.version, by=by, at=timezone.now())
    return shapes.job_row(by, job)


@router.delete("/jobs/{job_id}", response={204: None})
def remove_job(request: HttpRequest, job_id: UUID) -> Any:
    """Take a job off its order, before the customer was asked about it."""
    by = needs(request, "orders.edit")
    jobs.remove(job=queries.job_of(job_id), by=by, at=timezone.now())
    return Status(204, None)


@router.post("/jobs/{job_id}/lines", response={201: list[shapes.LineRow]})
def add_lines(request: HttpRequest, job_id: UUID, data: list[shapes.LineIn]) -> Any:
    """Put lines on a job."""
    by = needs(request, "orders.edit")
    new = lines.add_many(job=queries.job_of(job_id), data=_inputs(by, data), by=by, at=timezone.now())
    return Status(201, [shapes.line_row(by, line) for line in new])


@router.patch("/lines/{line_id}", response=shapes.LineRow)
def change_line(request: HttpRequest, line_id: UUID, data: shapes.LineChange) -> Any:
    """Change a line. With ``version`` different fields of two writers both survive; the same field is refused with 409."""
    by = needs(request, "orders.edit")
    changes = data.dict(exclude={"version"}, exclude_none=True)
    if "price" in changes or "discount_percent" in changes:
        _needs_price(by)
    return shapes.line_row(by, lines.change(line=queries.line_of(line_id), changes=changes, version=data.version, by=by, at=timezone.now()))


@router.delete("/lines/{line_id}", response={204: None})
def remove_line(request: HttpRequest, line_id: UUID) -> Any:
    """Take a line off; what was held for it is free again."""
    by = needs(request, "orders.edit")
    lines.remove(line=queries.line_of(line_id), by=by, at=timezone.now())
    return Status(204, None)


@router.get("/{order_id}", response=shapes.OrderOut)
def read_work_order(request: HttpRequest, order_id: UUID) -> Any:
    """One order with jobs, lines, stock and sums."""
    by = needs(request, "orders.see")
    return shapes.order_out(by, queries.order_sheet(order_id, at=timezone.now(), actor=by))


@router.patch("/{order_id}", response=shapes.OrderRow)
def change_work_order(request: HttpRequest, order_id: UUID, data: shapes.OrderChange) -> Any:
    """Change what is written about the order. A field that is sent as null is emptied where it may be empty."""
    by = needs(request, "orders.edit")
    may_be_empty = ("promised_at", "technician_id", "meter", "spend_limit")
    sent = data.dict(exclude={"version"}, exclude_unset=True)
    changes = {name: value for name, value in sent.items() if value is not None or name in may_be_empty}
    order = opening.change_order(order=_named(order_id), changes=changes, version=data.version, by=by, at=timezone.now())
    return shapes.order_row(by, order)


@router.post("/{order_id}/jobs", response={201: shapes.JobRow})
def add_job(request: HttpRequest, order_id: UUID, data: shapes.JobIn) -> Any:
    """Write a further job with its lines."""
    by = needs(request, "orders.edit")
    job = jobs.add(
        order=_named(order_id), title=data.title, lines=_inputs(by, data.lines), technician_id=_known_staff(data.technician_id),
        by=by, at=timezone.now(),
    )  # fmt: skip
    return Status(201, shapes.job_row(by, job))


@router.post("/{order_id}/jobs/{job_id}/restore", response=shapes.JobRow)
def restore_job(request: HttpRequest, order_id: UUID, job_id: UUID) -> Any:
    """Put a removed job back with its lines."""
    by = needs(request, "orders.edit")
    return shapes.job_row(by, jobs.restore(order=_named(order_id), job_id=job_id, by=by, at=timezone.now()))


@router.post("/{order_id}/lines/{line_id}/restore", response=shapes.LineRow)
def restore_line(request: HttpRequest, order_id: UUID, line_id: UUID) -> Any:
    """Put a removed line back as it was."""
    by = needs(request, "orders.edit")
    return shapes.line_row(by, lines.restore(order=_named(order_id), line_id=line_id, by=by, at=timezone.now()))


@router.post("/{order_id}/assign", response=list[shapes.JobRow])
def assign_jobs(request: HttpRequest, order_id: UUID, data: shapes.AssignIn) -> Any:
    """Say who does some jobs."""
    by = needs(request, "orders.edit", "orders.work")
    mine = _jobs_of(order_id, data.job_ids, states=())
    staff = _staff(by, data.staff_id) if data.staff_id is not None else None
    jobs.assign(jobs=mine, staff=staff, by=by, at=timezone.now())
    return [shapes.job_row(by, job) for job in Job.objects.filter(pk__in=data.job_ids).order_by("seq")]


@router.post("/{order_id}/approve", response=shapes.OrderRow)
def approve_jobs(request: HttpRequest, order_id: UUID, data: shapes.AnswerIn) -> Any:
    """Record the customer's yes; what was agreed is frozen and its parts are held."""
    by = needs(request, "estimates.answer")
    mine = _jobs_of(order_id, data.job_ids, states=(*queries.UNANSWERED, "changed"))
    return shapes.order_row(by, approval.approve(jobs=mine, who=data.who, how=data.how, by=by, at=timezone.now()))


@router.post("/{order_id}/decline", response=shapes.OrderRow)
def decline_jobs(request: HttpRequest, order_id: UUID, data: shapes.AnswerIn) -> Any:
    """Record the customer's no; the work is kept for next time."""
    by = needs(request, "estimates.answer")
    mine = _jobs_of(order_id, data.job_ids, states=queries.UNANSWERED)
    order = approval.decline(jobs=mine, who=data.who, how=data.how, why=data.why, by=by, at=timezone.now())
    return shapes.order_row(by, order)


@router.post("/{order_id}/readd", response={201: shapes.JobRow})
def readd_deferred_work(request: HttpRequest, order_id: UUID, data: shapes.ReaddIn) -> Any:
    """Take declined work up again on this order."""
    by = needs(request, "orders.edit")
    job = deferred.readd(order=_named(order_id), deferred=_deferred(data.deferred_id), by=by, at=timezone.now())
    return Status(201, shapes.job_row(by, job))


@router.post("/{order_id}/reserve", response=shapes.OrderRow)
def reserve_parts(request: HttpRequest, order_id: UUID) -> Any:
    """Hold the agreed parts anew."""
    by = needs(request, "orders.edit", "stock.issue")
    return shapes.order_row(by, parts.reserve(order=_named(order_id), by=by, at=timezone.now()))


def _asked(data: Sequence[shapes.PartOut]) -> tuple[dict[UUID, Decimal], dict[UUID, list[str]]]:
    quantities: dict[UUID, Decimal] = {}
    serials: dict[UUID, list[str]] = {}
    for one in data:
        quantities[one.line_id] = quantities.get(one.line_id, Decimal(0)) + one.quantity
        if one.serials:
            serials.setdefault(one.line_id, []).extend(one.serials)
    return quantities, serials


def _slip(by: Actor, paper: StockPaper | None) -> dict[str, Any]:
    if paper is None:
        return {"id": None, "number": "", "value": None}
    return {"id": paper.pk, "number": paper.number, "value": paper.value if by.may("costs.see") else None}


@router.post("/{order_id}/issue", response=shapes.SlipOut)
def issue_parts(request: HttpRequest, order_id: UUID, data: shapes.IssueIn) -> Any:
    """Take agreed parts from the shelf, oldest purchase first, on one slip."""
    by = needs(request, "stock.issue")
    quantities, serials = _asked(data.lines)
    paper = parts.issue(order=_named(order_id), quantities=quantities or None, serials=serials, by=by, at=timezone.now())
    return _slip(by, paper)


@router.post("/{order_id}/take-back", response=shapes.SlipOut)
def take_parts_back(request: HttpRequest, order_id: UUID, data: shapes.BackIn) -> Any:
    """Put issued parts back on the shelf, on one slip."""
    by = needs(request, "stock.issue")
    quantities, serials = _asked(data.lines)
    return _slip(by, parts.take_back(order=_named(order_id), quantities=quantities, serials=serials, by=by, at=timezone.now()))


@router.get("/{order_id}/labour", response=list[shapes.LabourOut])
def list_labour(request: HttpRequest, order_id: UUID) -> Any:
    """Who worked on the order, from when to when."""
    by = needs(request, "orders.see")
    return list(LabourEntry.objects.filter(order_id=queries.order_of(order_id, actor=by).pk).order_by("started_at", "id"))


@router.post("/{order_id}/labour/start", response={201: shapes.LabourOut})
def start_labour(request: HttpRequest, order_id: UUID, data: shapes.LabourIn) -> Any:
    """Somebody begins on a job; what they were on ends at the same instant. Without ``job_id`` on the first agreed one not done."""
    by = needs(request, "orders.work")
    mine = _jobs_of(order_id, [data.job_id] if data.job_id else [], states=queries.AGREED)
    job = next((one for one in sorted(mine, key=lambda one: one.seq) if data.job_id or one.done_at is None), None)
    if job is None:
        raise Refused(_("No agreed job is left to be done."), code="no_jobs", status=409, next_step=_("Name the job."))
    return Status(201, labour.start(job=job, staff=_staff(by, data.staff_id), by=by, at=timezone.now()))


@router.post("/{order_id}/done", response=shapes.OrderRow)
def finish_jobs(request: HttpRequest, order_id: UUID, data: shapes.JobsIn) -> Any:
    """The work of jobs is done; whoever is on them stops."""
    by = needs(request, "orders.work")
    mine = _jobs_of(order_id, data.job_ids, states=queries.AGREED)
    return shapes.order_row(by, labour.finish_job(jobs=mine, by=by, at=timezone.now()))


@router.post("/{order_id}/start", response=shapes.OrderRow)
def start_work_order(request: HttpRequest, order_id: UUID) -> Any:
    """Begin work on what the customer agreed to."""
    by = needs(request, "orders.work")
    return shapes.order_row(by, finishing.start(order=_named(order_id), by=by, at=timezone.now()))


@router.post("/{order_id}/quality", response={201: shapes.CheckOut})
def check_quality(request: HttpRequest, order_id: UUID, data: shapes.QualityIn) -> Any:
    """Somebody looked at the finished work."""
    by = needs(request, "orders.check")
    order, at = _named(order_id), timezone.now()
    if data.passed:
        return Status(201, quality.pass_check(order=order, note=data.note, by=by, at=at))
    again = _jobs_of(order_id, data.job_ids, states=()) if data.job_ids else []
    return Status(201, quality.fail_check(order=order, note=data.note, jobs=again, by=by, at=at))


@router.post("/{order_id}/finish", response=shapes.OrderRow)
def finish_work_order(request: HttpRequest, order_id: UUID) -> Any:
    """Close the work: what was agreed and done can be invoiced now."""
    by = needs(request, "orders.finish")
    return shapes.order_row(by, finishing.finish(order=_named(order_id), by=by, at=timezone.now()))


@router.post("/{order_id}/reopen", response=shapes.OrderRow)
def reopen_work_order(request: HttpRequest, order_id: UUID, data: shapes.ReasonIn) -> Any:
    """Take a finished order up again."""
    by = needs(request, "orders.finish")
    return shapes.order_row(by, finishing.reopen(order=_named(order_id), reason=data.reason, by=by, at=timezone.now()))


@router.post("/{order_id}/cancel", response=shapes.OrderRow)
def cancel_work_order(request: HttpRequest, order_id: UUID, data: shapes.ReasonIn) -> Any:
    """Nothing will be done."""
    by = needs(request, "orders.finish")
    return shapes.order_row(by, finishing.cancel(order=_named(order_id), reason=data.reason, by=by, at=timezone.now()))
