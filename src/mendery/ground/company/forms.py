"""What is typed in the settings and at set-up."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mendery.ground.people.permissions import ROLE_NAMES

from .inputs import DayField, NumberField
from .models import Branch, Department, LockedModule

TRADE_NAMES = [("vehicle", _("Cars and vans")), ("device", _("Phones and computers")), ("machine", _("Machines"))]


class _WhoForm(forms.Form):
    """The company as its papers name it."""

    tax_id = forms.CharField(label=_("Tax number"), max_length=20, required=False)
    name = forms.CharField(label=_("Name"), max_length=200)
    registry_number = forms.CharField(label=_("Trade register"), max_length=40, required=False)
    is_vat_payer = forms.BooleanField(label=_("VAT payer"), required=False)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    city = forms.CharField(label=_("Town"), max_length=100, required=False)
    region = forms.CharField(label=_("County or region"), max_length=100, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)


class EntityForm(_WhoForm):
    """The company's data in the settings."""

    iban = forms.CharField(label=_("IBAN"), max_length=34, required=False)
    bank = forms.CharField(label=_("Bank"), max_length=100, required=False)
    share_capital = forms.CharField(label=_("Share capital"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of papers"), choices=settings.LANGUAGES)
    version = forms.IntegerField(widget=forms.HiddenInput)


class BranchForm(forms.Form):
    """A branch."""

    code = forms.CharField(label=_("Code"), max_length=8, help_text=_("Stands in numbers, like BV."))
    name = forms.CharField(label=_("Name"), max_length=100)
    trade = forms.ChoiceField(label=_("Offered first at check-in"), choices=TRADE_NAMES)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    city = forms.CharField(label=_("Town"), max_length=100, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    opening_hours = forms.CharField(label=_("Opening hours"), max_length=100, required=False)
    authorisation = forms.CharField(
        label=_("Authorisation"), max_length=100, required=False, help_text=_("Of a workshop, as papers must name it.")
    )
    time_zone = forms.CharField(label=_("Time zone"), max_length=40, required=False, help_text=_("Empty means that of the country."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ToleranceForm(forms.Form):
    """How far a job may exceed what was approved."""

    percent = NumberField(label=_("A job may exceed its approved amount by"))


class LockForm(forms.Form):
    """A period is locked or reopened."""

    module = forms.ChoiceField(label=_("What"), choices=LockedModule.choices)
    until = DayField(label=_("Nothing may be posted up to and including"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=_("Needed when a period is reopened."))


class RateForm(forms.Form):
    """An exchange rate."""

    currency = forms.CharField(label=_("Currency"), max_length=3)
    on = DayField(label=_("Day"))
    rate = NumberField(label=_("One unit is worth"), places=6)


class DepartmentForm(forms.Form):
    """One more department."""

    branch = forms.ChoiceField(label=_("Branch"))
    name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(self, *args: Any, branches: Iterable[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [(str(one.pk), one.name) for one in branches]  # type: ignore[attr-defined]


class StaffForm(forms.Form):
    """Somebody who works here."""

    name = forms.CharField(label=_("Name"), max_length=120)
    initials = forms.CharField(label=_("Initials"), max_length=3, required=False)
    branch = forms.ChoiceField(label=_("Branch"))
    department = forms.ChoiceField(label=_("Department"), required=False)
    hourly_cost = NumberField(
        label=_("Cost of an hour"), required=False, help_text=_("What an hour costs us; only for those who see costs.")
    )
    is_technician = forms.BooleanField(label=_("Works on jobs"), required=False)
    is_active = forms.BooleanField(label=_("Works here now"), required=False)

    def __init__(self, *args: Any, branches: Iterable[Branch], departments: Iterable[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [(str(one.pk), one.name) for one in branches]  # type: ignore[attr-defined]
        self.fields["department"].choices = [("", "—"), *[(str(one.pk), f"{one.branch.name} · {one.name}") for one in departments]]  # type: ignore[attr-defined]

    def clean_hourly_cost(self) -> Decimal:
        return self.cleaned_data["hourly_cost"] or Decimal(0)


class SetupCompanyForm(_WhoForm):
    """First step of set-up."""

    country = forms.ChoiceField(label=_("Country"))
    language = forms.ChoiceField(label=_("Language of papers"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    field_order = ("country", "tax_id", "name")

    def __init__(self, *args: Any, countries: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = list(countries)  # type: ignore[attr-defined]


class SetupTradeForm(forms.Form):
    """Second step of set-up."""

    trade = forms.ChoiceField(label=_("What do you repair?"), choices=TRADE_NAMES, widget=forms.RadioSelect)
    branch_name = forms.CharField(label=_("Name of your place of work"), max_length=100, required=False)
    branch_code = forms.CharField(label=_("Its short code"), max_length=8, required=False, help_text=_("Stands in numbers, like BV."))


class SetupOwnerForm(forms.Form):
    """Third step: the first administrator."""

    owner_name = forms.CharField(label=_("Your name"), max_length=120)
    owner_email = forms.EmailField(label=_("E-mail you sign in with"))
    password = forms.CharField(
        label=_("Password"), max_length=200, strip=False, help_text=_("At least ten characters. Several words are easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class SetupColleagueForm(forms.Form):
    """Third step: somebody who works there too."""

    name = forms.CharField(max_length=120, required=False, widget=forms.TextInput(attrs={"class": "fc", "aria-label": _("Name")}))
    contact = forms.CharField(
        max_length=120, required=False, widget=forms.TextInput(attrs={"class": "fc", "aria-label": _("E-mail or phone")})
    )
    role = forms.ChoiceField(
        choices=list(ROLE_NAMES.items()), required=False, widget=forms.Select(attrs={"class": "fc", "aria-label": _("Role")})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("name")) != bool(given.get("contact")):
            raise forms.ValidationError(_("Both a name and an e-mail or phone are needed."))
        return given


Colleagues = forms.formset_factory(SetupColleagueForm, extra=4, max_num=20)


class SetupStartForm(forms.Form):
    """Last step of set-up: what is switched on. Everything can be switched later, both ways."""

    inventory = forms.BooleanField(
        label=_("Stock"), required=False, help_text=_("Parts are received, reserved and issued. Off: parts are priced text on the order.")
    )
    invoicing = forms.BooleanField(
        label=_("Invoices"), required=False, help_text=_("Invoices are issued here. Off: another program does it.")
    )
    access_levels = forms.BooleanField(
        label=_("Levels of access"), required=False, help_text=_("Roles decide who may do what. Off: everybody may do everything.")
    )
