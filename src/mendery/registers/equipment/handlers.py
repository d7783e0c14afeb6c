"""What we do when others tell us something."""

from mendery.registers.parties.events import PartiesMerged
from mendery.registers.parties.models import Party

from .actions import units


def on_parties_merged(fact: PartiesMerged) -> None:
    """The units of the card that was merged away belong to the one that stays."""
    units.move_units(from_party=Party(pk=fact.loser_id), to_party=Party(pk=fact.survivor_id))
