"""What the store does when others tell something."""

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.events import BranchOpened, BusinessFounded
from mendery.ground.events import Refused
from mendery.registers.catalogue.events import BeforeKindChange
from mendery.registers.catalogue.kinds import behaviour

from . import queries
from .actions import places


def on_branch(fact: BusinessFounded | BranchOpened) -> None:
    """A new branch needs a place for its goods."""
    places.open_warehouse(branch_id=fact.branch_id)


def before_kind_change(question: BeforeKindChange) -> None:
    """What has moved in stock stays a part."""
    if behaviour(question.before).has_layers and not behaviour(question.after).has_layers and queries.was_moved(question.item_id):
        raise Refused(
            _("This item was received or issued, so it stays a part."), code="kept_in_stock", field="kind", status=409,
            next_step=_("Take it off the offer, and write a new item of the other kind."),
        )  # fmt: skip
