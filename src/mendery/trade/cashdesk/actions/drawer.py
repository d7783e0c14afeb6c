"""The journal is written here and nowhere else; whoever moves cash holds the shift first."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import today
from mendery.ground.money import round_money
from mendery.ground.people.actor import Actor
from mendery.ground.ui import formats
from mendery.trade.cashdesk.models import CashEntry, Payment, Shift, ShiftState, Till
from mendery.trade.cashdesk.queries import in_drawer
from mendery.trade.cashdesk.refusals import AmountNotPossible, NotEnoughInDrawer, ShiftIsClosed, ShiftNotFound, ShiftNotOpen, WhichTill

_LONGEST = 200


def hold(shift_id: UUID) -> Shift:
    """An open shift, locked until the end of the transaction, with its till, branch and entity.

    refuses  ShiftNotFound, ShiftIsClosed
    """
    rows = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("till__branch__entity")
    found = rows.filter(pk=shift_id).first()
    if found is None:
        raise ShiftNotFound
    if found.state != ShiftState.OPEN:
        raise ShiftIsClosed(
            _("The till was closed with %(number)s, so nothing of that shift changes any more."), params={"number": found.number},
            next_step=_("Open the till anew."),
        )  # fmt: skip
    return found


def hold_open(*, branch: Branch, till: Till | None, is_needed: bool) -> Shift | None:
    """The open shift of the till, or of the only open till of the branch, locked.

    is_needed  without one refuse; else None when there is none, or no saying which
    refuses    ShiftNotOpen, WhichTill
    """
    rows = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("till")
    rows = rows.filter(state=ShiftState.OPEN, till__branch=branch).order_by("till__code")
    found = list(rows.filter(till=till) if till is not None else rows)
    if len(found) == 1:
        return found[0]
    if not is_needed:
        return None
    if found:
        raise WhichTill(_("Several tills are open in this branch."), field="till", next_step=_("Choose the till."))
    raise ShiftNotOpen(
        _("Cash needs an open till, and none is open in this branch."), field="method",
        next_step=_("Count the opening cash and open the till, or take the money by card or bank transfer."),
    )  # fmt: skip


def amount_of(amount: Decimal) -> Decimal:
    """A positive sum of whole cents.

    refuses  AmountNotPossible
    """
    if amount <= 0:
        raise AmountNotPossible(_("The amount must be more than nought."), field="amount", next_step=_("Write the amount."))
    if amount != round_money(amount):
        raise AmountNotPossible(_("There is no such sum in whole cents."), field="amount", next_step=_("Write two decimals at most."))
    return round_money(amount)


def need_cash(shift: Shift, amount: Decimal) -> None:
    """Refuse to give out more than there is.

    refuses  NotEnoughInDrawer
    """
    there = in_drawer(shift)
    if amount > there:
        raise NotEnoughInDrawer(
            _("Only %(there)s are in the drawer of %(till)s."), params={"there": formats.money(there), "till": shift.till.name}, field="amount",
            next_step=_("Give back by card or bank transfer, or pay cash in first."),
        )  # fmt: skip


def write(
    *, shift: Shift, kind: str, amount: Decimal, by: Actor, at: datetime, number: str = "", text: str = "", payment: Payment | None = None,
    party_name: str = "",
) -> CashEntry:  # fmt: skip
    """One row of the journal, on the day of the branch; what comes in is positive."""
    entry: CashEntry = CashEntry.objects.create(
        till_id=shift.till_id, shift=shift, kind=kind, amount=amount, on=payment.on if payment else today(shift.till.branch, at), at=at,
        doc_number=number, text=text[:_LONGEST], party_name=party_name[:_LONGEST], payment=payment, by_name=by.name,
    )  # fmt: skip
    return entry
