"""What the catalogue asks."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class BeforeKindChange:
    """Asked before an item becomes of another kind: whoever has layers, lines or movements of it may refuse."""

    item_id: UUID
    before: str
    after: str
