"""What company does when people tell something."""

from mendery.ground.people.events import MemberJoined

from .actions import staffing


def on_member_joined(fact: MemberJoined) -> None:
    """Keep a staff record for the new member."""
    staffing.employ_member(
        membership_id=fact.membership_id, name=fact.name, is_technician=staffing.is_technician(fact.roles), branch_id=fact.branch_id
    )
