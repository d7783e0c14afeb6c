"""Two cards became one: open work follows, closed work stays as it was (rule 67)."""

from uuid import UUID

from django.db.models import Q

from mendery.ground.tenancy.acts import action
from mendery.workshop.workorders.models import DeferredWork, WorkOrder
from mendery.workshop.workorders.queries import OPEN_STATES
from mendery.workshop.workorders.states import WorkOrderState

_OPEN = Q(state__in=OPEN_STATES) | Q(state=WorkOrderState.FINISHED, handed_over_at=None)


@action
def move_orders_of_party(*, loser_id: UUID, survivor_id: UUID) -> int:
    """Open orders get the customer that is left. Returns how many."""
    return WorkOrder.objects.filter(_OPEN, party_id=loser_id).update(party_id=survivor_id)


@action
def move_orders_of_unit(*, loser_id: UUID, survivor_id: UUID) -> int:
    """Open orders and declined work get the unit that is left. Returns how many orders."""
    DeferredWork.objects.filter(unit_id=loser_id, closed_at=None).update(unit_id=survivor_id)
    return WorkOrder.objects.filter(_OPEN, unit_id=loser_id).update(unit_id=survivor_id)
