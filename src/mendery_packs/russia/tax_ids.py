"""ИНН with its control digits."""

import re

from stdnum.exceptions import ValidationError
from stdnum.ru import inn

from mendery.ground.company.ports import TaxId

_PERSON_LENGTH = 12
# "The buyer has no Russian ИНН" (ФФД, tags 1226 and 1228).
NO_INN = "0" * _PERSON_LENGTH


def check(text: str) -> TaxId:
    """The digits as stored: ten for a company, twelve for a person or entrepreneur."""
    digits = re.sub(r"[\s\-]+", "", text)
    if digits == NO_INN:
        return TaxId(digits, is_company=False)
    if not digits.strip("0"):
        raise ValueError(text)
    try:
        inn.validate(digits)
    except ValidationError as error:
        raise ValueError(text) from error
    return TaxId(digits, is_company=len(digits) != _PERSON_LENGTH)
