"""A draft receipt becomes a receipt note: layers in stock, the debt to the supplier, what is missing; or it is reversed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mendery.ground.company import queries as company
from mendery.ground.documents import history, lifecycle, posting, register
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.documents.register import Tags
from mendery.ground.documents.states import moves
from mendery.ground.events import Refused
from mendery.ground.money import round_money, vat_of
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.ui.formats import qty
from mendery.registers.catalogue.actions import items as catalogue
from mendery.registers.catalogue.models import Item
from mendery.trade.billing.actions import entries
from mendery.trade.purchasing import papers
from mendery.trade.purchasing.calculations import costs_of, received_value
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine, MissingGoods, ReceiptState
from mendery.trade.purchasing.papers import received_of
from mendery.trade.purchasing.refusals import LinesToMatch, OverDelivered
from mendery.trade.stock.actions import receipts as shelf
from mendery.trade.stock.queries import keeps_stock

from . import delivering, drafts, matching
from .drafts import DOC_KIND

MOVES = moves((ReceiptState.DRAFT, ReceiptState.POSTED), (ReceiptState.POSTED, ReceiptState.REVERSED))
INVOICE_KIND = "supplier_invoice"  # what is posted without a receipt note


@dataclass
class _Posting:
    """A draft on its way: its lines, what each is worth, and the orders it fulfils."""

    receipt: GoodsReceipt
    lines: list[GoodsReceiptLine]
    by: Actor
    at: datetime
    values: dict[UUID, Decimal] = field(default_factory=dict)

    @property
    def goods(self) -> list[GoodsReceiptLine]:
        return [line for line in self.lines if line.treatment == matching.STOCK and line.item_id and received_of(line)]


@action
def post(*, receipt: GoodsReceipt, by: Actor, at: datetime, over_delivery_reason: str = "") -> GoodsReceipt:
    """Post a draft: goods go to stock as FIFO layers in our currency and serve who waits; the debt to the supplier is booked.

    What was invoiced and did not come stays blocked until it comes or is credited. Choices of items are remembered.
    Without any goods (expenses only, or inventory off) it takes no number of a receipt note.
    over_delivery_reason  why more than ordered or invoiced is kept
    refuses  NotADraft, no_lines, LinesToMatch, OverDelivered, SerialsNeeded, SerialNotHere, PeriodLocked, DateBeforeLastNumber
    tells    PartsArrived (by stock)
    """
    held = drafts.hold_draft(receipt.pk, by=by)
    lines = list(held.lines.select_related("item", "fills").order_by("seq"))
    _check(lines)
    if held.source == "hand":
        held.rate = company.rate_on(held.branch.entity, held.currency, held.invoice_on or held.on)
    job = _Posting(held, lines, by, at)
    _value(job)
    plan = delivering.plan(supplier_id=held.supplier_id, lines=job.goods)
    _check_over(lines, plan, over_delivery_reason)
    _post(job, lambda: _book(job, plan))
    if over_delivery_reason:
        history.note(doc_kind=DOC_KIND, doc_id=held.pk, what="over_delivery_kept", by=by, at=at, text=over_delivery_reason)
    drafts.make_findable(held)
    return held


def _check(lines: Sequence[GoodsReceiptLine]) -> None:
    if not lines:
        raise Refused(_("There are no lines on this receipt."), code="no_lines", next_step=_("Add what came."))
    open_lines = matching.unmatched(lines)
    if open_lines:
        n = len(open_lines)
        raise LinesToMatch(
            ngettext_lazy("%(n)s line is not matched to an item yet.", "%(n)s lines are not matched to items yet.", n),
            params={"n": n}, next_step=_("Choose an item for each, or mark it as an expense."),
        )  # fmt: skip


def _value(job: _Posting) -> None:
    """Costs in our currency, to the cent of the whole; of each line what its received part is worth."""
    receipt = job.receipt
    costs = costs_of(
        nets=[line.net for line in job.lines], vat_rates=[line.vat_rate for line in job.lines], rate=receipt.rate,
        vat_is_cost=not receipt.branch.entity.is_vat_payer,
    )  # fmt: skip
    for line, cost in zip(job.lines, costs, strict=True):
        line.cost = cost
        is_goods = line.treatment == matching.STOCK
        job.values[line.pk] = received_value(cost=cost, invoiced=line.quantity, received=received_of(line)) if is_goods else cost
    GoodsReceiptLine.objects.bulk_update(job.lines, ["cost"])


def _check_over(lines: Sequence[GoodsReceiptLine], plan: delivering.Plan, reason: str) -> None:
    if reason.strip():
        return
    beyond = [(line, received_of(line) - line.quantity) for line in lines if received_of(line) > line.quantity]
    beyond = [(line, extra) for line, extra in beyond if line.treatment == matching.STOCK]
    more = beyond or [(line, extra) for line, extra in plan.beyond_ordered if extra > 0]
    if more:
        line, extra = more[0]
        told = {"extra": qty(extra), "item": line.item.name if line.item else line.text}
        message = (
            _("%(extra)s more of %(item)s came than the invoice says.") if beyond
            else _("%(extra)s more of %(item)s came than was ordered.")
        )  # fmt: skip
        raise OverDelivered(message, params=told, field="counted", next_step=_("Keep it and say why, or count only what you keep."))


def _post(job: _Posting, book: Any) -> None:
    receipt, by, at = job.receipt, job.by, job.at
    tags = Tags(branch_id=receipt.branch_id, party_id=receipt.supplier_id)
    amount, currency = round_money(receipt.gross * receipt.rate), receipt.branch.entity.currency
    if _has_note(job):
        posting.check_period(branch=receipt.branch, module="stock", on=receipt.on)
        how = posting.Posting(
            kind=DOC_KIND, branch=receipt.branch, on=receipt.on, module="purchases", book=book, tags=tags,
            title=receipt.invoice_number, amount=amount, currency=currency,
            freeze=lambda: papers.snapshot(receipt=receipt, lines=job.lines, values=job.values, by=by),
        )  # fmt: skip
        posting.post(row=receipt, how=how, by=by, at=at)
        return
    posting.check_period(branch=receipt.branch, module="purchases", on=receipt.on)
    book()
    receipt.state = ReceiptState.POSTED
    receipt.save()
    register.enter(
        ref=DocumentRef(INVOICE_KIND, receipt.pk, receipt.invoice_number), state=ReceiptState.POSTED, on=receipt.on, at=at, by=by,
        tags=tags, title=receipt.supplier.name, amount=amount, currency=currency,
    )  # fmt: skip
    history.note(
        doc_kind=DOC_KIND,
        doc_id=receipt.pk,
        what="posted",
        by=by,
        at=at,
        facts={"number": receipt.invoice_number},
        moved=("draft", "posted"),
    )


def _has_note(job: _Posting) -> bool:
    """A receipt note is for goods; a reversal has one when the receipt it reverses had."""
    if job.receipt.reverses:
        return bool(job.receipt.reverses.number)
    return keeps_stock() and any(line.treatment == matching.STOCK for line in job.lines)


def _book(job: _Posting, plan: delivering.Plan) -> None:
    receipt, by, at = job.receipt, job.by, job.at
    goods = job.goods
    if goods:
        shelf.bring_in(
            warehouse=receipt.warehouse, ref=DocumentRef(DOC_KIND, receipt.pk), on=receipt.on, by=by, at=at, pegged=plan.pegged,
            lines=[
                shelf.Incoming(
                    item_id=_item(line).pk, quantity=received_of(line), value=job.values[line.pk], line_id=line.pk, serials=tuple(line.serials)
                )
                for line in goods
            ],
        )  # fmt: skip
        costs = {_item(line).pk: job.values[line.pk] / received_of(line) for line in goods if job.values[line.pk]}
        catalogue.remember_costs(costs=costs, by=by, at=at)
    for line in goods:
        if line.sale_price is not None and line.sale_price != _item(line).sale_price:
            catalogue.set_price(item=_item(line), price=line.sale_price, by=by, at=at)
    delivering.write(plan, by=by, at=at)
    _note_missing(job)
    _owe(receipt, at)
    matching.remember(supplier=receipt.supplier, lines=job.lines)


def _item(line: GoodsReceiptLine) -> Item:
    if line.item is None:
        raise LookupError(line.pk)
    return line.item


def _owe(receipt: GoodsReceipt, at: datetime) -> None:
    """Our debt in our currency: an invoice raises it, its reversal lowers it by the same."""
    amount = round_money(receipt.gross * receipt.rate)
    if receipt.invoice_number and receipt.source != "rest" and amount:
        entries.book(
            party=receipt.supplier, side="supplier", amount=-amount, on=receipt.on, at=at,
            due_on=receipt.due_on or receipt.invoice_on or receipt.on,
            ref=DocumentRef(DOC_KIND, receipt.pk, receipt.invoice_number),
        )  # fmt: skip


def _note_missing(job: _Posting) -> None:
    """Invoiced and not received: blocked until it comes or is credited."""
    missing = []
    for line in job.lines:
        short = line.quantity - received_of(line)
        if line.treatment == matching.STOCK and short > 0 and job.receipt.invoice_number and job.receipt.source != "rest":
            value = line.cost - job.values[line.pk]
            net = round_money(line.net * job.receipt.rate * short / line.quantity)
            gross = net + vat_of(net, line.vat_rate)
            missing.append(MissingGoods(line=line, supplier=job.receipt.supplier, quantity=short, value=value, gross=gross, at=job.at))
    MissingGoods.objects.bulk_create(missing)


@action
def reverse(*, receipt: GoodsReceipt, reason: str, on: date, by: Actor, at: datetime) -> GoodsReceipt:
    """Take a posted receipt back whole: goods leave the shelf at the value they came in with, the debt is cancelled.

    returns  the reversing receipt, with the opposite quantities and amounts
    refuses  not_posted, reason_needed, UsedUp, HeldForJobs, missing_settled, PeriodLocked
    """
    held = drafts.hold(receipt.pk, by=by)
    if held.state != ReceiptState.POSTED or held.reverses_id:
        raise Refused(_("Only a posted receipt can be reversed, and only once."), code="not_posted", status=409)
    if not reason.strip():
        raise Refused(_("A reversal needs a reason."), code="reason_needed", field="reason", next_step=_("Say what was wrong."))
    lines = list(held.lines.select_related("item", "fills").order_by("seq"))
    storno = _mirror(held, on, by, at)
    mirrored = [_mirror_line(storno, line) for line in lines]
    GoodsReceiptLine.objects.bulk_create(mirrored)
    values = {new.pk: -_worth(old) for new, old in zip(mirrored, lines, strict=True)}
    job = _Posting(storno, mirrored, by, at, values)
    _post(job, lambda: _book_reversal(held, job, by, at))
    lifecycle.move(row=held, kind=DOC_KIND, to=ReceiptState.REVERSED, moves=MOVES, by=by, at=at, reason=reason.strip())
    drafts.make_findable(storno, is_new=True)
    return storno


def _worth(line: GoodsReceiptLine) -> Decimal:
    is_goods = line.treatment == matching.STOCK
    return received_value(cost=line.cost, invoiced=line.quantity, received=received_of(line)) if is_goods else line.cost


def _mirror(receipt: GoodsReceipt, on: date, by: Actor, at: datetime) -> GoodsReceipt:
    return GoodsReceipt.objects.create(
        supplier=receipt.supplier, branch=receipt.branch, warehouse=receipt.warehouse, on=on, invoice_number=receipt.invoice_number,
        invoice_key="", invoice_on=receipt.invoice_on, due_on=receipt.due_on, currency=receipt.currency, rate=receipt.rate,
        net=-receipt.net, vat=-receipt.vat, gross=-receipt.gross, source=receipt.source, reverses=receipt, created_at=at, by_name=by.name,
    )  # fmt: skip


def _mirror_line(storno: GoodsReceipt, line: GoodsReceiptLine) -> GoodsReceiptLine:
    return GoodsReceiptLine(
        receipt=storno, seq=line.seq, text=line.text, supplier_code=line.supplier_code, maker_code=line.maker_code, barcode=line.barcode,
        unit=line.unit, item=line.item, match=line.match, treatment=line.treatment, quantity=-line.quantity,
        counted=None if line.counted is None else -line.counted, price=line.price, net=-line.net, cost=-line.cost,
        vat_category=line.vat_category, vat_rate=line.vat_rate, bin=line.bin, serials=line.serials, fills=line.fills,
    )  # fmt: skip


def _book_reversal(receipt: GoodsReceipt, job: _Posting, by: Actor, at: datetime) -> None:
    missing = list(MissingGoods.objects.select_for_update().filter(line__receipt=receipt))
    if any(row.received or row.credited for row in missing):
        raise Refused(
            _("Goods that were missing on this receipt came later or were credited."), code="missing_settled", status=409,
            next_step=_("Reverse the receipt of those goods first."),
        )  # fmt: skip
    if receipt.number:
        shelf.undo(
            warehouse=receipt.warehouse, ref=DocumentRef(DOC_KIND, receipt.pk), reversal=DocumentRef(DOC_KIND, job.receipt.pk),
            on=job.receipt.on, by=by, at=at,
        )  # fmt: skip
    MissingGoods.objects.filter(pk__in=[row.pk for row in missing]).delete()
    filled: dict[UUID, Decimal] = defaultdict(Decimal)
    for line in job.lines:
        if line.fills_id:
            filled[line.fills_id] += line.quantity
    for missing_id, quantity in filled.items():
        MissingGoods.objects.filter(pk=missing_id).update(received=F("received") + quantity)
    delivering.take_off(receipt=receipt, mirrored=dict(zip(_ids(receipt), job.lines, strict=True)), by=by, at=at)
    _owe(job.receipt, at)


def _ids(receipt: GoodsReceipt) -> list[UUID]:
    return list(receipt.lines.order_by("seq").values_list("pk", flat=True))
