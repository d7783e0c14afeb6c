"""What people type about an order, its jobs and lines."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.inputs import NumberField
from mendery.ground.company.models import Branch, Staff

from .models import WorkOrder
from .states import LineKind


class LocalMoment(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class StaffField(forms.ModelChoiceField):
    """Somebody who works in the branch, or nobody yet."""

    def __init__(self, branch: Branch, *, only_technicians: bool = False, **kwargs: Any) -> None:
        rows = Staff.objects.filter(branch=branch, is_active=True)
        if only_technicians:
            rows = rows.filter(is_technician=True)
        super().__init__(queryset=rows.order_by("name"), required=False, empty_label=_("No one yet"), **kwargs)


class TermsForm(forms.Form):
    """What was promised, by whom it is done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    promised_at = forms.DateTimeField(label=_("Promised"), required=False, widget=LocalMoment())
    adviser = forms.CharField(label=_("Adviser"), max_length=120, required=False)
    discount_percent = NumberField(label=_("Discount of new lines, %"), required=False)
    spend_limit = NumberField(label=_("Repair without asking up to"), required=False)
    waits_here = forms.BooleanField(label=_("The customer waits here"), required=False)

    def __init__(self, *args: Any, order: WorkOrder, prices: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"] = StaffField(order.branch, only_technicians=True, label=_("Technician"))
        self.order_fields(["version", "title", "promised_at", "technician", "adviser"])
        if not prices:
            del self.fields["discount_percent"]
            del self.fields["spend_limit"]

    def changes(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        data = dict(self.cleaned_data)
        data.pop("version")
        staff = data.pop("technician")
        if "discount_percent" in data and data["discount_percent"] is None:
            data["discount_percent"] = Decimal(0)
        return {**data, "technician_id": staff.pk if staff else None}


class JobForm(forms.Form):
    """One thing the customer says yes or no to."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)

    def __init__(self, *args: Any, order: WorkOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"] = StaffField(order.branch, only_technicians=True, label=_("Technician"))


class AssignForm(forms.Form):
    """Who does a job."""

    def __init__(self, *args: Any, order: WorkOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"] = StaffField(order.branch, only_technicians=True, label=_("Technician"))


class LineForm(forms.Form):
    """All of a line; without prices for people who do not change them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=LineKind.choices, widget=forms.RadioSelect, initial=LineKind.LABOUR)
    text = forms.CharField(label=_("Description"), max_length=300)
    quantity = NumberField(label=_("Quantity"), places=3, initial=Decimal(1))
    price = NumberField(label=_("Price without VAT"), places=6, required=False)
    discount_percent = NumberField(label=_("Discount, %"), places=2, required=False)

    def __init__(self, *args: Any, prices: bool, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["kind"]
        if not prices:
            del self.fields["price"]
            del self.fields["discount_percent"]

    def changes(self) -> dict[str, Any]:
        """The fields that were given."""
        given = {name: value for name, value in self.cleaned_data.items() if value is not None and name not in ("version", "kind")}
        if "discount_percent" in self.fields:
            given.setdefault("discount_percent", Decimal(0))
        return given


class ReasonForm(forms.Form):
    """Why something is taken back or given up."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))


class CheckForm(forms.Form):
    """The result of looking at the finished work."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}))


class PartsForm(forms.Form):
    """How many of each part leave the shelf or come back, with serial numbers where they are tracked."""

    def __init__(self, *args: Any, rows: list[Any], amounts: dict[Any, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = []
        for line in rows:
            name, serials = f"q-{line.pk}", f"s-{line.pk}"
            self.fields[name] = NumberField(label=line.text, places=3, required=False, initial=amounts[line.pk] or None)
            is_tracked = line.item is not None and line.item.tracks_serials
            if is_tracked:
                self.fields[serials] = forms.CharField(label=_("Serial numbers, one after another"), required=False)
            self.rows.append((line, self[name], self[serials] if is_tracked else None))

    def quantities(self) -> dict[Any, Decimal]:
        """What was asked for, by line; empty fields are left out."""
        found = {line.pk: self.cleaned_data.get(f"q-{line.pk}") for line, _q, _s in self.rows}
        return {key: value for key, value in found.items() if value}

    def serials(self) -> dict[Any, list[str]]:
        """Serial numbers by line."""
        found = {line.pk: str(self.cleaned_data.get(f"s-{line.pk}") or "") for line, _q, bound in self.rows if bound is not None}
        return {key: text.replace(",", " ").replace(";", " ").split() for key, text in found.items() if text.strip()}


class QuoteForm(forms.Form):
    """A quote: nothing is in our hands, the customer asks what it would cost."""

    title = forms.CharField(label=_("What is it about?"), max_length=120, required=False)
    complaint = forms.CharField(label=_("What the customer says"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))


class StageForm(forms.Form):
    """One word of the board."""

    name = forms.CharField(max_length=40, required=False)
    seq = forms.IntegerField(min_value=0, max_value=999)
    is_hidden = forms.BooleanField(required=False)
