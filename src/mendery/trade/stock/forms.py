"""What is typed on the pages of the store."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.inputs import NumberField

from .models import Warehouse


class CorrectForm(forms.Form):
    """What was counted of an item, where, and why it differs."""

    warehouse = forms.ChoiceField(label=_("Warehouse"))
    counted = NumberField(label=_("Counted"), places=3)
    unit_cost = NumberField(
        label=_("Cost of one found piece"),
        places=6,
        required=False,
        help_text=_("Only when more was found than the books say; else the last cost."),
    )
    serials = forms.CharField(
        label=_("Serial numbers of the missing or found pieces"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, places: list[Warehouse], tracks_serials: bool, sees_costs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        self.fields["warehouse"].choices = [(key, place.name) for key, place in self.places.items()]  # type: ignore[attr-defined]
        if not tracks_serials:
            del self.fields["serials"]
        if not sees_costs:
            del self.fields["unit_cost"]

    def clean_counted(self) -> Any:
        counted = self.cleaned_data["counted"]
        if counted is None:
            raise forms.ValidationError(_("Write how many there are; 0 when there is none."))
        return counted

    @property
    def place(self) -> Warehouse:
        """The chosen place."""
        return self.places[self.cleaned_data["warehouse"]]


class SupplierReturnForm(forms.Form):
    """How much of a receipt goes back, and why."""

    quantity = NumberField(label=_("Quantity"), places=3)
    serials = forms.CharField(label=_("Serial numbers"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("Reason"), max_length=200)
