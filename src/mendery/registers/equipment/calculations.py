"""Identity of vehicles and devices: plates, VIN, IMEI, serials. Pure; a doubtful VIN or plate warns and never blocks."""

from enum import StrEnum

_LATIN_OF = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_CYRILLIC_OF = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")
_VIN_LENGTH, _IMEI_LENGTH = 17, 15
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECKED_REGIONS = "12345L"  # North America and China: only there position 9 is a check digit by law


def serial_key(text: str) -> str:
    """The form in which serials are compared: upper case, letters and digits only. O stays O, never 0."""
    return "".join(char for char in text.upper() if char.isalnum())[:40]


def plate_key(text: str) -> str:
    """The form in which plates are compared; ``А123ВС77`` typed in Cyrillic and in Latin letters is the same plate."""
    return serial_key(text).translate(_LATIN_OF)[:16]


def plate_forms(text: str) -> list[str]:
    """The same plate as it may be typed on either keyboard, for the search."""
    key = plate_key(text)
    return list(dict.fromkeys((serial_key(text), key, key.translate(_CYRILLIC_OF)))) if key else []


class VinDoubt(StrEnum):
    """What is strange about a VIN."""

    LENGTH = "length"
    LETTERS = "letters"
    CHECK_DIGIT = "check_digit"


def vin_check_digit(vin: str) -> str:
    """What position 9 must be by ISO 3779 and 49 CFR 565, for 17 characters without I, O, Q."""
    total = sum(weight * (int(char) if char.isdigit() else _VIN_VALUES[char]) for weight, char in zip(_VIN_WEIGHTS, vin, strict=True))
    return "X" if total % 11 == 10 else str(total % 11)


def check_vin(text: str) -> VinDoubt | None:
    """What is doubtful about a VIN, None when nothing is. Old cars and trailers have shorter numbers: it only warns.

    The check digit is asked for where it holds (North America, China); on a European VIN position 9 means nothing.
    """
    vin = serial_key(text)
    if not vin:
        return None
    if len(vin) != _VIN_LENGTH:
        return VinDoubt.LENGTH
    if not all(char.isdigit() or char in _VIN_VALUES for char in vin):
        return VinDoubt.LETTERS
    if vin[0] in _CHECKED_REGIONS and vin_check_digit(vin) != vin[8]:
        return VinDoubt.CHECK_DIGIT
    return None


def luhn_digit(digits: str) -> str:
    """The digit that makes the number right by Luhn."""
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def looks_like_imei(text: str) -> bool:
    """Fifteen digits, spaces and dashes aside."""
    key = serial_key(text)
    return len(key) == _IMEI_LENGTH and key.isdigit()


def check_imei(text: str) -> bool:
    """Whether fifteen digits are an IMEI by Luhn: ``490154203237518`` is, ``490154203237517`` is not."""
    key = serial_key(text)
    return looks_like_imei(text) and luhn_digit(key[:-1]) == key[-1]
