"""What VAT categories are called; the rate stands beside the word and comes from the country."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.ground.ui import formats

VAT_WORDS: dict[str, Any] = {
    "standard": _("standard rate"),
    "reduced": _("reduced rate"),
    "zero": _("zero rate"),
    "exempt": _("exempt"),
    "outside": _("outside VAT"),
    "reverse": _("reverse charge"),
}


def vat_label(category: str, rate: Decimal | None) -> str:
    """``standard rate, 21 %``."""
    word = str(VAT_WORDS.get(category, category))
    return word if rate is None else f"{word}, {formats.qty(rate)}\u00a0%"
