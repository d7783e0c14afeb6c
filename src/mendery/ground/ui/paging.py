"""Lists page by key, never by count: the page at the end of a hundred thousand rows costs what the first one costs."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused

M = TypeVar("M", bound=Model)
LARGEST_PAGE = 500


@dataclass(frozen=True)
class KeyPage(Generic[M]):
    """Some rows and the key after which the next ones begin; empty when these were the last."""

    rows: list[M]
    next: str


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _cursor(row: Any, fields: list[str]) -> str:
    values = [_plain(getattr(row, field)) for field in fields]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _values(rows: QuerySet[M], fields: list[str], after: str) -> list[Any]:
    try:
        raw = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(raw, list) or len(raw) != len(fields):
            raise ValueError  # noqa: TRY301 -- one answer for every broken key
        return [rows.model._meta.get_field(field).to_python(value) for field, value in zip(fields, raw, strict=True)]  # type: ignore[union-attr]
    except (ValueError, binascii.Error, ValidationError) as error:
        raise Refused(
            _("This place in the list is not known."), code="unknown_cursor", field="after",
            next_step=_("Begin at the first page."),
        ) from error  # fmt: skip


def page_by_key(rows: QuerySet[M], *, order: tuple[str, ...], after: str = "", limit: int = 50) -> KeyPage[M]:
    """The rows after a key. ``order`` ends with the id and has an index that begins with ``business``.

    All directions are the same: ("-opened_at", "-id") or ("sort_key", "id").
    refuses  ``unknown_cursor``
    """
    fields = [name.lstrip("-") for name in order]
    is_falling = order[0].startswith("-")
    rows = rows.order_by(*order)
    if after:
        values = _values(rows, fields, after)
        operator = "lt" if is_falling else "gt"
        first, last = fields[0], fields[-1]
        # The first condition lets the index begin at the place; the second decides among equal keys.
        rows = rows.filter(**{f"{first}__{operator}e": values[0]})
        beyond = Q(**{f"{first}__{operator}": values[0]})
        if last != first:
            beyond |= Q(**{first: values[0], f"{last}__{operator}": values[-1]})
        rows = rows.filter(beyond)
    limit = max(1, min(limit, LARGEST_PAGE))
    found = list(rows[: limit + 1])
    shown = found[:limit]
    return KeyPage(shown, _cursor(shown[-1], fields) if len(found) > limit else "")
