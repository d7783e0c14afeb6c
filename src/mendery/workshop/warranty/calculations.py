"""When a warranty ends. Source: domain rule 42; ``docs/algorithms/warranty-end-date.md``."""

import calendar
from datetime import date


def end_date(*, start: date, months: int) -> date:
    """The last day of a warranty, inclusive, by the calendar: 1 month from 31 January ends on 28 February."""
    years, month0 = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month0 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
