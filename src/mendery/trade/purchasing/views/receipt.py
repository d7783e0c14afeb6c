"""The page of one receipt: lines are matched, counted, priced."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from mendery.ground.documents import timeline
from mendery.ground.documents.files import attachments_of
from mendery.ground.documents.timeline import Sentence
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats
from mendery.ground.ui.components import Step
from mendery.trade.purchasing import queries, tables, wording
from mendery.trade.purchasing.actions.matching import unmatched
from mendery.trade.purchasing.forms import HeadForm
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine, ReceiptState

SENTENCES = {
    "imported": Sentence("file-type-xml", gettext_lazy("%(who)s read invoice %(number)s."), "blue"),
    "created": Sentence("plus", gettext_lazy("%(who)s began this receipt."), "blue"),
    "changed_head": Sentence("pencil", gettext_lazy("%(who)s changed the dates or the number of the invoice.")),
    "counting": Sentence("barcode", gettext_lazy("%(who)s began to count by scanning.")),
    "posted": Sentence("check", gettext_lazy("%(who)s posted it with the number %(number)s."), "green"),
    "over_delivery_kept": Sentence("package", gettext_lazy("%(who)s kept more than was ordered or invoiced: %(note)s"), "amber"),
    "missing_credited": Sentence("receipt-refund", gettext_lazy("%(who)s noted a credit for %(quantity)s missing."), "violet"),
    "move": Sentence("arrow-back-up", gettext_lazy("%(who)s reversed it: %(note)s"), "violet"),
}
FILTERS = ("", "match", "differences")


@page("receipts.see")
@require_safe
def receipt_page(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """What the invoice says, what it is for us, and what is next."""
    return show(request, queries.receipt_of(receipt_id, by=request.actor))


def show(request: MemberRequest, receipt: GoodsReceipt, *, status: int = 200, **more: Any) -> HttpResponse:
    """The whole page."""
    return render(request, "purchasing/receipt.html", {**context_of(request, receipt), **more}, status=status)


def piece(request: MemberRequest, receipt_id: UUID) -> HttpResponse:
    """The page again after a line was changed in place; the next line to match has the focus."""
    return render(request, "purchasing/_receipt.html", context_of(request, queries.receipt_of(receipt_id, by=request.actor)))


def context_of(request: MemberRequest, receipt: GoodsReceipt) -> dict[str, Any]:
    """Everything that the page shows."""
    lines, actor = queries.lines_of(receipt), request.actor
    is_draft = receipt.state == ReceiptState.DRAFT
    waiting = queries.waiting_for(receipt, lines) if is_draft else {}
    open_lines = unmatched(lines)
    different = [line for line in lines if line.treatment == "stock" and line.counted not in (None, line.quantity)]
    wanted = request.GET.get("show", "")
    shown = {"match": open_lines, "differences": different}.get(wanted, lines)
    drawn = tables.LineRows(request, receipt, waiting)
    return {
        "active": "receipts", "receipt": receipt, "number": tables.shown_number(receipt), "chip": tables.state_chip(receipt, len(open_lines)),
        "rows": SafeString("".join(drawn.row(line) for line in shown)), "show": wanted, "line_count": len(lines), "open_count": len(open_lines),
        "different_count": len(different), "short": [line for line in different if line.counted is not None and line.counted < line.quantity], "is_draft": is_draft,
        "is_by_hand": receipt.source == "hand", "may_edit": drawn.may_edit, "may_post": is_draft and actor.may("receipts.post"),
        "may_reverse": receipt.state == ReceiptState.POSTED and not receipt.reverses_id and actor.may("receipts.post"),
        "sees_costs": drawn.sees_costs, "sees_prices": drawn.sees_prices, "steps": steps(receipt, lines, len(open_lines)) if is_draft else [],
        "warnings": wording.sentences(receipt.warnings) if is_draft else [], "files": attachments_of(receipt.pk), "storno": queries.storno_of(receipt),
        "missing": queries.missing_open(receipt=receipt) if receipt.state == ReceiptState.POSTED else [],
        "form": head_form(receipt) if drawn.may_edit else None, "history": timeline.happenings([receipt.pk], sentences=SENTENCES, names={}),
        "currency": receipt.branch.entity.currency,
    }  # fmt: skip


def head_form(receipt: GoodsReceipt) -> HeadForm:
    """The head of a draft as it is."""
    initial = {name: getattr(receipt, name) for name in ("on", "invoice_number", "invoice_on", "due_on")}
    return HeadForm(initial=initial, is_imported=receipt.source == "ubl")


def steps(receipt: GoodsReceipt, lines: list[GoodsReceiptLine], open_count: int) -> list[Step]:
    """Import, match, count, prices, post: where the draft is."""
    goods = [line for line in lines if line.treatment == "stock"]
    counted = [line for line in goods if line.counted is not None]
    priced = [line for line in goods if line.sale_price is not None and line.item and line.sale_price != line.item.sale_price]
    n = len(lines)
    total = formats.money(receipt.gross, receipt.currency)
    found = ngettext("%(n)s line, %(total)s", "%(n)s lines, %(total)s", n) % {"n": n, "total": total}
    is_counted = bool(goods) and len(counted) == len(goods)
    return [
        Step(_("Import") if receipt.source == "ubl" else _("Enter"), "done" if lines else "now", note=found),
        Step(_("Match"), "now" if open_count else "done" if lines else "", note=_("%(done)s of %(all)s") % {"done": n - open_count, "all": n}),
        Step(
            _("Count"), "done" if is_counted else "now" if lines and not open_count else "",
            note=_("%(done)s of %(all)s") % {"done": len(counted), "all": len(goods)} if counted else _("Scan, or post as invoiced"),
        ),
        Step(
            _("Prices"), "done" if priced else "",
            note=ngettext("%(n)s change", "%(n)s changes", len(priced)) % {"n": len(priced)} if priced else _("As they are"),
        ),
        Step(_("Post"), note=_("Stock and supplier debt")),
    ]  # fmt: skip
