"""Stages of the board: the standard set of a new business, and orders whose parts came."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from mendery.ground.people.actor import night_shift
from mendery.ground.tenancy.acts import action
from mendery.trade.stock.queries import waiting
from mendery.workshop.workorders.models import Stage, WorkOrder
from mendery.workshop.workorders.stages import PARTS, STANDARD, WORK
from mendery.workshop.workorders.states import WorkOrderState

from .desk import Desk


@action
def make_default_stages() -> None:
    """Write the standard stages. Their words stay empty: each reader sees them in their own language."""
    Stage.objects.bulk_create(
        [
            Stage(code=code, seq=seq, tone=word.tone, icon=word.icon, is_hidden=code in ("cancelled", "handed_over"))
            for seq, (code, word) in enumerate(STANDARD.items(), 1)
        ],
        ignore_conflicts=True,
    )


@action
def parts_arrived(*, order_ids: Iterable[UUID]) -> None:
    """Note that parts came, and move orders on that wait for nothing more.

    Told while balances are locked. Orders that somebody holds are passed over: that act finds the stage itself.
    """
    rows = WorkOrder.objects.filter(pk__in=list(order_ids), state__in=(WorkOrderState.OPEN, WorkOrderState.IN_WORK))
    orders = list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("id"))
    if not orders:
        return
    still = set(waiting().filter(order_id__in=[order.pk for order in orders]).values_list("order_id", flat=True))
    complete = [order for order in orders if order.pk not in still]
    WorkOrder.objects.filter(pk__in=[order.pk for order in complete], stage=PARTS).update(stage=WORK)
    by, at = night_shift(), datetime.now(UTC)
    for order in orders:
        Desk(order=order, by=by, at=at).note("parts_arrived", is_complete=order.pk not in still)
