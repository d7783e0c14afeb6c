"""Nothing else invents a number."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.company.ports import SeriesRule
from mendery.ground.events import Refused

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


def draw_number(*, branch: Branch, kind: str, on: date) -> str:
    """The next number of the series of this branch, kind and year; locks the series until the end of the transaction.

    Called last, inside the posting transaction, so that a refused posting leaves no gap.
    refuses    DateBeforeLastNumber for strict series
    """
    rows = NumberSeries.objects.filter(entity_id=branch.entity_id, branch=branch, kind=kind, year=on.year)
    series = rows.select_for_update().first()
    if series is None:
        _next_year(branch=branch, kind=kind, on=on)
        series = rows.select_for_update().get()
    if series.is_strict and series.last_on and on < series.last_on:
        raise DateBeforeLastNumber(
            _("The last number of this series carries the date %(last)s; the next may not be earlier."),
            params={"last": series.last_on},
            field="on",
            next_step=_("Date the paper on that day or later."),
        )
    last_on = max(on, series.last_on) if series.last_on else on
    NumberSeries.objects.filter(pk=series.pk).update(next_number=F("next_number") + 1, last_on=last_on)
    return f"{series.prefix}{series.next_number:0{series.width}d}"


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
