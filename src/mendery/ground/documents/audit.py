"""The audit trail as people read it: who changed what, when, from where, before and after.

Secrets are never shown, not even as they are kept; purchase costs only to whoever may see costs, sale prices likewise.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from mendery.ground.people.actor import Actor
from mendery.ground.people.models import Membership, Person

from .models import AuditEvent

ORDER = ("-at", "-id")
HIDDEN = "•••"
ACTS = {"insert": gettext_lazy("created"), "update": gettext_lazy("changed"), "delete": gettext_lazy("deleted")}
_SECRET = re.compile(r"hash|secret|digest|password|token")
_COST = re.compile(r"cost|margin|^value|hourly")
_PRICE = re.compile(r"price|^net$|^gross$|^vat$|amount|approved_(net|gross)|spend_limit|^owed$")
_REFERENCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONGEST = 200


@dataclass(frozen=True)
class Change:
    """One column: what it is called, before, after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One line of the trail."""

    event: AuditEvent
    who: str
    act: Any
    thing: str
    changes: tuple[Change, ...]


def events(*, row_id: UUID | None = None, person_id: UUID | None = None, on: date | None = None) -> QuerySet[AuditEvent]:
    """The trail, the latest first when ordered by ``ORDER``. ``on`` is a day in the present time zone."""
    found: QuerySet[AuditEvent] = AuditEvent.objects.all()
    if row_id is not None:
        found = found.filter(row_id=row_id)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if on is not None:
        begin = datetime.combine(on, time.min, tzinfo=timezone.get_current_timezone())
        found = found.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return found


def people() -> list[tuple[UUID, str]]:
    """Who may have changed something: the members of the business, by name."""
    members = Membership.objects.select_related("person").order_by("person__name")
    return [(member.person_id, member.person.name) for member in members]


def told(found: Iterable[AuditEvent], *, to: Actor) -> list[Entry]:
    """Lines for a reader, with the names of people; what the reader may not see is dotted out."""
    rows = list(found)
    ids = {row.person_id for row in rows if row.person_id}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Entry(
            event=row, who=names.get(row.person_id, "Mendery") if row.person_id else "Mendery", act=ACTS.get(row.act, row.act),
            thing=thing_of(row.table_name), changes=tuple(changes_of(row, to)),
        )
        for row in rows
    ]  # fmt: skip


def changes_of(event: AuditEvent, to: Actor) -> list[Change]:
    """The columns of one event, in their order."""
    told_changes = []
    for column, value in sorted(event.changes.items()):
        if column == "version":
            continue
        before, after = _pair(event.act, value)
        if _is_hidden(event.table_name, column, to):
            before, after = (HIDDEN if before else ""), (HIDDEN if after else "")
        told_changes.append(Change(_field_name(event.table_name, column), before, after))
    return told_changes


def plain_changes(event: AuditEvent, to: Actor) -> dict[str, list[Any]]:
    """The same for programs: ``{column: [before, after]}``."""
    return {
        column: [HIDDEN, HIDDEN] if _is_hidden(event.table_name, column, to) else list(_raw_pair(event.act, value))
        for column, value in event.changes.items()
    }


def thing_of(table: str) -> str:
    """What kind of record a table keeps."""
    model = _models().get(table)
    return gettext(str(model._meta.verbose_name)) if model else table


def _raw_pair(act: str, value: Any) -> tuple[Any, Any]:
    if act == "update" and isinstance(value, list):
        return value[0], value[1]
    return (value, None) if act == "delete" else (None, value)


def _pair(act: str, value: Any) -> tuple[str, str]:
    before, after = _raw_pair(act, value)
    return _shown(before), _shown(after)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    text = str(value)
    # Of a reference people need only to see whether it is the same one.
    return f"…{text[-6:]}" if _REFERENCE.fullmatch(text) else text[:_LONGEST]


def _is_hidden(table: str, column: str, to: Actor) -> bool:
    if _SECRET.search(column):
        return True
    is_purchase = table.startswith(("purchasing_", "stock_"))
    if (_COST.search(column) or (is_purchase and _PRICE.search(column))) and not to.may("costs.see"):
        return True
    return bool(_PRICE.search(column)) and not to.may("prices.see")


@cache
def _models() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}


def _field_name(table: str, column: str) -> str:
    model = _models().get(table)
    fields = model._meta.concrete_fields if model else ()
    return next((gettext(str(field.verbose_name)) for field in fields if field.column == column), column)
