"""Serial numbers follow the goods: one place at a time, only legal moves (rules 48, 49)."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents.search import code_key
from mendery.registers.catalogue.models import Item
from mendery.trade.stock.models import Layer, SerialNumber, SerialState
from mendery.trade.stock.refusals import SerialNotHere, SerialsNeeded, named
from mendery.trade.stock.states import SERIAL_MOVES


def check_count(*, item: Item, quantity: object, serials: Sequence[str]) -> None:
    """A tracked item moves with as many different serial numbers as pieces; others move without any."""
    if not item.tracks_serials:
        return
    if len({code_key(one) for one in serials} - {""}) != quantity or len(serials) != quantity:
        raise SerialsNeeded(
            _("%(item)s is tracked by serial number: each piece needs its own."), params={"item": named(item)}, field="serials",
            next_step=_("Scan or type one serial number for each piece."),
        )  # fmt: skip


def _rows(item_id: UUID, keys: Sequence[str]) -> dict[str, SerialNumber]:
    rows = SerialNumber.objects.filter(item_id=item_id, serial_key__in=keys).select_for_update()
    return {row.serial_key: row for row in rows}


def come_in(*, item: Item, serials: Sequence[str], layer: Layer, line_id: UUID | None) -> None:
    """New or returned pieces are in stock.

    refuses  SerialNotHere for a piece that is in stock or sold already
    """
    if not item.tracks_serials:
        return
    keys = {code_key(one): one for one in serials}
    known = _rows(item.pk, list(keys))
    for row in known.values():
        if SerialState.IN_STOCK not in SERIAL_MOVES.get(row.state, frozenset()) or row.state == SerialState.SOLD:
            raise _not_here(row)
    SerialNumber.objects.filter(pk__in=[row.pk for row in known.values()]).update(
        state=SerialState.IN_STOCK, warehouse_id=layer.warehouse_id, layer_id=layer.pk, line_id=line_id
    )
    SerialNumber.objects.bulk_create(
        [
            SerialNumber(
                item_id=item.pk, serial=text.strip()[:40], serial_key=key, state=SerialState.IN_STOCK,
                warehouse_id=layer.warehouse_id, layer_id=layer.pk, line_id=line_id,
            )
            for key, text in keys.items()
            if key not in known
        ]
    )  # fmt: skip


def go(
    *, item: Item, serials: Sequence[str], to: str, warehouse_id: UUID | None, line_id: UUID | None, unit_id: UUID | None = None
) -> None:
    """Move pieces to another state: sold with an issue, back in stock with a return, returned to the supplier.

    warehouse_id  where a piece must be to leave the shelf, or where it comes back to
    refuses       SerialNotHere
    """
    if not item.tracks_serials:
        return
    keys = {code_key(one): one for one in serials}
    known = _rows(item.pk, list(keys))
    comes_back = to == SerialState.IN_STOCK
    for key, text in keys.items():
        row = known.get(key)
        if row is None:
            raise SerialNotHere(
                _("There is no %(item)s with the serial number %(serial)s."), params={"item": named(item), "serial": text},
                field="serials", next_step=_("Check the number on the piece."),
            )  # fmt: skip
        is_legal = to in SERIAL_MOVES.get(row.state, frozenset())
        if not is_legal or (not comes_back and row.warehouse_id != warehouse_id) or (comes_back and row.line_id != line_id):
            raise _not_here(row)
    SerialNumber.objects.filter(pk__in=[row.pk for row in known.values()]).update(
        state=to, warehouse_id=warehouse_id if comes_back else None, line_id=None if comes_back else line_id,
        unit_id=None if comes_back else unit_id,
    )  # fmt: skip


def _not_here(row: SerialNumber) -> SerialNotHere:
    return SerialNotHere(
        _("Serial number %(serial)s is %(state)s."), params={"serial": row.serial, "state": row.get_state_display()},
        field="serials", next_step=_("Check the number on the piece."),
    )  # fmt: skip
