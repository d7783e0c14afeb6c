"""The branches of a business, as far as people need them. Company, which owns them, tells us how to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from .actor import Actor


@dataclass(frozen=True)
class BranchName:
    """A branch to choose from."""

    id: UUID
    name: str


_sources: list[Callable[[Actor], list[BranchName]]] = []


def know_branches(source: Callable[[Actor], list[BranchName]]) -> None:
    """Ask this function for the branches in which an actor may work."""
    _sources[:] = [source]


def branches_for(actor: Actor) -> list[BranchName]:
    """The branches in which the actor may work."""
    return _sources[0](actor) if _sources else []
