"""What is typed at the cash desk."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.money import to_decimal
from mendery.trade.billing.edition import invoices_here

from .models import Method, Shift
from .words import WORDS

_MOST = Decimal(10) ** 12


class AmountField(forms.CharField):
    """A sum with comma or point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            amount = to_decimal(text)
        except ValueError:
            amount = _MOST
        if abs(amount) >= _MOST:
            raise forms.ValidationError(_("Write an amount, such as 412,93."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def run_validators(self, value: Any) -> None:
        """Its length was looked at as a text."""


class MoneyForm(forms.Form):
    """What taking and giving back money have in common. ``shifts`` are the open ones of the branch."""

    amount = AmountField(label=_("Amount"))
    method = forms.ChoiceField(label=_("How"), choices=[(value, WORDS[value]) for value in Method], widget=forms.RadioSelect)
    till = forms.ChoiceField(label=_("Till"), required=False)
    over_limit = forms.BooleanField(label=_("I know the legal limit for cash and go on."), required=False)

    def __init__(self, *args: Any, shifts: list[Shift], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_limit = False
        if len(shifts) < 2:
            del self.fields["till"]
        else:
            self.fields["till"].choices = [(str(shift.till_id), shift.till.name) for shift in shifts]  # type: ignore[attr-defined]


class TakeForm(MoneyForm):
    """Money that comes in."""

    tendered = AmountField(label=_("Received"), required=False)
    on = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only when a card or bank payment came on an earlier day."),
    )
    outside_invoice = forms.CharField(
        label=_("Invoice number"), max_length=40, required=False, help_text=_("Of the invoice made elsewhere.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if invoices_here():
            del self.fields["outside_invoice"]


class RefundForm(MoneyForm):
    """Money that goes back."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Written in the journal and on the customer's account."))


class OpenForm(forms.Form):
    """With what the till opens."""

    opening = AmountField(label=_("Counted in the drawer"))


class SlipForm(forms.Form):
    """Cash that nobody pays for work."""

    amount = AmountField(label=_("Amount"))
    text = forms.CharField(label=_("What for"), max_length=200)


class CloseForm(forms.Form):
    """The count at the end. ``sheet`` is the count by denomination, when there is one."""

    counted = AmountField(label=_("Counted"))
    taken_out = AmountField(label=_("Taken out"), required=False, help_text=_("To the safe or the bank. The till opens with the rest."))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class ReceiptForm(forms.Form):
    """The number that the register printed."""

    number = forms.CharField(label=_("Receipt number"), max_length=40)


class TillForm(forms.Form):
    """A till of a branch."""

    name = forms.CharField(label=_("Name"), max_length=80)
    has_fiscal_printer = forms.BooleanField(
        label=_("Payments need a fiscal receipt"),
        required=False,
        help_text=_("Cash and card then wait until their receipt is printed or entered."),
    )


class NewTillForm(TillForm):
    """One more."""

    code = forms.CharField(label=_("Code"), max_length=12)
    branch = forms.ChoiceField(label=_("Branch"))
    field_order = ("branch", "code", "name", "has_fiscal_printer")

    def __init__(self, *args: Any, branches: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [(str(branch.pk), branch.name) for branch in branches]  # type: ignore[attr-defined]
