"""What company tells: a place of work began. Higher apps give it what it needs."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class BusinessFounded:
    """A business was founded; this is its first branch. Listeners add number series, warehouse, till, stages."""

    branch_id: UUID


@dataclass(frozen=True)
class BranchOpened:
    """A further branch was opened. Listeners add what each branch has of its own: number series, warehouse, till."""

    branch_id: UUID
