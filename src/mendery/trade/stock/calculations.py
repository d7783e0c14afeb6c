"""FIFO by layers that keep what is left of quantity and of value (rules 21 to 23). Pure; see docs/algorithms/fifo.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from mendery.ground.money import ZERO, round_money


@dataclass(slots=True)
class OpenLayer:
    """A layer with what is left of it. Changed in place while goods are taken or given back."""

    id: UUID
    item_id: UUID
    received_at: datetime
    quantity: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class Taken:
    """What one draw took from one layer."""

    layer_id: UUID
    quantity: Decimal
    value: Decimal


@dataclass(slots=True)
class Used:
    """A slice of an earlier issue, with what of it was not returned yet."""

    id: UUID
    layer_id: UUID
    quantity: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What one return gave back to one layer."""

    slice_id: UUID
    layer_id: UUID
    quantity: Decimal
    value: Decimal


def share_of(*, value: Decimal, quantity: Decimal, taken: Decimal) -> Decimal:
    """Value of a part of a layer: value left times the part, to the cent; the last part takes the rest."""
    return value if taken == quantity else round_money(value * taken / quantity)


def draw(layers: Iterable[OpenLayer], quantity: Decimal) -> list[Taken]:
    """Take a quantity from layers given oldest first. The layers are reduced; the slices sum exactly to what they lost.

    Raises ValueError when the layers hold less: the caller has checked what is on hand.
    """
    taken = []
    for layer in layers:
        if not quantity:
            break
        part = min(layer.quantity, quantity)
        if not part:
            continue
        value = share_of(value=layer.value, quantity=layer.quantity, taken=part)
        layer.quantity -= part
        layer.value -= value
        quantity -= part
        taken.append(Taken(layer.id, part, value))
    if quantity:
        raise ValueError(quantity)
    return taken


def give_back(slices: Sequence[Used], layers: dict[UUID, OpenLayer], quantity: Decimal) -> list[GivenBack]:
    """Give a quantity back to the layers it came from, the slice consumed last first.

    What stays consumed of a slice costs exactly what it would have cost, had only that much been issued (rule 23).
    Slices and layers are changed in place. Raises ValueError when less was issued.
    """
    given = []
    for one in slices:
        if not quantity:
            break
        part = min(one.quantity, quantity)
        if not part:
            continue
        layer = layers[one.layer_id]
        whole, kept = layer.quantity + one.quantity, one.quantity - part
        stays = share_of(value=layer.value + one.value, quantity=whole, taken=kept) if kept else ZERO
        value = max(one.value - stays, ZERO)
        layer.quantity += part
        layer.value += value
        one.quantity -= part
        one.value -= value
        quantity -= part
        given.append(GivenBack(one.id, one.layer_id, part, value))
    if quantity:
        raise ValueError(quantity)
    return given


def serials_in(text: str) -> tuple[str, ...]:
    """Serial numbers as people type or scan them: one a line, or with commas."""
    return tuple(part.strip() for part in text.replace(",", "\n").replace(";", "\n").splitlines() if part.strip())
