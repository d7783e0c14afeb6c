"""Signing in: name and password, then the second factor where there is one; or a PIN at an enrolled counter."""

from datetime import datetime
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.models import CounterDevice, Membership, Person
from mendery.ground.people.names import find_person

from . import second_factor, throttling


class NotSignedIn(Refused):
    """Name and password, code or PIN do not fit. Says no more than that."""

    code = "not_signed_in"


@cache
def _nobody() -> str:
    """Checked for unknown names, so that they take as long as known ones."""
    return make_password("nobody has this password")


def check_name_and_password(*, name: str, password: str, address: str, at: datetime) -> Person:
    """The person who signs in by this name and password.

    refuses  NotSignedIn (the same words and time for unknown names), TooManyTries
    """
    keys = throttling.key_of("name", name), throttling.key_of("address", address)
    throttling.refuse_if_waiting(*keys, at=at)
    dummy = _nobody()
    person = find_person(name)
    usable = person is not None and person.has_usable_password()
    fits = check_password(password, person.password if person and usable else dummy)
    if person is None or not usable or not fits:
        throttling.count_failure(*keys)
        raise NotSignedIn(
            _("This name and password do not belong together."),
            next_step=_("Check the spelling. An administrator of your business can make you a link for a new password."),
        )
    throttling.forgive(keys[0])
    return person


def check_code(*, person: Person, code: str, at: datetime) -> None:
    """The second step for people with a second factor: six digits of the app, or a recovery code, each good once.

    refuses  NotSignedIn, TooManyTries
    """
    key = throttling.key_of("code", str(person.pk))
    throttling.refuse_if_waiting(key, at=at)
    if not second_factor.use(person=person, code=code, at=at):
        throttling.count_failure(key)
        raise NotSignedIn(
            _("This code is not right, or it was used already."), field="code", next_step=_("Wait for the next code and type that.")
        )
    throttling.forgive(key)


def check_pin(*, counter: CounterDevice, membership_id: UUID, pin: str, at: datetime) -> Person:
    """Somebody signs in by PIN at an enrolled counter, inside the scope of its business.

    refuses  NotSignedIn, TooManyTries (per member and per counter)
    """
    keys = throttling.key_of("pin", str(membership_id)), throttling.key_of("address", str(counter.pk))
    throttling.refuse_if_waiting(*keys, at=at)
    members = Membership.objects.select_related("person").filter(pk=membership_id, is_active=True, person__is_active=True)
    member = members.exclude(pin_hash="").first()
    may_here = member is not None and (not member.branch_ids or counter.branch_id in member.branch_ids)
    fits = check_password(pin, member.pin_hash if member and may_here else _nobody())
    if member is None or not may_here or not fits:
        throttling.count_failure(*keys)
        raise NotSignedIn(_("This PIN is not right."), field="pin", next_step=_("Try again, or sign in with your password."))
    throttling.forgive(keys[0])
    return member.person
