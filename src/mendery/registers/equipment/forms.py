"""What people type on the card of a vehicle, device or machine."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.inputs import WholeNumberField

from .actions.units import UnitInput, as_input
from .calculations import VinDoubt, check_vin
from .kinds import METERS, TYPES
from .models import Unit, UnitKind

VIN_DOUBTS = {
    VinDoubt.LENGTH: _("A VIN usually has 17 characters. Check it."),
    VinDoubt.LETTERS: _("A VIN has no letters I, O and Q. Check it."),
    VinDoubt.CHECK_DIGIT: _("The control digit of this VIN does not fit. Check it."),
}


class UnitForm(forms.Form):
    """The card; a device has no plate and a vehicle no IMEI. The version that was seen is sent back."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=UnitKind.choices, widget=forms.RadioSelect)
    type = forms.ChoiceField(label=_("Type"), required=False)
    plate = forms.CharField(label=_("Plate"), required=False, max_length=16)
    make = forms.CharField(label=_("Make"), required=False, max_length=60)
    model = forms.CharField(label=_("Model"), required=False, max_length=80)
    year = WholeNumberField(label=_("Year"), required=False, largest=2100)
    vin = forms.CharField(label="VIN", required=False, max_length=24)
    serial = forms.CharField(label=_("Serial number or IMEI"), required=False, max_length=40)
    serial2 = forms.CharField(label=_("Second IMEI"), required=False, max_length=40)
    colour = forms.CharField(label=_("Colour"), required=False, max_length=40)
    engine = forms.CharField(label=_("Engine"), required=False, max_length=60)
    fuel = forms.CharField(label=_("Fuel"), required=False, max_length=20)
    meter_kind = forms.ChoiceField(label=_("Meter counts"), required=False)
    meter = WholeNumberField(label=_("Meter now"), required=False, largest=2_147_483_647)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = [("", "—")] + [(one.code, one.label) for one in TYPES.values() if one.kind == kind]
        known = self.initial.get("type", "")
        if known and known not in dict(types):
            types.append((known, known))
        self.fields["type"].choices = types  # type: ignore[attr-defined]
        self.fields["meter_kind"].choices = [("", _("as usual for the type")), *METERS.items()]  # type: ignore[attr-defined]
        gone = {"serial2"} if kind == UnitKind.VEHICLE else {"plate", "vin", "engine", "fuel"}
        if kind == UnitKind.MACHINE:
            gone = {"plate", "vin", "serial2"}
        if not is_new:
            gone.add("meter")
        for name in gone:
            self.fields.pop(name, None)

    def as_input(self, *, before: Unit | None = None) -> UnitInput:
        """The card as the action takes it. What the form does not show stays as it was."""
        kept = vars(as_input(before)) if before else {}
        return UnitInput(**{**kept, **{name: value for name, value in self.cleaned_data.items() if name != "version"}})


def filled(unit: Unit) -> dict[str, Any]:
    """The card as it is, to begin an edit with."""
    return {**vars(as_input(unit)), "version": unit.version}


def vin_doubt(text: str) -> Any:
    """The warning under a VIN, if there is one."""
    doubt = check_vin(text)
    return VIN_DOUBTS[doubt] if doubt else ""
