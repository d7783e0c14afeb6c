"""What people tell."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class MemberJoined:
    """Somebody was taken into the business. Company keeps a staff record for them in the branch."""

    membership_id: UUID
    name: str
    roles: tuple[str, ...]
    branch_id: UUID | None
