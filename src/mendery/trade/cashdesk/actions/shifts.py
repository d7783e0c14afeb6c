"""From counting the opening cash to counting the drawer (rule 20)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import today
from mendery.ground.documents import history, posting, register
from mendery.ground.documents.numbering import draw_number
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import publish
from mendery.ground.money import ZERO, round_money
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.ui import formats
from mendery.trade.cashdesk.calculations import count_total
from mendery.trade.cashdesk.events import ShiftClosed
from mendery.trade.cashdesk.models import CashEntry, Shift, ShiftState, Till
from mendery.trade.cashdesk.papers import journal_paper
from mendery.trade.cashdesk.queries import expected, next_opening_of
from mendery.trade.cashdesk.refusals import AmountNotPossible, CountDoesNotAdd, ReasonNeeded, ShiftOpenAlready
from mendery.trade.cashdesk.states import (
    COUNT_DIFFERENCE,
    JOURNAL,
    OPENING_DIFFERENCE,
    PAY_IN,
    PAY_OUT,
    SHIFT,
    SLIP,
    TAKE_OUT,
    Z_REPORT,
)

from .drawer import amount_of, hold, need_cash, write


@action
def open_shift(*, till: Till, opening: Decimal, by: Actor, at: datetime) -> Shift:
    """Open a till with the cash that was counted into it. What differs from the last closing is written down.

    refuses  ShiftOpenAlready, AmountNotPossible below nought, PeriodLocked
    """
    Till.objects.select_for_update(no_key=True).filter(pk=till.pk).values_list("pk").first()
    running = Shift.objects.filter(till=till, state=ShiftState.OPEN).first()
    if running is not None:
        raise ShiftOpenAlready(
            _("%(till)s was opened by %(who)s already."), params={"till": till.name, "who": running.opened_by},
            next_step=_("Go on with that shift, or close it first."),
        )  # fmt: skip
    opening, on = _not_negative(opening, "opening"), today(till.branch, at)
    posting.check_period(branch=till.branch, module="cash", on=on)
    difference = opening - next_opening_of(till)
    shift = Shift.objects.create(till=till, on=on, opened_at=at, opened_by=by.name, opening=opening)
    if difference:
        write(shift=shift, kind=OPENING_DIFFERENCE, amount=difference, by=by, at=at)
    history.note(doc_kind=SHIFT, doc_id=shift.pk, what="opened", by=by, at=at, facts={"opening": str(opening)})
    return shift


def _not_negative(amount: Decimal, field: str) -> Decimal:
    if amount < 0 or amount != round_money(amount):
        raise AmountNotPossible(_("There is no such sum of cash."), field=field, next_step=_("Count again and write what is there."))
    return round_money(amount)


@action
def pay_in(*, shift: Shift, amount: Decimal, text: str, by: Actor, at: datetime) -> CashEntry:
    """Put cash into the drawer that nobody paid for work: change from the bank. Numbered as a cash slip.

    refuses  ShiftIsClosed, ReasonNeeded, AmountNotPossible, PeriodLocked
    """
    return _slip(shift, PAY_IN, amount_of(amount), text, by, at)


@action
def pay_out(*, shift: Shift, amount: Decimal, text: str, by: Actor, at: datetime) -> CashEntry:
    """Take cash out of the drawer for an expense or for the bank. Numbered as a cash slip.

    refuses  NotEnoughInDrawer, ShiftIsClosed, ReasonNeeded, AmountNotPossible, PeriodLocked
    """
    return _slip(shift, PAY_OUT, ZERO - amount_of(amount), text, by, at)


def _slip(shift: Shift, kind: str, amount: Decimal, text: str, by: Actor, at: datetime) -> CashEntry:
    text = text.strip()
    if not text:
        raise ReasonNeeded(_("The journal says what it was for."), field="text", next_step=_("Write what it is for."))
    row = hold(shift.pk)
    branch, on = row.till.branch, today(row.till.branch, at)
    posting.check_period(branch=branch, module="cash", on=on)
    if amount < 0:
        need_cash(row, -amount)
    number = draw_number(branch=branch, kind=SLIP, on=on)
    return write(shift=row, kind=kind, amount=amount, by=by, at=at, number=number, text=text)


@action
def close_shift(
    *, shift: Shift, counted: Decimal, by: Actor, at: datetime, taken_out: Decimal = ZERO, count_sheet: Mapping[str, int] | None = None,
    note: str = "",
) -> Shift:  # fmt: skip
    """Count the drawer and close the till for good: the difference is written down, the Z number drawn, the day's journal frozen.

    counted      what is in the drawer, before anything is taken out
    taken_out    what leaves it for the safe or the bank; the next shift opens with the rest
    count_sheet  denomination → pieces; with it its sum must be what was counted
    refuses      ShiftIsClosed, CountDoesNotAdd, AmountNotPossible, PeriodLocked
    tells        ShiftClosed
    """
    counted, taken_out = _not_negative(counted, "counted"), _not_negative(taken_out, "taken_out")
    sheet = {value: pieces for value, pieces in (count_sheet or {}).items() if pieces}
    _check_count(counted, taken_out, sheet)
    row = hold(shift.pk)
    branch, on = row.till.branch, today(row.till.branch, at)
    posting.check_period(branch=branch, module="cash", on=on)
    row.expected, row.counted, row.taken_out = expected(row).expected, counted, taken_out
    row.count_sheet, row.note, row.closed_at, row.closed_by = sheet, note.strip()[:200], at, by.name
    row.number = draw_number(branch=branch, kind=Z_REPORT, on=on)
    for kind, amount in ((COUNT_DIFFERENCE, counted - row.expected), (TAKE_OUT, ZERO - taken_out)):
        if amount:
            write(shift=row, kind=kind, amount=amount, by=by, at=at, number=row.number)
    row.state, row.version = ShiftState.CLOSED, row.version + 1
    row.save()
    _keep(row, by, at)
    publish(
        ShiftClosed(
            shift_id=row.pk, number=row.number, till_id=row.till_id, on=on, expected=row.expected, counted=counted, taken_out=taken_out, by=by,
            at=at,
        )
    )  # fmt: skip
    return row


def _check_count(counted: Decimal, taken_out: Decimal, sheet: dict[str, int]) -> None:
    if any(pieces < 0 for pieces in sheet.values()):
        raise CountDoesNotAdd(_("There cannot be fewer than no pieces."), field="counted", next_step=_("Count again."))
    if sheet and count_total(sheet) != counted:
        raise CountDoesNotAdd(
            _("The pieces add up to %(sum)s, not to %(counted)s."), params={"sum": formats.money(count_total(sheet)), "counted": formats.money(counted)}, field="counted",
            next_step=_("Correct the pieces or the sum."),
        )  # fmt: skip
    if taken_out > counted:
        raise AmountNotPossible(
            _("More would be taken out than was counted."), field="taken_out", next_step=_("Take out what was counted at most.")
        )


def _keep(row: Shift, by: Actor, at: datetime) -> None:
    """The day's journal as it was at the count, printed from the register of papers."""
    facts = {"number": row.number, "expected": str(row.expected), "counted": str(row.counted), "taken_out": str(row.taken_out)}
    history.note(doc_kind=SHIFT, doc_id=row.pk, what="closed", by=by, at=at, facts=facts, moved=(ShiftState.OPEN, ShiftState.CLOSED))
    frozen: dict[str, Any] = journal_paper(row, by=by, at=at)
    branch = row.till.branch
    register.enter(
        ref=DocumentRef(JOURNAL, row.pk, row.number), state=posting.POSTED, on=row.on, at=at, by=by, tags=register.Tags(branch_id=branch.pk),
        title=row.till.name, amount=row.counted, currency=branch.entity.currency, language=frozen["language"], frozen=frozen,
    )  # fmt: skip
