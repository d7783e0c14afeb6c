"""What people type about themselves and about members."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused

from .branches import BranchName
from .models import Membership, Role, Theme
from .permissions import RIGHTS, ROLE_NAMES


def beside_field(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal beside the field it is about, or on top of the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, " ".join(part for part in (refusal.text, str(refusal.next_step)) if part))


class SignInForm(forms.Form):
    """Name and password."""

    name = forms.CharField(
        label=_("E-mail or phone"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    )
    password = forms.CharField(
        label=_("Password"), max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    keep = forms.BooleanField(label=_("Keep me signed in on this computer"), required=False)


class CodeForm(forms.Form):
    """The code of the second factor."""

    code = forms.CharField(
        label=_("Code of your authenticator app, or a recovery code"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


class PinForm(forms.Form):
    """The PIN of a member at a counter."""

    pin = forms.CharField(label=_("PIN"), max_length=8, widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))


class NewPasswordForm(forms.Form):
    """A password set by a link."""

    password = forms.CharField(
        label=_("New password"), max_length=200, strip=False, help_text=_("At least ten characters. Several words are easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class ChangePasswordForm(NewPasswordForm):
    """The own password changed."""

    old = forms.CharField(
        label=_("Present password"), max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "password")


class PreferencesForm(forms.Form):
    """Language, colours, keys."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Colours"), choices=Theme.choices, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(label=_("Single letters are shortcuts outside of fields"), required=False)


class ContactForm(forms.Form):
    """Name and what one signs in with."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)


class StopSecondFactorForm(forms.Form):
    """The second factor is given up."""

    old = forms.CharField(
        label=_("Present password"), max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class _WithRolesAndBranches(forms.Form):
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    branch_ids = forms.MultipleChoiceField(
        label=_("Only in these branches"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None means every branch.")
    )
    login_name = forms.CharField(
        label=_("Name to sign in with"), required=False, max_length=40,
        help_text=_("For people without e-mail and phone; they sign in as name@business."),
    )  # fmt: skip

    def __init__(self, *args: Any, branches: list[BranchName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_branches = len(branches) > 1
        self.fields["roles"].choices = role_choices()  # type: ignore[attr-defined]
        self.fields["branch_ids"].choices = [(str(one.id), one.name) for one in branches]  # type: ignore[attr-defined]


class InviteForm(_WithRolesAndBranches):
    """Somebody new."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "phone", "login_name", "language", "roles", "branch_ids")


class MemberForm(_WithRolesAndBranches):
    """What an administrator decides about a member."""

    field_order = ("roles", "branch_ids", "login_name")


class MemberPinForm(forms.Form):
    """A PIN for enrolled counters."""

    pin = forms.CharField(
        label=_("New PIN"), required=False, max_length=8, help_text=_("Four to eight digits. Empty takes the PIN away."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class RoleForm(forms.Form):
    """What a role may do."""

    name = forms.CharField(label=_("Name"), required=False, max_length=80, help_text=_("Empty keeps the usual name."))
    rights = forms.MultipleChoiceField(
        label=_("Rights"), required=False, widget=forms.CheckboxSelectMultiple, choices=[(right.code, right.label) for right in RIGHTS]
    )


class NewRoleForm(forms.Form):
    """A role of the business's own."""

    name = forms.CharField(label=_("Name of the new role"), max_length=80)
    like = forms.ChoiceField(label=_("Begins with the rights of"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].choices = role_choices()  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """An API token for a member."""

    membership = forms.ChoiceField(label=_("Acts as"))
    name = forms.CharField(label=_("What is it for"), max_length=80)

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = [(str(one.pk), one.person.name) for one in members]  # type: ignore[attr-defined]


class CounterForm(forms.Form):
    """This browser becomes a counter."""

    name = forms.CharField(label=_("Name of this screen"), max_length=80)
    branch = forms.ChoiceField(label=_("Branch"))

    def __init__(self, *args: Any, branches: list[BranchName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [(str(one.id), one.name) for one in branches]  # type: ignore[attr-defined]


def role_name(code: str, name: str = "") -> str:
    """How a role is called: by its own name, else by the usual one."""
    return name or str(ROLE_NAMES.get(code, code))


def role_choices() -> list[tuple[str, str]]:
    """The roles of the business, the usual ones first."""
    order = list(ROLE_NAMES)
    rows = sorted(Role.objects.all(), key=lambda role: (order.index(role.code) if role.code in order else len(order), role.name))
    return [(role.code, role_name(role.code, role.name)) for role in rows]
