"""What a cash receipt and the journal of a day say."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mendery.ground.documents.papers.data import paper_data, paper_language
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor, night_shift
from mendery.registers.parties.queries import for_paper as party_paper

from .models import CashEntry, Payment, Shift, Till
from .queries import journal
from .states import ENTRIES, JOURNAL, RECEIPT


def receipt_paper(*, payment: Payment, till: Till, invoice: Any, order_number: str, by: Actor, at: datetime) -> dict[str, Any]:
    """The receipt for cash: who paid how much for what.

    invoice  the invoice that it is paid for, if any
    """
    language = paper_language(payment.party.language, payment.branch)
    with override(language):
        paid_for = _("Invoice") if invoice is not None else _("On account")
    extra = {"invoice_number": invoice.number if invoice is not None else payment.outside_invoice, "till": till.name}
    if invoice is not None or not order_number:
        extra["paid_for"] = paid_for
    return paper_data(
        kind=RECEIPT, number=payment.number, on=payment.on, at=at, branch=payment.branch, language=language, currency=payment.currency,
        party=party_paper(payment.party), order={"number": order_number} if order_number else None,
        totals={"gross": payment.amount, "paid": payment.amount}, extra=extra, by=by,
    )  # fmt: skip


def journal_paper(shift: Shift, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The page of the cash register journal of the shift's day, in the language of the company."""
    branch = shift.till.branch
    page, language = journal(shift.till, shift.on), paper_language("", branch)
    with override(language):
        entries = [{"number": row.doc_number, "text": entry_text(row), "amount": row.amount} for row in page.entries]
    return paper_data(
        kind=JOURNAL, number=shift.number or f"{shift.till.code} {shift.on:%d.%m.%Y}", on=shift.on, at=at, branch=branch, language=language,
        currency=branch.entity.currency, totals={"gross": page.closing if page.closing else ZERO},
        extra={"till": shift.till.name, "opening": page.opening, "closing": page.closing, "entries": entries}, by=by,
    )  # fmt: skip


def entry_text(row: CashEntry) -> str:
    """What a row of the journal says, in the language of the reader."""
    return " · ".join(part for part in (str(ENTRIES.get(row.kind, row.kind)), row.party_name, row.text) if part)


def journal_source(shift_id: UUID) -> dict[str, Any]:
    """The journal while the day still runs."""
    shift = Shift.objects.select_related("till__branch__entity").get(pk=shift_id)
    return journal_paper(shift, by=night_shift(), at=timezone.now())
