"""What happened to a record and which papers are about it, ready to be shown on its page.

An app keeps its own sentences for what it notes in the history, and says where its documents are opened:
``timeline.opened_at("work_order", "workorders:order")``, once, when the program starts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats, vocabulary
from mendery.ground.ui.components import Happening
from mendery.ground.ui.links import link

from .models import HistoryEntry, Paper
from .papers import kinds
from .versions import CHANGED

Text = str | Promise
_pages: dict[str, str] = {}
_states: dict[str, Mapping[str, Text]] = {}


@dataclass(frozen=True)
class Sentence:
    """How one kind of happening is told. ``text`` has ``%(name)s`` places for the facts of the entry."""

    icon: str
    text: Text
    tone: str = "grey"


class About(Protocol):
    """A paper, or an entry of a service book that keeps some of it back (``pk`` None: it cannot be opened)."""

    @property
    def pk(self) -> Any: ...

    @property
    def kind(self) -> Any: ...

    @property
    def doc_id(self) -> Any: ...

    @property
    def number(self) -> Any: ...

    @property
    def on(self) -> Any: ...

    @property
    def title(self) -> Any: ...

    @property
    def state(self) -> Any: ...

    @property
    def amount(self) -> Any: ...

    @property
    def currency(self) -> Any: ...


def opened_at(kind: str, page: str, states: Mapping[str, Text] | None = None) -> None:
    """Documents of this kind have a page of their own, named as in ``link(request, page, doc_id)``, and words for their states."""
    _pages[kind] = page
    _states[kind] = states or {}


def page_of(request: MemberRequest, paper: About) -> str:
    """Where a paper is opened: the page of its document, else its print. Empty when the reader may not."""
    if paper.pk is None or not kinds.may_open(request.actor, paper.kind):
        return ""
    return page_of_document(request, paper.kind, paper.doc_id) or link(request, "papers:pdf", paper.pk)


def page_of_document(request: MemberRequest, kind: str, doc_id: UUID) -> str:
    """The page of a document. Empty when its kind has none, or the reader may not."""
    page = _pages.get(kind)
    return link(request, page, doc_id) if page and kinds.may_open(request.actor, kind) else ""


def papers_of(kind: str, ids: Iterable[UUID | None]) -> dict[UUID, Paper]:
    """The papers of one kind behind ids of documents, in one query: what a lower app knows of a work order."""
    wanted = {one for one in ids if one}
    rows = Paper.objects.filter(kind=kind, doc_id__in=wanted).defer("frozen") if wanted else ()
    return {paper.doc_id: paper for paper in rows}


def named(request: MemberRequest, paper: Paper | None, number: str = "") -> SafeString:
    """A document by its number, as a link for those who may open it."""
    number = number or (paper.number if paper else "") or "—"
    url = page_of(request, paper) if paper else ""
    return format_html('<a href="{}">{}</a>', url, number) if url else format_html("{}", number)


def _changed(entry: HistoryEntry, names: Mapping[str, Text], shown: Callable[[str, Any], str]) -> Any:
    rows = [
        (names[field], shown(field, before), shown(field, after))
        for field, (before, after) in entry.facts.get("changes", {}).items()
        if field in names
    ]
    changes = format_html_join("; ", "{}: {} → <b>{}</b>", rows)
    return format_html("{} {}", _("Changed by %(who)s.") % {"who": entry.by_name}, changes)


def happenings(
    doc_ids: Iterable[UUID],
    *,
    sentences: Mapping[str, Sentence],
    names: Mapping[str, Text],
    shown: Callable[[str, Any], str] = lambda _field, value: "—" if value in (None, "") else str(value),
    limit: int = 30,
) -> list[Happening]:
    """The history of a record, the latest first.

    names  what a field is called; a change of a field without a name here is not told (a cost to somebody without the right)
    shown  how a value of a field is written
    """
    entries = HistoryEntry.objects.filter(doc_id__in=list(doc_ids)).order_by("-at", "-id")[:limit]
    told = []
    for entry in entries:
        when = formats.moment(entry.at)
        if entry.what == CHANGED:
            told.append(Happening("pencil", _changed(entry, names, shown), when))
            continue
        sentence = sentences.get(entry.what)
        if sentence is not None:
            facts = {**entry.facts, "who": entry.by_name, "note": entry.note}
            told.append(Happening(sentence.icon, str(sentence.text) % facts, when, sentence.tone))
    return told


@dataclass(frozen=True)
class PaperRow:
    """One paper as a line of a list: everything written, amounts only for whom they are."""

    icon: str
    kind: Text
    number: str
    on: str
    title: str
    state: Text
    amount: str
    url: str


def _state_word(kind: str, state: str) -> Text:
    own = _states.get(kind, {}).get(state)
    if own is not None:
        return capfirst(str(own))  # words of states stand in sentences elsewhere
    known = vocabulary.SETS["paper"].get(state)
    return known.label if known else ""


def paper_row(request: MemberRequest, paper: About) -> PaperRow:
    """A line about a paper for this reader."""
    known = kinds.KINDS.get(kinds.canonical(paper.kind))
    may_see = kinds.may_see_amount(request.actor, paper.kind)
    return PaperRow(
        icon=known.icon if known else "file-text", kind=known.label if known else paper.kind, number=paper.number,
        on=formats.full_day(paper.on), title=paper.title, state=_state_word(paper.kind, paper.state),
        amount=formats.money(paper.amount, paper.currency) if may_see and paper.amount is not None else "",
        url=page_of(request, paper),
    )  # fmt: skip


def papers_about(request: MemberRequest, *, limit: int = 50, **about: Any) -> list[PaperRow]:
    """Papers about a party, a unit or an order, the latest first: ``party_id__in=[…]``. Kinds the reader may not open are left out."""
    papers = Paper.objects.filter(**about).exclude(kind__in=kinds.hidden_from(request.actor))
    return [paper_row(request, paper) for paper in papers.defer("frozen").order_by("-at", "-id")[:limit]]
