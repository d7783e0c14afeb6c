"""One type for who acts: a member at a page, a program with a key, the night shift."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """Who does it, with which rights, and through what.

    name         as it is written on papers and in history
    rights       permission codes; a job of the program itself has all of them
    branch_ids   branches they may work in; empty means every branch
    branch_id    the branch they chose to work in now, if they chose one
    channel      ``page``, ``api``, ``job``, ``demo``, ``customer``
    """

    person_id: UUID | None
    name: str
    rights: frozenset[str] = field(default_factory=frozenset)
    membership_id: UUID | None = None
    branch_ids: tuple[UUID, ...] = ()
    channel: str = "page"
    language: str = "en"
    is_program: bool = False
    branch_id: UUID | None = None

    def may(self, right: str) -> bool:
        """Whether the actor holds a right by its code."""
        return self.is_program or right in self.rights


def night_shift(name: str = "Mendery") -> Actor:
    """The program itself, in jobs and loaders."""
    return Actor(person_id=None, name=name, channel="job", is_program=True)
