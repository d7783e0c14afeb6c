"""Phones and names as they are kept and compared."""

from dataclasses import dataclass
from enum import StrEnum


class NotAPhone(ValueError):  # noqa: N818 -- reads as a sentence where it is raised
    """The text cannot be a phone number of that country."""


def phone_key(text: str, *, region: str) -> str:
    """A phone as it is kept: E.164, ``0722 410 387`` of Romania becomes ``+40722410387``. Raises NotAPhone."""
    import phonenumbers  # noqa: PLC0415 -- a slow library, not needed by most requests

    text = text.strip()
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException as error:
        raise NotAPhone(text) from error
    if not phonenumbers.is_possible_number(number):
        raise NotAPhone(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Likeness(StrEnum):
    """Why two cards may be the same customer, the surest first."""

    TAX_ID = "tax_id"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True)
class Marks:
    """What a customer is recognised by; names folded, phones in E.164."""

    name: str = ""
    tax_id: str = ""
    phone: str = ""
    email: str = ""


def likeness(one: Marks, other: Marks) -> Likeness | None:
    """The surest reason to take them for the same, None when there is none."""
    for reason in Likeness:
        mine, theirs = getattr(one, reason.value), getattr(other, reason.value)
        if mine and mine == theirs:
            return reason
    return None
