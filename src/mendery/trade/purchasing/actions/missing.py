"""Goods that were invoiced and did not come: they come later, or the supplier credits them (rule 31)."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import branch_of
from mendery.ground.documents import history
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.money import price_round, round_money, vat_of
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.ui.formats import qty
from mendery.trade.billing.actions import entries
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine, MissingGoods
from mendery.trade.stock.actions import check_quantity

from . import posting
from .drafts import DOC_KIND


class NotMissing(Refused):
    """Less of these goods is missing."""

    code = "not_missing"
    status = 409


def _hold(missing_id: UUID, quantity: Decimal, by: Actor) -> MissingGoods:
    check_quantity(quantity)
    rows = MissingGoods.objects.select_related("line__receipt__branch__entity", "line__item", "supplier")
    row = rows.select_for_update(of=("self",)).filter(pk=missing_id).first()
    if row is None:
        raise Refused(_("There are no such missing goods here."), code="missing_not_found", status=404)
    branch_of(by, row.line.receipt.branch_id)
    if quantity > row.open:
        raise NotMissing(
            _("Only %(open)s are still missing."), params={"open": qty(row.open)}, field="quantity",
            next_step=_("Enter what came of them at most."),
        )  # fmt: skip
    return row


def _share(row: MissingGoods, whole: Decimal, quantity: Decimal) -> Decimal:
    """Part of a sum for a quantity; what goes last takes the rest."""
    done = row.received + row.credited
    return round_money(whole * (done + quantity) / row.quantity) - round_money(whole * done / row.quantity)


@action
def receive(*, missing: MissingGoods, quantity: Decimal, on: date, by: Actor, at: datetime, serials: tuple[str, ...] = ()) -> GoodsReceipt:
    """The rest came: it goes to stock with a receipt note of its own; the debt was booked with the invoice.

    refuses  NotMissing, QuantityNotPossible, SerialsNeeded, PeriodLocked
    """
    row = _hold(missing.pk, quantity, by)
    line, first = row.line, row.line.receipt
    value = _share(row, row.value, quantity)
    entity = first.branch.entity
    receipt = GoodsReceipt.objects.create(
        supplier=first.supplier, branch=first.branch, warehouse=first.warehouse, on=on, invoice_number=first.invoice_number,
        invoice_on=first.invoice_on, currency=entity.currency, net=value, vat=vat_of(value, line.vat_rate),
        gross=value + vat_of(value, line.vat_rate), source="rest", created_at=at, by_name=by.name,
    )  # fmt: skip
    GoodsReceiptLine.objects.create(
        receipt=receipt, seq=1, text=line.text, supplier_code=line.supplier_code, maker_code=line.maker_code, barcode=line.barcode,
        unit=line.unit, item=line.item, match=line.match, quantity=quantity, price=price_round(value / quantity), net=value,
        vat_category=line.vat_category, vat_rate=line.vat_rate, bin=line.bin, serials=list(serials), fills=row,
    )  # fmt: skip
    MissingGoods.objects.filter(pk=row.pk).update(received=F("received") + quantity)
    return posting.post(receipt=receipt, by=by, at=at)


@action
def credit(*, missing: MissingGoods, quantity: Decimal, on: date, by: Actor, at: datetime) -> MissingGoods:
    """The supplier credits goods that never came: we owe that much less.

    refuses  NotMissing, QuantityNotPossible
    """
    row = _hold(missing.pk, quantity, by)
    first = row.line.receipt
    amount = _share(row, row.gross, quantity)
    MissingGoods.objects.filter(pk=row.pk).update(credited=F("credited") + quantity)
    if amount:
        ref = DocumentRef(DOC_KIND, first.pk, first.invoice_number)
        entries.book(party=row.supplier, side="supplier", amount=amount, ref=ref, on=on, at=at)
    history.note(
        doc_kind=DOC_KIND, doc_id=first.pk, what="missing_credited", by=by, at=at,
        facts={"quantity": str(quantity), "amount": str(amount)},
    )  # fmt: skip
    row.refresh_from_db()
    return row
