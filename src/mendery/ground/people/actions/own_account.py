"""What everybody may change about themselves."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.models import Person, Theme
from mendery.ground.people.names import phone_key

from . import throttling
from .invitations import set_password


def prefer(*, person: Person, language: str = "", theme: str = "", single_keys: bool | None = None) -> None:
    """Language, colours and single-letter keys; what is left out stays.

    refuses  ``unknown_choice``
    """
    wanted: dict[str, Any] = {}
    if language:
        _known(language, dict(settings.LANGUAGES), "language")
        wanted["language"] = language
    if theme:
        _known(theme, Theme.values, "theme")
        wanted["theme"] = theme
    if single_keys is not None:
        wanted["single_keys"] = single_keys
    if wanted:
        Person.objects.filter(pk=person.pk).update(**wanted)
        for name, value in wanted.items():
            setattr(person, name, value)


def _known(value: str, choices: Any, field: str) -> None:
    if value not in choices:
        raise Refused(
            _("%(value)s is not among the choices."), code="unknown_choice", field=field, params={"value": value},
            next_step=_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)},
        )  # fmt: skip


def change_contact(*, person: Person, name: str, email: str, phone: str) -> None:
    """How the person is called and by what they sign in.

    refuses  ``not_a_phone``, ``name_taken``
    """
    key = phone_key(phone) if phone.strip() else ""
    if phone.strip() and not key:
        raise not_a_phone(phone)
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(name=name.strip()[:120], email=email.strip().lower() or None, phone=key or None)
    except IntegrityError as error:
        raise Refused(
            _("Somebody else signs in with this e-mail or phone."), code="name_taken", field="email", status=409,
            next_step=_("Use another one, or leave it empty."),
        ) from error  # fmt: skip


def not_a_phone(text: str) -> Refused:
    """The refusal for a phone number that cannot exist."""
    return Refused(
        _("%(text)s is not a phone number."), code="not_a_phone", field="phone", params={"text": text},
        next_step=_("Write it with the country code, like +40 722 410 387."),
    )  # fmt: skip


def change_password(*, person: Person, old: str, new: str, here: str | None, at: datetime) -> None:
    """Change the own password; all other browsers are signed out.

    refuses  ``wrong_password``, ``weak_password``, TooManyTries
    """
    prove(person=person, password=old, at=at)
    set_password(person=person, password=new, but=here)


def prove(*, person: Person, password: str, at: datetime) -> None:
    """Ask for the password again before something that matters.

    refuses  ``wrong_password``, TooManyTries
    """
    key = throttling.key_of("code", f"prove {person.pk}")
    throttling.refuse_if_waiting(key, at=at)
    if not person.check_password(password):
        throttling.count_failure(key)
        raise Refused(
            _("This is not your present password."), code="wrong_password", field="old", next_step=_("Type the one you signed in with.")
        )
    throttling.forgive(key)
