"""What people type on the card of an item: each kind has its own fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.inputs import NumberField, WholeNumberField

from . import units
from .actions.items import ItemInput, as_input
from .kinds import behaviour
from .models import CodeKind, Item, ItemKind

_STOCK_ONLY = ("markup_percent", "min_quantity", "default_bin", "tracks_serials", "goods_warranty_months")


def _unfit(kind: str) -> set[str]:
    """Fields that make no sense for the kind."""
    how = behaviour(kind)
    gone: set[str] = set()
    if not how.has_layers:
        gone |= set(_STOCK_ONLY)
    if not how.has_norm:
        gone.add("norm_hours")
    if not how.is_sold:
        gone |= {"sale_price", "prints_warranty_card"}
    if how.has_layers or not how.is_sold:
        gone.add("work_warranty_months")
    return gone


class ItemForm(forms.Form):
    """The card; fields that do not fit the kind are not there. The version that was seen is sent back."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices)
    code = forms.CharField(label=_("Code"), max_length=60)
    name = forms.CharField(label=_("Name"), max_length=200)
    manufacturer = forms.CharField(label=_("Manufacturer"), required=False, max_length=80)
    barcode = forms.CharField(label=_("Barcode"), required=False, max_length=60)
    unit = forms.ChoiceField(label=_("Unit"), choices=[])
    vat_category = forms.ChoiceField(label=_("VAT"), choices=[])
    sale_price = NumberField(label=_("Price without VAT"), required=False, places=6)
    markup_percent = NumberField(label=_("Mark-up on cost"), required=False)
    norm_hours = NumberField(label=_("Norm"), required=False, places=3)
    min_quantity = NumberField(label=_("Least quantity on hand"), required=False, places=3)
    default_bin = forms.CharField(label=_("Usual place"), required=False, max_length=20)
    goods_warranty_months = WholeNumberField(label=_("Warranty, months"), required=False, largest=600)
    work_warranty_months = WholeNumberField(label=_("Warranty on the work, months"), required=False, largest=600)
    tracks_serials = forms.BooleanField(label=_("Each piece has a serial number"), required=False)
    prints_warranty_card = forms.BooleanField(label=_("Goes with a warranty card"), required=False)
    is_active = forms.BooleanField(label=_("Offered"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, vat: list[tuple[str, str]], is_new: bool, shows_costs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = _unfit(kind)
        if not is_new:
            gone.add("barcode")
        if not shows_costs:
            gone.add("markup_percent")
        for name in gone:
            self.fields.pop(name, None)
        self.fields["unit"].choices = [(one.code, one.name) for one in units.MEASURES.values()]  # type: ignore[attr-defined]
        self.fields["vat_category"].choices = vat  # type: ignore[attr-defined]
        if behaviour(kind).is_rate:
            self.fields["sale_price"].label = _("Price of an hour without VAT")
            self.fields["sale_price"].required = True
        if behaviour(kind).needs_norm:
            self.fields["norm_hours"].required = True

    def as_input(self, *, before: Item | None = None) -> ItemInput:
        """The card as the action takes it. What the form does not show stays as it was, if it still fits."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "barcode")}
        if "markup_percent" not in self.fields and before is not None and behaviour(values["kind"]).has_layers:
            values["markup_percent"] = before.markup_percent
        barcode = self.cleaned_data.get("barcode")
        return ItemInput(**values, codes=((CodeKind.BARCODE.value, barcode),) if barcode else ())


def filled(item: Item) -> dict[str, Any]:
    """The card as it is, to begin an edit with."""
    return {**vars(as_input(item)), "version": item.version}


class CodeForm(forms.Form):
    """A further code."""

    kind = forms.ChoiceField(label=_("Whose code"), choices=CodeKind.choices)
    code = forms.CharField(label=_("Code"), max_length=60)
