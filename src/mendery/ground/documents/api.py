"""Papers, their print, kept files and the audit trail, for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from mendery.ground.people.api_rights import needs
from mendery.ground.people.guards import NoRight
from mendery.ground.ui.paging import page_by_key

from . import audit, files, queries, register
from .models import Attachment, AttachmentKind, Paper
from .papers import kinds, labels
from .papers import render as drawing

router = Router(tags=["papers"])
After = Annotated[str, Query(max_length=400)]
Limit = Annotated[int, Query(ge=1, le=500)]


class PaperOut(Schema):
    """One paper of the register. The amount is null without the right to see it."""

    id: UUID
    kind: str = Field(examples=["invoice"])
    doc_id: UUID
    number: str = Field(examples=["MND 26-00412"])
    on: date
    at: datetime
    state: str = Field(examples=["posted"])
    title: str
    amount: Decimal | None = Field(examples=["412.93"])
    currency: str = Field(examples=["RON"])
    party_id: UUID | None
    unit_id: UUID | None
    order_id: UUID | None
    language: str
    by_name: str
    printed_count: int


class PaperPage(Schema):
    items: list[PaperOut]
    next: str | None


class AttachmentOut(Schema):
    """A kept file; its bytes are at ``/papers/attachments/{id}/content``."""

    id: UUID
    kind: str = Field(examples=["photo"])
    doc_kind: str = Field(examples=["work_order"])
    doc_id: UUID
    name: str
    media_type: str = Field(examples=["image/webp"])
    size: int
    width: int | None
    height: int | None
    caption: str
    by_name: str
    at: datetime


class AttachmentIn(Schema):
    """With which document a file is kept."""

    doc_kind: str = Field(min_length=1, max_length=30, pattern="^[a-z_]+$", examples=["work_order"])
    doc_id: UUID
    kind: Literal["photo", "file"] = "photo"
    caption: str = Field("", max_length=200)


class AuditOut(Schema):
    """One event: ``changes`` is ``{column: [before, after]}``; what the token may not see is dotted out."""

    id: UUID
    at: datetime
    person_id: UUID | None
    who: str
    origin: str = Field(examples=["page 10.0.0.7"])
    table: str = Field(examples=["parties_party"])
    row_id: UUID
    act: str = Field(examples=["update"])
    changes: dict[str, list[Any]]


class AuditPage(Schema):
    items: list[AuditOut]
    next: str | None


def _out(paper: Paper, request: HttpRequest) -> dict[str, Any]:
    row = {name: getattr(paper, name) for name in PaperOut.model_fields}
    if not kinds.may_see_amount(request.actor, paper.kind):  # type: ignore[attr-defined]
        row["amount"] = None
    return row


def _answer(body: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.get("", response=PaperPage)
def list_papers(
    request: HttpRequest,
    order: UUID | None = None,
    party: UUID | None = None,
    unit: UUID | None = None,
    doc: UUID | None = None,
    kind: Annotated[str, Query(max_length=30)] = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """Papers about an order, a party or a unit, the latest first. Kinds that the token may not open are left out."""
    actor = needs(request, "papers.see")
    rows = queries.papers_for(actor, order_id=order, party_id=party, unit_id=unit, doc_id=doc, kind=kind)
    found = page_by_key(rows, order=queries.ORDER, after=after, limit=limit)
    return {"items": [_out(paper, request) for paper in found.rows], "next": found.next or None}


@router.get("/attachments", response=list[AttachmentOut])
def list_attachments(request: HttpRequest, doc: UUID) -> Any:
    """Files kept with a document, oldest first."""
    actor = needs(request, "papers.see")
    return [one for one in files.attachments_of(doc) if kinds.may_open_files_of(actor, one.doc_kind)]


@router.post("/attachments", response={201: AttachmentOut})
def add_attachment(request: HttpRequest, data: Form[AttachmentIn], file: File[UploadedFile]) -> Any:
    """Keep a photo (JPEG, PNG, WebP) or a file (also PDF, XML) with a document. Sent as multipart form."""
    actor = needs(request, "photos.add")
    if not kinds.may_keep_files_with(actor, data.doc_kind):
        raise NoRight(_("Your role does not include this."), next_step=_("Use a token of somebody who may."))
    files.check_owner(data.doc_kind, data.doc_id)
    kept: Attachment = files.store(
        data=file.read(files.LARGEST_FILE + 1), name=file.name or "", kind=AttachmentKind(data.kind), doc_kind=data.doc_kind,
        doc_id=data.doc_id, by=actor, at=timezone.now(), caption=data.caption,
    )  # fmt: skip
    return 201, kept


@router.get("/attachments/{attachment_id}/content")
def download_attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """The bytes of a kept file."""
    attachment = queries.file_for(needs(request, "papers.see"), attachment_id)
    return _answer(files.read(attachment), attachment.media_type, attachment.name)


@router.get("/labels/{kind}/{of}")
def print_labels(
    request: HttpRequest, kind: Literal["label_unit", "label_item", "seal"], of: UUID, copies: Annotated[int, Query(ge=1, le=50)] = 1
) -> HttpResponse:
    """Labels as PDF, one a page: ``label_unit`` by the id of the work order."""
    needs(request, "papers.see")
    return _answer(labels.labels_pdf(kind=kind, ids=[of], copies=copies), "application/pdf", f"{kind}.pdf")


@router.get("/audit", response=AuditPage)
def list_audit_events(
    request: HttpRequest,
    row: UUID | None = None,
    person: UUID | None = None,
    on: date | None = None,
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """Who changed what, when, from where, before and after; the latest first."""
    actor = needs(request, "audit.see")
    found = page_by_key(audit.events(row_id=row, person_id=person, on=on), order=audit.ORDER, after=after, limit=limit)
    items = [
        {
            "id": one.event.pk, "at": one.event.at, "person_id": one.event.person_id, "who": one.who, "origin": one.event.origin,
            "table": one.event.table_name, "row_id": one.event.row_id, "act": one.event.act,
            "changes": audit.plain_changes(one.event, actor),
        }
        for one in audit.told(found.rows, to=actor)
    ]  # fmt: skip
    return {"items": items, "next": found.next or None}


@router.get("/{paper_id}", response=PaperOut)
def read_paper(request: HttpRequest, paper_id: UUID) -> Any:
    """One paper of the register."""
    return _out(queries.paper_for(needs(request, "papers.see"), pk=paper_id), request)


@router.get("/{paper_id}/pdf")
def print_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The paper as PDF, in its own language. From the second time on it says that it is a copy."""
    actor = needs(request, "papers.see")
    paper = queries.paper_for(actor, pk=paper_id)
    body = drawing.pdf(paper, by=actor)
    register.count_print(paper)
    return _answer(body, "application/pdf", f"{paper.kind} {paper.number.replace('/', '-')}.pdf")
