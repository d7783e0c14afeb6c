"""What the cash desk does when others tell something."""

from mendery.ground.company.events import BranchOpened, BusinessFounded

from .actions import places


def on_branch(fact: BusinessFounded | BranchOpened) -> None:
    """A new branch needs a till."""
    places.set_up_till(branch_id=fact.branch_id)
