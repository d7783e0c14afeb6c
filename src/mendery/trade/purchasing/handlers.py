"""What goods-in does when others tell something."""

from mendery.registers.parties.events import PartiesMerged

from .actions import merging


def on_parties_merged(fact: PartiesMerged) -> None:
    """Open orders, drafts and remembered codes go to the survivor; posted papers stay."""
    merging.move_supplier(loser_id=fact.loser_id, survivor_id=fact.survivor_id)
