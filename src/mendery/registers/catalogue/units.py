"""Units of measure by their code in UN/ECE Recommendation 20: how they are written and in which steps they are counted."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

PIECE, HOUR = "H87", "HUR"


@dataclass(frozen=True)
class Measure:
    """One unit: ``step`` is what the plus button adds; ``places`` how many decimals a quantity may have."""

    code: str
    symbol: Any
    name: Any
    step: Decimal = Decimal(1)
    places: int = 0


_TENTH, _THOUSANDTH = Decimal("0.1"), 3
MEASURES = {
    measure.code: measure
    for measure in (
        Measure(PIECE, _("pcs"), _("piece")),
        Measure("SET", _("set"), _("set")),
        Measure("PR", _("pair"), _("pair")),
        Measure(HOUR, _("h"), _("hour"), _TENTH, _THOUSANDTH),
        Measure("MIN", _("min"), _("minute")),
        Measure("DAY", _("days"), _("day"), Decimal("0.5"), _THOUSANDTH),
        Measure("MON", _("months"), _("month")),
        Measure("LTR", _("l"), _("litre"), _TENTH, _THOUSANDTH),
        Measure("MLT", _("ml"), _("millilitre")),
        Measure("KGM", _("kg"), _("kilogram"), _TENTH, _THOUSANDTH),
        Measure("GRM", _("g"), _("gram")),
        Measure("MTR", _("m"), _("metre"), _TENTH, _THOUSANDTH),
        Measure("CMT", _("cm"), _("centimetre")),
        Measure("MTK", _("m²"), _("square metre"), _TENTH, _THOUSANDTH),
        Measure("MTQ", _("m³"), _("cubic metre"), _TENTH, _THOUSANDTH),
        Measure("KMT", _("km"), _("kilometre"), Decimal(1), _THOUSANDTH),
        Measure("XBX", _("box"), _("box")),
        Measure("XPK", _("pack"), _("package")),
        Measure("RO", _("roll"), _("roll")),
        Measure("KWH", _("kWh"), _("kilowatt hour"), _TENTH, _THOUSANDTH),
    )
}
# Codes of other people's papers that mean the same as one of ours.
SAME_AS = {"C62": PIECE, "EA": PIECE, "XPP": PIECE, "PCE": PIECE, "NAR": PIECE, "XUN": PIECE, "BX": "XBX", "PK": "XPK", "ST": "SET"}


def is_known(code: str) -> bool:
    """Whether a quantity can be counted in it here."""
    return code in MEASURES or code in SAME_AS


def measure(code: str) -> Measure:
    """The unit behind a code, also behind a code that means the same; an unknown one is written as its code."""
    return MEASURES.get(SAME_AS.get(code, code)) or Measure(code, code, code, Decimal(1), _THOUSANDTH)


def symbol(code: str) -> str:
    """How the unit is written after a quantity, in the reader's language."""
    return str(measure(code).symbol)


def step(code: str) -> Decimal:
    """By how much the plus button changes a quantity."""
    return measure(code).step
