"""What each role may do. There is always somebody who can manage people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.models import Membership, Role
from mendery.ground.people.permissions import ALL_RIGHTS, ROLE_NAMES, default_rights
from mendery.ground.tenancy.acts import action


class LastAdministrator(Refused):
    """Afterwards nobody could manage people any more."""

    code = "last_administrator"
    status = 409


@action
def make_default_roles() -> None:
    """Give a new business its seven roles with their usual rights."""
    Role.objects.bulk_create([Role(code=code, rights=sorted(default_rights(code))) for code in ROLE_NAMES], ignore_conflicts=True)


@action
def add_role(*, name: str, like: str, by: Actor, at: datetime) -> Role:
    """Add a role of the business's own, beginning with the rights of another.

    refuses  ``role_exists``
    """
    code = slugify(name, allow_unicode=True)[:40] or "role"
    pattern = Role.objects.filter(code=like).first()
    try:
        with transaction.atomic():
            return Role.objects.create(code=code, name=name.strip()[:80], rights=pattern.rights if pattern else [])
    except IntegrityError as error:
        raise Refused(
            _("There is a role %(name)s already."), code="role_exists", params={"name": name}, field="name", status=409,
            next_step=_("Change that one, or give yours another name."),
        ) from error  # fmt: skip


@action
def change_role(*, role: Role, rights: Iterable[str], name: str | None = None, by: Actor, at: datetime) -> Role:
    """Decide what a role may do; holds from the next click of everybody who has it.

    refuses  ``unknown_right``, LastAdministrator
    """
    wanted = sorted(set(rights))
    unknown = [right for right in wanted if right not in ALL_RIGHTS]
    if unknown:
        raise Refused(
            _("There is no right %(right)s."), code="unknown_right", params={"right": unknown[0]}, field="rights",
            next_step=_("Use the codes of the list of rights."),
        )  # fmt: skip
    lock_roles()
    role.rights = wanted
    if name is not None:
        role.name = name.strip()[:80]
    role.save(update_fields=["rights", "name"])
    somebody_stays()
    return role


def lock_roles() -> None:
    """Let two administrators not take the last right from each other at the same moment."""
    list(Role.objects.select_for_update().order_by("code").values_list("pk", flat=True))


def somebody_stays() -> None:
    """Refuse when no active member could manage people.

    refuses  LastAdministrator
    """
    codes = Role.objects.filter(rights__contains=["people.manage"]).values_list("code", flat=True)
    held = Q()
    for code in codes:
        held |= Q(roles__contains=[code])
    members = Membership.objects.filter(is_active=True, person__is_active=True)
    if not held or not members.filter(held).exists():
        raise LastAdministrator(
            _("Afterwards nobody could manage people and roles any more."),
            next_step=_("Give somebody else the role of an administrator first."),
        )
