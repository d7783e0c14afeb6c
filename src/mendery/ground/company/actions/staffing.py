"""Departments, and the people who work there, with or without an account."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch, Department, Staff
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.models import Membership
from mendery.ground.people.permissions import MECHANIC
from mendery.ground.tenancy.acts import action


@dataclass(frozen=True, kw_only=True)
class StaffInput:
    """Somebody who works here. ``hourly_cost`` is what an hour costs us, in the entity's currency."""

    name: str
    branch_id: UUID
    department_id: UUID | None = None
    initials: str = ""
    is_technician: bool = False
    hourly_cost: Decimal = Decimal(0)
    is_active: bool = True


def initials_of(name: str) -> str:
    """The first letters of the first two words."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def _check(data: StaffInput) -> None:
    if not data.name.strip():
        raise Refused(_("A name is needed."), code="name_needed", field="name", next_step=_("Type the name of the person."))
    if data.hourly_cost < 0:
        raise Refused(_("An hour costs nothing or more."), code="below_zero", field="hourly_cost", next_step=_("Type the cost of an hour."))
    if not Branch.objects.filter(pk=data.branch_id).exists():
        raise Refused(_("There is no such branch."), code="unknown_branch", field="branch", next_step=_("Choose a branch of the list."))
    wrong = data.department_id and not Department.objects.filter(pk=data.department_id, branch_id=data.branch_id).exists()
    if wrong:
        raise Refused(
            _("This department belongs to another branch."), code="department_elsewhere", field="department",
            next_step=_("Choose a department of the branch."),
        )  # fmt: skip


def _values(data: StaffInput) -> dict[str, object]:
    return {
        "name": data.name.strip()[:120], "branch_id": data.branch_id, "department_id": data.department_id,
        "initials": (data.initials.strip().upper() or initials_of(data.name))[:3], "is_technician": data.is_technician,
        "hourly_cost": data.hourly_cost, "is_active": data.is_active,
    }  # fmt: skip


@action
def add_staff(*, data: StaffInput, by: Actor, at: datetime) -> Staff:
    """Somebody begins to work here, without an account of their own.

    refuses  ``name_needed``, ``below_zero``, ``unknown_branch``, ``department_elsewhere``
    """
    _check(data)
    return Staff.objects.create(**_values(data))


@action
def change_staff(*, staff: Staff, data: StaffInput, by: Actor, at: datetime) -> Staff:
    """Change what is known of somebody who works here, or that they left.

    refuses  as ``add_staff``
    """
    _check(data)
    Staff.objects.filter(pk=staff.pk).update(**_values(data))
    staff.refresh_from_db()
    return staff


@action
def add_department(*, branch: Branch, name: str, by: Actor, at: datetime) -> Department:
    """A branch gets one more department.

    refuses  ``name_needed``
    """
    if not name.strip():
        raise Refused(_("A name is needed."), code="name_needed", field="name", next_step=_("Type the name of the department."))
    return Department.objects.create(branch=branch, name=name.strip()[:80])


@action
def employ_member(*, membership_id: UUID, name: str, is_technician: bool, branch_id: UUID | None) -> Staff | None:
    """A new member also works here: in the named branch, else in the first."""
    branches = Branch.objects.order_by("code")
    branch = branches.filter(pk=branch_id).first() or branches.first()
    member = Membership.objects.get(pk=membership_id)
    if branch is None or Staff.objects.filter(membership=member).exists():
        return None
    return Staff.objects.create(
        branch=branch, membership=member, name=name, initials=(member.initials or initials_of(name))[:3], tone=member.tone,
        is_technician=is_technician,
    )  # fmt: skip


def is_technician(roles: tuple[str, ...]) -> bool:
    """Whether these roles work on jobs."""
    return MECHANIC in roles
