"""Numbers and days as the country of the business writes them; words in the language of the reader."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from mendery.ground.ui import formats

TODAY = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def _here():
    with translation.override("en"), formats.override("RO", "RON"), timezone.override("Europe/Bucharest"):
        yield


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("country", "currency", "shown"),
    [
        ("RO", "RON", "1.234.567,50 lei"),
        ("RU", "RUB", "1 234 567,50 ₽"),
        ("MD", "MDL", "1.234.567,50 lei"),
        ("GB", "GBP", "1,234,567.50 £"),
        ("RO", "EUR", "1.234.567,50 €"),
        ("RO", "JPY", "1.234.568 ¥"),
    ],
)
def test_money_follows_the_country(country, currency, shown):
    with formats.override(country, currency):
        assert plain(formats.money(Decimal("1234567.5"), currency)) == shown


def test_money_has_a_real_minus_and_no_minus_zero():
    assert formats.money(Decimal(-220)) == "\u2212220,00"
    assert formats.money(Decimal("-0.001")) == "0,00"
    assert formats.money(None) == "—"


def test_money_rounds_half_away_from_zero():
    assert formats.money(Decimal("2.345")) == "2,35"
    assert formats.money(Decimal("8213.5"), whole=True) == "8.214"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("2.000", "", "2"),
        ("1.80", "h", "1,8 h"),
        ("100", "", "100"),
        ("0.000", "", "0"),
        ("-1", "", "\u22121"),
        ("1500.5", "l", "1.500,5 l"),
    ],
)
def test_a_quantity_has_no_zeros_at_its_end(value, unit, shown):
    assert plain(formats.qty(Decimal(value), unit)) == shown


def test_a_percentage_has_its_space():
    assert formats.percent(Decimal("40.6")) == "41\u00a0%"


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 11, 19), "Today"),
        (date(2026, 11, 20), "Tomorrow"),
        (date(2026, 11, 18), "Yesterday"),
        (date(2026, 11, 3), "03 Nov"),
        (date(2025, 12, 31), "31 Dec 2025"),
    ],
)
def test_days_near_today_are_words(on, shown):
    assert plain(formats.day(on, today=TODAY)) == shown


def test_a_moment_is_told_in_the_zone_of_the_branch():
    promised = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
    assert plain(formats.moment(promised, today=TODAY)) == "Today 18:00"
    with timezone.override("Asia/Vladivostok"):
        assert plain(formats.moment(promised, today=TODAY)) == "Tomorrow 02:00"


def test_months_are_in_the_language_of_the_reader():
    with translation.override("ru"):
        assert plain(formats.day(date(2026, 5, 3), today=TODAY)) == "03 мая"


def test_papers_carry_the_whole_date():
    assert formats.full_day(date(2026, 11, 19)) == "19.11.2026"
    assert plain(formats.long_day(date(2026, 11, 19))) == "Thursday, 19 Nov"


@pytest.mark.parametrize(("minutes", "shown"), [(48, "48 min"), (60, "1 h"), (80, "1 h 20"), (3 * 24 * 60, "3 days")])
def test_a_span_is_in_words(minutes, shown):
    assert formats.span(minutes) == shown


def test_a_phone_number_is_shown_as_people_write_it():
    assert plain(formats.phone("+40722410387")) == "0722 410 387"
    assert plain(formats.phone("+79161234567")).startswith("+7 ")
    assert formats.phone("ask at the gate") == "ask at the gate"
    assert formats.phone("") == "—"
