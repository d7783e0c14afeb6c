"""What people type at the counter."""

import base64
import binascii
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.inputs import NumberField, WholeNumberField
from mendery.registers.equipment.kinds import TYPES
from mendery.registers.equipment.models import UnitKind
from mendery.registers.parties.models import PartyKind

from .checklists import ACCESSORIES, FUEL, FUEL_MARKS

_PNG = "data:image/png;base64,"
LARGEST_SIGNATURE = 400_000


class NewUnitForm(forms.Form):
    """A vehicle or device that was never here."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=UnitKind.choices, widget=forms.RadioSelect)
    type = forms.ChoiceField(label=_("Type"), required=False)
    plate = forms.CharField(label=_("Plate"), required=False, max_length=16)
    make = forms.CharField(label=_("Make"), required=False, max_length=60)
    model = forms.CharField(label=_("Model"), required=False, max_length=80)
    year = WholeNumberField(label=_("Year"), required=False, largest=2100)
    vin = forms.CharField(label="VIN", required=False, max_length=24)
    serial = forms.CharField(label=_("Serial number or IMEI"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(label, [(one.code, one.label) for one in TYPES.values() if one.kind == kind]) for kind, label in UnitKind.choices]
        self.fields["type"].choices = [("", "—"), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something must tell it from others. The type says what it is: a washing machine is no device, whatever was pressed."""
        data = super().clean() or {}
        if data.get("type"):
            data["kind"] = TYPES[data["type"]].kind
        if not any(data.get(name) for name in ("plate", "serial", "vin", "model")):
            self.add_error("plate" if data.get("kind") == "vehicle" else "serial", _("Write a plate, a serial number or a model."))
        return data


class OwnerForm(forms.Form):
    """Whose it is, when we do not know them yet."""

    kind = forms.ChoiceField(label=_("Customer"), choices=PartyKind.choices, widget=forms.RadioSelect, initial="person")
    name = forms.CharField(label=_("Name"), max_length=200)
    phone = forms.CharField(label=_("Phone"), max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False)
    tax_id = forms.CharField(label=_("Tax number"), required=False, max_length=20)


class ConditionForm(forms.Form):
    """How it arrived."""

    meter = WholeNumberField(label=_("Reading"), required=False)
    fuel = forms.ChoiceField(label=_("Fuel"), required=False, choices=list(zip(FUEL, FUEL_MARKS, strict=True)))
    charge = forms.IntegerField(label=_("Battery charge, %"), required=False, min_value=0, max_value=100)
    accessories = forms.MultipleChoiceField(label=_("Left with us"), required=False, widget=forms.CheckboxSelectMultiple)
    other = forms.CharField(label=_("Anything else left with us"), required=False, max_length=200)
    condition = forms.CharField(label=_("Damage and condition"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    waits_here = forms.ChoiceField(
        label=_("Customer"), required=False, widget=forms.RadioSelect, choices=[("", _("Leaves it here")), ("1", _("Waits"))]
    )
    secret = forms.CharField(
        label=_("Unlock code"), required=False, max_length=60, help_text=_("Kept encrypted, never printed, erased at hand-over."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, has_meter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accessories"].choices = list(ACCESSORIES.get(kind, {}).items())  # type: ignore[attr-defined]
        gone = {"vehicle": ["charge", "secret"], "machine": ["fuel", "charge"]}.get(kind, ["fuel"])
        for name in gone if has_meter else [*gone, "meter"]:
            del self.fields[name]


class RequestForm(forms.Form):
    """What the customer wants, by when, for how much at most."""

    complaint = forms.CharField(
        label=_("Complaint"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
        error_messages={"required": _("Write what the customer wants, in their words.")},
    )  # fmt: skip
    promised_at = forms.DateTimeField(
        label=_("Promise"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    spend_limit = NumberField(label=_("May spend up to"), required=False)

    def clean_spend_limit(self) -> Decimal | None:
        limit = self.cleaned_data["spend_limit"]
        if limit is not None and not 0 <= limit < Decimal(10_000_000):
            raise forms.ValidationError(_("Write an amount of zero or more."))
        return limit


class Signed(forms.Form):
    """A form that may carry a signature drawn on the screen."""

    signature = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_signature(self) -> bytes | None:
        """The PNG that the pad sends, or nothing."""
        text = self.cleaned_data["signature"]
        if not text:
            return None
        if not text.startswith(_PNG) or len(text) > LARGEST_SIGNATURE:
            raise forms.ValidationError(_("The signature did not arrive whole. Sign once more."))
        try:
            return base64.b64decode(text.removeprefix(_PNG), validate=True)
        except binascii.Error:
            raise forms.ValidationError(_("The signature did not arrive whole. Sign once more.")) from None


class SignForm(Signed):
    """The terms and the signature."""

    brought_by = forms.CharField(label=_("Brought by"), required=False, max_length=120)
    agrees = forms.BooleanField(
        label=_("I ask for this work and agree to the intake conditions."),
        error_messages={"required": _("Without this agreement nothing may be taken in.")},
    )  # fmt: skip
    processing = forms.BooleanField(
        label=_("You may process my data for this repair (GDPR)."),
        error_messages={"required": _("Without this consent the repair cannot be kept on record.")},
    )
    reminders = forms.BooleanField(label=_("Send me reminders by SMS."), required=False)


class HandoverForm(Signed):
    """Who takes it, with what."""

    to_name = forms.CharField(label=_("Handed to"), max_length=120)
    meter = WholeNumberField(label=_("Reading"), required=False)
    returned = forms.MultipleChoiceField(label=_("Given back"), required=False, widget=forms.CheckboxSelectMultiple)
    override_reason = forms.CharField(label=_("Reason to hand over unpaid"), required=False, max_length=200)

    def __init__(self, *args: Any, items: list[str], may_override: bool, has_meter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returned"].choices = [(item, item) for item in items]  # type: ignore[attr-defined]
        if not items:
            del self.fields["returned"]
        if not has_meter:
            del self.fields["meter"]
        if not may_override:
            del self.fields["override_reason"]
