"""What is typed at the counter is kept at each step and comes back after a closed browser.

Shape of ``data``: ``party`` {id or the fields of a new one}, ``brought_by``, ``units`` [{unit_id or the fields of a new one, meter,
fuel, accessories, condition, complaint, promised_at, spend_limit, waits_here}], ``current`` (index of the unit being filled in).
Unlock codes are not in it: they lie encrypted in ``secret``, as JSON by index.
"""

import json
from datetime import datetime
from typing import Any

from mendery.ground.company.models import Branch
from mendery.ground.people.actor import Actor
from mendery.ground.people.secrets import seal, unseal
from mendery.ground.tenancy.acts import action
from mendery.workshop.reception.models import IntakeDraft


@action
def start(*, branch: Branch, is_fresh: bool = False, by: Actor, at: datetime) -> IntakeDraft:
    """Begin an intake, or go on with the one left open at this branch by the same person; ``is_fresh`` leaves that one for later."""
    if by.person_id is None:
        raise ValueError(by)
    known = None if is_fresh else IntakeDraft.objects.filter(person_id=by.person_id, branch=branch).order_by("-at").first()
    return known or IntakeDraft.objects.create(
        person_id=by.person_id, branch=branch, at=at, data={"party": {}, "units": [{}], "current": 0}
    )


@action
def save_step(
    *, draft: IntakeDraft, step: str, changes: dict[str, Any], secrets: dict[int, str] | None = None, at: datetime
) -> IntakeDraft:
    """Keep what was typed on a step and remember where the person is. An empty unlock code takes back the one typed before."""
    draft.data = {**draft.data, **changes}
    draft.step, draft.at = step, at
    if secrets:
        draft.secret = _sealed(secrets_of(draft) | secrets)
    draft.version += 1
    draft.save()
    return draft


def secrets_of(draft: IntakeDraft) -> dict[int, str]:
    """The unlock codes typed so far, by index of the unit."""
    if not draft.secret:
        return {}
    return {int(index): code for index, code in json.loads(unseal(bytes(draft.secret))).items()}


def _sealed(codes: dict[int, str]) -> bytes:
    kept = {index: code for index, code in codes.items() if code}
    return seal(json.dumps(kept)) if kept else b""


@action
def take_out(*, draft: IntakeDraft, index: int, at: datetime) -> IntakeDraft:
    """One unit fewer in this visit: what was typed for it is gone, the last of the others comes next. The only unit stays."""
    units = list(draft.data["units"])
    if len(units) < 2:
        return draft
    del units[index]
    codes = {place - (place > index): code for place, code in secrets_of(draft).items() if place != index}
    draft.data = {**draft.data, "units": units, "current": len(units) - 1}
    draft.secret, draft.step, draft.at = _sealed(codes), "sign", at
    draft.version += 1
    draft.save()
    return draft


@action
def discard(*, draft: IntakeDraft) -> None:
    """Throw the draft away: received, or begun anew."""
    IntakeDraft.objects.filter(pk=draft.pk).delete()
