"""Items of the catalogue for programs."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema, Status

from mendery.ground.documents import search
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key

from . import queries, units
from .actions import items
from .actions.items import ItemInput
from .kinds import behaviour
from .models import Item, ItemCode

router = Router(tags=["catalogue"])
Kind = Literal["stock", "service", "work", "work_kind", "expense", "operation"]
CodeOf = Literal["barcode", "manufacturer", "original"]
Price = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=6, examples=["289.00"])]
Percent = Annotated[Decimal, Field(ge=0, max_digits=7, decimal_places=2, examples=["40"])]
Quantity = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=3, examples=["2"])]
Hours = Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=3, examples=["1.5"])]
Months = Annotated[int, Field(ge=0, le=600, examples=[24])]


class CodeIn(Schema):
    """A further code."""

    kind: CodeOf
    code: str = Field(min_length=1, max_length=60, examples=["3322937812345"])


class CodeOut(CodeIn):
    """A further code of an item."""

    id: UUID


class ItemIn(Schema):
    """A card as it is written. What each kind may carry: see the refusal ``does_not_fit_kind``."""

    code: str = Field(min_length=1, max_length=60, examples=["GDB2108"])
    name: str = Field(min_length=1, max_length=200, examples=["Brake pads front, set"])
    kind: Kind = "stock"
    unit: str = Field("", max_length=3, description="UN/ECE Recommendation 20; empty: the usual one of the kind", examples=["H87"])
    vat_category: str = Field("standard", max_length=12)
    manufacturer: str = Field("", max_length=80, examples=["TRW"])
    sale_price: Price | None = None
    markup_percent: Percent | None = None
    norm_hours: Hours | None = None
    min_quantity: Quantity | None = None
    default_bin: str = Field("", max_length=20, examples=["A-03-2"])
    tracks_serials: bool = False
    prints_warranty_card: bool = False
    goods_warranty_months: Months | None = None
    work_warranty_months: Months | None = None
    is_active: bool = True
    codes: list[CodeIn] = Field(default_factory=list, max_length=50)


class ItemChange(Schema):
    """Only the fields that change. ``version`` is the one that was read; without it the last word wins."""

    version: int | None = Field(None, ge=1, le=2_147_483_647)
    code: str | None = Field(None, min_length=1, max_length=60)
    name: str | None = Field(None, min_length=1, max_length=200)
    kind: Kind | None = None
    unit: str | None = Field(None, max_length=3)
    vat_category: str | None = Field(None, max_length=12)
    manufacturer: str | None = Field(None, max_length=80)
    sale_price: Price | None = None
    markup_percent: Percent | None = None
    norm_hours: Hours | None = None
    min_quantity: Quantity | None = None
    default_bin: str | None = Field(None, max_length=20)
    tracks_serials: bool | None = None
    prints_warranty_card: bool | None = None
    goods_warranty_months: Months | None = None
    work_warranty_months: Months | None = None
    is_active: bool | None = None


_MAY_BE_EMPTIED = ("sale_price", "markup_percent", "norm_hours", "min_quantity", "goods_warranty_months", "work_warranty_months")


class PriceIn(Schema):
    """The list price, net for one unit; null lets the mark-up decide."""

    price: Price | None


class ItemRow(Schema):
    """An item. Cost and mark-up are null without ``costs.see``, the price without ``prices.see``."""

    id: UUID
    version: int
    kind: Kind
    code: str
    name: str
    unit: str
    unit_symbol: str
    vat_category: str
    manufacturer: str
    sale_price: Decimal | None
    markup_percent: Decimal | None
    last_cost: Decimal | None
    norm_hours: Decimal | None
    min_quantity: Decimal | None
    default_bin: str
    tracks_serials: bool
    prints_warranty_card: bool
    goods_warranty_months: int | None
    work_warranty_months: int | None
    is_active: bool


class ItemOut(ItemRow):
    """The whole card: further codes, and what the kind lets one do."""

    codes: list[CodeOut]
    has_layers: bool
    is_sold: bool
    is_labour: bool
    is_rate: bool


class ItemPage(Schema):
    """Some items and the key of the next ones."""

    items: list[ItemRow]
    next: str | None


class MeasureOut(Schema):
    """A unit of measure."""

    code: str
    symbol: str
    name: str
    step: Decimal
    places: int


def _row(item: Item, by: Actor) -> dict[str, Any]:
    shown = {name: getattr(item, name) for name in ItemRow.model_fields if name != "unit_symbol"}
    shown["unit_symbol"] = units.symbol(item.unit)
    if not by.may("costs.see"):
        shown["last_cost"] = shown["markup_percent"] = None
    if not by.may("prices.see"):
        shown["sale_price"] = None
    return shown


def _whole(item: Item, by: Actor) -> dict[str, Any]:
    how = behaviour(item.kind)
    return {
        **_row(item, by), "codes": list(item.codes.order_by("kind", "code_key", "id")),
        "has_layers": how.has_layers, "is_sold": how.is_sold, "is_labour": how.is_labour, "is_rate": how.is_rate,
    }  # fmt: skip


@router.get("", response=ItemPage)
def list_items(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[Literal["", "stock", "service", "work", "work_kind", "expense", "operation"], Query()] = "",
    is_active: Annotated[bool | None, Query()] = None,
    after: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """Items by name; ``q`` finds by any part of code, barcode, maker's number or name."""
    by = needs(request, "items.see")
    rows = Item.objects.all()
    if kind:
        rows = rows.filter(kind=kind)
    if is_active is not None:
        rows = rows.filter(is_active=is_active)
    if q:
        rows = rows.filter(pk__in=search.find_ids(text=q, kinds=[queries.SEARCH_KIND], limit=500))
    found = page_by_key(rows, order=("sort_key", "id"), after=after, limit=limit)
    return {"items": [_row(item, by) for item in found.rows], "next": found.next or None}


@router.post("", response={201: ItemOut})
def create_item(request: HttpRequest, data: ItemIn) -> Any:
    """Write a new item into the catalogue."""
    by = needs(request, "items.edit")
    values = data.dict()
    values["codes"] = tuple((code["kind"], code["code"]) for code in values["codes"])
    return Status(201, _whole(items.create(data=ItemInput(**values), by=by, at=timezone.now()), by))


@router.get("/by-code", response=list[ItemRow])
def find_items_by_code(request: HttpRequest, code: Annotated[str, Query(min_length=1, max_length=60)]) -> Any:
    """Every item that a scanned code means; several when the same code is on several items."""
    by = needs(request, "items.see")
    return [_row(item, by) for item in queries.by_code(code)]


@router.get("/units", response=list[MeasureOut])
def list_units_of_measure(request: HttpRequest) -> Any:
    """The units in which quantities are counted here, by UN/ECE code."""
    needs(request, "items.see")
    return [
        {"code": one.code, "symbol": str(one.symbol), "name": str(one.name), "step": one.step, "places": one.places}
        for one in units.MEASURES.values()
    ]


@router.get("/{item_id}", response=ItemOut)
def read_item(request: HttpRequest, item_id: UUID) -> Any:
    """The whole card."""
    by = needs(request, "items.see")
    return _whole(queries.item_of(item_id), by)


@router.patch("/{item_id}", response=ItemOut)
def change_item(request: HttpRequest, item_id: UUID, data: ItemChange) -> Any:
    """Change some fields. Another field changed meanwhile is kept; the same one answers 409 ``changed_meanwhile``."""
    by = needs(request, "items.edit")
    item = queries.item_of(item_id)
    sent = data.dict(exclude_unset=True)
    version = sent.pop("version", None)
    changes = {name: value for name, value in sent.items() if value is not None or name in _MAY_BE_EMPTIED}
    wanted = replace(items.as_input(item), **changes)
    return _whole(items.change(item=item, data=wanted, version=version, by=by, at=timezone.now()), by)


@router.put("/{item_id}/price", response=ItemOut)
def set_item_price(request: HttpRequest, item_id: UUID, data: PriceIn) -> Any:
    """Give the item another list price."""
    by = needs(request, "items.edit")
    return _whole(items.set_price(item=queries.item_of(item_id), price=data.price, by=by, at=timezone.now()), by)


@router.post("/{item_id}/codes", response={201: CodeOut})
def add_item_code(request: HttpRequest, item_id: UUID, data: CodeIn) -> Any:
    """Write a further code of the item; known already, it is given back as it is."""
    by = needs(request, "items.edit")
    return Status(201, items.add_code(item=queries.item_of(item_id), kind=data.kind, code=data.code, by=by, at=timezone.now()))


@router.delete("/{item_id}/codes/{code_id}", response={204: None})
def remove_item_code(request: HttpRequest, item_id: UUID, code_id: UUID) -> Any:
    """The item is no longer found by this code."""
    by = needs(request, "items.edit")
    code = ItemCode.objects.filter(pk=code_id, item_id=item_id).select_related("item").first()
    if code is None:
        raise Refused(_("There is no such code here."), code="code_not_found", status=404)
    items.remove_code(code=code, by=by, at=timezone.now())
    return Status(204, None)
