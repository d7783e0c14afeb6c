"""How the page of an order answers: whole, as a tab, or with its pieces anew after an act."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mendery.ground.documents.models import AttachmentKind
from mendery.ground.documents.versions import ChangedMeanwhile
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats, replies
from mendery.ground.ui.components import Tab, Text
from mendery.ground.ui.links import link
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.models import Job, Line
from mendery.workshop.workorders.tables import activity, head, jobs, lines, steps
from mendery.workshop.workorders.tables.reader import Reader

NO_NOTES = '<hx-partial hx-target="#notes" hx-swap="innerHTML"></hx-partial>'


def own(request: MemberRequest, page: str, *ids: Any) -> str:
    """An address of this app in the reader's business."""
    return link(request, f"workorders:{page}", *ids)


def reader_of(request: MemberRequest, order_id: UUID) -> Reader:
    """The order as it stands now, for who asks."""
    now = timezone.now()
    return Reader(request, queries.order_sheet(order_id, at=now, actor=request.actor), now)


def job_of(request: MemberRequest, job_id: UUID) -> Job:
    """A job of an order that the reader may open; else it is not there."""
    job = queries.job_of(job_id)
    queries.order_of(job.order_id, actor=request.actor)
    return job


def line_of(request: MemberRequest, line_id: UUID) -> Line:
    """A line of an order that the reader may open; else it is not there."""
    line = queries.line_of(line_id)
    queries.order_of(line.order_id, actor=request.actor)
    return line


def version_of(request: MemberRequest) -> int | None:
    """Which version of the record the writer saw."""
    text = request.POST.get("version") or request.GET.get("v", "")
    return int(text) if text.isdecimal() else None


def _tabs(reader: Reader, papers: int) -> list[Tab]:
    ids = (reader.sheet.order.pk,)
    return [
        Tab(_("Work"), reader.url("order", *ids), key="work"),
        Tab(_("Documents"), reader.url("documents", *ids), papers, key="documents"),
        Tab(_("History"), reader.url("history", *ids), key="history"),
    ]


def _frame(reader: Reader, tab: str) -> dict[str, Any]:
    papers, files = activity.papers(reader), activity.pictures(reader)
    return {
        "active": "orders", "reader": reader, "tab": tab, **head.context(reader), **steps.context(reader), "papers": papers, "files": files,
        "photo_count": sum(one.kind == AttachmentKind.PHOTO for one in files), "tabs": _tabs(reader, len(papers)),
        "here": reader.url("documents" if tab == "documents" else "order", reader.sheet.order.pk),
    }  # fmt: skip


def whole(reader: Reader) -> dict[str, Any]:
    """Everything that the tab of work shows."""
    return {
        **_frame(reader, "work"), **jobs.context(reader), "happenings": activity.happenings(reader),
        "deferred": reader.sheet.deferred if reader.is_open else (),
    }  # fmt: skip


def papers_tab(reader: Reader) -> dict[str, Any]:
    """Papers and pictures."""
    return _frame(reader, "documents")


def history_tab(reader: Reader) -> dict[str, Any]:
    """All that happened, and the quality checks."""
    return {**_frame(reader, "history"), "happenings": activity.whole_history(reader), "checks": reader.sheet.checks}


def sheet(request: MemberRequest, order_id: UUID, text: Text = "", *, undo: str = "", closes_dialog: bool = False) -> HttpResponse:
    """The page anew after an act, with what was done in a short message.

    closes_dialog  the act came from a dialog (or from a message): the page is sent beside, and the dialog closes
    """
    reader = reader_of(request, order_id)
    body: str = render_to_string("workorders/_sheet.html", whole(reader), request)
    if closes_dialog:
        body = f'<hx-partial hx-target="#sheet" hx-swap="innerMorph">{body}</hx-partial>'
    response = HttpResponse(body + NO_NOTES)
    if text:
        replies.toast(response, text, undo)
    return replies.close_dialog(response) if closes_dialog else response


def sums(reader: Reader, *, job_id: UUID | None = None, line_id: UUID | None = None) -> str:
    """What changes around one cell: the sums of its line and job, the totals, the approval, the head, the phone."""
    context = whole(reader)
    pieces = [NO_NOTES, render_to_string("workorders/_sums.html", context, reader.request)]
    found = lines.flat(reader.sheet.jobs).get(line_id) if line_id else None
    if found is not None:
        job, line = found
        job_id = job.job.pk
        pieces.append(_piece(f"s-{line_id}", lines.stock_cell(reader, line)))
        if reader.sees_prices:
            pieces.append(_piece(f"n-{line_id}", formats.money(line.line.net)))
        if reader.sees_margins:
            pieces.append(_piece(f"m-{line_id}", lines.line_margin(line)))
    view = next((view for view in context["jobs"] if view.job.pk == job_id), None)
    if view is not None:
        pieces.append(_piece(f"jc-{job_id}", render_to_string("workorders/_job_words.html", {"job": view}, reader.request)))
        if reader.sees_prices:
            pieces.append(_piece(f"js-{job_id}", view.sum))
        if reader.sees_margins:
            pieces.append(_piece(f"jg-{job_id}", view.margin))
    return "".join(pieces)


def _piece(target: str, content: Any) -> str:
    return format_html('<hx-partial hx-target="#{}" hx-swap="innerHTML">{}</hx-partial>', target, content)


def dialog(request: MemberRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A form in a dialog; 422 when it comes back with what is wrong."""
    return render(request, f"workorders/{template}", dict(context), status=status)


@dataclass(frozen=True)
class Clash:
    """Two people wrote the same field (rule 72): what it is called, where mine is sent again, what I wrote."""

    refusal: ChangedMeanwhile
    label: Text
    url: str
    version: int
    mine: str
    target: str


def clashed(request: MemberRequest, clash: Clash, at_rest: HttpResponse) -> HttpResponse:
    """Theirs stands in its place; the note above asks which of the two stays."""
    facts = clash.refusal.params
    context = {
        "who": facts["who"], "what": clash.label, "old": facts["mine"], "new": facts["theirs"], "url": clash.url, "version": clash.version,
        "mine": clash.mine, "target": clash.target,
    }  # fmt: skip
    note = render_to_string("workorders/_clash.html", context, request)
    at_rest.content += f'<hx-partial hx-target="#notes" hx-swap="innerHTML show:top">{note}</hx-partial>'.encode()
    at_rest.status_code = 409
    return at_rest


def without_notes(response: HttpResponse) -> HttpResponse:
    """The answer, with the notes at the top cleared."""
    response.content += NO_NOTES.encode()
    return response


def beside(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The page anew for an act whose own place on the page is gone, such as an undo in a message."""
    body = render_to_string("workorders/_sheet.html", whole(reader_of(request, order_id)), request)
    return HttpResponse(f'<hx-partial hx-target="#sheet" hx-swap="innerMorph">{body}</hx-partial>{NO_NOTES}')
