"""What lies where, for whom, and what it cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import switches
from mendery.registers.catalogue.models import Item

from .models import Balance, Layer, Move, Reservation, SerialNumber, SerialState, Warehouse

NONE = Decimal(0)


def keeps_stock() -> bool:
    """Whether goods are kept in stock here; where not, the pages of the store are not offered and parts are priced text."""
    return switches.is_on(switches.Feature.INVENTORY)


@dataclass(frozen=True, slots=True)
class LineStock:
    """How a part line stands: still wanted, held for it, on the way for it; free and on hand of its item."""

    wanted: Decimal = NONE
    held: Decimal = NONE
    ordered: Decimal = NONE
    free: Decimal = NONE
    on_hand: Decimal = NONE

    @property
    def short(self) -> Decimal:
        """Wanted, neither held nor ordered."""
        return max(self.wanted - self.held - self.ordered, NONE)


@dataclass(frozen=True, slots=True)
class Shortage:
    """Parts that a line of an order waits for."""

    reservation: Reservation
    item: Item
    missing: Decimal
    to_order: Decimal


def default_warehouse(branch: Branch) -> Warehouse:
    """The main warehouse of a branch, with its branch and entity."""
    rows = Warehouse.objects.filter(branch=branch).select_related("branch__entity").order_by("-is_main", "code")
    found = rows.first()
    if found is None:
        raise Refused(
            _("%(branch)s has no warehouse."), params={"branch": branch.name}, code="no_warehouse",
            next_step=_("Add one in the settings."),
        )  # fmt: skip
    return found


def warehouses(branches: Iterable[Branch]) -> list[Warehouse]:
    """The warehouses of some branches, the main ones first."""
    rows = Warehouse.objects.filter(branch__in=list(branches)).select_related("branch__entity")
    return list(rows.order_by("branch_id", "-is_main", "code"))


def free_of(*, item_ids: Iterable[UUID], warehouse_id: UUID) -> dict[UUID, Decimal]:
    """What nobody holds, of each item; 0 for items that were never here."""
    wanted = list(item_ids)
    rows = Balance.objects.filter(item_id__in=wanted, warehouse_id=warehouse_id).values_list("item_id", "on_hand", "held")
    return {**dict.fromkeys(wanted, NONE), **{item_id: on_hand - held for item_id, on_hand, held in rows}}


def balances_of(*, item_ids: Iterable[UUID], warehouse_id: UUID) -> dict[UUID, Balance]:
    """The balance rows of some items in one warehouse."""
    rows = Balance.objects.filter(item_id__in=list(item_ids), warehouse_id=warehouse_id)
    return {row.item_id: row for row in rows}


def of_lines(*, line_ids: Iterable[UUID], items: dict[UUID, UUID] | None = None, warehouse_id: UUID | None = None) -> dict[UUID, LineStock]:
    """How part lines stand, in two queries. Lines that reserve nothing are answered when ``items`` names their item.

    items         {line id: item id}, for free and on hand of lines without a reservation
    warehouse_id  where those are looked for
    """
    wanted = list(line_ids)
    rows = {row.line_id: row for row in Reservation.objects.filter(line_id__in=wanted)}
    item_of = {**(items or {}), **{line_id: row.item_id for line_id, row in rows.items()}}
    where = {line_id: rows[line_id].warehouse_id if line_id in rows else warehouse_id for line_id in item_of}
    shelf = Balance.objects.filter(item_id__in=set(item_of.values()), warehouse_id__in=set(where.values()) - {None})
    lying = {
        (item_id, place): (on_hand, held)
        for item_id, place, on_hand, held in shelf.values_list("item_id", "warehouse_id", "on_hand", "held")
    }
    found = {}
    for line_id in wanted:
        if line_id not in item_of:
            continue
        on_hand, held = lying.get((item_of[line_id], where[line_id]), (NONE, NONE))
        row = rows.get(line_id)
        free = on_hand - held
        if row is None:
            found[line_id] = LineStock(free=free, on_hand=on_hand)
        else:
            found[line_id] = LineStock(row.wanted, row.held, row.ordered, free, on_hand)
    return found


def held_of(*, line_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What lies ready for lines; lines for which nothing does are left out."""
    return dict(Reservation.objects.filter(line_id__in=list(line_ids), held__gt=0).values_list("line_id", "held"))


def waiting() -> QuerySet[Reservation]:
    """Reservations that are not wholly held, the earliest promise first."""
    rows = Reservation.objects.filter(held__lt=F("wanted")).select_related("item", "warehouse")
    return rows.order_by(F("promised_at").asc(nulls_last=True), "at", "id")


def short_count(actor: Actor) -> int:
    """How many part lines of jobs wait where the actor works, up to a hundred."""
    rows = waiting()
    if actor.branch_ids:
        rows = rows.filter(warehouse__branch_id__in=actor.branch_ids)
    return rows.order_by()[:100].count()


def shortages(*, limit: int = 200, warehouse_ids: Iterable[UUID] | None = None) -> list[Shortage]:
    """What jobs wait for, the earliest promise first; ``to_order`` is what no supplier order covers."""
    rows = waiting()
    if warehouse_ids is not None:
        rows = rows.filter(warehouse_id__in=list(warehouse_ids))
    found = []
    for row in rows[:limit]:
        missing = row.wanted - row.held
        found.append(Shortage(row, row.item, missing, max(missing - row.ordered, NONE)))
    return found


def stock_of(*, warehouse_ids: Iterable[UUID]) -> QuerySet[Balance]:
    """Balances of some warehouses with their items, by the name of the item."""
    rows = Balance.objects.filter(warehouse_id__in=list(warehouse_ids)).select_related("item", "warehouse")
    return rows.order_by("item__sort_key", "item_id", "warehouse_id")


def value_of(*, warehouse_ids: Iterable[UUID]) -> Decimal:
    """The value of everything on the shelves."""
    rows = Balance.objects.filter(warehouse_id__in=list(warehouse_ids))
    return rows.aggregate(value=Sum("value"))["value"] or ZERO


def layers_of(*, item_id: UUID, warehouse_ids: Iterable[UUID], limit: int = 50) -> list[Layer]:
    """Open layers, oldest first."""
    rows = Layer.objects.filter(item_id=item_id, warehouse_id__in=list(warehouse_ids), quantity_left__gt=0)
    return list(rows.order_by("received_at", "id")[:limit])


def movements_of(*, item_id: UUID, warehouse_ids: Iterable[UUID]) -> QuerySet[Move]:
    """The stock ledger of an item, newest first."""
    return Move.objects.filter(item_id=item_id, warehouse_id__in=list(warehouse_ids)).order_by("-at", "-id")


def was_moved(item_id: UUID) -> bool:
    """Whether an item was ever in stock, or is wanted by a job."""
    return Move.objects.filter(item_id=item_id).exists() or Reservation.objects.filter(item_id=item_id).exists()


def reservations_of(*, item_id: UUID, warehouse_ids: Iterable[UUID]) -> list[Reservation]:
    """Who holds or waits for an item, the earliest promise first."""
    rows = Reservation.objects.filter(item_id=item_id, warehouse_id__in=list(warehouse_ids))
    return list(rows.order_by(F("promised_at").asc(nulls_last=True), "at", "id")[:100])


def serials_in_stock(*, item_id: UUID, warehouse_id: UUID) -> list[SerialNumber]:
    """Pieces of a tracked item that may be issued."""
    rows = SerialNumber.objects.filter(item_id=item_id, warehouse_id=warehouse_id, state=SerialState.IN_STOCK)
    return list(rows.order_by("serial_key")[:500])


def numbers_of(rows: Iterable[Move | Layer]) -> dict[UUID, Paper]:
    """The papers behind ledger rows or layers, by document id: their numbers as people know them."""
    refs = {(row.doc_kind, row.doc_id) for row in rows}
    if not refs:
        return {}
    kinds, ids = {kind for kind, _doc in refs}, {doc for _kind, doc in refs}
    return {row.doc_id: row for row in Paper.objects.filter(kind__in=kinds, doc_id__in=ids).defer("frozen")}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A balance that is not what its layers or its ledger say. There must never be one."""

    item_id: UUID
    warehouse_id: UUID
    balance: tuple[Decimal, Decimal]
    layers: tuple[Decimal, Decimal]
    ledger: tuple[Decimal, Decimal]


def disagreements() -> list[Disagreement]:
    """Compare balances, open layers and the ledger of everything, in quantity and in value to the cent."""
    ledger = _sums(Move.objects.all(), "quantity", "value")
    layers = _sums(Layer.objects.filter(quantity_left__gt=0), "quantity_left", "value_left")
    balances = {(row.item_id, row.warehouse_id): (row.on_hand, row.value) for row in Balance.objects.all()}
    empty = (NONE, ZERO)
    found = []
    for place in balances.keys() | ledger.keys() | layers.keys():
        balance, lying, written = balances.get(place, empty), layers.get(place, empty), ledger.get(place, empty)
        if not balance == lying == written:
            item_id, warehouse_id = place
            found.append(Disagreement(item_id, warehouse_id, balance, lying, written))
    return found


def _sums(rows: QuerySet[Any], quantity: str, value: str) -> dict[tuple[UUID, UUID], tuple[Decimal, Decimal]]:
    grouped = rows.order_by().values_list("item_id", "warehouse_id").annotate(q=Sum(quantity), v=Sum(value))
    return {(item_id, place): (q, v) for item_id, place, q, v in grouped}


def held_disagreements() -> list[UUID]:
    """Items whose held quantity is not the sum of its reservations."""
    rows = Reservation.objects.order_by().values_list("item_id", "warehouse_id").annotate(q=Sum("held"))
    sums = {(item_id, place): q for item_id, place, q in rows}
    return [row.item_id for row in Balance.objects.all() if row.held != sums.get((row.item_id, row.warehouse_id), NONE)]
