"""Posting: a draft becomes a paper that never changes.

One transaction: period lock, the owner's ledger rows, the number (last, so that a refused posting leaves no gap),
the frozen snapshot, the register, the history, the fact.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch, PeriodLock
from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy import direct
from mendery.ground.tenancy.scope import current_business_id

from . import history, register
from .models import Paper
from .numbering import draw_number
from .refs import DocumentRef

DRAFT, POSTED, REVERSED = "draft", "posted", "reversed"


class PeriodLocked(Refused):
    """The day lies in a locked period."""

    code = "period_locked"
    status = 409


class AlreadyPosted(Refused):
    """The paper is not a draft any more."""

    code = "already_posted"
    status = 409


def check_period(*, branch: Branch, module: str, on: date) -> None:
    """Refuse a day on or before the lock date of the module."""
    asked = [current_business_id(), branch.entity_id, module, on]
    lock = direct.first(PeriodLock, "business_id = %s AND entity_id = %s AND module = %s AND locked_until >= %s", asked)
    if lock is not None:
        raise PeriodLocked(
            _("The period up to %(until)s is locked for %(module)s."),
            params={"until": date_format(lock.locked_until, "d.m.Y"), "module": lock.get_module_display()},
            field="on",
            next_step=_("Use a later date, or ask an accountant to reopen the period."),
        )


@dataclass(kw_only=True)
class Posting:
    """What the owner supplies to have a draft posted.

    module    the period lock it falls under; empty for papers that move neither stock nor money
    book      writes the owner's ledger rows; called before the number is drawn
    freeze    gives the snapshot; called with the number in place
    fact      gives the event to tell, if any
    series    numbers are drawn from the series of this kind; empty: of the paper's own kind
    """

    kind: str
    branch: Branch
    on: date
    module: str
    book: Callable[[], None]
    freeze: Callable[[], dict[str, Any]]
    fact: Callable[[], object] | None = None
    tags: register.Tags = field(default_factory=register.Tags)
    title: str = ""
    amount: Decimal | None = None
    currency: str = ""
    language: str = ""
    series: str = ""


def post(*, row: Model, how: Posting, by: Actor, at: datetime) -> Paper:
    """Post a draft that the caller holds (``select_for_update``). Gives it its number and its frozen paper.

    refuses  AlreadyPosted, PeriodLocked, DateBeforeLastNumber, and whatever ``book`` refuses
    """
    if row.state != DRAFT:  # type: ignore[attr-defined]
        raise AlreadyPosted(
            _("%(number)s is posted already."),
            params={"number": row.number},  # type: ignore[attr-defined]
        )
    if how.module:
        check_period(branch=how.branch, module=how.module, on=how.on)
    how.book()
    row.number = draw_number(branch=how.branch, kind=how.series or how.kind, on=how.on)  # type: ignore[attr-defined]
    row.state = POSTED  # type: ignore[attr-defined]
    snapshot = how.freeze()
    row.save()
    paper = register.enter(
        ref=DocumentRef(how.kind, row.pk, row.number), state=POSTED, on=how.on, at=at, by=by, tags=how.tags,  # type: ignore[attr-defined]
        title=how.title, amount=how.amount, currency=how.currency, language=how.language, frozen=snapshot,
    )  # fmt: skip
    history.note(doc_kind=how.kind, doc_id=row.pk, what="posted", by=by, at=at, facts={"number": row.number}, moved=(DRAFT, POSTED))  # type: ignore[attr-defined]
    if how.fact is not None:
        publish(how.fact())
    return paper
