"""What people do when others tell something."""

from django.http import HttpRequest

from .actions import own_account
from .sessions import person_of


def keep_theme(request: HttpRequest, theme: str) -> None:
    """Somebody chose light or dark: keep it for them on every device."""
    person = person_of(request)
    if person is not None:
        own_account.prefer(person=person, theme=theme)
