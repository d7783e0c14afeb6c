"""What is in the drawer, and where money came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import pack_of
from mendery.ground.documents.models import Paper
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.registers.parties.models import Party, PartyKind
from mendery.trade.billing.models import Invoice
from mendery.trade.billing.queries import of_family, settled_of

from .calculations import Drawer, next_opening
from .models import CashEntry, FiscalState, Method, Payment, Shift, ShiftState, Till
from .refusals import PaymentNotFound, ShiftNotFound, TillNotFound
from .states import COUNTED, OPENING_DIFFERENCE, PAY_IN, PAY_OUT, PAYMENT, POSTED, REFUND

NOT_PRINTED = (FiscalState.PENDING, FiscalState.FAILED)


def tills_of(actor: Actor) -> list[Till]:
    """Tills of the branches in which the actor may work, by branch and code."""
    rows = Till.objects.select_related("branch__entity")
    if actor.branch_ids:
        rows = rows.filter(branch_id__in=actor.branch_ids)
    return list(rows.order_by("branch__code", "code"))


def till_of(actor: Actor, till_id: UUID) -> Till:
    """One of them.

    refuses  TillNotFound
    """
    found = next((till for till in tills_of(actor) if till.pk == till_id), None)
    if found is None:
        raise TillNotFound
    return found


def open_shift_of(till: Till) -> Shift | None:
    """The shift that runs now."""
    return Shift.objects.filter(till=till, state=ShiftState.OPEN).first()


def open_shifts(branch: Branch) -> list[Shift]:
    """The shifts that run now in a branch, each with its ``till``."""
    rows = Shift.objects.filter(till__branch=branch, state=ShiftState.OPEN).select_related("till")
    return list(rows.order_by("till__code"))


def last_closed(till: Till) -> Shift | None:
    """The shift that was closed last."""
    return Shift.objects.filter(till=till, state=ShiftState.CLOSED).order_by("-opened_at", "-id").first()


def next_opening_of(till: Till) -> Decimal:
    """With how much the till should open: what was counted last, less what was taken out."""
    last = last_closed(till)
    return next_opening(counted=last.counted or ZERO, taken_out=last.taken_out) if last else ZERO


def shift_of(actor: Actor, shift_id: UUID) -> Shift:
    """A shift of the actor's branches, with its till, branch and entity.

    refuses  ShiftNotFound
    """
    found = Shift.objects.select_related("till__branch__entity").filter(pk=shift_id).first()
    if found is None or (actor.branch_ids and found.till.branch_id not in actor.branch_ids):
        raise ShiftNotFound
    return found


def expected(shift: Shift) -> Drawer:
    """The figures of a shift: opening, cash in, given back, paid in and out, cards apart, and what should be there (rule 20)."""
    rows = CashEntry.objects.filter(shift=shift, kind__in=COUNTED).order_by().values_list("kind")
    cash = {kind: (total, count) for kind, total, count in rows.annotate(sum=Sum("amount"), n=Count("pk"))}
    card = Payment.objects.filter(shift=shift, method=Method.CARD, state=POSTED).aggregate(sum=Sum("amount"), n=Count("pk"))
    none = (ZERO, 0)
    return Drawer(
        opening=shift.opening, cash_in=cash.get(PAYMENT, none)[0], refunds=ZERO - cash.get(REFUND, none)[0], pay_ins=cash.get(PAY_IN, none)[0],
        pay_outs=ZERO - cash.get(PAY_OUT, none)[0], receipts=cash.get(PAYMENT, none)[1], card=card["sum"] or ZERO, slips=card["n"],
    )  # fmt: skip


def in_drawer(shift: Shift) -> Decimal:
    """What should be in the drawer now."""
    moved = CashEntry.objects.filter(shift=shift).exclude(kind=OPENING_DIFFERENCE).aggregate(sum=Sum("amount"))["sum"]
    return shift.opening + (moved or ZERO)


@dataclass(frozen=True)
class Journal:
    """One page of the cash register journal: a till on a day."""

    till: Till
    on: date
    opening: Decimal
    entries: list[CashEntry]

    @property
    def came(self) -> Decimal:
        """All that came in."""
        return sum((row.amount for row in self.entries if row.amount > 0), ZERO)

    @property
    def went(self) -> Decimal:
        """All that went out, as a positive sum."""
        return ZERO - sum((row.amount for row in self.entries if row.amount < 0), ZERO)

    @property
    def closing(self) -> Decimal:
        """What is in the till at the end of the day."""
        return self.opening + self.came - self.went


def journal(till: Till, on: date) -> Journal:
    """The journal of a day: what was there from the day before, every row in its order, what is there after."""
    rows = CashEntry.objects.filter(till=till)
    before = rows.filter(on__lt=on).aggregate(sum=Sum("amount"))["sum"] or ZERO
    return Journal(till, on, before, list(rows.filter(on=on).order_by("at", "id")))


def in_till(till: Till) -> Decimal:
    """Cash of a till by its journal, open or closed."""
    return CashEntry.objects.filter(till=till).aggregate(sum=Sum("amount"))["sum"] or ZERO


# Payments


def visible(actor: Actor) -> QuerySet[Payment]:
    """Payments of the branches in which the actor may work."""
    rows = Payment.objects.filter(state=POSTED)
    return rows.filter(branch_id__in=actor.branch_ids) if actor.branch_ids else rows


def payment_of(actor: Actor, payment_id: UUID) -> Payment:
    """One of them, with its party, branch and till.

    refuses  PaymentNotFound
    """
    found = visible(actor).select_related("party", "branch__entity", "till", "refund_of").filter(pk=payment_id).first()
    if found is None:
        raise PaymentNotFound
    return found


def not_printed(actor: Actor) -> QuerySet[Payment]:
    """Payments that wait for their fiscal receipt, the oldest first."""
    return visible(actor).filter(fiscal_state__in=NOT_PRINTED).select_related("party", "till").order_by("at", "id")


def refunds_of(payment: Payment) -> list[Payment]:
    """Money of the payment that was given back."""
    return list(Payment.objects.filter(refund_of=payment, state=POSTED).order_by("at", "id"))


def left_of(payment: Payment) -> Decimal:
    """What was not given back of it."""
    back = Payment.objects.filter(refund_of=payment, state=POSTED).aggregate(sum=Sum("amount"))["sum"] or ZERO
    return payment.amount + back


def unused_of(payment: Payment) -> Decimal:
    """What is left of it and settled to no invoice: credit of the customer."""
    return left_of(payment) - settled_of([payment.pk]).get(payment.pk, ZERO)


def payments_of_order(order_id: UUID) -> list[Payment]:
    """Money taken for an order and given back of it, the oldest first."""
    return list(Payment.objects.filter(order_id=order_id, state=POSTED).order_by("at", "id"))


def payments_of_party(party: Party, *, limit: int) -> list[Payment]:
    """The latest money of a customer, in both directions."""
    return list(Payment.objects.filter(of_family(party), state=POSTED).order_by("-at", "-id")[:limit])


def payments_of_invoice(invoice_id: UUID, payment_ids: Iterable[UUID] = ()) -> list[Payment]:
    """Money first paid for an invoice, what was given back of it, and the payments named beside."""
    ids = list(payment_ids)
    rows = Payment.objects.filter(Q(invoice_id=invoice_id) | Q(pk__in=ids) | Q(refund_of__in=ids), state=POSTED)
    return list(rows.order_by("at", "id"))


def abouts(payments: Iterable[Payment]) -> dict[UUID, str]:
    """What each payment is for, as people know it: the number of the invoice or of the work order."""
    rows = list(payments)
    invoice_ids = {row.invoice_id for row in rows if row.invoice_id}
    invoices = dict(Invoice.objects.filter(pk__in=invoice_ids).values_list("pk", "number")) if invoice_ids else {}
    order_ids = {row.order_id for row in rows if row.order_id and row.invoice_id not in invoices}
    orders = dict(Paper.objects.filter(kind="work_order", doc_id__in=order_ids).values_list("doc_id", "number")) if order_ids else {}
    found = {}
    for row in rows:
        number = invoices.get(row.invoice_id) or orders.get(row.order_id) if row.invoice_id or row.order_id else ""
        found[row.pk] = number or row.outside_invoice
    return found


def order_paper(order_id: UUID) -> Paper | None:
    """A work order, from the register of papers."""
    return Paper.objects.filter(kind="work_order", doc_id=order_id).defer("frozen").first()


def order_number(order_id: UUID) -> str:
    """Its number as people know it."""
    paper = order_paper(order_id)
    return paper.number if paper else ""


# The law on cash


@dataclass(frozen=True)
class Limit:
    """The most cash of one payer in a day, and how much of it is used."""

    limit: Decimal
    before: Decimal


def cash_limit(*, party: Party, branch: Branch, on: date, given_back: bool = False) -> Limit | None:
    """The country's limit for cash from (or to) this payer on a day, with what moved already; None where there is none."""
    limit = pack_of(branch.entity).cash_limit(to_company=party.kind == PartyKind.COMPANY)
    if limit is None:
        return None
    since = datetime.combine(on - timedelta(days=1), time.min, UTC)  # cash is entered on its day: lets the index of the latest answer
    rows = Payment.objects.filter(of_family(party), method=Method.CASH, on=on, at__gte=since, state=POSTED)
    rows = rows.filter(amount__lt=0) if given_back else rows.filter(amount__gt=0)
    return Limit(limit, abs(rows.aggregate(sum=Sum("amount"))["sum"] or ZERO))
