"""What a password must be."""

from django.contrib.auth import password_validation
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mendery.ground.events import Refused

from .models import Person


class LongEnough(MinimumLengthValidator):
    """Length beats odd characters."""

    def get_error_message(self) -> str:
        return ngettext(
            "This password is shorter than %(min_length)d character. Add a word or two.",
            "This password is shorter than %(min_length)d characters. Add a word or two.",
            self.min_length,
        )

    def get_help_text(self) -> str:
        return ngettext(
            "At least %(min_length)d character. Several words are easy to keep in mind.",
            "At least %(min_length)d characters. Several words are easy to keep in mind.",
            self.min_length,
        ) % {"min_length": self.min_length}


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that everybody tries first."""

    def get_error_message(self) -> str:
        return _("This password is one of those that are tried first. Choose another one.")


class NotTheName:
    """Not the own name, e-mail or phone."""

    def validate(self, password: str, user: Person | None = None) -> None:
        own = [user.name, (user.email or "").partition("@")[0], user.phone or ""] if user else []
        if password.casefold().strip() in [text.casefold() for text in own if text]:
            raise ValidationError(_("This password is your own name. Choose another one."))

    def get_help_text(self) -> str:
        return ""


def check(password: str, person: Person) -> None:
    """Refuse a password that is easy to guess.

    refuses  ``weak_password``
    """
    try:
        password_validation.validate_password(password, person)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="weak_password", field="password") from error
