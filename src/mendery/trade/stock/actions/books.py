"""The open books of one act: balances locked, changes gathered, written once.

Every act that changes what lies on a shelf first locks the balances of its items, in the order of their ids, so that
two acts never wait for each other. Layers, reservations and slices are read after that and cannot change meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import direct
from mendery.ground.tenancy.scope import current_business_id
from mendery.trade.stock.calculations import GivenBack, OpenLayer, Taken, draw
from mendery.trade.stock.models import Balance, Layer, Move, Reservation, Slice

from .writing import open_layers, write_together

NONE = Decimal(0)
_BEFORE_ALL = (datetime.min.replace(tzinfo=UTC), UUID(int=0))
_FIRST_CHUNK, _LARGEST_CHUNK = 4, 256
Place = tuple[UUID, UUID]  # item, warehouse


def lock_balances(places: Iterable[Place], *, make: bool = True) -> dict[Place, Balance]:
    """Lock the balances of items in warehouses, making those that are missing."""
    wanted = set(places)
    found = _locked(wanted)
    missing = sorted(wanted - found.keys())
    if missing and make:
        Balance.objects.bulk_create(
            [Balance(item_id=item_id, warehouse_id=warehouse_id) for item_id, warehouse_id in missing], ignore_conflicts=True
        )
        found |= _locked(set(missing))
    return found


def _locked(places: set[Place]) -> dict[Place, Balance]:
    if not places:
        return {}
    pairs = ", ".join(["(%s::uuid, %s::uuid)"] * len(places))
    where = f"t.business_id = %s AND (t.item_id, t.warehouse_id) IN ({pairs}) ORDER BY t.id FOR UPDATE OF t"
    params = [current_business_id(), *(one for place in places for one in place)]
    return {(row.item_id, row.warehouse_id): row for row in direct.rows_with(Balance, "item", where, params)}


def reservations_of(line_ids: Iterable[UUID]) -> list[Reservation]:
    """The reservations of lines, read after their balances are locked."""
    return direct.rows(Reservation, "t.business_id = %s AND t.line_id = ANY(%s)", [current_business_id(), list(line_ids)])


@dataclass
class Books:
    """What one act in one warehouse changes."""

    warehouse_id: UUID
    doc: DocumentRef
    on: date
    at: datetime
    by: Actor
    order_id: UUID | None = None
    balances: dict[UUID, Balance] = field(default_factory=dict)
    queues: dict[UUID, list[OpenLayer]] = field(default_factory=lambda: defaultdict(list))
    moves: list[Move] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)
    changed_layers: dict[UUID, OpenLayer] = field(default_factory=dict)
    new_layers: list[Layer] = field(default_factory=list)

    def open(self, item_ids: Iterable[UUID]) -> None:
        """Lock the balances of the items."""
        rows = lock_balances((item_id, self.warehouse_id) for item_id in item_ids)
        self.balances = {item_id: row for (item_id, _), row in rows.items()}

    def read_layers(self, needs: dict[UUID, Decimal]) -> None:
        """Have enough open layers of each item at hand, reading no more than a chunk beyond what is needed."""
        after = dict.fromkeys(needs, _BEFORE_ALL)
        still, limit = dict(needs), _FIRST_CHUNK
        while after:
            rows = open_layers(warehouse_id=self.warehouse_id, after=after, limit=limit)
            if not rows:
                return
            for row in rows:
                layer = OpenLayer(*row)
                self.queues[layer.item_id].append(layer)
                still[layer.item_id] -= layer.quantity
                after[layer.item_id] = (layer.received_at, layer.id)
            after = {item_id: last for item_id, last in after.items() if still[item_id] > 0}
            limit = min(limit * 4, _LARGEST_CHUNK)

    def take(self, *, item_id: UUID, quantity: Decimal, kind: str, line_id: UUID | None) -> Decimal:
        """Take goods off the shelf, oldest first; returns their cost."""
        return self.write_out(draw(self.queues[item_id], quantity), item_id=item_id, kind=kind, line_id=line_id)

    def take_from(self, layer: OpenLayer, *, quantity: Decimal, kind: str, line_id: UUID | None) -> Decimal:
        """Take goods of one layer; returns their cost."""
        return self.write_out(draw([layer], quantity), item_id=layer.item_id, kind=kind, line_id=line_id, layers=[layer])

    def write_out(
        self, taken: list[Taken], *, item_id: UUID, kind: str, line_id: UUID | None, layers: list[OpenLayer] | None = None
    ) -> Decimal:
        """Note a move out with its slices and what it leaves of the layers."""
        cost = sum((one.value for one in taken), ZERO)
        quantity = sum((one.quantity for one in taken), NONE)
        move = self._move(item_id=item_id, kind=kind, quantity=-quantity, value=-cost, line_id=line_id)
        touched = {one.layer_id for one in taken}
        for layer in layers or self.queues[item_id]:
            if layer.id in touched:
                self.changed_layers[layer.id] = layer
        self.slices += [
            Slice(move=move, layer_id=one.layer_id, seq=seq, quantity=one.quantity, value=one.value) for seq, one in enumerate(taken)
        ]
        return cost

    def bring(self, *, item_id: UUID, quantity: Decimal, value: Decimal, kind: str, line_id: UUID | None) -> Layer:
        """Put goods on the shelf as a new layer."""
        self._move(item_id=item_id, kind=kind, quantity=quantity, value=value, line_id=line_id)
        layer = Layer(
            item_id=item_id, warehouse_id=self.warehouse_id, received_at=self.at, quantity_in=quantity, value_in=value,
            quantity_left=quantity, value_left=value, doc_kind=self.doc.kind, doc_id=self.doc.id, doc_number=self.doc.number,
            line_id=line_id,
        )  # fmt: skip
        self.new_layers.append(layer)
        return layer

    def give(self, given: list[GivenBack], layers: dict[UUID, OpenLayer], *, item_id: UUID, kind: str, line_id: UUID | None) -> Decimal:
        """Note goods given back to the layers they came from; returns their cost."""
        cost = sum((one.value for one in given), ZERO)
        quantity = sum((one.quantity for one in given), NONE)
        move = self._move(item_id=item_id, kind=kind, quantity=quantity, value=cost, line_id=line_id)
        for seq, one in enumerate(given):
            self.changed_layers[one.layer_id] = layers[one.layer_id]
            self.slices.append(Slice(move=move, layer_id=one.layer_id, seq=seq, quantity=one.quantity, value=one.value))
        return cost

    def _move(self, *, item_id: UUID, kind: str, quantity: Decimal, value: Decimal, line_id: UUID | None) -> Move:
        move = Move(
            item_id=item_id, warehouse_id=self.warehouse_id, kind=kind, quantity=quantity, value=value, on=self.on, at=self.at,
            doc_kind=self.doc.kind, doc_id=self.doc.id, doc_number=self.doc.number, line_id=line_id, order_id=self.order_id,
            by_name=self.by.name,
        )  # fmt: skip
        self.moves.append(move)
        balance = self.balances[item_id]
        balance.on_hand += quantity
        balance.value += value
        return move

    def close(self) -> None:
        """Write everything down, in one statement."""
        layers: list[Any] = [(layer.id, layer.quantity, layer.value) for layer in self.changed_layers.values()]
        write_together(
            new={Layer: self.new_layers, Move: self.moves, Slice: self.slices},
            changed=[(Layer, ("quantity_left", "value_left"), layers), balance_rows(self.balances.values())],
        )


def balance_rows(balances: Iterable[Balance]) -> tuple[type[Balance], tuple[str, ...], list[Any]]:
    """What ``write_together`` needs to write locked balances down."""
    return Balance, ("on_hand", "held", "value"), [(row.id, row.on_hand, row.held, row.value) for row in balances]
