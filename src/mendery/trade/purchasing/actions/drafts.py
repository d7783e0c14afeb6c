"""What all verbs on a draft receipt share: it is held, and it is a draft."""

from uuid import UUID

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import branch_of
from mendery.ground.documents import search
from mendery.ground.events import Refused
from mendery.ground.money import ZERO, vat_of
from mendery.ground.people.actor import Actor
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine, ReceiptState
from mendery.trade.purchasing.refusals import not_a_draft

SEARCH_KIND = "receipt"
DOC_KIND = "goods_receipt"


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
    GoodsReceipt.objects.filter(pk=receipt.pk).update(
        net=receipt.net, vat=receipt.vat, gross=receipt.gross, version=F("version") + 1
    )
    receipt.version += 1


def make_findable(receipt: GoodsReceipt, *, is_new: bool = False) -> None:
    """By supplier, by the number of the invoice and by our own."""
    search.index(
        kind=SEARCH_KIND, row_id=receipt.pk, words=[receipt.supplier.name], codes=[receipt.invoice_number, receipt.number],
        is_new=is_new,
    )  # fmt: skip
