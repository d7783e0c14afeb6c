"""Numbers, money, days and hours as a page shows them.

The style follows the country of the legal entity, not the language of the reader, so one business sees one style;
only the words (today, names of months) are in the reader's language. Which country it is, says whoever opens
a page, a paper or a test: `with override("RO", "RON"):`. Hours are in Django's current time zone. Rows of a list call these
functions thousands of times: they work on strings and keep what Babel knows in caches.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_currency_precision, get_currency_symbol
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

NBSP = "\u00a0"
MINUS = "\u2212"
WHOLE = Decimal(1)
Number = Decimal | int


@dataclass(frozen=True, slots=True)
class Style:
    """How one country writes numbers and dates."""

    country: str
    currency: str
    locale: str
    separators: dict[int, str]
    first_weekday: int
    day_pattern: str


# Words that people write instead of the sign that Babel knows.
CURRENCY_WORDS = {"RON": "lei", "MDL": "lei", "EUR": "€", "USD": "$", "RUB": "₽", "GBP": "£"}
DAY_PATTERNS = {"US": "%m/%d/%Y", "GB": "%d/%m/%Y", "HU": "%Y.%m.%d."}


@cache
def style_of(country: str, currency: str) -> Style:
    """The style of a country, with the currency its business counts in."""
    languages = get_global("likely_subtags").get(f"und_{country}", "en").split("_")[0]
    locale = Locale.parse(f"{languages}_{country}", sep="_")
    symbols = locale.number_symbols["latn"]
    group = symbols["group"].replace("\u202f", NBSP).replace(" ", NBSP)
    separators = {ord(","): group, ord("."): symbols["decimal"], ord("-"): MINUS}
    return Style(country, currency, str(locale), separators, locale.first_week_day, DAY_PATTERNS.get(country, "%d.%m.%Y"))


_active: ContextVar[Style | None] = ContextVar("mendery_formats", default=None)


def current() -> Style:
    """The style of this page, else Romania's."""
    return _active.get() or style_of("RO", "RON")


@contextmanager
def override(country: str, currency: str) -> Iterator[None]:
    """Write as this country does for a while."""
    token = _active.set(style_of(country, currency))
    try:
        yield
    finally:
        _active.reset(token)


@cache
def currency_word(code: str) -> str:
    """`lei` for RON, `₽` for RUB, the sign or code for others."""
    return CURRENCY_WORDS.get(code) or get_currency_symbol(code, locale="en")


@cache
def _cents(code: str) -> Decimal:
    return WHOLE.scaleb(-get_currency_precision(code)) if code else Decimal("0.01")


def _plain(value: Number, step: Decimal) -> str:
    amount = Decimal(value).quantize(step, rounding=ROUND_HALF_UP)
    if not amount:
        amount = abs(amount)
    return f"{amount:,f}".translate(current().separators)


def money(value: Number | None, currency: str = "", *, whole: bool = False) -> str:
    """`1.234,50`, with a currency code `1.234,50 lei`; `whole` leaves the cents out for stat strips. None gives a dash."""
    if value is None:
        return "—"
    text = _plain(value, WHOLE if whole else _cents(currency))
    return f"{text}{NBSP}{currency_word(currency)}" if currency else text


def number(value: Number | None, places: int = 0) -> str:
    """A number with a fixed count of decimals."""
    return "—" if value is None else _plain(value, WHOLE.scaleb(-places))


def qty(value: Number | None, unit: str = "") -> str:
    """A quantity without trailing zeros, with its unit when given: `1,8 h`."""
    if value is None:
        return "—"
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = ("0" if text in {"-0", ""} else text).translate(current().separators)
    return f"{text}{NBSP}{unit}" if unit else text


def percent(value: Number | None, places: int = 0) -> str:
    """`41 %`."""
    return "—" if value is None else f"{number(value, places)}{NBSP}%"


@cache
def _months(language: str) -> dict[int, str]:
    names = get_month_names("abbreviated", locale=Locale.parse(language, sep="-"))
    return {month: name.rstrip(".") for month, name in names.items()}


@cache
def _weekdays(language: str) -> dict[int, str]:
    return dict(get_day_names("wide", locale=Locale.parse(language, sep="-")))


def _language() -> str:
    return get_language() or "en"


def local(value: datetime) -> datetime:
    """A moment in the zone of the branch."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _date(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def _near(on: date, today: date) -> str:
    distance = on.toordinal() - today.toordinal()
    if distance == 0:
        return gettext("Today")
    if distance == 1:
        return gettext("Tomorrow")
    if distance == -1:
        return gettext("Yesterday")
    text = f"{on.day:02d}{NBSP}{_months(_language())[on.month]}"
    return text if on.year == today.year else f"{text}{NBSP}{on.year}"


def day(value: date | datetime | None, *, today: date | None = None) -> str:
    """A day near today in words, else `20 Nov`, with the year only when it is another one."""
    if value is None:
        return "—"
    return _near(_date(value), today or timezone.localdate())


def full_day(value: date | datetime | None) -> str:
    """A day with all its figures, as papers and exports carry it: `19.11.2026`."""
    return "—" if value is None else _date(value).strftime(current().day_pattern)


def long_day(value: date | datetime) -> str:
    """`Thursday, 19 Nov`, for page heads."""
    here = _date(value)
    return f"{_weekdays(_language())[here.weekday()].capitalize()}, {here.day}{NBSP}{_months(_language())[here.month]}"


def _hour(here: datetime) -> str:
    return f"{here.hour:02d}:{here.minute:02d}"


def clock(value: datetime | None) -> str:
    """`14:30`."""
    return "—" if value is None else _hour(local(value))


def moment(value: datetime | None, *, today: date | None = None) -> str:
    """A day near today and its hour: `Today 18:00`."""
    if value is None:
        return "—"
    here = local(value)
    return f"{_near(here.date(), today or timezone.localdate())}{NBSP}{_hour(here)}"


def span(minutes: int) -> str:
    """How long something took or is late: `48 min`, `1 h 20`, `3 days`."""
    if minutes < 60:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        if rest:
            return gettext("%(hours)s h %(minutes)02d") % {"hours": hours, "minutes": rest}
        return gettext("%(hours)s h") % {"hours": hours}
    days = minutes // (24 * 60)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


@lru_cache(maxsize=4096)
def _phone(value: str, country: str) -> str:
    import phonenumbers  # noqa: PLC0415 -- a slow library, not needed by most pages

    try:
        parsed = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        return value
    home = phonenumbers.region_code_for_number(parsed) == country
    kind = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, kind).replace(" ", NBSP)


def phone(value: str | None) -> str:
    """A number kept in international form, shown as people of the country write it: `0722 410 387`."""
    return _phone(value, current().country) if value else "—"
