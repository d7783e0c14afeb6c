"""What an item is decides how it behaves (equipment-service.md 2). Data, to be read aloud."""

from dataclasses import dataclass

from .models import ItemKind
from .units import HOUR, PIECE


@dataclass(frozen=True)
class Behaviour:
    """What may be done with a kind of item.

    has_layers      is kept in stock, received and issued with cost by FIFO
    is_sold         may stand on an estimate and an invoice with a price
    is_labour       sold as somebody's work
    is_rate         its price is for an hour; the concrete work is written on the line later
    needs_norm      makes no sense without norm hours
    has_norm        may carry norm hours
    is_internal     a step of the workshop or a cost; customers never see it
    """

    unit: str
    has_layers: bool = False
    is_sold: bool = False
    is_labour: bool = False
    is_rate: bool = False
    needs_norm: bool = False
    has_norm: bool = False
    is_internal: bool = False


BEHAVIOURS = {
    ItemKind.STOCK: Behaviour(unit=PIECE, has_layers=True, is_sold=True),
    ItemKind.SERVICE: Behaviour(unit=PIECE, is_sold=True),
    ItemKind.WORK: Behaviour(unit=HOUR, is_sold=True, is_labour=True, has_norm=True),
    ItemKind.WORK_KIND: Behaviour(unit=HOUR, is_sold=True, is_labour=True, is_rate=True),
    ItemKind.EXPENSE: Behaviour(unit=PIECE, is_internal=True),
    ItemKind.OPERATION: Behaviour(unit=HOUR, has_norm=True, needs_norm=True, is_internal=True),
}
SOLD_KINDS = tuple(kind.value for kind, behaviour in BEHAVIOURS.items() if behaviour.is_sold)
LABOUR_KINDS = tuple(kind.value for kind, behaviour in BEHAVIOURS.items() if behaviour.is_labour)
BOUGHT_KINDS = (ItemKind.STOCK.value, ItemKind.SERVICE.value, ItemKind.EXPENSE.value)


def behaviour(kind: str) -> Behaviour:
    """How items of a kind behave."""
    return BEHAVIOURS[ItemKind(kind)]
