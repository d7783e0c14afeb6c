"""Parts are held for a line of a work order, or noted as short (rules 28, 29)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.trade.stock.models import Balance, Reservation
from mendery.trade.stock.refusals import check_quantity

from .books import NONE, Place, balance_rows, lock_balances, reservations_of
from .serving import serve, tell_served
from .writing import write_together, write_values


@dataclass(frozen=True, kw_only=True)
class Want:
    """How much a line still needs in all; parts that were issued to it already do not count."""

    line_id: UUID
    order_id: UUID
    order_number: str
    item_id: UUID
    warehouse_id: UUID
    quantity: Decimal
    promised_at: datetime | None = None


def _place(row: Reservation | Want) -> Place:
    return (row.item_id, row.warehouse_id)


@action
def reserve(*, wants: Sequence[Want], by: Actor, at: datetime) -> dict[UUID, Reservation]:
    """Hold for each line what is free of what it wants; the rest of it is short and waits.

    Sets the wanted quantity, so that repeating it changes nothing. Wanting less frees parts for whoever waits next.
    returns  the reservation of each line, by the id of the line
    refuses  QuantityNotPossible
    tells    PartsArrived, when freed parts served other lines
    """
    for want in wants:
        check_quantity(want.quantity)
    line_ids = [want.line_id for want in wants]
    places = {_place(want) for want in wants} | {_place(row) for row in reservations_of(line_ids)}
    balances = lock_balances(places)
    rows = {row.line_id: row for row in reservations_of(line_ids)}
    new, changed, lowered = [], [], []
    for want in wants:
        row = rows.get(want.line_id)
        if row is not None and _place(row) != _place(want):
            balances[_place(row)].held -= row.held
            row.item_id, row.warehouse_id, row.held, row.ordered = want.item_id, want.warehouse_id, NONE, NONE
            row.save(update_fields=["item_id", "warehouse_id", "ordered"])
            lowered.append(want.line_id)
        if row is None:
            row = rows[want.line_id] = _begin(want, at)
            new.append(row)
        else:
            changed.append(row)
            if row.promised_at != want.promised_at:
                Reservation.objects.filter(pk=row.pk).update(promised_at=want.promised_at)
        if _set(row, want, balances[_place(want)]):
            lowered.append(want.line_id)
    rows_of: list[Any] = [(row.pk, row.wanted, row.held) for row in changed]
    write_together(new={Reservation: new}, changed=[(Reservation, ("wanted", "held"), rows_of), balance_rows(balances.values())])
    served = serve(balances.values(), but_not=lowered) if lowered else []
    if served:
        write_together(new={}, changed=[balance_rows(balances.values())])
    tell_served(served)
    return rows


def _begin(want: Want, at: datetime) -> Reservation:
    return Reservation(
        item_id=want.item_id, warehouse_id=want.warehouse_id, line_id=want.line_id, order_id=want.order_id,
        order_number=want.order_number, wanted=NONE, held=NONE, promised_at=want.promised_at, at=at,
    )  # fmt: skip


def _set(row: Reservation, want: Want, balance: Balance) -> bool:
    """Set what a line wants and hold what is free; True when it let something go."""
    before = row.held
    row.wanted, row.promised_at = want.quantity, want.promised_at
    row.held = min(want.quantity, row.held + max(balance.on_hand - balance.held, NONE))
    balance.held += row.held - before
    return row.held < before


@action
def release(*, line_ids: Iterable[UUID], by: Actor, at: datetime) -> None:
    """Let go of what is held for lines that were deleted, declined or cancelled. Whoever waits next is served.

    tells  PartsArrived, when freed parts served other lines
    """
    lines = list(line_ids)
    rows = Reservation.objects.filter(line_id__in=lines)
    balances = lock_balances(set(rows.values_list("item_id", "warehouse_id")))
    held = list(rows.all())
    if not held:
        return
    for row in held:
        balances[_place(row)].held -= row.held
    Reservation.objects.filter(pk__in=[row.pk for row in held]).delete()
    served = serve(balances.values())
    write_together(new={}, changed=[balance_rows(balances.values())])
    tell_served(served)


@action
def note_ordered(*, quantities: dict[UUID, Decimal], by: Actor, at: datetime) -> None:
    """Remember how much is on the way from suppliers for each line."""
    rows = Reservation.objects.filter(line_id__in=list(quantities)).select_for_update().order_by("id")
    write_values(model=Reservation, columns=("ordered",), rows=[(row.pk, quantities[row.line_id]) for row in rows])
    Reservation.objects.filter(line_id__in=list(quantities), wanted=0, ordered=0).delete()
