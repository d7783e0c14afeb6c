"""What customers and suppliers tell."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mendery.ground.people.actor import Actor


@dataclass(frozen=True)
class PartiesMerged:
    """Two cards turned out to be one. Whoever keeps open items, units or balances moves them to the survivor;
    posted papers stay as they are (rule 67)."""

    loser_id: UUID
    survivor_id: UUID
    by: Actor
    at: datetime
