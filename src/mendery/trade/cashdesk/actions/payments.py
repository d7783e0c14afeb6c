"""Money is recorded once, and settled to what is open (rule 17)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import today
from mendery.ground.documents import history, posting, register
from mendery.ground.documents.numbering import draw_number
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import publish
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.ui import formats
from mendery.registers.parties.models import Party
from mendery.trade.billing.actions import entries, settlements
from mendery.trade.billing.models import Invoice
from mendery.trade.billing.queries import open_of, settled_of
from mendery.trade.cashdesk.events import PaymentRefunded, PaymentTaken
from mendery.trade.cashdesk.models import FiscalState, Method, Payment, Shift, Till
from mendery.trade.cashdesk.papers import receipt_paper
from mendery.trade.cashdesk.queries import cash_limit, left_of, order_number
from mendery.trade.cashdesk.refusals import (
    CannotRefund,
    CashOverLimit,
    DayNotPossible,
    InvoiceNotPayable,
    PaymentNotFound,
    ReasonNeeded,
    RefundTooMuch,
)
from mendery.trade.cashdesk.states import PAYMENT, POSTED, RECEIPT, REFUND, SLIP

from .drawer import amount_of, hold_open, need_cash, write
from .receipts import ask_printer

_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class PaymentInput:
    """Money that somebody hands over.

    invoice          for this invoice only
    order_id         for this work order: settled to its invoice now, or when it is issued
    on               another day than today: of a bank transfer or card only
    till             which drawer; may be left out where only one is open
    outside_invoice  number of the invoice where the business makes invoices elsewhere
    over_limit       the warning of the legal limit for cash was read
    """

    party: Party
    branch: Branch
    method: str
    amount: Decimal
    invoice: Invoice | None = None
    order_id: UUID | None = None
    till: Till | None = None
    on: date | None = None
    note: str = ""
    outside_invoice: str = ""
    over_limit: bool = False


@action
def take(*, data: PaymentInput, by: Actor, at: datetime) -> Payment:
    """Take money. It is settled to its invoice, to the order's, or else to what the customer owes; the rest stays as credit.

    Cash goes into an open till, gets a receipt number and a row of the journal. Where the till has a fiscal printer, cash and
    card wait for their fiscal receipt; the payment counts at once.
    refuses  AmountNotPossible, ShiftNotOpen, WhichTill, InvoiceNotPayable, OtherParty, CashOverLimit, DayNotPossible, PeriodLocked
    tells    PaymentTaken
    """
    amount, on = amount_of(data.amount), data.on or today(data.branch, at)
    _check_day(data.method, data.branch, on, at)
    is_cash = data.method == Method.CASH
    shift = None if data.method == Method.BANK else hold_open(branch=data.branch, till=data.till, is_needed=is_cash)
    if data.invoice is not None:
        _check_invoice(data.invoice, data.party)
    is_over = is_cash and _check_limit(data, amount, on)
    payment = Payment(
        party=data.party, branch=data.branch, method=data.method, amount=amount, currency=data.branch.entity.currency, on=on, at=at, shift=shift,
        till=shift.till if shift else data.till, invoice_id=data.invoice.pk if data.invoice else None,
        order_id=data.invoice.order_id if data.invoice else data.order_id, note=data.note.strip()[:_LONGEST],
        outside_invoice=data.outside_invoice.strip()[:40], by_name=by.name, fiscal_state=_fiscal(shift, data.method),
    )  # fmt: skip
    if is_cash and shift is not None:
        _post_cash(payment, shift, data.invoice, by, at)
    else:
        posting.check_period(branch=data.branch, module="cash", on=on)
        payment.state = POSTED
        payment.save(force_insert=True)
    facts = {"amount": str(amount), "method": data.method} | ({"over_limit": True} if is_over else {})
    history.note(doc_kind=PAYMENT, doc_id=payment.pk, what="taken", by=by, at=at, facts=facts)
    _account(payment, data.invoice, by, at)
    ask_printer(payment, at=at)
    publish(
        PaymentTaken(
            payment_id=payment.pk, number=payment.number, party_id=payment.party_id, branch_id=payment.branch_id, invoice_id=payment.invoice_id,
            order_id=payment.order_id, method=payment.method, amount=amount, currency=payment.currency, on=on, by=by, at=at,
        )
    )  # fmt: skip
    return payment


def _check_day(method: str, branch: Branch, on: date, at: datetime) -> None:
    here = today(branch, at)
    if method == Method.CASH and on != here:
        raise DayNotPossible(_("Cash is entered on the day on which it moves."), field="on", next_step=_("Date it today."))
    if on > here:
        raise DayNotPossible(_("Money cannot have come on a day that is not there yet."), field="on", next_step=_("Date it today."))


def _check_invoice(invoice: Invoice, party: Party) -> None:
    settlements.check_payable(invoice=invoice, party=party)
    if open_of(invoice) <= 0:
        raise InvoiceNotPayable(
            _("Nothing is to be paid on %(number)s any more."), params={"number": invoice.number}, field="invoice",
            next_step=_("Take the money on the customer's account, where it stays as credit."),
        )  # fmt: skip


def _check_limit(data: PaymentInput, amount: Decimal, on: date) -> bool:
    return check_limit(party=data.party, branch=data.branch, amount=amount, on=on, is_read=data.over_limit)


def check_limit(*, party: Party, branch: Branch, amount: Decimal, on: date, is_read: bool, given_back: bool = False) -> bool:
    """Whether cash goes over the country's limit for one payer in a day. A warning: it passes when it was read."""
    limit = cash_limit(party=party, branch=branch, on=on, given_back=given_back)
    if limit is None or limit.before + amount <= limit.limit:
        return False
    if not is_read:
        raise CashOverLimit(
            _("The law allows %(limit)s in cash with %(name)s in a day; %(before)s moved today already."),
            params={"limit": formats.money(limit.limit), "name": party.name, "before": formats.money(limit.before)}, field="over_limit",
            next_step=_("Use card or bank transfer for the rest, or confirm that you know."),
        )  # fmt: skip
    return True


def _fiscal(shift: Shift | None, method: str) -> str:
    needs = shift is not None and method != Method.BANK and shift.till.has_fiscal_printer
    return FiscalState.PENDING if needs else FiscalState.NOT_NEEDED


def _post_cash(payment: Payment, shift: Shift, invoice: Invoice | None, by: Actor, at: datetime) -> None:
    """Number, frozen receipt, and the row of the journal."""
    order = _order_number(payment, invoice)

    def freeze() -> dict[str, object]:
        return receipt_paper(payment=payment, till=shift.till, invoice=invoice, order_number=order, by=by, at=at)

    title = invoice.number if invoice else order
    posting.post(
        row=payment, by=by, at=at,
        how=posting.Posting(
            kind=RECEIPT, branch=payment.branch, on=payment.on, module="cash", book=_nothing, freeze=freeze, title=title, amount=payment.amount,
            currency=payment.currency, language=payment.party.language,
            tags=register.Tags(
                branch_id=payment.branch_id, party_id=payment.party_id, unit_id=invoice.unit_id if invoice else None, order_id=payment.order_id
            ),
        ),
    )  # fmt: skip
    write(
        shift=shift, kind=PAYMENT, amount=payment.amount, by=by, at=at, number=payment.number, text=title or payment.outside_invoice,
        payment=payment, party_name=payment.party.name,
    )  # fmt: skip


def _nothing() -> None:
    """The journal and the account name the number, so they are written after it was drawn."""


def _order_number(payment: Payment, invoice: Invoice | None) -> str:
    if invoice is not None:
        return invoice.order_number
    return order_number(payment.order_id) if payment.order_id else ""


def _account(payment: Payment, invoice: Invoice | None, by: Actor, at: datetime) -> None:
    """The customer owes less, and what is open is settled."""
    entries.book(
        party=payment.party, side="customer", amount=ZERO - payment.amount, ref=DocumentRef("payment", payment.pk, payment.number), on=payment.on,
        order_id=payment.order_id, at=at,
    )  # fmt: skip
    settlements.settle(
        payment_id=payment.pk, party=payment.party, amount=payment.amount, invoice=invoice, order_id=payment.order_id if invoice is None else None,
        by=by, at=at,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RefundInput:
    """Money of a payment that is given back.

    method      how it goes out; need not be how it came
    over_limit  the warning of the legal limit for cash was read
    """

    payment: Payment
    amount: Decimal
    method: str
    reason: str
    till: Till | None = None
    on: date | None = None
    over_limit: bool = False


@action
def refund(*, data: RefundInput, by: Actor, at: datetime) -> Payment:
    """Give money of a payment back. What of it is settled is taken off its invoices first, so those are open again by it.

    returns  the refund: a payment with a negative amount that points at the one it gives back
    refuses  RefundTooMuch, CannotRefund, ReasonNeeded, NotEnoughInDrawer, ShiftNotOpen, WhichTill, CashOverLimit, PeriodLocked
    tells    PaymentRefunded
    """
    amount, reason, branch = amount_of(data.amount), data.reason.strip(), data.payment.branch
    on = data.on or today(branch, at)
    if not reason:
        raise ReasonNeeded(_("Money that goes back says why."), field="reason", next_step=_("Write the reason."))
    _check_day(data.method, branch, on, at)
    is_cash = data.method == Method.CASH
    shift = None if data.method == Method.BANK else hold_open(branch=branch, till=data.till, is_needed=is_cash)
    first = _hold(data.payment)
    _free(first, amount, by, at)
    posting.check_period(branch=branch, module="cash", on=on)
    if is_cash and shift is not None:
        check_limit(party=first.party, branch=branch, amount=amount, on=on, is_read=data.over_limit, given_back=True)
        need_cash(shift, amount)
    needs_receipt = shift is not None and shift.till.has_fiscal_printer and first.fiscal_state != FiscalState.NOT_NEEDED
    row = Payment(
        party=first.party, branch=branch, method=data.method, amount=-amount, currency=first.currency, on=on, at=at, shift=shift, state=POSTED,
        till=shift.till if shift else None, invoice_id=first.invoice_id, order_id=first.order_id, refund_of=first, note=reason[:_LONGEST],
        by_name=by.name, fiscal_state=FiscalState.PENDING if needs_receipt else FiscalState.NOT_NEEDED,
    )  # fmt: skip
    row.number = draw_number(branch=branch, kind=SLIP, on=on) if is_cash else ""
    row.save(force_insert=True)
    _give_back(row, first, shift if is_cash else None, by, at)
    ask_printer(row, at=at)
    publish(
        PaymentRefunded(
            refund_id=row.pk, payment_id=first.pk, party_id=row.party_id, branch_id=row.branch_id, order_id=row.order_id, method=row.method,
            amount=amount, currency=row.currency, on=on, by=by, at=at,
        )
    )  # fmt: skip
    return row


def _hold(payment: Payment) -> Payment:
    """The payment, locked, and its customer: nobody uses the same credit meanwhile."""
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).select_related("party", "branch__entity")
    found: Payment | None = rows.filter(pk=payment.pk, state=POSTED).first()
    if found is None:
        raise PaymentNotFound
    if found.refund_of_id is not None:
        raise CannotRefund(_("This is money that was given back itself."), next_step=_("Take a payment instead."))
    Party.objects.select_for_update(no_key=True).filter(pk=found.party_id).values_list("pk").first()
    return found


def _free(first: Payment, amount: Decimal, by: Actor, at: datetime) -> None:
    """Make so much of the payment free to be given back."""
    left = left_of(first)
    if amount > left:
        raise RefundTooMuch(
            _("Only %(left)s of this payment are left to give back."), params={"left": formats.money(left)}, field="amount",
            next_step=_("Give back that much at most."),
        )  # fmt: skip
    unused = left - settled_of([first.pk]).get(first.pk, ZERO)
    if amount > unused:
        settlements.unsettle(payment_id=first.pk, amount=amount - unused, by=by, at=at)


def _give_back(row: Payment, first: Payment, shift: Shift | None, by: Actor, at: datetime) -> None:
    """The account, the journal and the history of the payment."""
    entries.book(
        party=row.party, side="customer", amount=ZERO - row.amount, ref=DocumentRef("payment", first.pk, row.number or first.number), on=row.on,
        order_id=row.order_id, at=at,
    )  # fmt: skip
    if shift is not None:
        write(
            shift=shift, kind=REFUND, amount=row.amount, by=by, at=at, number=row.number, text=row.note, payment=row, party_name=row.party.name,
        )  # fmt: skip
    facts = {"amount": str(ZERO - row.amount), "method": row.method, "number": row.number}
    history.note(doc_kind=PAYMENT, doc_id=first.pk, what="refunded", by=by, at=at, facts=facts, text=row.note)
