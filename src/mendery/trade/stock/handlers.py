"""What the store does when others tell something."""

from mendery.ground.company.events import BranchOpened, BusinessFounded

from .actions import places


def on_branch(fact: BusinessFounded | BranchOpened) -> None:
    """A new branch needs a place for its goods."""
    places.open_warehouse(branch_id=fact.branch_id)
