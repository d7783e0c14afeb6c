"""What papers about an order say: the work order itself, and the groups and sums that estimates freeze too."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from mendery.ground.company.queries import today
from mendery.ground.documents.papers.data import paper_data
from mendery.ground.money import ZERO, DocumentSum, line_net
from mendery.ground.people.actor import Actor
from mendery.registers.equipment.queries import for_paper as unit_paper
from mendery.registers.parties.queries import for_paper as party_paper
from mendery.workshop.reception.queries import intake_of

from .models import Line, WorkOrder, WorkOrderDetails
from .queries import JobSheet, Rates, order_sheet
from .states import JobState, LineKind

_STATE = {
    JobState.DRAFT: "draft", JobState.SENT: "sent", JobState.APPROVED: "approved", JobState.CHANGED: "waiting",
    JobState.DECLINED: "declined",
}  # fmt: skip


def line_rows(lines: Iterable[Line], *, rate_of: Rates) -> list[dict[str, Any]]:
    """Lines as papers show them; internal steps of the house are left out."""
    shown = [line for line in lines if line.item is None or line.item.kind != "operation"]
    return [
        {
            "n": n, "code": line.code, "text": line.text, "quantity": line.quantity, "unit": line.unit, "price": line.price,
            "discount": line.discount_percent, "net": line.net, "vat_rate": rate_of(line.vat_category),
        }
        for n, line in enumerate(shown, 1)
    ]  # fmt: skip


def groups_of(jobs: Iterable[JobSheet], *, rate_of: Rates) -> list[dict[str, Any]]:
    """Jobs as papers show them, each with its lines and sums."""
    return [
        {
            "title": one.job.title, "state": "done" if one.job.done_at else _STATE[JobState(one.job.state)],
            "note": one.job.declined_why, "net": one.total.net, "gross": one.total.gross,
            "lines": line_rows([sheet.line for sheet in one.lines], rate_of=rate_of),
        }
        for one in jobs
    ]  # fmt: skip


def vat_rows_of(total: DocumentSum) -> list[dict[str, Any]]:
    """The VAT table."""
    return [{"category": row.category, "rate": row.rate, "base": row.base, "vat": row.vat} for row in total.rates]


def totals_of(total: DocumentSum, lines: Iterable[Line]) -> dict[str, Decimal]:
    """Net, VAT, gross; labour and parts apart; what discounts took off."""
    nets = {LineKind.LABOUR: ZERO, LineKind.PART: ZERO}
    discount = ZERO
    for line in lines:
        if line.kind in nets:
            nets[LineKind(line.kind)] += line.net
        if line.discount_percent:
            discount += line_net(quantity=line.quantity, price=line.price) - line.net
    return {
        "net": total.net, "vat": total.vat, "gross": total.gross, "paid": ZERO, "due": total.gross, "discount": discount,
        "labour": nets[LineKind.LABOUR], "parts": nets[LineKind.PART],
    }  # fmt: skip


def order_block(order: WorkOrder, details: WorkOrderDetails) -> dict[str, Any]:
    """The order as other papers name it."""
    return {
        "number": order.number, "opened_at": order.opened_at, "promised_at": order.promised_at or "", "complaint": details.complaint,
    }  # fmt: skip


def snapshot(order_id: UUID) -> dict[str, Any]:
    """The work order as it is now: declined jobs are left out."""
    at = datetime.now(UTC)
    sheet = order_sheet(order_id, at=at)
    order, intake = sheet.order, intake_of(order_id)
    rates = Rates(order, today(order.branch, at))
    jobs = [job for job in sheet.jobs if job.job.state != JobState.DECLINED]
    lines = [one.line for job in jobs for one in job.lines]
    return paper_data(
        kind="work_order", number=order.number, on=today(order.branch, order.opened_at), at=order.opened_at, branch=order.branch,
        language=order.party.language or order.branch.entity.language, currency=order.currency, party=party_paper(order.party),
        unit=unit_paper(order.unit), order=order_block(order, sheet.details), groups=groups_of(jobs, rate_of=rates),
        vat_rows=vat_rows_of(sheet.total), totals=totals_of(sheet.total, lines),
        extra={
            "adviser": order.adviser, "technician": order.technician.name if order.technician else "",
            "accessories": intake.accessories if intake else [], "condition": intake.condition if intake else "",
            "spend_limit": "" if sheet.details.spend_limit is None else sheet.details.spend_limit, "meter": sheet.details.meter,
            "fuel": intake.fuel if intake else "",
        },
        by=Actor(person_id=None, name=order.adviser),
    )  # fmt: skip
