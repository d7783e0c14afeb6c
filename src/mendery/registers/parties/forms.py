"""What people type on the card of a customer or supplier."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.inputs import NumberField, WholeNumberField
from mendery.ground.ui import formats

from . import actions
from .actions import PartyInput
from .models import Party, PartyDetails, PartyKind

PURPOSES = {"processing": _("processing of personal data"), "reminders": _("reminders"), "marketing": _("offers and news")}


class PartyForm(forms.Form):
    """The card. The version that was seen is sent back, so that two people do not overwrite each other."""

    kind = forms.ChoiceField(label=_("Person or company"), choices=PartyKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=200)
    is_customer = forms.BooleanField(label=_("Customer"), required=False)
    is_supplier = forms.BooleanField(label=_("Supplier"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30, widget=forms.TextInput(attrs={"type": "tel"}))
    other_phone = forms.CharField(label=_("Other phone"), required=False, max_length=30, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    language = forms.ChoiceField(label=_("Language of papers"), required=False, choices=[("", _("as our company")), *settings.LANGUAGES])
    tax_id = forms.CharField(label=_("Tax number"), required=False, max_length=20)
    registry_number = forms.CharField(label=_("Trade register number"), required=False, max_length=40)
    is_vat_payer = forms.BooleanField(label=_("Pays VAT"), required=False)
    country = forms.CharField(label=_("Country code"), required=False, max_length=2, min_length=2)
    street = forms.CharField(label=_("Street and number"), required=False, max_length=200)
    city = forms.CharField(label=_("Town"), required=False, max_length=100)
    region = forms.CharField(label=_("County or region"), required=False, max_length=100)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=12)
    iban = forms.CharField(label="IBAN", required=False, max_length=42)
    bank = forms.CharField(label=_("Bank"), required=False, max_length=100)
    discount_percent = NumberField(label=_("Discount"), required=False)
    payment_days = WholeNumberField(label=_("Days to pay"), required=False, largest=365)
    credit_limit = NumberField(label=_("Credit limit"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_iban(self) -> str:
        """IBAN is printed in groups of four and kept without them."""
        return str(self.cleaned_data["iban"]).replace(" ", "")

    def as_input(self) -> PartyInput:
        """The card as the action takes it."""
        values = {name: self.cleaned_data[name] for name in actions.FIELDS}
        values["discount_percent"] = values["discount_percent"] or Decimal(0)
        values["payment_days"] = values["payment_days"] or 0
        return PartyInput(**values)


def filled(party: Party, details: PartyDetails) -> dict[str, Any]:
    """The card as it is, to begin an edit with."""
    card = asdict(actions.as_input(party, details))
    for name in ("phone", "other_phone"):
        card[name] = formats.phone(card[name]).replace(formats.NBSP, " ") if card[name] else ""
    return {**card, "version": party.version}


class ContactForm(forms.Form):
    """A person to talk to."""

    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.CharField(label=_("Role"), required=False, max_length=80)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
