"""Nothing else invents a number."""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.company.ports import SeriesRule
from mendery.ground.events import Refused
from mendery.ground.tenancy.scope import current_business_id

from .models import NumberSeries


class DateBeforeLastNumber(Refused):
    """Number n+1 may not carry an earlier date than n."""

    code = "date_before_last_number"
    status = 409


def _next_year(*, branch: Branch, kind: str, on: date) -> NumberSeries:
    """Series roll over on 1 January: the new year begins at 1 with the shape of the year before."""
    before = NumberSeries.objects.filter(entity_id=branch.entity_id, branch=branch, kind=kind).order_by("-year").first()
    if before is None:
        raise Refused(
            _("There is no number series of the kind %(kind)s for %(branch)s."),
            code="no_series",
            params={"kind": kind, "branch": branch.name},
            next_step=_("Add one in the settings."),
        )
    prefix = before.prefix.replace(f"{before.year % 100:02d}", f"{on.year % 100:02d}")
    NumberSeries.objects.bulk_create(
        [
            NumberSeries(
                entity_id=branch.entity_id,
                branch=branch,
                kind=kind,
                year=on.year,
                prefix=prefix,
                width=before.width,
                is_strict=before.is_strict,
            )
        ],
        ignore_conflicts=True,
    )
    made: NumberSeries = NumberSeries.objects.get(entity_id=branch.entity_id, branch=branch, kind=kind, year=on.year)
    return made


_DRAW = """
UPDATE documents_numberseries SET next_number = next_number + 1, last_on = greatest(last_on, %(on)s)
 WHERE business_id = %(business)s AND entity_id = %(entity)s AND branch_id = %(branch)s AND kind = %(kind)s AND year = %(year)s
   AND NOT (is_strict AND coalesce(last_on > %(on)s, false))
RETURNING prefix, next_number - 1, width
"""


def draw_number(*, branch: Branch, kind: str, on: date) -> str:
    """The next number of the series of this branch, kind and year; locks the series until the end of the transaction.

    Called last, inside the posting transaction, so that a refused posting leaves no gap.
    refuses    DateBeforeLastNumber for strict series
    """
    drawn = _draw(branch, kind, on)
    if drawn is None:
        series = NumberSeries.objects.filter(entity_id=branch.entity_id, branch=branch, kind=kind, year=on.year).first()
        if series is None:
            _next_year(branch=branch, kind=kind, on=on)
            drawn = _draw(branch, kind, on)
        if drawn is None:
            raise DateBeforeLastNumber(
                _("The last number of this series carries the date %(last)s; the next may not be earlier."),
                params={"last": series.last_on if series else ""},
                field="on",
                next_step=_("Date the paper on that day or later."),
            )
    prefix, number, width = drawn
    return f"{prefix}{number:0{width}d}"


def _draw(branch: Branch, kind: str, on: date) -> tuple[str, int, int] | None:
    asked = {"on": on, "business": current_business_id(), "entity": branch.entity_id, "branch": branch.pk, "kind": kind, "year": on.year}
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, asked)
        found: tuple[str, int, int] | None = cursor.fetchone()
    return found


def make_series(*, branch: Branch, year: int, rules: Sequence[SeriesRule]) -> None:
    """Give a branch its number series for a year.

    The first branch of the business numbers without its code (``26-00001``), the others with it (``CJ 26-00001``), so that
    a number stands for one paper of the business.
    """
    is_first = not NumberSeries.objects.exclude(branch=branch).exists()
    code = "" if is_first else f"{branch.code} "
    NumberSeries.objects.bulk_create(
        [
            NumberSeries(
                entity_id=branch.entity_id, branch=branch, kind=rule.kind, year=year, width=rule.width,
                prefix=rule.prefix.format(branch=code, year=f"{year % 100:02d}"), is_strict=rule.is_strict,
            )
            for rule in rules
        ],
        ignore_conflicts=True,
    )  # fmt: skip
