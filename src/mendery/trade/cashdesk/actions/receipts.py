"""The fiscal receipt of a payment: asked for once, printed once, or entered by hand (rule 14)."""

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mendery.ground.dispatch.actions import channel, outbox
from mendery.ground.documents import history
from mendery.ground.people.actor import Actor, night_shift
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.scope import business
from mendery.trade.cashdesk import ports
from mendery.trade.cashdesk.models import FiscalState, Payment
from mendery.trade.cashdesk.queries import NOT_PRINTED, abouts
from mendery.trade.cashdesk.refusals import NoPrinter, NoReceiptNeeded, PaymentNotFound
from mendery.trade.cashdesk.states import PAYMENT

CHANNEL = "fiscal_receipt"
_LONGEST = 200


def ask_printer(payment: Payment, *, at: datetime, again: int = 0) -> None:
    """Have the connected printer print after commit. Without one the payment waits until somebody enters the number."""
    if payment.fiscal_state == FiscalState.PENDING and ports.plugged() is not None:
        payload = {"business": str(payment.business_id), "payment": str(payment.pk)}
        outbox.send(kind=CHANNEL, dedupe_key=f"{CHANNEL}:{payment.pk}:{again}", payload=payload, at=at)


@channel(CHANNEL)
def print_receipt(payload: dict[str, str], _key: str) -> None:
    """Ask the printer. What it answers is written down; a repetition has the payment's own key, so nothing is printed twice."""
    device = ports.plugged()
    business_id, payment_id = UUID(payload["business"]), UUID(payload["payment"])
    with business(business_id, origin="job"):
        receipt = _receipt(payment_id)
    if device is None or receipt is None:
        return
    try:
        number = device.print_receipt(receipt)
    except ports.FiscalTrouble as trouble:
        with business(business_id, origin="job"):
            mark_failed(payment_id=payment_id, answer=str(trouble), by=night_shift(receipt.till), at=timezone.now())
        return
    with business(business_id, origin="job"):
        record(payment_id=payment_id, number=number, by=night_shift(receipt.till), at=timezone.now())


def _receipt(payment_id: UUID) -> ports.FiscalReceipt | None:
    """What is to be printed; None when it was meanwhile."""
    row = Payment.objects.select_related("party", "till").filter(pk=payment_id, fiscal_state__in=NOT_PRINTED).first()
    if row is None:
        return None
    return ports.FiscalReceipt(
        key=str(row.pk), till=row.till.code if row.till else "", method=row.method, amount=row.amount, currency=row.currency,
        text=abouts([row])[row.pk], buyer=row.party.name, buyer_tax_id=row.party.tax_id,
    )  # fmt: skip


def _hold(payment_id: UUID) -> Payment:
    row: Payment | None = Payment.objects.select_for_update(no_key=True).filter(pk=payment_id).first()
    if row is None:
        raise PaymentNotFound
    if row.fiscal_state not in NOT_PRINTED:
        raise NoReceiptNeeded(
            _("The receipt %(number)s is there already."), params={"number": row.fiscal_number}, next_step=_("No second one is printed.")
        ) if row.fiscal_number else NoReceiptNeeded(_("This payment needs no fiscal receipt."))  # fmt: skip
    return row


@action
def record(*, payment_id: UUID, number: str, by: Actor, at: datetime) -> Payment:
    """The fiscal receipt is there, with this number: printed by the connected printer, or at the register by hand.

    refuses  NoReceiptNeeded when it had one before or needs none
    """
    row = _hold(payment_id)
    row.fiscal_state, row.fiscal_number, row.fiscal_note = FiscalState.PRINTED, number.strip()[:40], ""
    _save(row, "receipt_printed", by, at)
    return row


@action
def mark_failed(*, payment_id: UUID, answer: str, by: Actor, at: datetime) -> Payment:
    """The printer did not print. The payment stays as it is; the receipt can be asked for again.

    answer   what the printer said
    refuses  NoReceiptNeeded
    """
    row = _hold(payment_id)
    row.fiscal_state, row.fiscal_note = FiscalState.FAILED, answer[:_LONGEST]
    _save(row, "receipt_failed", by, at)
    return row


@action
def print_again(*, payment: Payment, by: Actor, at: datetime) -> Payment:
    """Ask the connected printer once more. One that printed it meanwhile answers the first number.

    refuses  NoReceiptNeeded, NoPrinter
    """
    row = _hold(payment.pk)
    if ports.plugged() is None:
        raise NoPrinter(
            _("No fiscal printer is connected to this program."),
            next_step=_("Print the receipt at the register and enter its number here."),
        )
    row.fiscal_state, row.fiscal_note = FiscalState.PENDING, ""
    _save(row, "receipt_again", by, at)
    ask_printer(row, at=at, again=row.version)
    return row


def _save(row: Payment, what: str, by: Actor, at: datetime) -> None:
    row.version += 1
    Payment.objects.filter(pk=row.pk).update(
        fiscal_state=row.fiscal_state, fiscal_number=row.fiscal_number, fiscal_note=row.fiscal_note, version=F("version") + 1
    )
    history.note(doc_kind=PAYMENT, doc_id=row.pk, what=what, by=by, at=at, facts={"number": row.fiscal_number, "answer": row.fiscal_note})
