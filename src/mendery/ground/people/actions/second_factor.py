"""The optional second factor: codes of an authenticator app (TOTP), recovery codes for the day the phone is lost."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
import zxingcpp
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.models import Person
from mendery.ground.people.secrets import seal, unseal

_STEP = 30
_CODES, _CODE_BYTES = 10, 5


@dataclass(frozen=True)
class Offer:
    """A secret that is not in force yet: shown as QR code and as text, kept by the session until the first code proves it."""

    secret: str
    qr: str


def has(person: Person) -> bool:
    """Whether the person has a second factor."""
    return bool(person.totp_secret)


def offer(*, person: Person, secret: str = "") -> Offer:
    """Offer a new secret, or show the offered one again. The QR code is an SVG text."""
    secret = secret or pyotp.random_base32()
    label = person.email or person.phone or person.name
    address = pyotp.TOTP(secret).provisioning_uri(name=label, issuer_name="Mendery")
    barcode = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode)
    return Offer(secret, str(barcode.to_svg(scale=4)))


def begin(*, person: Person, secret: str, code: str, at: datetime) -> list[str]:
    """Put the offered secret in force when its first code is right. Returns the recovery codes, shown once.

    refuses  ``wrong_code``
    """
    step = _step_of(secret, code, at)
    if step is None:
        raise Refused(
            _("This code does not fit the secret shown."), code="wrong_code", field="code",
            next_step=_("Scan the picture again and check the clock of the phone."),
        )  # fmt: skip
    codes = [secrets.token_hex(_CODE_BYTES) for _ in range(_CODES)]
    Person.objects.filter(pk=person.pk).update(
        totp_secret=seal(secret), totp_last_step=step, recovery_digests=[_digest(one) for one in codes]
    )
    return [f"{one[:5]}-{one[5:]}" for one in codes]


def stop(*, person: Person) -> None:
    """From now on the password is enough."""
    Person.objects.filter(pk=person.pk).update(totp_secret=b"", totp_last_step=0, recovery_digests=[])


@transaction.atomic
def use(*, person: Person, code: str, at: datetime) -> bool:
    """Use up a code: each step of the app's clock and each recovery code counts once."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    typed = code.replace(" ", "").replace("-", "").lower()
    step = _step_of(unseal(row.totp_secret), typed, at) if typed.isdigit() and len(typed) == 6 else None
    if step is not None:
        if step <= row.totp_last_step:
            return False
        Person.objects.filter(pk=row.pk).update(totp_last_step=step)
        return True
    digest = _digest(typed)
    if digest not in row.recovery_digests:
        return False
    Person.objects.filter(pk=row.pk).update(recovery_digests=[one for one in row.recovery_digests if one != digest])
    return True


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step of the clock at which the app showed this code: now, or half a minute before or after."""
    now = int(at.timestamp()) // _STEP
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(totp.at(step * _STEP), code.strip()):
            return step
    return None


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
