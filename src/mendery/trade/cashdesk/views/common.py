"""What the pages of the cash desk have in common."""

from typing import Any
from uuid import UUID

from mendery.ground.events import Refusals, Refused
from mendery.ground.people.requests import MemberRequest
from mendery.trade.cashdesk import queries
from mendery.trade.cashdesk.models import Till


def refuse_in(form: Any, refusal: Refused) -> list[Refused]:
    """Put a refusal beside its field; what belongs to no field goes to the top. The warning about cash asks for its tick."""
    if refusal.code == "cash_over_limit" and hasattr(form, "asks_limit"):
        form.asks_limit = True
        return [refusal]
    if not isinstance(refusal, Refusals) and refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return []
    return [refusal]


def named(text: str) -> UUID | None:
    """An id of the address; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def chosen_till(request: MemberRequest, text: str) -> Till | None:
    """The named till, if the member may work there."""
    till_id = named(text)
    return queries.till_of(request.actor, till_id) if till_id else None
