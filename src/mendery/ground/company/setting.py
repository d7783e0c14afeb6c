"""Pages of a business are answered as at home: numbers as its country writes them, hours as the clock of the branch shows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from mendery.ground.people.actor import Actor
from mendery.ground.ui import formats

from .queries import our_branches


@contextmanager
def as_at_home(request: Any) -> Iterator[None]:
    """Formats of the entity's country and the time zone of the branch, for one page."""
    actor: Actor = request.actor
    branches = our_branches(actor)
    branch = next((one for one in branches if one.pk == actor.branch_id), branches[0] if branches else None)
    if branch is None:
        yield
        return
    with formats.override(branch.entity.country, branch.entity.currency), timezone.override(ZoneInfo(branch.time_zone)):
        yield
