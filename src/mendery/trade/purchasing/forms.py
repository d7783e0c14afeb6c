"""What is typed at goods-in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.inputs import DayField, NumberField
from mendery.registers.catalogue import units
from mendery.registers.catalogue.actions.items import ItemInput
from mendery.trade.stock.models import Warehouse


class _PlaceForm(forms.Form):
    """Forms that ask which warehouse, where there are several."""

    warehouse = forms.ChoiceField(label=_("Warehouse"))

    def __init__(self, *args: Any, places: list[Warehouse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        self.fields["warehouse"].choices = [(key, place.name) for key, place in self.places.items()]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["warehouse"].required = False
            self.fields["warehouse"].widget = forms.HiddenInput()

    @property
    def place(self) -> Warehouse:
        """The chosen place."""
        return self.places.get(self.cleaned_data["warehouse"]) or next(iter(self.places.values()))


class UploadForm(_PlaceForm):
    """A supplier's invoice file."""

    file = forms.FileField(
        label=_("Invoice file (UBL XML)"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )


class ReceiptForm(_PlaceForm):
    """The head of a receipt entered by hand."""

    on = DayField(label=_("Received on"))
    invoice_number = forms.CharField(
        label=_("Number of the invoice"),
        max_length=60,
        required=False,
        help_text=_("Empty for goods on a delivery note: nothing is owed yet."),
    )
    invoice_on = DayField(label=_("Date of the invoice"), required=False)
    due_on = DayField(label=_("Due on"), required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)


class HeadForm(forms.Form):
    """What may be changed on a draft."""

    on = DayField(label=_("Received on"))
    invoice_number = forms.CharField(label=_("Number of the invoice"), max_length=60, required=False)
    invoice_on = DayField(label=_("Date of the invoice"), required=False)
    due_on = DayField(label=_("Due on"), required=False)

    def __init__(self, *args: Any, is_imported: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_imported:
            for name in ("invoice_number", "invoice_on"):
                del self.fields[name]


class NewItemForm(forms.Form):
    """A new item from a line of an invoice."""

    code = forms.CharField(label=_("Code"), max_length=60)
    name = forms.CharField(label=_("Name"), max_length=200)
    manufacturer = forms.CharField(label=_("Manufacturer"), max_length=80, required=False)
    unit = forms.ChoiceField(label=_("Unit"))
    sale_price = NumberField(label=_("Price without VAT"), required=False, places=6)
    markup_percent = NumberField(label=_("Mark-up on cost"), required=False)
    default_bin = forms.CharField(label=_("Usual place"), max_length=20, required=False)
    tracks_serials = forms.BooleanField(label=_("Each piece has a serial number"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(one.code, one.name) for one in units.MEASURES.values()]  # type: ignore[attr-defined]

    def as_input(self, vat_category: str) -> ItemInput:
        """The card as the catalogue takes it."""
        return ItemInput(**self.cleaned_data, vat_category=vat_category)


class SerialsForm(forms.Form):
    """The serial numbers of a tracked item, one a line."""

    serials = forms.CharField(
        label=_("Serial numbers, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 6, "data-scan-field": True})
    )


class PostForm(forms.Form):
    """Asked only when more came than was ordered or invoiced."""

    over_delivery_reason = forms.CharField(label=_("Why what came beyond is kept"), max_length=200, required=False)


class ReverseForm(forms.Form):
    """Why a receipt is taken back, and on which day."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
    on = DayField(label=_("Date"))


class MissingForm(forms.Form):
    """How much of what was missing came, or is credited."""

    quantity = NumberField(label=_("Quantity"), places=3)
    on = DayField(label=_("Date"))
    serials = forms.CharField(label=_("Serial numbers, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_quantity(self) -> Any:
        quantity = self.cleaned_data["quantity"]
        if quantity is None:
            raise forms.ValidationError(_("Write how many."))
        return quantity


class OrderForm(_PlaceForm):
    """The head of a supplier order."""

    on = DayField(label=_("Date"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class PromiseForm(forms.Form):
    """When the supplier says it comes."""

    promised_on = DayField(label=_("The supplier promises"), required=False)
