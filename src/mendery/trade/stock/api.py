"""Stock for programs. Costs are null for who may not see them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema, Status

from mendery.ground.company.queries import today
from mendery.ground.documents.search import code_key
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key
from mendery.registers.catalogue.models import Item
from mendery.registers.catalogue.queries import item_of

from . import queries, tables
from .actions import corrections, receipts, reservations, supplier_returns
from .models import Layer, SerialNumber, StockPaper, Warehouse

router = Router(tags=["stock"])
Quantity = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=3, examples=["2"])]
Cost = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=6, examples=["168.00"])]
Serials = Annotated[list[Annotated[str, Field(min_length=1, max_length=40)]], Field(max_length=1000)]
Cursor = Annotated[str, Query(max_length=400)]
Limit = Annotated[int, Query(ge=1, le=500)]


class WarehouseOut(Schema):
    """Where goods lie."""

    id: UUID
    branch_id: UUID
    code: str
    name: str
    is_main: bool


class StockRow(Schema):
    """What lies of an item in the warehouses asked for."""

    item_id: UUID
    code: str = Field(examples=["GDB2108"])
    name: str
    unit: str = Field(examples=["H87"])
    on_hand: Decimal
    held: Decimal
    free: Decimal
    short: Decimal = Field(description="What jobs wait for.")
    value: Decimal | None


class StockPage(Schema):
    """Some items and the key of the next ones."""

    items: list[StockRow]
    next: str | None


class LayerOut(Schema):
    """What is left of one receipt; the oldest goes out first."""

    id: UUID
    warehouse_id: UUID
    received_at: datetime
    doc_kind: str
    doc_id: UUID
    quantity_in: Decimal
    quantity_left: Decimal
    value_left: Decimal | None


class ReservationOut(Schema):
    """What a line of a work order wants, holds, and has on the way."""

    line_id: UUID
    order_id: UUID
    order_number: str
    warehouse_id: UUID
    wanted: Decimal
    held: Decimal
    ordered: Decimal
    promised_at: datetime | None


class ItemStockOut(StockRow):
    """One item in the store."""

    layers: list[LayerOut]
    reservations: list[ReservationOut]


class MoveOut(Schema):
    """A row of the ledger: positive came in, negative went out."""

    id: UUID
    kind: str
    quantity: Decimal
    value: Decimal | None
    on: date
    at: datetime
    warehouse_id: UUID
    doc_kind: str
    doc_id: UUID
    line_id: UUID | None
    order_id: UUID | None
    by_name: str


class MovePage(Schema):
    """Some movements and the key of the next ones."""

    items: list[MoveOut]
    next: str | None


class ShortageOut(ReservationOut):
    """Parts that a job waits for."""

    item_id: UUID
    code: str
    missing: Decimal
    to_order: Decimal = Field(description="What no supplier order covers.")


class CorrectionIn(Schema):
    """What was counted of an item. ``unit_cost`` is for found pieces; the last cost when left out."""

    item_id: UUID
    counted: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=3, examples=["4"])]
    reason: str = Field(min_length=1, max_length=200, examples=["Counted on Friday"])
    warehouse_id: UUID | None = Field(None, description="The main warehouse when left out.")
    unit_cost: Cost | None = None
    serials: Serials = []
    on: date | None = None


class OpeningLine(Schema):
    """What lies on the shelf when the books begin. ``value`` is of all of it."""

    item_id: UUID
    quantity: Quantity
    value: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2, examples=["336.00"])]
    serials: Serials = []


class OpeningIn(Schema):
    """Opening stock: each line becomes a layer, oldest first."""

    lines: list[OpeningLine] = Field(min_length=1, max_length=5000)
    warehouse_id: UUID | None = None
    on: date | None = None


class BackLine(Schema):
    """How much of one layer goes back."""

    layer_id: UUID
    quantity: Quantity
    serials: Serials = []


class SupplierReturnIn(Schema):
    """Goods that go back to their supplier."""

    lines: list[BackLine] = Field(min_length=1, max_length=500)
    reason: str = Field(min_length=1, max_length=200, examples=["Wrong part"])
    on: date | None = None


class ReleaseIn(Schema):
    """Lines of work orders that let go of what they hold."""

    line_ids: list[UUID] = Field(min_length=1, max_length=500)


class StockPaperOut(Schema):
    """A posted paper of the store."""

    id: UUID
    kind: str
    number: str
    state: str
    on: date
    at: datetime
    warehouse_id: UUID
    order_id: UUID | None
    order_number: str
    reason: str
    value: Decimal | None
    by_name: str


class StockPaperPage(Schema):
    """Some papers and the key of the next ones."""

    items: list[StockPaperOut]
    next: str | None


class SupplierReturnOut(StockPaperOut):
    """The paper, and what the goods were bought for beyond what left the stock."""

    variance: Decimal | None


class SerialOut(Schema):
    """Where one piece is."""

    id: UUID
    item_id: UUID
    serial: str
    state: str
    warehouse_id: UUID | None
    unit_id: UUID | None
    line_id: UUID | None


def _place(by: Actor, warehouse_id: UUID | None) -> Warehouse:
    places = tables.places_of(by)
    found = next((place for place in places if warehouse_id in (None, place.pk)), None)
    if found is None:
        raise Refused(_("There is no such warehouse here."), code="warehouse_not_found", field="warehouse_id", status=404)
    return found


def _row(item: Item, sums: Any, missing: Any, *, sees_costs: bool) -> dict[str, Any]:
    lies = sums.get(item.pk)
    on_hand, held = (lies.on_hand, lies.held) if lies else (tables.NONE, tables.NONE)
    return {
        "item_id": item.pk, "code": item.code, "name": item.name, "unit": item.unit, "on_hand": on_hand, "held": held, "free": on_hand - held,
        "short": missing.get(item.pk, tables.NONE), "value": (lies.value if lies else tables.ZERO) if sees_costs else None,
    }  # fmt: skip


def _layer(layer: Layer, *, sees_costs: bool) -> dict[str, Any]:
    row = {name: getattr(layer, name) for name in LayerOut.model_fields}
    return row if sees_costs else {**row, "value_left": None}


def _paper(by: Actor, paper: StockPaper) -> dict[str, Any]:
    row = {name: getattr(paper, name) for name in StockPaperOut.model_fields}
    return row if by.may("costs.see") else {**row, "value": None}


@router.get("/warehouses", response=list[WarehouseOut])
def list_warehouses(request: HttpRequest) -> Any:
    """The warehouses of the branches in which the token's owner works."""
    return tables.places_of(needs(request, "stock.see"))


@router.get("/items", response=StockPage)
def list_stock(
    request: HttpRequest, view: Annotated[str, Query(max_length=10)] = "", q: Annotated[str, Query(max_length=200)] = "",
    warehouse_id: Annotated[UUID | None, Query()] = None, after: Cursor = "", limit: Limit = 50,
) -> Any:  # fmt: skip
    """Parts by name. ``view``: empty for what is in stock, ``all``, ``short`` for what jobs wait for, ``low``."""
    by = needs(request, "stock.see")
    query = QueryDict(mutable=True)
    query.update({"view": view, "q": q})
    places = [_place(by, warehouse_id)] if warehouse_id else tables.places_of(by)
    found = page_by_key(tables.chosen(query, places), order=tables.BY_NAME, after=after, limit=limit)
    sums, missing, sees = tables.sums_of(found.rows, places), tables.missing_of(found.rows, places), by.may("costs.see")
    return {"items": [_row(item, sums, missing, sees_costs=sees) for item in found.rows], "next": found.next or None}


@router.get("/items/{item_id}", response=ItemStockOut)
def read_item_stock(request: HttpRequest, item_id: UUID) -> Any:
    """What lies of an item, its open layers, and who holds or waits for it."""
    by = needs(request, "stock.see")
    item, places, sees = item_of(item_id), tables.places_of(by), by.may("costs.see")
    ids = [place.pk for place in places]
    return {
        **_row(item, tables.sums_of([item], places), tables.missing_of([item], places), sees_costs=sees),
        "layers": [_layer(layer, sees_costs=sees) for layer in queries.layers_of(item_id=item.pk, warehouse_ids=ids, limit=500)],
        "reservations": queries.reservations_of(item_id=item.pk, warehouse_ids=ids),
    }  # fmt: skip


@router.get("/items/{item_id}/movements", response=MovePage)
def list_movements(request: HttpRequest, item_id: UUID, after: Cursor = "", limit: Limit = 50) -> Any:
    """The stock ledger of an item, the latest first."""
    by = needs(request, "stock.see")
    rows = queries.movements_of(item_id=item_of(item_id).pk, warehouse_ids=[place.pk for place in tables.places_of(by)])
    found = page_by_key(rows, order=tables.LATEST_FIRST, after=after, limit=limit)
    sees = by.may("costs.see")
    items = [{name: getattr(row, name) for name in MoveOut.model_fields} | ({} if sees else {"value": None}) for row in found.rows]
    return {"items": items, "next": found.next or None}


@router.get("/shortages", response=list[ShortageOut])
def list_shortages(request: HttpRequest) -> Any:
    """Parts that jobs wait for, the earliest promise first; at most 500."""
    by = needs(request, "stock.see")
    found = queries.shortages(limit=500, warehouse_ids=[place.pk for place in tables.places_of(by)])
    own = ReservationOut.model_fields
    return [
        {name: getattr(one.reservation, name) for name in own}
        | {"item_id": one.item.pk, "code": one.item.code, "missing": one.missing, "to_order": one.to_order}
        for one in found
    ]  # fmt: skip


@router.post("/corrections", response={201: StockPaperOut})
def correct_stock(request: HttpRequest, data: CorrectionIn) -> Any:
    """Bring the books to what was counted."""
    by, at = needs(request, "stock.correct"), timezone.now()
    place = _place(by, data.warehouse_id)
    paper = corrections.correct(
        warehouse=place, item=item_of(data.item_id), counted=data.counted, unit_cost=data.unit_cost, serials=tuple(data.serials),
        reason=data.reason, on=data.on or today(place.branch, at), by=by, at=at,
    )  # fmt: skip
    return Status(201, _paper(by, paper))


@router.post("/opening", response={201: StockPaperOut})
def open_stock(request: HttpRequest, data: OpeningIn) -> Any:
    """Enter what lies on the shelf when the books begin."""
    by, at = needs(request, "stock.correct"), timezone.now()
    place = _place(by, data.warehouse_id)
    items = Item.objects.in_bulk({line.item_id for line in data.lines})
    if len(items) < len({line.item_id for line in data.lines}):
        raise Refused(_("There is no such item here."), code="item_not_found", status=404)
    lines = [
        receipts.Incoming(item_id=line.item_id, quantity=line.quantity, value=line.value, serials=tuple(line.serials))
        for line in data.lines
    ]
    paper = corrections.open_stock(warehouse=place, lines=lines, items=items, on=data.on or today(place.branch, at), by=by, at=at)
    return Status(201, _paper(by, paper))


@router.post("/supplier-returns", response={201: SupplierReturnOut})
def return_to_supplier(request: HttpRequest, data: SupplierReturnIn) -> Any:
    """Send goods back to the supplier from the layers of their receipts, all of one warehouse."""
    by, at = needs(request, "receipts.post"), timezone.now()
    layer = Layer.objects.filter(pk=data.lines[0].layer_id).first()
    place = _place(by, layer.warehouse_id) if layer else None
    if place is None:
        raise Refused(_("There is no such receipt of this item here."), code="unknown_layer", status=404)
    lines = [supplier_returns.GoingBack(layer_id=line.layer_id, quantity=line.quantity, serials=tuple(line.serials)) for line in data.lines]
    sent = supplier_returns.return_to_supplier(
        warehouse=place, lines=lines, reason=data.reason, on=data.on or today(place.branch, at), by=by, at=at
    )
    return Status(201, {**_paper(by, sent.paper), "variance": sent.variance if by.may("costs.see") else None})


@router.post("/reservations/release", response={204: None})
def release_reservations(request: HttpRequest, data: ReleaseIn) -> Any:
    """Let go of what lines of work orders hold; whoever waits next is served."""
    reservations.release(line_ids=data.line_ids, by=needs(request, "stock.issue"), at=timezone.now())
    return Status(204, None)


@router.get("/papers", response=StockPaperPage)
def list_stock_papers(request: HttpRequest, kind: Annotated[str, Query(max_length=20)] = "", after: Cursor = "", limit: Limit = 50) -> Any:
    """Issue slips, returns, corrections, supplier returns, opening stock; the latest first."""
    by = needs(request, "stock.see")
    query = QueryDict(mutable=True)
    query["kind"] = kind
    found = page_by_key(tables.papers_chosen(query, tables.places_of(by)), order=tables.LATEST_FIRST, after=after, limit=limit)
    return {"items": [_paper(by, paper) for paper in found.rows], "next": found.next or None}


@router.get("/serials", response=list[SerialOut])
def find_serials(request: HttpRequest, serial: Annotated[str, Query(min_length=3, max_length=40, examples=["S1234"])]) -> Any:
    """Pieces whose serial number begins so; the same number may belong to several items."""
    needs(request, "stock.see")
    return SerialNumber.objects.filter(serial_key__begins=code_key(serial)).order_by("serial_key", "pk")[:50]
