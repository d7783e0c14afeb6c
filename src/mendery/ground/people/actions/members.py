"""Who belongs to the business, with which roles, in which branches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.people.events import MemberJoined
from mendery.ground.people.models import ApiToken, Membership, Person, Role
from mendery.ground.people.names import phone_key
from mendery.ground.people.queries import is_member_elsewhere
from mendery.ground.people.tokens import revoke_token
from mendery.ground.tenancy.acts import action

from .invitations import make_link
from .own_account import not_a_phone
from .roles import lock_roles, somebody_stays

TONES = ("indigo", "cyan", "orange", "violet", "green", "blue", "red", "amber")
PIN_DIGITS = range(4, 9)


@dataclass(frozen=True, kw_only=True)
class MemberInput:
    """Somebody to invite. One of e-mail, phone and login name (for ``name@business-slug``) is needed."""

    name: str
    roles: Sequence[str]
    email: str = ""
    phone: str = ""
    login_name: str = ""
    branch_ids: Sequence[UUID] = ()
    language: str = "en"
    branch_id: UUID | None = None  # of the staff record, told to company


@dataclass(frozen=True)
class Invitation:
    """The new member, and the secret of the link by which they set a password; empty for people who have one already."""

    member: Membership
    secret: str = field(repr=False, default="")


@action
def invite(*, data: MemberInput, by: Actor, at: datetime) -> Invitation:
    """Take somebody into the business. A person known to the installation by e-mail or phone keeps their own password.

    refuses  ``no_sign_in_name``, ``not_a_phone``, ``unknown_role``, ``is_member``, ``name_taken``, ``invited_elsewhere``
    tells    MemberJoined
    """
    phone = phone_key(data.phone) if data.phone.strip() else ""
    if data.phone.strip() and not phone:
        raise not_a_phone(data.phone)
    email, login_name = data.email.strip().lower(), data.login_name.strip().lower()
    if not (email or phone or login_name):
        raise Refused(_("An e-mail, a phone or a name to sign in with is needed."), code="no_sign_in_name", field="email",
                      next_step=_("Fill in one of the three."))  # fmt: skip
    _check_roles(data.roles)
    person = _known_person(email, phone) or Person(
        name=data.name.strip()[:120], email=email or None, phone=phone or None, language=data.language
    )
    is_new = person._state.adding  # noqa: SLF001 -- Django's own mark
    if is_new:
        person.set_unusable_password()
        person.save()
    elif not person.has_usable_password() and is_member_elsewhere(person_id=person.pk):
        # Whoever holds the first link could otherwise enter the second business under this name.
        raise Refused(
            _("%(name)s was invited by another business and has not set a password yet."), code="invited_elsewhere",
            params={"name": person.name}, field="email", status=409, next_step=_("Have them open that invitation first, then invite them here."),
        )  # fmt: skip
    member = _join(person, login_name, data)
    publish(MemberJoined(member.pk, person.name, tuple(data.roles), data.branch_id))
    return Invitation(member, make_link(person=person, by=by, at=at) if is_new else "")


def _known_person(email: str, phone: str) -> Person | None:
    found = Person.objects.filter(email=email).first() if email else None
    return found or (Person.objects.filter(phone=phone).first() if phone else None)


def _join(person: Person, login_name: str, data: MemberInput) -> Membership:
    initials = "".join(word[0] for word in person.name.split()[:2]).upper()[:3]
    count = Membership.objects.count()
    try:
        with transaction.atomic():
            return Membership.objects.create(
                person=person, login_name=login_name, roles=list(data.roles), branch_ids=list(data.branch_ids),
                initials=initials, tone=TONES[count % len(TONES)],
            )  # fmt: skip
    except IntegrityError as error:
        if "membership_login_once" in str(error):
            raise _login_taken(login_name) from error
        raise Refused(
            _("%(name)s belongs to this business already."), code="is_member", params={"name": person.name}, field="email", status=409,
            next_step=_("Find them in the list; whoever was switched off can be switched on again."),
        ) from error  # fmt: skip


def _login_taken(login_name: str) -> Refused:
    return Refused(
        _("Somebody in this business signs in as %(name)s already."), code="name_taken", params={"name": login_name},
        field="login_name", status=409, next_step=_("Choose another name."),
    )  # fmt: skip


def _check_roles(roles: Iterable[str]) -> None:
    wanted = set(roles)
    missing = wanted - set(Role.objects.filter(code__in=wanted).values_list("code", flat=True))
    if not wanted or missing:
        raise Refused(
            _("At least one role of the business is needed."), code="unknown_role", field="roles",
            next_step=_("Choose from the list of roles."),
        )  # fmt: skip


@action
def change_member(
    *, member: Membership, roles: Sequence[str], branch_ids: Sequence[UUID] = (), login_name: str = "", by: Actor, at: datetime
) -> Membership:
    """Give a member other roles, branches or another name to sign in with. No branches means every branch.

    refuses  ``unknown_role``, ``name_taken``, LastAdministrator
    """
    _check_roles(roles)
    lock_roles()
    member.roles, member.branch_ids, member.login_name = list(roles), list(branch_ids), login_name.strip().lower()
    try:
        with transaction.atomic():
            member.save(update_fields=["roles", "branch_ids", "login_name"])
    except IntegrityError as error:
        raise _login_taken(login_name) from error
    somebody_stays()
    return member


@action
def switch_member(*, member: Membership, on: bool, by: Actor, at: datetime) -> Membership:
    """Let a member in, or keep them out from their next click on; their API tokens are revoked for good.

    refuses  LastAdministrator
    """
    lock_roles()
    changes: dict[str, Any] = {"is_active": on}
    if not on:
        changes["pin_hash"] = ""
        for token in ApiToken.objects.filter(membership=member, revoked_at=None):
            revoke_token(token=token, by=by, at=at)
    Membership.objects.filter(pk=member.pk).update(**changes)
    member.is_active = on
    somebody_stays()
    return member


@action
def set_pin(*, member: Membership, pin: str, by: Actor, at: datetime) -> None:
    """Give a member a PIN for enrolled counters; an empty one takes it away.

    refuses  ``weak_pin``
    """
    simple = pin and (not pin.isdigit() or len(pin) not in PIN_DIGITS or len(set(pin)) == 1 or pin in "0123456789876543210")
    if simple:
        raise Refused(
            _("This PIN is easy to guess."), code="weak_pin", field="pin",
            next_step=_("Use four to eight digits, not all the same and not in a row."),
        )  # fmt: skip
    Membership.objects.filter(pk=member.pk).update(pin_hash=make_password(pin) if pin else "")


@action
def work_in(*, member_id: UUID | None, branch_id: UUID) -> None:
    """From now on the member works in this branch; the caller made sure that they may."""
    Membership.objects.filter(pk=member_id).update(branch_id=branch_id)
