"""What all verbs on a draft receipt share: it is held, it is a draft, and its invoice is here once."""

import hashlib
import re
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from mendery.ground.company.queries import branch_of
from mendery.ground.documents import search
from mendery.ground.documents.search import fold
from mendery.ground.events import Refused
from mendery.ground.money import ZERO, vat_of
from mendery.ground.people.actor import Actor
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine, ReceiptState
from mendery.trade.purchasing.refusals import already_imported, not_a_draft

SEARCH_KIND = "receipt"
DOC_KIND = "goods_receipt"
_LONGEST_KEY = 60


def hold(receipt_id: UUID, *, by: Actor) -> GoodsReceipt:
    """Lock a receipt of a branch in which the actor works."""
    rows = GoodsReceipt.objects.select_related("supplier", "warehouse__branch__entity", "branch__entity")
    receipt = rows.select_for_update(of=("self",)).filter(pk=receipt_id).first()
    if receipt is None:
        raise Refused(_("There is no such goods receipt here."), code="receipt_not_found", status=404)
    branch_of(by, receipt.branch_id)
    return receipt


def hold_draft(receipt_id: UUID, *, by: Actor) -> GoodsReceipt:
    """The same, refusing what is posted."""
    receipt = hold(receipt_id, by=by)
    if receipt.state != ReceiptState.DRAFT:
        raise not_a_draft(receipt.number or receipt.invoice_number)
    return receipt


def line_of(receipt: GoodsReceipt, line_id: UUID) -> GoodsReceiptLine:
    """A line of the receipt."""
    line = GoodsReceiptLine.objects.filter(receipt=receipt, pk=line_id).select_related("item").first()
    if line is None:
        raise Refused(_("This line is not on the receipt any more."), code="line_not_found", status=404)
    return line


def touch(receipt: GoodsReceipt) -> None:
    """Bring the sums of a receipt entered by hand up to its lines; an imported one keeps what the invoice says."""
    if receipt.source != "ubl":
        sums = list(receipt.lines.values("vat_rate").annotate(base=Sum("net")).order_by())
        receipt.net = sum((row["base"] for row in sums), ZERO)
        receipt.vat = sum((vat_of(row["base"], row["vat_rate"]) for row in sums), ZERO)
        receipt.gross = receipt.net + receipt.vat
    GoodsReceipt.objects.filter(pk=receipt.pk).update(net=receipt.net, vat=receipt.vat, gross=receipt.gross, version=F("version") + 1)
    receipt.version += 1


def make_findable(receipt: GoodsReceipt, *, is_new: bool = False) -> None:
    """By supplier, by the number of the invoice and by our own."""
    search.index(
        kind=SEARCH_KIND, row_id=receipt.pk, words=[receipt.supplier.name], codes=[receipt.invoice_number, receipt.number],
        is_new=is_new,
    )  # fmt: skip


def invoice_key(number: str) -> str:
    """The form in which numbers of supplier invoices are compared: no spaces, dashes, case."""
    key = re.sub(r"[\W_]+", "", fold(number))
    if len(key) > _LONGEST_KEY:
        key = key[:20] + hashlib.sha256(key.encode()).hexdigest()[:40]
    return key


def save_once(receipt: GoodsReceipt, **fields: Any) -> None:
    """Save, or refuse the same invoice of the same supplier a second time."""
    try:
        with transaction.atomic():
            receipt.save(**(fields or {"force_insert": True}))
    except IntegrityError as error:
        same = GoodsReceipt.objects.filter(supplier=receipt.supplier, invoice_key=receipt.invoice_key, reverses=None)
        first = same.exclude(state=ReceiptState.REVERSED).exclude(pk=receipt.pk).first()
        if first is None:
            raise
        raise already_imported(
            number=receipt.invoice_number, receipt=first.number or _("a draft"), supplier=receipt.supplier.name
        ) from error
