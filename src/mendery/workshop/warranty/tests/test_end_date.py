from datetime import date

import pytest

from mendery.workshop.warranty.calculations import end_date


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 24), 3, date(2027, 2, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 5, 15), 24, date(2028, 5, 15)),
    ],
)
def test_warranty_ends_by_the_calendar_on_an_inclusive_day(start, months, end):
    assert end_date(start=start, months=months) == end
