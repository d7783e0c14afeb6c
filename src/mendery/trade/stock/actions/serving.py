"""Who gets what became free: the line it was bought for, then the earliest promise (rule 29)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import F

from mendery.ground.events import publish
from mendery.trade.stock.events import PartsArrived
from mendery.trade.stock.models import Balance, Reservation

from .writing import write_values

_NO_PROMISE = datetime.max.replace(tzinfo=UTC)


def serve(balances: Iterable[Balance], *, pegged: Iterable[UUID] = (), but_not: Iterable[UUID] = ()) -> list[Reservation]:
    """Hold what is free of locked balances for the lines that wait for it. The balances are changed, not written.

    pegged   lines the goods were ordered for; they come first
    but_not  lines that were just released or lowered and must not take it back
    """
    free = {(row.item_id, row.warehouse_id): row for row in balances if row.on_hand > row.held}
    if not free:
        return []
    first, spared = set(pegged), set(but_not)
    waiting = defaultdict(list)
    rows = Reservation.objects.filter(item_id__in={item_id for item_id, _ in free}, held__lt=F("wanted"))
    for row in rows:
        if (row.item_id, row.warehouse_id) in free and row.line_id not in spared:
            waiting[row.item_id, row.warehouse_id].append(row)
    served = []
    for place, lines in waiting.items():
        balance = free[place]
        lines.sort(key=lambda row: (row.line_id not in first, row.promised_at or _NO_PROMISE, row.at, row.id))
        for line in lines:
            part = min(balance.on_hand - balance.held, line.wanted - line.held)
            if part <= 0:
                break
            balance.held += part
            line.held += part
            served.append(line)
    write_values(model=Reservation, columns=("held",), rows=[(row.id, row.held) for row in served])
    return served


def tell_served(served: list[Reservation]) -> None:
    """Tell the orders that parts they waited for are here."""
    if served:
        orders = dict.fromkeys(row.order_id for row in served)
        publish(PartsArrived(order_ids=tuple(orders), line_ids=tuple(row.line_id for row in served)))
