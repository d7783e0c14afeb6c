"""What a paper says, frozen: plain JSON from which print, e-invoice and export are made.

Shapes: party is ``parties.queries.for_paper``, unit is ``equipment.queries.for_paper``; groups are
``{"title", "state", "note", "lines": [{"n", "code", "text", "quantity", "unit", "price", "discount", "net", "vat_rate"}], "net", "gross"}``.
Amounts are strings with a point, days and moments ISO 8601 in the branch's zone.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import for_paper, pack_of
from mendery.ground.people.actor import Actor

from .kinds import canonical

Values = dict[str, Any]
_LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)
_sources: dict[str, Callable[[UUID], Values]] = {}


def register_source(kind: str, source: Callable[[UUID], Values]) -> None:
    """Print a living paper (a work order) from a fresh snapshot: ``source(doc_id)`` gives what ``paper_data`` gives."""
    _sources[canonical(kind)] = source


def source_of(kind: str) -> Callable[[UUID], Values] | None:
    """Where a fresh snapshot of a living paper comes from; None for papers that are frozen."""
    return _sources.get(canonical(kind))


def plain(value: Any, zone: ZoneInfo | None = None) -> Any:
    """A value as JSON keeps it: decimals as strings, moments in the zone, lazy texts resolved."""
    if isinstance(value, Mapping):
        return {str(key): plain(each, zone) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each, zone) for each in value]
    if isinstance(value, datetime):
        return (value.astimezone(zone) if zone and value.tzinfo else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, UUID | Promise) else value


def paper_language(wanted: str, branch: Branch) -> str:
    """The language a paper is written in: the customer's if we speak it, else the company's, else English."""
    return next((language for language in (wanted, branch.entity.language) if language in _LANGUAGES), "en")


def paper_data(  # noqa: PLR0913 -- everything a paper says, by keyword
    *,
    kind: str,
    number: str,
    on: date,
    at: datetime,
    branch: Branch,
    language: str,
    currency: str,
    party: Mapping[str, Any] | None = None,
    unit: Mapping[str, Any] | None = None,
    order: Mapping[str, Any] | None = None,
    groups: Iterable[Mapping[str, Any]] = (),
    vat_rows: Iterable[Mapping[str, Any]] = (),
    totals: Mapping[str, Any] | None = None,
    facts: Iterable[Iterable[Any]] = (),
    signatures: Iterable[Mapping[str, Any]] = (),
    extra: Mapping[str, Any] | None = None,
    by: Actor,
) -> Values:
    """The complete snapshot of a paper: what the caller says, our own block, and what the country's law wants on it.

    facts       pairs of label and value beside the main table
    signatures  ``{"role", "name", "attachment_id"}``; a drawn signature is an attachment
    extra       what only this kind has, see ``papers/designs.py``
    """
    kind, pack = canonical(kind), pack_of(branch.entity)
    spoken = paper_language(language, branch)
    zone = ZoneInfo(branch.time_zone)
    with override(spoken):
        return {
            "shape": 1, "kind": kind, "number": number, "on": on.isoformat(), "at": plain(at, zone), "language": spoken,
            "currency": currency, "country": branch.entity.country,
            "title": pack.paper_title(kind=kind, language=spoken),
            "legal": [str(text) for text in pack.legal_texts(kind=kind, language=spoken)],
            "tolerance": plain(branch.entity.approval_tolerance_percent),
            "seller": for_paper(branch), "party": plain(party, zone), "unit": plain(unit, zone), "order": plain(order, zone),
            "groups": plain(list(groups), zone), "vat_rows": plain(list(vat_rows)), "totals": plain(totals),
            "facts": plain([list(fact) for fact in facts], zone), "signatures": plain(list(signatures), zone),
            "extra": plain(extra or {}, zone), "by": by.name,
        }  # fmt: skip
