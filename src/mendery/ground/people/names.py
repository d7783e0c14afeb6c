"""By what people sign in: e-mail, phone, or ``name@business-slug``."""

import phonenumbers
from django.conf import settings

from mendery.ground.tenancy.models import Business, Stay
from mendery.ground.tenancy.scope import business

from .models import Membership, Person


def phone_key(text: str) -> str:
    """The one form in which a phone is kept, ``+40722410387``; empty when it is not a phone number.

    Numbers without a country are tried in the regions of the settings, in their order.
    """
    regions = [None] if text.strip().startswith("+") else settings.PHONE_REGIONS
    for region in regions:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""


def _phones(text: str) -> list[str]:
    regions = [None] if text.startswith("+") else settings.PHONE_REGIONS
    found = []
    for region in regions:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        found.append(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return found


def find_person(name: str) -> Person | None:
    """Who signs in under this name, if anybody may."""
    name = name.strip()
    if "@" not in name:
        return Person.objects.filter(phone__in=_phones(name), is_active=True).first() if name else None
    person = Person.objects.filter(email=name.lower(), is_active=True).first()
    if person is not None:
        return person
    login_name, _, slug = name.rpartition("@")
    where = Business.objects.filter(slug=slug.lower()).exclude(stay=Stay.ERASED).first()
    if where is None:
        return None
    with business(where.pk):
        member = (
            Membership.objects.select_related("person")
            .filter(login_name=login_name.strip().lower(), is_active=True, person__is_active=True)
            .exclude(login_name="")
            .first()
        )
    return member.person if member else None
