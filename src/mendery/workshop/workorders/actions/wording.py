"""What the business calls the stages of its board, in which order they stand, which are not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.workshop.workorders.models import Stage
from mendery.workshop.workorders.stages import STANDARD


@dataclass(frozen=True)
class StageWord:
    """One stage: ``name`` empty means the standard word in the reader's language."""

    code: str
    name: str
    seq: int
    is_hidden: bool


@action
def arrange(*, words: Sequence[StageWord], by: Actor, at: datetime) -> None:
    """Write names, order and what is shown of the stages. Which facts lead to a stage stays as it is (rulings 2)."""
    rows = {row.code: row for row in Stage.objects.select_for_update().order_by("seq", "id")}
    for place, word in enumerate(sorted(words, key=lambda one: one.seq), start=1):
        standard = STANDARD.get(word.code)
        if standard is None:
            continue
        row = rows.get(word.code) or Stage(code=word.code, tone=standard.tone, icon=standard.icon)
        row.name, row.seq, row.is_hidden = word.name.strip(), place, word.is_hidden
        row.save()
