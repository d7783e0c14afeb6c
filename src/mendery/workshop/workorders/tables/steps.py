"""Where the order is, the one act that brings it on, and the others that are possible."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents.models import Paper
from mendery.ground.money import ZERO
from mendery.ground.ui.components import Step, Text
from mendery.ground.ui.links import link
from mendery.trade.billing.edition import invoices_here
from mendery.trade.billing.queries import draft_of_order, invoices_of_order, owed_for_order, unbilled
from mendery.workshop.workorders import stages
from mendery.workshop.workorders.models import Stage
from mendery.workshop.workorders.queries import AGREED, STEPS, Money, NextStep, next_step
from mendery.workshop.workorders.states import JobState, WorkOrderState

from .reader import Reader

POST, DIALOG, LINK = "post", "dialog", "link"
S = WorkOrderState
_DEAD_ENDS = (stages.CANCELLED,)
_FORWARD = ("record_answer", "send_estimate", "start", "finish_jobs", "check", "finish", "invoice", "pay", "hand_over")


@dataclass(frozen=True)
class Deed:
    """One act on the order: its words, and whether it happens at once, asks in a dialog, or has a page of its own."""

    label: Text
    icon: str
    url: str
    how: str = POST


@dataclass(frozen=True)
class Known:
    """How a kind of step is offered. ``page`` is a page of the program that takes the id of the order."""

    label: Text
    icon: str
    page: str
    how: str
    rights: tuple[str, ...]


KNOWN = {
    "add_work": Known(_("Add a job"), "plus", "workorders:job_add", DIALOG, ("orders.edit",)),
    "send_estimate": Known(_("Send estimate"), "send", "estimates:send", DIALOG, ("estimates.send",)),
    "record_answer": Known(_("Record the answer"), "message-check", "estimates:answer", DIALOG, ("estimates.answer",)),
    "order_parts": Known(_("Reserve or order parts"), "truck", "workorders:shortages", DIALOG, ("supplier_orders.edit", "orders.edit")),
    "start": Known(_("Start work"), "player-play", "workorders:start", POST, ("orders.work",)),
    "issue_parts": Known(_("Issue parts"), "package-export", "workorders:issue", DIALOG, ("stock.issue",)),
    "take_back": Known(_("Return parts to stock"), "package-import", "workorders:take_back", DIALOG, ("stock.issue",)),
    "finish_jobs": Known(_("Finish the work"), "check", "workorders:finish_jobs", POST, ("orders.work",)),
    "check": Known(_("Check the quality"), "shield-check", "workorders:check", DIALOG, ("orders.check",)),
    "finish": Known(_("Finish the order"), "circle-check", "workorders:finish", POST, ("orders.finish",)),
    "invoice": Known(_("Make the invoice"), "file-invoice", "billing:draft_for_order", POST, ("invoices.draft",)),
    "pay": Known(_("Take payment"), "cash", "cashdesk:take", LINK, ("cash.take",)),
    "hand_over": Known(_("Hand over"), "key", "reception:handover", LINK, ("handover.do",)),
    "reopen": Known(_("Reopen the order"), "arrow-back-up", "workorders:reopen", DIALOG, ("orders.finish",)),
    "cancel": Known(_("Cancel the order"), "x", "workorders:cancel", DIALOG, ("orders.finish",)),
}


@dataclass(frozen=True)
class Way:
    """The money of an order and what can be done with it now."""

    reader: Reader

    @cached_property
    def money(self) -> Money:
        """What is charged and not invoiced here, and what is owed; only finished orders have any."""
        order = self.reader.sheet.order
        if order.state != S.FINISHED:
            return Money()
        net: Decimal = sum((charge.net for charge in unbilled(order_id=order.pk)), ZERO) if invoices_here() else ZERO
        return Money(unbilled=net, owed=owed_for_order(order.pk, at=self.reader.at))

    @cached_property
    def draft_url(self) -> str:
        """The draft invoice that waits to be posted."""
        draft = draft_of_order(self.reader.sheet.order.pk) if self.reader.sheet.order.state == S.FINISHED else None
        return link(self.reader.request, "billing:invoice", draft.pk) if draft and self.reader.may("invoices.see") else ""

    @cached_property
    def next(self) -> NextStep:
        """What should happen next; work that grew and was offered anew waits for the answer."""
        step = next_step(self.reader.sheet, self.money)
        if step.code == "send_estimate" and self._is_offered_anew():
            return NextStep("record_answer", STEPS["record_answer"])
        return step

    def _is_offered_anew(self) -> bool:
        jobs = self.reader.sheet.jobs
        if any(job.lines for job in jobs if job.job.state == JobState.DRAFT) or not any(job.job.state == JobState.CHANGED for job in jobs):
            return False
        return Paper.objects.filter(kind="estimate", order_id=self.reader.sheet.order.pk, state="sent").exists()

    def _deed(self, code: str) -> Deed | None:
        if code in ("invoice", "pay") and self.draft_url:
            return Deed(_("Open the draft invoice"), "file-invoice", self.draft_url, LINK)
        known = KNOWN.get(code)
        if known is None or not any(self.reader.may(right) for right in known.rights):
            return None
        url = link(self.reader.request, known.page, self.reader.sheet.order.pk) if code != "pay" else self._till()
        return Deed(known.label, known.icon, url, known.how)

    def _till(self) -> str:
        """The payment page, told for which order (and its newest invoice) the money is."""
        order = self.reader.sheet.order
        base = f"{link(self.reader.request, 'cashdesk:take')}?order={order.pk}&party={order.party_id}"
        invoice = next((one for one in invoices_of_order(order.pk) if one.state == "posted" and one.kind == "invoice"), None)
        return f"{base}&invoice={invoice.pk}" if invoice else base

    @cached_property
    def primary(self) -> Deed | None:
        """The big button: the next step when the reader may do it, else the first other that leads on."""
        possible = set(self._possible())
        codes = [self.next.code, *(code for code in _FORWARD if code in possible)]
        return next((deed for code in codes if (deed := self._deed(code)) is not None), None)

    @property
    def others(self) -> list[Deed]:
        """What else may be done now, without the big button."""
        codes = [code for code in self._possible() if code != self.next.code]
        found = [deed for code in codes if (deed := self._deed(code)) is not None]
        primary = self.primary.url if self.primary else ""
        return [deed for deed in found if deed.url != primary]

    def _possible(self) -> list[str]:
        sheet = self.reader.sheet
        order, states = sheet.order, {job.job.state for job in sheet.jobs}
        agreed = bool(states & set(AGREED))
        offered = any(job.lines for job in sheet.jobs if job.job.state in (JobState.DRAFT, JobState.CHANGED, JobState.SENT))
        issued = any(line.line.issued for job in sheet.jobs for line in job.lines)
        can = {
            "add_work": self.reader.is_open, "send_estimate": self.reader.is_open and offered,
            "record_answer": self.reader.is_open and any(job.lines for job in sheet.jobs),
            "start": order.state == S.OPEN and agreed, "issue_parts": self.reader.is_open and bool(sheet.unissued),
            "take_back": self.reader.is_open and issued, "finish_jobs": order.state == S.IN_WORK and agreed,
            "check": order.state == S.IN_WORK and agreed, "finish": order.state == S.CHECKED or (order.state == S.OPEN and states == {JobState.DECLINED}),
            "invoice": self.money.unbilled > 0, "pay": self.money.owed > 0,
            "hand_over": order.state == S.FINISHED and order.intake_unit_id is not None and order.handed_over_at is None,
            "reopen": order.state == S.FINISHED and order.handed_over_at is None, "cancel": order.state in (S.OPEN, S.IN_WORK),
        }  # fmt: skip
        return [code for code, is_possible in can.items() if is_possible]


def shown_stages() -> list[Stage]:
    """The stages of the business in their order; the standard ones until it has its own."""
    rows = list(Stage.objects.order_by("seq", "id"))
    if rows:
        return rows
    return [Stage(code=code, seq=seq, tone=word.tone, icon=word.icon) for seq, (code, word) in enumerate(stages.STANDARD.items())]


def word(stage: Stage) -> Text:
    """What the business calls the stage."""
    return stage.name or stages.standard_word(stage.code)


def look(rows: list[Stage], code: str) -> dict[str, Text]:
    """Tone, icon and word of a stage for its chip."""
    row = next((one for one in rows if one.code == code), None)
    if row is None:
        standard = stages.STANDARD[code]
        return {"tone": standard.tone, "icon": standard.icon, "label": standard.label}
    return {"tone": row.tone, "icon": row.icon, "label": word(row)}


def stepper(rows: list[Stage], code: str) -> list[Step]:
    """The stages as steps: those before are done, the present one is filled."""
    always = (code, stages.HANDED_OVER)  # the board hides what is over; the way of one order ends there
    shown = [row for row in rows if (not row.is_hidden or row.code in always) and row.code not in _DEAD_ENDS]
    at = next((place for place, row in enumerate(shown) if row.code == code), -1)
    return [Step(word(row), "done" if place < at else "now" if place == at else "", row.icon, row.tone) for place, row in enumerate(shown)]


def context(reader: Reader) -> dict[str, Any]:
    """What the head of the page needs to lead on."""
    way, rows, order = Way(reader), shown_stages(), reader.sheet.order
    return {
        "way": way, "next": way.primary, "other_steps": way.others, "stage": look(rows, order.stage),
        "steps": stepper(rows, order.stage) if order.state != S.CANCELLED else [],
    }  # fmt: skip
