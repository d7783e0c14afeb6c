"""Jobs that are sent to the customer: what their paper says of the work, and that they wait for an answer."""

from collections.abc import Iterable, Sequence
from typing import Any

from mendery.ground.money import DocumentSum
from mendery.workshop.workorders import papers
from mendery.workshop.workorders.models import Job, WorkOrderDetails
from mendery.workshop.workorders.queries import JobSheet, Rates
from mendery.workshop.workorders.states import JobState

from .desk import Desk, ids_of


def offer(desk: Desk, jobs: Iterable[Job]) -> None:
    """Drafts among the jobs of the desk are sent now, and the order has the stage of that. Agreed work stays as it is."""
    drafts = [job for job in jobs if job.state == JobState.DRAFT]
    Job.objects.filter(pk__in=ids_of(drafts)).update(state=JobState.SENT)
    for job in drafts:
        job.state = JobState.SENT
    desk.write(stage=desk.stage())


def paper_parts(desk: Desk, jobs: Sequence[JobSheet], total: DocumentSum, rates: Rates) -> dict[str, Any]:
    """The order, its jobs and their sums, as ``paper_data`` takes them."""
    details = WorkOrderDetails.objects.get(order=desk.order)
    lines = [line.line for one in jobs for line in one.lines]
    return {
        "order": papers.order_block(desk.order, details), "groups": papers.groups_of(jobs, rate_of=rates),
        "vat_rows": papers.vat_rows_of(total), "totals": papers.totals_of(total, lines),
    }  # fmt: skip
