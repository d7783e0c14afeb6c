"""From a snapshot to PDF, SVG or PNG, by Typst.

Templates are code and lie beside this file; what people wrote goes in as data and is never read as markup. The date of the
document is the date of the paper, so the same paper gives the same bytes.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mendery.ground.documents import files
from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.ui import formats

from . import codes, words
from .data import source_of
from .designs import DESIGNS
from .kinds import KINDS, canonical
from .sheet import Sheet, Values, day, head, moment

TEMPLATES = Path(__file__).with_name("typst")
_PREVIEW_PPI = 110.0
Format = Literal["pdf", "svg", "png"]


class NotPrinted(Refused):
    """There is no paper of this kind for the document."""

    code = "no_paper"
    status = 404


@cache
def fonts() -> typst.Fonts:
    """Our own fonts only: a paper looks the same on every machine. Read once."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(settings.PAPER_FONTS)])


def snapshot_of(paper: Paper) -> Values:
    """What the paper says: frozen, or fresh for a living one.

    refuses  NotPrinted
    """
    source = source_of(paper.kind)
    data: Values | None = paper.frozen or (source(paper.doc_id) if source else None)
    if not data or canonical(str(data.get("kind"))) not in DESIGNS:
        raise NotPrinted(_("%(number)s is not a paper that can be printed."), params={"number": paper.number or paper.kind})
    return data


def pdf(paper: Paper, *, by: Actor | None = None, is_copy: bool | None = None, data: Values | None = None) -> bytes:
    """The paper as PDF, PDF/A-3 for archived kinds. Values that ``by`` may not see are left blank; without ``by`` all are there.

    is_copy  print the word "copy"; by default when the paper was printed before
    data     its snapshot, when the caller has it already
    refuses  NotPrinted
    """
    marked = (paper.frozen is not None and paper.printed_count > 0) if is_copy is None else is_copy
    return pdf_of(data or snapshot_of(paper), by=by, is_copy=marked)


def pdf_of(data: Values, *, by: Actor | None = None, is_copy: bool = False) -> bytes:
    """A snapshot as PDF."""
    kind = canonical(data["kind"])
    standards: tuple[Literal["a-3b"], ...] = ("a-3b",) if KINDS[kind].is_archived else ()
    return draw(kind, laid_out(data, by=by, is_copy=is_copy), pdf_standards=standards)[0]


def preview(paper: Paper, *, by: Actor | None = None, form: Format = "png") -> list[bytes]:
    """The pages as pictures, without counting as printed."""
    data = snapshot_of(paper)
    return draw(canonical(data["kind"]), laid_out(data, by=by, is_copy=False), form=form)


def laid_out(data: Values, *, by: Actor | None, is_copy: bool) -> Values:
    """Every text of a paper in its own language and its country's formats: what the template draws."""
    kind = canonical(data["kind"])
    with override(data["language"]), formats.override(data["country"], data["currency"]):
        sheet = Sheet(data, hides_values=_hides(kind, by), drawn=_drawn(data))
        design = DESIGNS[kind](sheet)
        legal = [*design.pop("legal", ()), *(data.get("legal") or ())]
        on = moment(data["at"]) if kind in ("work_order", "intake_act", "handover") else day(data["on"])
        return {
            "language": data["language"], "date": data["on"], "head": head(sheet), "title": data["title"],
            "number": words.numbered(data["number"], on), "copy": words.word("copy") if is_copy else "",
            "facts": [[str(label), str(value)] for label, value in data.get("facts") or ()],
            "legal": legal, "foot": f"Mendery · {data['number']}", "page_of": words.page_of(), **design,
        }  # fmt: skip


def _hides(kind: str, by: Actor | None) -> bool:
    if by is None:
        return False
    known = KINDS[kind]
    return (known.has_costs and not by.may("costs.see")) or (known.has_prices and not by.may("prices.see"))


def _drawn(data: Values) -> dict[str, str]:
    ids = [str(one.get("attachment_id") or "") for one in data.get("signatures") or ()]
    kept = files.pictures(ids)
    return {each: codes.picture(content.data, content.width, content.height, content.media_type) for each, content in kept.items()}


def draw(template: str, values: Any, *, form: Format = "pdf", pdf_standards: Sequence[Literal["a-3b"]] = ()) -> list[bytes]:
    """Draw a template with its values; one entry a page for pictures, one in all for PDF."""
    at = datetime.fromisoformat(str(values["date"])).replace(tzinfo=UTC)
    drawn = typst.compile(
        str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=fonts(), format=form,
        sys_inputs={"paper": json.dumps(values, ensure_ascii=False)}, pdf_standards=list(pdf_standards),
        timestamp=at, ppi=_PREVIEW_PPI if form == "png" else None,
    )  # fmt: skip
    return drawn if isinstance(drawn, list) else [drawn]
