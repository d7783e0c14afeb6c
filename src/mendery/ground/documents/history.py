"""The timeline of a document."""

from datetime import datetime
from typing import Any
from uuid import UUID

from mendery.ground.people.actor import Actor

from .models import HistoryEntry


def note(
    *,
    doc_kind: str,
    doc_id: UUID,
    what: str,
    by: Actor,
    at: datetime,
    facts: dict[str, Any] | None = None,
    text: str = "",
    moved: tuple[str, str] = ("", ""),
) -> HistoryEntry:
    """Write one line of history. ``what`` names the sentence that pages show; ``facts`` are its values (JSON)."""
    entry: HistoryEntry = HistoryEntry.objects.create(
        doc_kind=doc_kind, doc_id=doc_id, what=what, facts=facts or {}, note=text, from_state=moved[0], to_state=moved[1],
        by_name=by.name, by_person=by.person_id, at=at,
    )  # fmt: skip
    return entry
