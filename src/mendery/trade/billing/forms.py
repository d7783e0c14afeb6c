"""What is typed about an invoice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)


class DraftForm(forms.Form):
    """What may be changed on a draft. ``version`` is the one that was read."""

    on = DayField(label=_("Date of the invoice"))
    due_on = DayField(label=_("Due on"))
    note = forms.CharField(
        label=_("Note on the invoice"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Printed under the total."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class PostForm(forms.Form):
    """The day that the invoice carries."""

    on = DayField(label=_("Date of the invoice"))


class ReverseForm(forms.Form):
    """Why an invoice is taken back, and on which day."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Printed on the storno."))
    on = DayField(label=_("Date of the storno"))


class CardForm(forms.Form):
    """The time that the account card shows; empty is from the beginning, until now."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
