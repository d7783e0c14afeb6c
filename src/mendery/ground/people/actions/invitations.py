"""One-time links by which a person sets a password: the first one, or a new one after an administrator's reset."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people import passwords
from mendery.ground.people.actor import Actor
from mendery.ground.people.models import Person, TokenHash
from mendery.ground.people.queries import is_member_elsewhere
from mendery.ground.people.sessions import revoke
from mendery.ground.people.tokens import digest_of
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.models import Business
from mendery.ground.tenancy.scope import required_business_id

GOOD_FOR = timedelta(days=3)


class LinkIsOver(Refused):
    """The link was used, was replaced, or is too old."""

    code = "link_is_over"
    status = 404


@dataclass(frozen=True)
class Invited:
    """Whose link it is, and to which business it leads."""

    person: Person
    business: Business


def write_link(*, person: Person, business_id: UUID, at: datetime) -> str:
    """A secret for ``/invitation/<secret>``, good once and for three days. Earlier ones of the person stop working."""
    TokenHash.objects.filter(kind="invite", target=person.pk).update(is_revoked=True)
    secret = secrets.token_urlsafe(32)
    TokenHash.objects.create(digest=digest_of(secret), kind="invite", owner_id=business_id, target=person.pk, expires_at=at + GOOD_FOR)
    return secret


@action
def make_link(*, person: Person, by: Actor, at: datetime) -> str:
    """An administrator lets a person set a new password. The old one works until the link is used.

    refuses  ``works_elsewhere``: whoever is also a member of another business resets with the operator of the installation
    """
    if person.pk != by.person_id and is_member_elsewhere(person_id=person.pk):
        raise Refused(
            _("%(name)s also works in another business, so the password is not yours to reset."),
            code="works_elsewhere", params={"name": person.name}, status=409,
            next_step=_("Ask whoever runs this installation for a link."),
        )  # fmt: skip
    return write_link(person=person, business_id=required_business_id(), at=at)


def invited_by(secret: str, *, at: datetime) -> Invited:
    """Whose link this is.

    refuses  LinkIsOver
    """
    row = TokenHash.objects.filter(digest=digest_of(secret), kind="invite", is_revoked=False, expires_at__gt=at).first()
    person = Person.objects.filter(pk=row.target, is_active=True).first() if row else None
    if row is None or person is None:
        raise LinkIsOver(
            _("This link was used already, was replaced by a newer one, or is older than three days."),
            next_step=_("Ask an administrator of your business for a new one."),
        )
    return Invited(person, Business.objects.get(pk=row.owner_id))


@transaction.atomic
def accept(*, secret: str, password: str, at: datetime) -> Invited:
    """Set the password by a link; the link is over and all earlier sessions end.

    refuses  LinkIsOver, ``weak_password``
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_tokenhash WHERE digest = %s FOR UPDATE", [digest_of(secret)])
    invited = invited_by(secret, at=at)
    set_password(person=invited.person, password=password)
    TokenHash.objects.filter(digest=digest_of(secret)).update(is_revoked=True)
    return invited


def set_password(*, person: Person, password: str, but: str | None = None) -> None:
    """Give the person a new password and end their sessions, but for the one they sit in.

    refuses  ``weak_password``
    """
    passwords.check(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    revoke(person, but=but)
