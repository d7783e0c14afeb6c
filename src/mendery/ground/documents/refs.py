"""How a lower app remembers a paper of a higher one: a value, not a relation."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DocumentRef:
    """Points at a document of any app: kind (``work_order``), id, and its number as people know it."""

    kind: str
    id: UUID
    number: str = ""
