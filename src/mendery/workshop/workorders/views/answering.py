"""How the page of an order answers: whole, as a tab, or with its pieces anew after an act."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from mendery.ground.documents.models import AttachmentKind
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, replies
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.tables import activity, head, jobs, lines, steps
from mendery.workshop.workorders.tables.reader import Reader


def reader_of(request: MemberRequest, order_id: UUID) -> Reader:
    """The order as it stands now, for who asks."""
    now = timezone.now()
    return Reader(request, queries.order_sheet(order_id, at=now), now)


def whole(reader: Reader) -> dict[str, Any]:
    """Everything that the page shows."""
    files = [one for one in activity.pictures(reader)]
    return {
        "active": "orders", "reader": reader, **head.context(reader), **steps.context(reader), **jobs.context(reader),
        "papers": activity.papers(reader), "files": files, "photo_count": len([one for one in files if one.kind == AttachmentKind.PHOTO]),
        "happenings": activity.happenings(reader), "deferred": reader.sheet.deferred if reader.is_open else (),
    }  # fmt: skip


def sheet(request: MemberRequest, order_id: UUID, text: Any = "", *, undo: str = "", closes_dialog: bool = False, extra: str = "") -> HttpResponse:
    """The page anew after an act, with what was done in a short message.

    closes_dialog  the act came from a dialog: the page is sent beside, and the dialog closes
    extra          further pieces
    """
    reader = reader_of(request, order_id)
    body = render_to_string("workorders/_sheet.html", whole(reader), request)
    if closes_dialog:
        body = f'<hx-partial hx-target="#sheet" hx-swap="innerMorph">{body}</hx-partial>'
    response = HttpResponse(body + extra)
    if text:
        replies.toast(response, text, undo)
    return replies.close_dialog(response) if closes_dialog else response


def sums(reader: Reader, *, job_id: UUID | None = None, line_id: UUID | None = None) -> str:
    """What changes around one edited cell: the line's and the job's sums, the totals, the approval, the head, the phone."""
    context = whole(reader)
    pieces = [render_to_string("workorders/_sums.html", context, reader.request)]
    found = lines.flat(reader.sheet.jobs).get(line_id) if line_id else None
    if found is not None:
        job, line = found
        cells: dict[str, Any] = {"s": lines.stock_cell(reader, line)}
        if reader.sees_prices:
            cells["n"] = components.formats.money(line.line.net)
        if reader.sees_margins:
            cells["m"] = lines.line_margin(line)
        pieces.extend(_piece(f"#{name}-{line_id}", content) for name, content in cells.items())
        job_id = job.job.pk
    view = next((view for view in context["jobs"] if view.job.pk == job_id), None)
    if view is not None:
        pieces.append(_piece(f"#jc-{job_id}", render_to_string("workorders/_job_words.html", {"job": view, "reader": reader}, reader.request)))
        pieces.append(_piece(f"#js-{job_id}", view.sum if reader.sees_prices else ""))
        if reader.sees_margins:
            pieces.append(_piece(f"#jg-{job_id}", view.margin))
    return "".join(pieces)


def _piece(target: str, content: Any) -> str:
    return f'<hx-partial hx-target="{target}" hx-swap="innerHTML">{content}</hx-partial>'


def dialog(request: MemberRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A form in a dialog; 422 when it comes back with what is wrong."""
    return render(request, f"workorders/{template}", dict(context), status=status)
