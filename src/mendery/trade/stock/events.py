"""What stock tells."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PartsArrived:
    """Parts that lines of work orders were waiting for are now held for them: received, or freed by somebody else.

    order_ids and line_ids name what was served, in whole or in part. Told while the balances of the items are locked:
    a handler must not wait for a lock that an issue of parts may hold.
    """

    order_ids: tuple[UUID, ...]
    line_ids: tuple[UUID, ...]
