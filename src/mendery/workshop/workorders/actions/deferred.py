"""Work that was declined or never answered, kept with its lines until somebody takes it up again (rule 19)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.equipment.queries import family_of
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.models import DeferredWork, Job, Line, WorkOrder

from .desk import Desk, as_number, next_seq, take
from .lines import LineInput, build, items_of


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind, "item_id": str(line.item_id) if line.item_id else None, "code": line.code, "text": line.text,
        "quantity": as_number(line.quantity), "unit": line.unit, "price": as_number(line.price),
        "discount_percent": as_number(line.discount_percent), "vat_category": line.vat_category,
    }  # fmt: skip


def keep(desk: Desk, jobs: Iterable[Job], *, why: str = "") -> None:
    """Keep jobs for the next visit of the unit. Empty jobs are nothing to come back to."""
    rows = []
    for job in jobs:
        lines = desk.lines_of(job)
        if lines:
            rows.append(
                DeferredWork(
                    unit_id=desk.order.unit_id, job=job, title=job.title, why=why.strip()[:200], gross=job.gross, at=desk.at,
                    lines=[_line(line) for line in lines],
                )
            )  # fmt: skip
    DeferredWork.objects.bulk_create(rows)


@action
def readd(*, order: WorkOrder, deferred: DeferredWork, by: Actor, at: datetime) -> Job:
    """Take declined work up on a new order, with its lines and prices as they were; the entry is closed.

    refuses  DeferredClosed, OrderClosed
    """
    desk = take(order.pk, by=by, at=at)
    entry = DeferredWork.objects.select_for_update().get(pk=deferred.pk)
    if entry.closed_at is not None or entry.unit_id not in family_of(desk.order.unit_id):
        raise refusals.DeferredClosed(
            _("“%(title)s” was taken up already, or belongs to another vehicle or device."), params={"title": entry.title},
            next_step=_("Add it as a new job instead."),
        )  # fmt: skip
    data = [_input(one) for one in entry.lines]
    items = items_of(data)
    job = Job.objects.create(order=desk.order, seq=next_seq(desk.jobs), title=entry.title)
    lines = [
        build(data=one, items=items, job=job, order=desk.order, seq=seq, discount=Decimal(0))
        for seq, one in enumerate(data, next_seq(desk.lines))
    ]
    Line.objects.bulk_create(lines)
    desk.jobs.append(job)
    desk.lines += lines
    DeferredWork.objects.filter(pk=entry.pk).update(closed_at=at, closed_by_job=job.pk)
    desk.settle()
    desk.note("deferred_readded", title=job.title)
    return job


@action
def forget(*, deferred: DeferredWork, by: Actor, at: datetime) -> None:
    """The customer does not want to be asked again; the entry is closed without new work."""
    DeferredWork.objects.filter(pk=deferred.pk, closed_at=None).update(closed_at=at)


def _input(kept: dict[str, Any]) -> LineInput:
    return LineInput(
        kind=kept["kind"], item_id=UUID(kept["item_id"]) if kept.get("item_id") else None, text=kept["text"],
        quantity=Decimal(kept["quantity"]), price=Decimal(kept["price"]), unit=kept["unit"], vat_category=kept["vat_category"],
        discount_percent=Decimal(kept.get("discount_percent", "0")),
    )  # fmt: skip
