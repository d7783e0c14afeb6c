"""Pages: the register of papers, their print, labels, kept files, the audit trail."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.fields import UUIDField
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.events import Refused
from mendery.ground.people.guards import NoRight, page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key

from . import audit, files, queries, register, timeline
from .models import AttachmentKind, Paper
from .papers import kinds, labels
from .papers import render as drawing

PAGE = 50
MOST_FILES = 20


@page("papers.see")
@require_safe
def paper_list(request: MemberRequest) -> HttpResponse:
    """The register of papers, the latest first; filtered by kind, day, party, unit, order."""
    actor, query = request.actor, request.GET.copy()
    after = query.pop("after", [""])[-1]
    rows = queries.papers_for(
        actor, kind__in=_names_of(query.get("kind", "")), on=_day(query.get("on", "")), party_id=_id(query.get("party", "")),
        unit_id=_id(query.get("unit", "")), order_id=_id(query.get("order", "")),
    )  # fmt: skip
    found = page_by_key(rows, order=queries.ORDER, after=after, limit=PAGE)
    context = {
        "active": "papers", "papers": [timeline.paper_row(request, paper) for paper in found.rows],
        "next_url": _next(link(request, "papers:list"), query, found.next), "kind": query.get("kind", ""), "on": query.get("on", ""),
        "kinds": [(code, one.label) for code, one in kinds.KINDS.items() if kinds.may_open(actor, code)],
        "kept": [(name, query[name]) for name in ("party", "unit", "order") if query.get(name)],
    }  # fmt: skip
    return replies.page(request, "papers/list.html", "papers/_more.html" if after else "papers/_list.html", context)


def _names_of(kind: str) -> list[str]:
    return [kind] if kind else []


def _next(base: str, query: Any, after: str) -> str:
    query = query.copy()
    query["after"] = after
    return f"{base}?{query.urlencode()}" if after else ""


def _id(text: str) -> UUID | None:
    try:
        cleaned: UUID | None = UUIDField(required=False).clean(text)
    except ValidationError as error:
        raise Http404 from error
    return cleaned


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


@page("papers.see")
@never_cache
@require_safe
def paper_pdf(request: MemberRequest, paper_id: UUID) -> HttpResponse:
    """Print a paper of the register. From the second time on it says that it is a copy."""
    return _printed(request, queries.paper_for(request.actor, pk=paper_id))


@page("papers.see")
@never_cache
@require_safe
def document_pdf(request: MemberRequest, kind: str, doc_id: UUID) -> HttpResponse:
    """The same by the document it belongs to. A document without an entry in the register is printed from its source."""
    actor = request.actor
    if Paper.objects.filter(kind=kind, doc_id=doc_id).exists():
        return _printed(request, queries.paper_for(actor, kind=kind, doc_id=doc_id))
    source = drawing.source_of(kind)
    if source is None:
        raise Http404
    if not kinds.may_open(actor, kind):
        raise queries.NotForYou(_("Your role does not include this paper."), next_step=_("Ask a colleague who may open it."))
    data = source(doc_id)
    return _pdf(drawing.pdf_of(data, by=actor), f"{data['title']} {data['number']}")


def _printed(request: MemberRequest, paper: Paper) -> HttpResponse:
    data = drawing.snapshot_of(paper)
    body = drawing.pdf(paper, by=request.actor, data=data)
    if request.method == "GET":
        register.count_print(paper)
    return _pdf(body, f"{data['title']} {data['number']}")


def _pdf(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=False, filename=f"{name.replace('/', '-')}.pdf"))
    return response


@page("papers.see")
@never_cache
@require_safe
def paper_preview(request: MemberRequest, paper_id: UUID) -> HttpResponse:
    """The first page as a picture; does not count as printed."""
    actor = request.actor
    first = drawing.preview(queries.paper_for(actor, pk=paper_id), by=actor)[0]
    return HttpResponse(first, content_type="image/png")


@page("papers.see")
@never_cache
@require_safe
def label_pdf(request: MemberRequest, kind: str, of: UUID) -> HttpResponse:
    """Labels: ``label_unit`` by the id of the work order, ``label_item``, ``seal``; ``?copies=3``."""
    text = request.GET.get("copies", "1")
    return _pdf(labels.labels_pdf(kind=kind, ids=[of], copies=int(text) if text.isdecimal() else 1), _("Label"))


@page("papers.see")
@require_safe
def kept_file(request: MemberRequest, attachment_id: UUID) -> HttpResponse:
    """A kept file. Pictures are shown, everything else is only downloaded; the browser may not guess what it is."""
    attachment = queries.file_for(request.actor, attachment_id)
    try:
        body = files.read(attachment)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(body, content_type=attachment.media_type)
    is_picture = attachment.media_type.startswith("image/")
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=not is_picture, filename=attachment.name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # What a hash names never changes; other people on this machine must not get it from a shared cache.
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@page("photos.add")
@require_POST
def add_photo(request: MemberRequest, doc_kind: str, doc_id: UUID) -> HttpResponse:
    """Keep the photos of a form (field ``photos``) and files (field ``files``) with a document."""
    actor, at = request.actor, timezone.now()
    if not kinds.may_keep_files_with(actor, doc_kind):
        raise NoRight(_("Your role does not include this."), next_step=_("Ask a colleague who may add files here."))
    files.check_owner(doc_kind, doc_id)
    sent = [(AttachmentKind.PHOTO, one) for one in request.FILES.getlist("photos")]
    sent += [(AttachmentKind.FILE, one) for one in request.FILES.getlist("files")]
    if not sent or len(sent) > MOST_FILES:
        raise Refused(
            _("No file was chosen.") if not sent else _("At most %(most)s files are kept at once.") % {"most": MOST_FILES},
            code="no_files" if not sent else "too_many_files", next_step=_("Choose the files again."),
        )  # fmt: skip
    for kind, one in sent:
        files.store(
            data=_bytes(one), name=one.name or "", kind=kind, doc_kind=doc_kind, doc_id=doc_id, by=actor, at=at,
            caption=request.POST.get("caption", ""),
        )  # fmt: skip
    replies.flash(request, ngettext("%(count)s file kept.", "%(count)s files kept.", len(sent)) % {"count": len(sent)})
    return replies.go(request, _back(request))


def _bytes(sent: "UploadedFile[bytes]") -> bytes:
    """Not a byte more than is kept: the refusal needs to know only that there was more."""
    body: bytes = sent.read(files.LARGEST_FILE + 1)
    return body


def _back(request: MemberRequest) -> str:
    """The page the form was on, if it was one of this business."""
    base = f"/b/{request.business.slug}/"
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith(base) else link(request, "papers:list")


@page("audit.see")
@require_safe
def audit_trail(request: MemberRequest) -> HttpResponse:
    """Who changed what, when, from where, before and after; filtered by record, person, day."""
    actor, query = request.actor, request.GET.copy()
    after = query.pop("after", [""])[-1]
    rows = audit.events(row_id=_id(query.get("row", "")), person_id=_id(query.get("person", "")), on=_day(query.get("on", "")))
    found = page_by_key(rows, order=audit.ORDER, after=after, limit=PAGE)
    context = {
        "active": "audit", "entries": audit.told(found.rows, to=actor), "people": audit.people() if not after else [],
        "next_url": _next(link(request, "papers:audit"), query, found.next), "row": query.get("row", ""),
        "person": query.get("person", ""), "on": query.get("on", ""),
    }  # fmt: skip
    return replies.page(request, "papers/audit.html", "papers/_audit_rows.html" if after else "papers/_audit.html", context)


@page("audit.see")
@require_safe
def record_audit(request: MemberRequest, row_id: UUID) -> HttpResponse:
    """The trail of one record, for the card on its page."""
    found = page_by_key(audit.events(row_id=row_id), order=audit.ORDER, limit=20)
    entries = audit.told(found.rows, to=request.actor)
    return render(request, "papers/_record_audit.html", {"entries": entries, "row": row_id, "has_more": bool(found.next)})


def record_slot(*, row_id: UUID, **_values: Any) -> dict[str, Any]:
    """Fills ``record.audit``: the trail of the record is fetched when somebody opens it."""
    return {"row_id": row_id}
