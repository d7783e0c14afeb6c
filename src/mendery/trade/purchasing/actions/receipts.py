"""Draft receipts: entered by hand, changed, thrown away."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mendery.ground.company import queries as company
from mendery.ground.documents import history, search
from mendery.ground.events import Refused
from mendery.ground.money import line_net, price_round, quantity_round
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import Item
from mendery.registers.parties.models import Party
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine, LineMatch
from mendery.trade.stock.actions import check_quantity
from mendery.trade.stock.models import Warehouse

from . import drafts

_HEAD = ("on", "invoice_number", "invoice_on", "due_on")
_LARGEST = Decimal(10) ** 8


@dataclass(frozen=True, kw_only=True)
class LineInput:
    """A line entered by hand: an item and what it costs without VAT in the currency of the receipt, or an expense in words."""

    item: Item | None = None
    text: str = ""
    quantity: Decimal = Decimal(1)
    price: Decimal = Decimal(0)
    discount_percent: Decimal = Decimal(0)
    vat_category: str = ""


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """What may be changed on a line. None leaves it. Of an imported invoice only what was counted, and where it goes.

    counted     what really came; less than invoiced stays missing
    sale_price  the new list price of the item, net
    """

    counted: Decimal | None = None
    sale_price: Decimal | None = None
    bin: str | None = None
    serials: tuple[str, ...] | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None


@action
def create(
    *, supplier: Party, warehouse: Warehouse, on: date, by: Actor, at: datetime, invoice_number: str = "",
    invoice_on: date | None = None, due_on: date | None = None, currency: str = "",
) -> GoodsReceipt:  # fmt: skip
    """Begin a receipt by hand. Without the number of an invoice it records no debt: goods on a delivery note.

    refuses  AlreadyImported, NoRate, NoBranch
    """
    company.branch_of(by, warehouse.branch_id)
    entity = warehouse.branch.entity
    currency = currency.strip().upper() or entity.currency
    number = invoice_number.strip()[:60]
    receipt = GoodsReceipt(
        supplier=supplier, branch=warehouse.branch, warehouse=warehouse, on=on, invoice_number=number, invoice_key=drafts.invoice_key(number),
        invoice_on=invoice_on, due_on=due_on, currency=currency, rate=company.rate_on(entity, currency, invoice_on or on), source="hand",
        created_at=at, by_name=by.name,
    )  # fmt: skip
    drafts.save_once(receipt)
    drafts.make_findable(receipt, is_new=True)
    history.note(doc_kind=drafts.DOC_KIND, doc_id=receipt.pk, what="created", by=by, at=at)
    return receipt


@action
def change(*, receipt: GoodsReceipt, changes: dict[str, Any], by: Actor, at: datetime) -> GoodsReceipt:
    """Change the head of a draft: the day it is dated, number, day and due day of the invoice.

    Number and day of an imported invoice are what the file says.
    refuses  NotADraft, AlreadyImported
    """
    held = drafts.hold_draft(receipt.pk, by=by)
    allowed = ("on", "due_on") if held.source == "ubl" else _HEAD
    changed = {name: value for name, value in changes.items() if name in allowed and getattr(held, name) != value}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    held.invoice_key = drafts.invoice_key(held.invoice_number)
    held.version += 1
    drafts.save_once(held, update_fields=[*changed, "invoice_key", "version"])
    drafts.make_findable(held)
    history.note(doc_kind=drafts.DOC_KIND, doc_id=held.pk, what="changed_head", by=by, at=at)
    return held


@action
def add_line(*, receipt: GoodsReceipt, data: LineInput, by: Actor, at: datetime) -> GoodsReceiptLine:
    """Write a line on a receipt entered by hand: an item, or an expense in words.

    refuses  NotADraft, QuantityNotPossible, a line without item and words, a price below zero
    """
    held = _by_hand(receipt, by)
    check_quantity(data.quantity)
    _check_price(data.price)
    text = data.text.strip() or (data.item.name if data.item else "")
    if not text:
        raise Refused(_("A line needs an item, or words for an expense."), code="line_empty", field="item")
    entity = held.branch.entity
    category = data.vat_category or (data.item.vat_category if data.item else "standard")
    has_layers = data.item is not None and behaviour(data.item.kind).has_layers
    line = GoodsReceiptLine(
        receipt=held, seq=(held.lines.aggregate(last=Max("seq"))["last"] or 0) + 1, text=text[:300], item=data.item,
        unit=data.item.unit if data.item else "H87", match=LineMatch.HAND, treatment="stock" if has_layers else "expense",
        quantity=data.quantity, price=price_round(data.price),
        net=line_net(quantity=data.quantity, price=data.price, discount_percent=data.discount_percent),
        vat_category=category, vat_rate=company.vat_rate(entity=entity, category=category, on=held.invoice_on or held.on),
        bin=data.item.default_bin if data.item else "",
    )  # fmt: skip
    line.save(force_insert=True)
    drafts.touch(held)
    return line


def _by_hand(receipt: GoodsReceipt, by: Actor) -> GoodsReceipt:
    held = drafts.hold_draft(receipt.pk, by=by)
    if held.source != "hand":
        raise Refused(
            _("These lines are what the supplier's invoice says."), code="lines_of_invoice", status=409,
            next_step=_("Match and count them; enter other goods on a receipt of their own."),
        )  # fmt: skip
    return held


def _check_price(price: Decimal) -> None:
    if not price.is_finite() or not 0 <= price < _LARGEST:
        raise Refused(_("A price lies between zero and a hundred million."), code="price_not_possible", field="price")


@action
def change_line(*, line: GoodsReceiptLine, data: LineChange, by: Actor, at: datetime) -> GoodsReceiptLine:
    """Note what was counted, where it goes, its serial numbers and new sale price; by hand also quantity and price.

    refuses  NotADraft, QuantityNotPossible, lines_of_invoice
    """
    held = drafts.hold_draft(line.receipt_id, by=by)
    row = drafts.line_of(held, line.pk)
    if data.counted is not None:
        if data.counted:
            check_quantity(data.counted)
        row.counted = quantity_round(data.counted)
    if data.quantity is not None or data.price is not None:
        _by_hand(held, by)
        _reprice(row, data)
    if data.sale_price is not None:
        _check_price(data.sale_price)
        row.sale_price = price_round(data.sale_price)
    if data.bin is not None:
        row.bin = data.bin.strip()[:20]
    if data.serials is not None:
        row.serials = [text.strip()[:40] for text in data.serials if text.strip()]
    row.save()
    drafts.touch(held)
    return row


def _reprice(row: GoodsReceiptLine, data: LineChange) -> None:
    if data.quantity is not None:
        check_quantity(data.quantity)
        row.quantity = quantity_round(data.quantity)
    if data.price is not None:
        _check_price(data.price)
        row.price = price_round(data.price)
    row.net = line_net(quantity=row.quantity, price=row.price)


@action
def count_scanned(*, receipt: GoodsReceipt, item_ids: list[UUID], by: Actor, at: datetime) -> GoodsReceiptLine:
    """A piece was scanned: count one more on the first line of this item that is not full yet.

    item_ids  the items that the code may mean
    refuses   NotADraft, not_on_receipt
    """
    held = drafts.hold_draft(receipt.pk, by=by)
    rows = list(held.lines.filter(item_id__in=item_ids, treatment="stock").order_by("seq"))
    if not rows:
        raise Refused(
            _("Nothing with this code is on the receipt."), code="not_on_receipt", field="code",
            next_step=_("Put it aside and ask the supplier."),
        )  # fmt: skip
    if not held.lines.filter(counted__isnull=False).exists():
        # Who begins to scan counts everything: what is not scanned did not come.
        held.lines.filter(treatment="stock").update(counted=0)
        rows = list(held.lines.filter(item_id__in=item_ids, treatment="stock").order_by("seq"))
        history.note(doc_kind=drafts.DOC_KIND, doc_id=held.pk, what="counting", by=by, at=at)
    row = next((one for one in rows if (one.counted or 0) < one.quantity), rows[-1])
    row.counted = (row.counted or 0) + 1
    GoodsReceiptLine.objects.filter(pk=row.pk).update(counted=row.counted)
    drafts.touch(held)
    return row


@action
def remove_line(*, line: GoodsReceiptLine, by: Actor, at: datetime) -> None:
    """Take a line off a receipt entered by hand.

    refuses  NotADraft, lines_of_invoice
    """
    held = _by_hand(line.receipt, by)
    GoodsReceiptLine.objects.filter(receipt=held, pk=line.pk).delete()
    drafts.touch(held)


@action
def discard(*, receipt: GoodsReceipt, by: Actor, at: datetime) -> None:
    """Throw a draft away. It never had a number, so nothing is missing; its files and history stay in the audit trail.

    refuses  NotADraft
    """
    held = drafts.hold_draft(receipt.pk, by=by)
    held.lines.all().delete()
    GoodsReceipt.objects.filter(pk=held.pk).delete()
    search.forget(row_id=receipt.pk)
    history.note(doc_kind=drafts.DOC_KIND, doc_id=receipt.pk, what="discarded", by=by, at=at)
