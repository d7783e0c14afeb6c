"""What happened to an order, told in sentences; its papers and pictures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.documents import files, timeline
from mendery.ground.documents.models import Attachment, AttachmentKind, HistoryEntry
from mendery.ground.documents.papers import kinds
from mendery.ground.documents.timeline import PaperRow, Sentence
from mendery.ground.ui import formats
from mendery.ground.ui.components import Happening
from mendery.ground.ui.links import link

from .reader import Reader

NOTE = "note"
_FEW, _MANY = 8, 300
MOVES = {
    "open": Sentence("arrow-back-up", gettext_lazy("%(who)s put the order back."), "blue"),
    "in_work": Sentence("tool", gettext_lazy("%(who)s put the order in work."), "indigo"),
    "checked": Sentence("shield-check", gettext_lazy("%(who)s passed the order on as checked."), "cyan"),
    "finished": Sentence("circle-check", gettext_lazy("%(who)s finished the order."), "green"),
    "cancelled": Sentence("x", gettext_lazy("%(who)s cancelled the order."), "red"),
}
SENTENCES = {
    NOTE: Sentence("note", gettext_lazy("%(who)s wrote a note."), "violet"),
    "received": Sentence("clipboard-check", gettext_lazy("%(who)s checked it in."), "blue"),
    "opened": Sentence("plus", gettext_lazy("%(who)s opened the order."), "blue"),
    "handed_over": Sentence("key", gettext_lazy("%(who)s handed it over."), "grey"),
    "secret_seen": Sentence("eye", gettext_lazy("%(who)s looked at the unlock code."), "amber"),
    "answered": Sentence("message-check", gettext_lazy("The customer answered the estimate."), "green"),
    "estimate_sent": Sentence("send", gettext_lazy("%(who)s sent estimate %(number)s."), "grey"),
    "approved": Sentence("check", gettext_lazy("%(who)s approved: %(jobs)s."), "green"),
    "declined": Sentence("x", gettext_lazy("%(who)s declined: %(jobs)s."), "red"),
    "deferred_readded": Sentence("clock-check", gettext_lazy("%(who)s took up “%(title)s” again."), "violet"),
    "job_added": Sentence("plus", gettext_lazy("%(who)s added “%(title)s”."), "grey"),
    "job_removed": Sentence("trash", gettext_lazy("%(who)s removed “%(title)s”."), "grey"),
    "job_restored": Sentence("restore", gettext_lazy("%(who)s put “%(title)s” back."), "grey"),
    "assigned": Sentence("user-cog", gettext_lazy("%(who)s assigned %(name)s: %(jobs)s."), "indigo"),
    "labour_started": Sentence("player-play", gettext_lazy("%(name)s began “%(job)s”."), "indigo"),
    "jobs_done": Sentence("check", gettext_lazy("Done: %(jobs)s."), "green"),
    "lines_added": Sentence("plus", gettext_lazy("%(who)s added %(lines)s."), "grey"),
    "line_removed": Sentence("trash", gettext_lazy("%(who)s removed “%(text)s”."), "grey"),
    "line_restored": Sentence("restore", gettext_lazy("%(who)s put “%(text)s” back."), "grey"),
    "parts_issued": Sentence("package-export", gettext_lazy("Issued on slip %(number)s: %(lines)s."), "blue"),
    "parts_returned": Sentence("package-import", gettext_lazy("Returned on slip %(number)s: %(lines)s."), "blue"),
    "parts_arrived": Sentence("package", gettext_lazy("Parts for this order arrived."), "green"),
    "check_failed": Sentence("refresh", gettext_lazy("%(who)s sent it back to work: %(jobs)s."), "orange"),
}
FIELDS = {
    "title": gettext_lazy("Title"), "complaint": gettext_lazy("Complaint"), "findings": gettext_lazy("Findings"),
    "promised_at": gettext_lazy("Promised"), "adviser": gettext_lazy("Adviser"), "technician": gettext_lazy("Technician"),
    "text": gettext_lazy("Description"), "quantity": gettext_lazy("Quantity"), "price": gettext_lazy("Price"),
    "discount_percent": gettext_lazy("Discount, %"),
}  # fmt: skip
_PRICED = ("price", "discount_percent", "spend_limit")


def _changes(entry: HistoryEntry, *, sees_prices: bool) -> SafeString:
    told = [
        format_html("{}: {} → <b>{}</b>", FIELDS[name], before or "—", after or "—")
        for name, (before, after) in entry.facts.get("changes", {}).items()
        if name in FIELDS and (sees_prices or name not in _PRICED)
    ]
    return format_html("{} {}", _("Changed by %(who)s.") % {"who": entry.by_name}, SafeString("; ".join(told)))


class _Facts(dict[str, Any]):
    """Facts for a sentence; one that an old entry does not have is left out, never an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def _written(value: Any) -> Any:
    """Titles one after another; of lines how many of what."""
    if not isinstance(value, list):
        return value
    return ", ".join(f"{formats.qty(Decimal(one[1]))} × {one[0]}" if isinstance(one, list) else str(one) for one in value)


def _sentence(entry: HistoryEntry, sentences: Mapping[str, Sentence]) -> Sentence | None:
    return MOVES.get(entry.to_state) if entry.what == "move" else sentences.get(entry.what)


def told(entry: HistoryEntry, *, sees_prices: bool) -> Happening | None:
    """One entry as a line of the timeline; None for what is not told."""
    when = formats.moment(entry.at)
    if entry.what == "changed":
        return Happening("pencil", _changes(entry, sees_prices=sees_prices), when)
    sentence = _sentence(entry, SENTENCES)
    if sentence is None:
        return None
    facts = _Facts({name: _written(value) for name, value in entry.facts.items()}, note=entry.note)
    facts.setdefault("who", entry.by_name)
    text = format_html("{}", str(sentence.text) % facts)
    if entry.note:
        text = format_html("{} <span class='t1 pre'>{}</span>", text, entry.note)
    return Happening(sentence.icon, text, when, sentence.tone)


def happenings(reader: Reader, *, notes_only: bool = False, limit: int = _FEW) -> list[Happening]:
    """The latest first."""
    order = reader.sheet.order
    ids = [order.pk, *([order.intake_unit_id] if order.intake_unit_id else [])]
    rows = HistoryEntry.objects.filter(doc_id__in=ids)
    if notes_only:
        rows = rows.filter(what=NOTE)
    lines = (told(entry, sees_prices=reader.sees_prices) for entry in rows.order_by("-at", "-id")[:limit])
    return [line for line in lines if line is not None]


def whole_history(reader: Reader) -> list[Happening]:
    """Everything that is kept, for the tab."""
    return happenings(reader, limit=_MANY)


def papers(reader: Reader) -> list[PaperRow]:
    """Papers about the order that the reader may open; the order's own sheet first."""
    order = reader.sheet.order
    rows = timeline.papers_about(reader.request, order_id=order.pk)
    own = link(reader.request, "workorders:order", order.pk)
    rest = [row for row in rows if row.url != own]
    if not reader.may("papers.see"):
        return rest
    known = kinds.KINDS["work_order"]
    sheet = PaperRow(
        icon=known.icon, kind=known.label, number=order.number, on=formats.full_day(formats.local(order.opened_at)), title="", state="",
        amount="", url=link(reader.request, "papers:document", "work_order", order.pk),
    )  # fmt: skip
    return [sheet, *rest]


def pictures(reader: Reader) -> list[Attachment]:
    """Photos and files of the order and of its intake."""
    order = reader.sheet.order
    if not reader.may("papers.see"):
        return []
    more: list[UUID] = [order.intake_unit_id] if order.intake_unit_id else []
    return [one for one in files.attachments_of(order.pk, *more) if one.kind != AttachmentKind.SIGNATURE]


def context(reader: Reader) -> dict[str, Any]:
    """What the cards at the side of the page need."""
    found = papers(reader)
    shown = pictures(reader)
    return {"papers": found, "files": shown, "paper_count": len(found), "happenings": happenings(reader)}
