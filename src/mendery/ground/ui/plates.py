"""Number plates: kept without spaces, shown with them."""

import re

NBSP = "\u00a0"
BADGES = {"RU": "RUS", "DE": "D", "FR": "F", "IT": "I", "ES": "E", "HU": "H", "AT": "A", "GB": "UK", "BE": "B"}
PATTERNS = {
    "RO": re.compile(r"^([A-Z]{1,2})(\d{2,6})([A-Z]{0,3})$"),
    "MD": re.compile(r"^([A-Z]{1,3})(\d{1,4})()$"),
    "RU": re.compile(r"^([A-ZА-Я])(\d{3})([A-ZА-Я]{2})(\d{2,3})$"),
}


def spaced(number: str, country: str) -> str:
    """`BV23FLT` of Romania becomes `BV 23 FLT`; what does not look like a plate of the country stays as it is."""
    pattern = PATTERNS.get(country)
    match = pattern.match(number.replace(" ", "").upper()) if pattern else None
    if match is None:
        return number.replace(" ", NBSP)
    return NBSP.join(part for part in match.groups() if part)


def badge(country: str) -> str:
    """The letters on the blue edge of the plate."""
    return BADGES.get(country, country)
