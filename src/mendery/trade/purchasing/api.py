"""Goods-in and supplier orders for programs."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Query, Router, Status, UploadedFile

from mendery.ground.company.queries import branch_of, today
from mendery.ground.documents.files import attachments_of
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.ui.paging import page_by_key
from mendery.registers.catalogue.actions.items import ItemInput
from mendery.registers.catalogue.queries import item_of
from mendery.registers.parties.queries import party_of
from mendery.trade.stock.models import Warehouse
from mendery.trade.stock.queries import default_warehouse

from . import queries, tables
from .actions import matching, missing, orders, posting, reading, receipts
from .models import GoodsReceipt, GoodsReceiptLine, MissingGoods
from .refusals import too_large
from .safe_xml import LARGEST
from .shapes import (
    HeadChange,
    MatchIn,
    MissingIn,
    MissingOut,
    NewItemIn,
    NewLine,
    NewReceipt,
    NewSupplierOrder,
    PostReceiptIn,
    PromiseIn,
    ReceiptLineChange,
    ReceiptLineOut,
    ReceiptOut,
    ReceiptPage,
    ReceiptRow,
    ReverseReceiptIn,
    SupplierOrderLineOut,
    SupplierOrderOut,
    SupplierOrderPage,
    SupplierOrderRow,
    WantedIn,
)

router = Router(tags=["purchasing"])
Cursor = Annotated[str, Query(max_length=400)]
Limit = Annotated[int, Query(ge=1, le=500)]


def _place(by: Actor, warehouse_id: UUID | None) -> Warehouse:
    if warehouse_id is None:
        return default_warehouse(branch_of(by, None))
    place = Warehouse.objects.select_related("branch__entity").filter(pk=warehouse_id).first()
    if place is None:
        raise Refused(_("There is no such warehouse here."), code="warehouse_not_found", field="warehouse_id", status=404)
    branch_of(by, place.branch_id)
    return place


def _row(by: Actor, receipt: GoodsReceipt) -> dict[str, Any]:
    row = {name: getattr(receipt, name) for name in ReceiptRow.model_fields}
    return row if by.may("costs.see") else {**row, "net": None, "vat": None, "gross": None}


def _line(by: Actor, line: GoodsReceiptLine) -> dict[str, Any]:
    row = {name: getattr(line, name) for name in ReceiptLineOut.model_fields}
    if not by.may("costs.see"):
        row |= {"price": None, "net": None, "cost": None}
    return row if by.may("prices.see") else {**row, "sale_price": None}


def _whole(by: Actor, receipt_id: UUID) -> dict[str, Any]:
    receipt = queries.receipt_of(receipt_id, by=by)
    return {
        **_row(by, receipt), "created_at": receipt.created_at, "by_name": receipt.by_name, "warnings": receipt.warnings,
        "lines": [_line(by, line) for line in queries.lines_of(receipt)], "files": attachments_of(receipt.pk),
    }  # fmt: skip


@router.get("/receipts", response=ReceiptPage)
def list_receipts(
    request: HttpRequest, view: Annotated[Literal["", "drafts", "posted", "reversed"], Query()] = "",
    q: Annotated[str, Query(max_length=200)] = "", after: Cursor = "", limit: Limit = 50,
) -> Any:  # fmt: skip
    """Drafts and receipts, the latest first."""
    by = needs(request, "receipts.see")
    query = QueryDict(mutable=True)
    query.update({"view": view, "q": q})
    found = page_by_key(tables.chosen(query, by), order=tables.LATEST_FIRST, after=after, limit=limit)
    return {"items": [_row(by, receipt) for receipt in found.rows], "next": found.next or None}


@router.post("/invoices", response={201: ReceiptOut})
def import_invoice(request: HttpRequest, file: UploadedFile = File(...), warehouse_id: UUID | None = Form(None)) -> Any:  # noqa: B008 -- ninja's way
    """Read a supplier's UBL e-invoice into a draft receipt. Each kind of wrong file has its own code; nothing is changed then."""
    by = needs(request, "receipts.edit")
    if (file.size or 0) > LARGEST:
        raise too_large()
    receipt = reading.import_invoice(data=file.read(), name=file.name or "", warehouse=_place(by, warehouse_id), by=by, at=timezone.now())
    return Status(201, _whole(by, receipt.pk))


@router.post("/receipts", response={201: ReceiptOut})
def begin_receipt(request: HttpRequest, data: NewReceipt) -> Any:
    """Begin a receipt by hand."""
    by, at = needs(request, "receipts.edit"), timezone.now()
    place = _place(by, data.warehouse_id)
    receipt = receipts.create(
        supplier=party_of(data.supplier_id), warehouse=place, on=data.on or today(place.branch, at), invoice_number=data.invoice_number,
        invoice_on=data.invoice_on, due_on=data.due_on, currency=data.currency, by=by, at=at,
    )  # fmt: skip
    return Status(201, _whole(by, receipt.pk))


@router.get("/receipts/{receipt_id}", response=ReceiptOut)
def read_receipt(request: HttpRequest, receipt_id: UUID) -> Any:
    """The whole receipt."""
    return _whole(needs(request, "receipts.see"), receipt_id)


@router.patch("/receipts/{receipt_id}", response=ReceiptOut)
def change_receipt(request: HttpRequest, receipt_id: UUID, data: HeadChange) -> Any:
    """Dates and number of a draft."""
    by = needs(request, "receipts.edit")
    changes = data.dict(exclude_unset=True)
    if changes.get("on", "") is None:
        del changes["on"]
    changes = {name: value for name, value in changes.items() if name != "invoice_number" or value is not None}
    receipts.change(receipt=queries.receipt_of(receipt_id, by=by), changes=changes, by=by, at=timezone.now())
    return _whole(by, receipt_id)


@router.delete("/receipts/{receipt_id}", response={204: None})
def discard_receipt(request: HttpRequest, receipt_id: UUID) -> Any:
    """Throw a draft away; no number is lost."""
    by = needs(request, "receipts.edit")
    receipts.discard(receipt=queries.receipt_of(receipt_id, by=by), by=by, at=timezone.now())
    return Status(204, None)


@router.post("/receipts/{receipt_id}/lines", response={201: ReceiptLineOut})
def add_receipt_line(request: HttpRequest, receipt_id: UUID, data: NewLine) -> Any:
    """One more line on a receipt by hand."""
    by = needs(request, "receipts.edit")
    item = item_of(data.item_id) if data.item_id else None
    made = receipts.LineInput(item=item, text=data.text, quantity=data.quantity, price=data.price, discount_percent=data.discount_percent)
    line = receipts.add_line(receipt=queries.receipt_of(receipt_id, by=by), data=made, by=by, at=timezone.now())
    return Status(201, _line(by, line))


@router.patch("/lines/{line_id}", response=ReceiptLineOut)
def change_receipt_line(request: HttpRequest, line_id: UUID, data: ReceiptLineChange) -> Any:
    """Note what was counted, the place, serial numbers, a new sale price."""
    by = needs(request, "receipts.edit")
    values = data.dict()
    values["serials"] = None if data.serials is None else tuple(data.serials)
    change = receipts.LineChange(**values)
    return _line(by, receipts.change_line(line=queries.line_of(line_id, by=by), data=change, by=by, at=timezone.now()))


@router.delete("/lines/{line_id}", response={204: None})
def remove_receipt_line(request: HttpRequest, line_id: UUID) -> Any:
    """Take a line off a receipt by hand."""
    by = needs(request, "receipts.edit")
    receipts.remove_line(line=queries.line_of(line_id, by=by), by=by, at=timezone.now())
    return Status(204, None)


@router.post("/lines/{line_id}/match", response=ReceiptOut)
def match_receipt_line(request: HttpRequest, line_id: UUID, data: MatchIn) -> Any:
    """Say which item a line is, or that it is an expense; also for the other lines with its code."""
    by, at = needs(request, "receipts.edit"), timezone.now()
    line = queries.line_of(line_id, by=by)
    if data.item_id is None:
        matching.expense(line=line, by=by, at=at)
    else:
        matching.choose(line=line, item=item_of(data.item_id), by=by, at=at)
    return _whole(by, line.receipt_id)


@router.delete("/lines/{line_id}/match", response=ReceiptOut)
def clear_receipt_line_match(request: HttpRequest, line_id: UUID) -> Any:
    """The line is to be matched again."""
    by = needs(request, "receipts.edit")
    line = queries.line_of(line_id, by=by)
    matching.clear(line=line, by=by, at=timezone.now())
    return _whole(by, line.receipt_id)


@router.post("/lines/{line_id}/item", response={201: ReceiptOut})
def create_item_from_line(request: HttpRequest, line_id: UUID, data: NewItemIn) -> Any:
    """Write a new item into the catalogue from a line, and choose it."""
    by = needs(request, "items.edit")
    line = queries.line_of(line_id, by=by)
    matching.create_item(line=line, data=ItemInput(**data.dict(), vat_category=line.vat_category), by=by, at=timezone.now())
    return Status(201, _whole(by, line.receipt_id))


@router.post("/receipts/{receipt_id}/post", response=ReceiptOut)
def post_receipt(request: HttpRequest, receipt_id: UUID, data: PostReceiptIn | None = None) -> Any:
    """Goods go to stock and serve who waits, the debt is booked, the number is given. After that it never changes."""
    by = needs(request, "receipts.post")
    reason = data.over_delivery_reason if data else ""
    posting.post(receipt=queries.receipt_of(receipt_id, by=by), over_delivery_reason=reason, by=by, at=timezone.now())
    return _whole(by, receipt_id)


@router.post("/receipts/{receipt_id}/reverse", response={201: ReceiptOut})
def reverse_receipt(request: HttpRequest, receipt_id: UUID, data: ReverseReceiptIn) -> Any:
    """Take a posted receipt back whole; the reversal is the answer."""
    by, at = needs(request, "receipts.post"), timezone.now()
    receipt = queries.receipt_of(receipt_id, by=by)
    storno = posting.reverse(receipt=receipt, reason=data.reason, on=data.on or today(receipt.branch, at), by=by, at=at)
    return Status(201, _whole(by, storno.pk))


def _gap(by: Actor, row: MissingGoods) -> dict[str, Any]:
    own = ("id", "line_id", "supplier_id", "quantity", "received", "credited", "open")
    return {name: getattr(row, name) for name in own} | {
        "receipt_id": row.line.receipt_id, "gross": row.gross if by.may("costs.see") else None,
    }  # fmt: skip


@router.get("/missing", response=list[MissingOut])
def list_missing_goods(request: HttpRequest) -> Any:
    """Goods that were invoiced and neither came nor were credited; at most 200."""
    by = needs(request, "receipts.see")
    return [_gap(by, row) for row in queries.missing_open(by=by)]


@router.post("/missing/{missing_id}/receive", response={201: ReceiptOut})
def receive_missing_goods(request: HttpRequest, missing_id: UUID, data: MissingIn) -> Any:
    """The rest came: it goes to stock with a receipt of its own."""
    by, at = needs(request, "receipts.post"), timezone.now()
    row = queries.missing_of(missing_id, by=by)
    on = data.on or today(row.line.receipt.branch, at)
    receipt = missing.receive(missing=row, quantity=data.quantity, on=on, serials=tuple(data.serials), by=by, at=at)
    return Status(201, _whole(by, receipt.pk))


@router.post("/missing/{missing_id}/credit", response=MissingOut)
def credit_missing_goods(request: HttpRequest, missing_id: UUID, data: MissingIn) -> Any:
    """The supplier credits the rest: we owe that much less."""
    by, at = needs(request, "receipts.post"), timezone.now()
    row = queries.missing_of(missing_id, by=by)
    return _gap(by, missing.credit(missing=row, quantity=data.quantity, on=data.on or today(row.line.receipt.branch, at), by=by, at=at))


def _order(by: Actor, order_id: UUID) -> dict[str, Any]:
    order = queries.order_of(order_id, by=by)
    rows = [{name: getattr(line, name) for name in SupplierOrderLineOut.model_fields} for line in queries.order_lines_of(order)]
    if not by.may("costs.see"):
        rows = [{**row, "price": None} for row in rows]
    return {**{name: getattr(order, name) for name in SupplierOrderRow.model_fields}, "lines": rows}


def _wanted(data: WantedIn) -> orders.Wanted:
    values = {name: value for name, value in data.dict().items() if name != "item_id"}
    return orders.Wanted(item=item_of(data.item_id), **values)


@router.get("/orders", response=SupplierOrderPage)
def list_supplier_orders(
    request: HttpRequest, view: Annotated[Literal["", "draft", "closed", "all"], Query()] = "", q: Annotated[str, Query(max_length=200)] = "",
    after: Cursor = "", limit: Limit = 50,
) -> Any:  # fmt: skip
    """Supplier orders, the latest first; open ones when no view is named."""
    by = needs(request, "receipts.see", "supplier_orders.edit")
    query = QueryDict(mutable=True)
    query.update({"view": view, "q": q})
    found = page_by_key(tables.orders_chosen(query, by), order=tables.ORDERS_FIRST, after=after, limit=limit)
    return {"items": found.rows, "next": found.next or None}


@router.post("/orders", response={201: SupplierOrderOut})
def create_supplier_order(request: HttpRequest, data: NewSupplierOrder) -> Any:
    """Begin an order to a supplier, as a draft."""
    by, at = needs(request, "supplier_orders.edit"), timezone.now()
    place = _place(by, data.warehouse_id)
    order = orders.create(
        supplier=party_of(data.supplier_id), warehouse=place, lines=[_wanted(line) for line in data.lines], note=data.note,
        on=data.on or today(place.branch, at), by=by, at=at,
    )  # fmt: skip
    return Status(201, _order(by, order.pk))


@router.get("/orders/{order_id}", response=SupplierOrderOut)
def read_supplier_order(request: HttpRequest, order_id: UUID) -> Any:
    """The whole order."""
    return _order(needs(request, "receipts.see", "supplier_orders.edit"), order_id)


@router.post("/orders/{order_id}/lines", response={201: SupplierOrderOut})
def add_supplier_order_line(request: HttpRequest, order_id: UUID, data: WantedIn) -> Any:
    """One more line on a draft."""
    by = needs(request, "supplier_orders.edit")
    orders.add_line(order=queries.order_of(order_id, by=by), line=_wanted(data), by=by, at=timezone.now())
    return Status(201, _order(by, order_id))


@router.post("/orders/{order_id}/place", response=SupplierOrderOut)
def place_supplier_order(request: HttpRequest, order_id: UUID, data: PromiseIn | None = None) -> Any:
    """The order was given to the supplier: it gets its number, pegged parts are on the way for their jobs."""
    by = needs(request, "supplier_orders.edit")
    promised = data.promised_on if data else None
    orders.place(order=queries.order_of(order_id, by=by), promised_on=promised, by=by, at=timezone.now())
    return _order(by, order_id)


@router.post("/orders/{order_id}/promise", response=SupplierOrderOut)
def promise_supplier_order(request: HttpRequest, order_id: UUID, data: PromiseIn) -> Any:
    """The supplier names another day."""
    by = needs(request, "supplier_orders.edit")
    orders.promise(order=queries.order_of(order_id, by=by), promised_on=data.promised_on, by=by, at=timezone.now())
    return _order(by, order_id)


@router.post("/orders/{order_id}/cancel", response=SupplierOrderOut)
def cancel_supplier_order(request: HttpRequest, order_id: UUID) -> Any:
    """The order is not wanted any more."""
    by = needs(request, "supplier_orders.edit")
    orders.cancel(order=queries.order_of(order_id, by=by), by=by, at=timezone.now())
    return _order(by, order_id)


@router.post("/order-lines/{line_id}/close", response=SupplierOrderOut)
def close_supplier_order_line(request: HttpRequest, line_id: UUID) -> Any:
    """The rest of a line will not come."""
    by = needs(request, "supplier_orders.edit")
    line = queries.order_line_of(line_id, by=by)
    orders.close_short(line=line, by=by, at=timezone.now())
    return _order(by, line.order_id)
