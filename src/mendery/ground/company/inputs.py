"""Numbers as people type them in forms: comma or dot, shown as the country writes them, without groups while typing."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.money import to_decimal
from mendery.ground.ui import formats

_GROUPS = " .,\u00a0\u202f"


class NumberField(forms.Field):
    """A price, a percentage or a quantity; empty gives None. ``places`` is how many decimals are kept."""

    def __init__(self, *, places: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.places = places
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        try:
            number = to_decimal(text)
        except ValueError:
            raise forms.ValidationError(_("Write a number, such as 99,50.")) from None
        if abs(number) >= Decimal(10) ** 12:
            raise forms.ValidationError(_("This number is too large."))
        if number != round(number, self.places):
            raise forms.ValidationError(_("At most %(places)s decimals are kept here.") % {"places": self.places})
        return number

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", formats.current().separators[ord(".")])


class WholeNumberField(forms.Field):
    """Kilometres, months, days: ``96.420`` means ninety-six thousand. Empty gives None."""

    def __init__(self, *, largest: int = 999_999_999, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.largest = largest
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value: Any) -> int | None:
        digits = "".join(char for char in str(value if value is not None else "") if char not in _GROUPS)
        if not digits:
            return None
        if not digits.isdecimal() or int(digits) > self.largest:
            raise forms.ValidationError(_("Write a whole number, such as 96.420."))
        return int(digits)


class DayField(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs
        )
