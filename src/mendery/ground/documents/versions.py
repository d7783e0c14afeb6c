"""Two people edit one record: different fields both survive, the same field asks (rule 72).

Every change of a versioned record is written to its history as ``{"version": n, "changes": {field: [before, after]}}``,
so what somebody saw when they opened the form can be told from the version they send back.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor

from . import history
from .models import HistoryEntry

CHANGED = "changed"


class ChangedMeanwhile(Refused):
    """Somebody else saved the same field after this copy was read. ``params``: who, field, theirs, mine."""

    code = "changed_meanwhile"
    status = 409


def plain(value: Any) -> Any:
    """A value as history keeps it and as two values are compared."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def settle(
    *, doc_id: UUID, current: Mapping[str, Any], current_version: int, wanted: Mapping[str, Any], version: int | None
) -> dict[str, Any]:
    """What really has to change, when ``wanted`` was written against ``version`` of the record.

    version  what the writer saw; None means that they saw the present one
    returns  the fields that differ from the record, with their wanted values
    refuses  ChangedMeanwhile when the same field was changed by somebody else to something else
    """
    seen = {name: plain(value) for name, value in current.items()}
    theirs: dict[str, str] = {}
    if version is not None and version < current_version:
        later = HistoryEntry.objects.filter(doc_id=doc_id, what=CHANGED, facts__version__gt=version)
        for entry in later.order_by("-at", "-id"):
            for name, (before, _after) in entry.facts["changes"].items():
                seen[name] = before
                theirs.setdefault(name, entry.by_name)
    changes: dict[str, Any] = {}
    for name, value in wanted.items():
        mine = plain(value)
        if mine == seen.get(name) or mine == plain(current[name]):
            continue
        if name in theirs:
            raise ChangedMeanwhile(
                _("%(who)s changed this while you typed: it is “%(theirs)s” now, and you wrote “%(mine)s”."),
                params={"who": theirs[name], "theirs": plain(current[name]) or "—", "mine": mine or "—"},
                field=name,
                next_step=_("Open the record again to keep theirs, or save once more to keep yours."),
            )
        changes[name] = value
    return changes


def note_change(
    *, doc_kind: str, doc_id: UUID, version: int, before: Mapping[str, Any], after: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Write to the history which fields of the record became what; ``version`` is the one the record has now."""
    changes = {name: [plain(before[name]), plain(value)] for name, value in after.items()}
    history.note(doc_kind=doc_kind, doc_id=doc_id, what=CHANGED, by=by, at=at, facts={"version": version, "changes": changes})
