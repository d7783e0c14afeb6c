"""What company does when people tell something."""

from mendery.ground.people.actor import Actor
from mendery.ground.people.branches import BranchName
from mendery.ground.people.events import MemberJoined

from .actions import staffing
from .queries import our_branches


def branch_names(actor: Actor) -> list[BranchName]:
    """The branches that people choose from."""
    return [BranchName(branch.pk, branch.name) for branch in our_branches(actor)]


def on_member_joined(fact: MemberJoined) -> None:
    """Keep a staff record for the new member."""
    staffing.employ_member(
        membership_id=fact.membership_id, name=fact.name, is_technician=staffing.is_technician(fact.roles), branch_id=fact.branch_id
    )
