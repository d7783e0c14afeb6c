"""Jobs as groups of the table: what the customer said, who works on it, what may be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mendery.ground.money import ZERO
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY, Part, Text
from mendery.ground.ui.links import link
from mendery.workshop.workorders.models import Job
from mendery.workshop.workorders.queries import AGREED, JobSheet
from mendery.workshop.workorders.states import JobState

from . import lines
from .reader import Reader

J = JobState


def state(job: Job) -> SafeString:
    """The customer's word on a job, as a chip."""
    if job.state == J.CHANGED:
        return components.chip("amber", _("Changed since approval"), "arrows-diff")
    return components.state("approval", "waiting" if job.state == J.SENT else job.state)


def _how(job: Job) -> str:
    facts = {"who": job.answered_by, "when": formats.moment(job.answered_at)}
    sentences = {
        "phone": _("%(who)s, by phone, %(when)s"), "in_person": _("%(who)s, in person, %(when)s"),
        "message": _("%(who)s, by message, %(when)s"), "email": _("%(who)s, by e-mail, %(when)s"),
    }  # fmt: skip
    return sentences.get(job.answered_how, "%(who)s, %(when)s") % facts


def answer(job: Job) -> str:
    """Who said it, how and when; or that nobody was asked."""
    if job.state == J.DRAFT:
        return _("Not offered yet")
    if job.state == J.SENT:
        return _("Sent, not answered")
    return job.declined_why or _how(job) if job.state == J.DECLINED else _how(job)


def clocked(minutes: int) -> str:
    """Time spent, as the page writes it."""
    return formats.span(minutes) if minutes else ""


@dataclass(frozen=True)
class JobView:
    """One job for one reader; cells are made when the template asks for them."""

    reader: Reader
    sheet: JobSheet
    number: int
    at: datetime
    has_keys: bool = False  # the key A and the scanner type into the entry of this job

    @property
    def job(self) -> Job:
        return self.sheet.job

    @property
    def is_declined(self) -> bool:
        return self.job.state == J.DECLINED

    @property
    def title(self) -> SafeString:
        """The title, to be edited in place by those who may."""
        return title(self.reader, self.job)

    @property
    def chip(self) -> SafeString:
        return state(self.job)

    @property
    def answer(self) -> SafeString:
        """Who answered; above the agreed sum by how much."""
        if self.sheet.over and self.reader.sees_prices:
            told = _("%(amount)s above what was agreed") % {"amount": formats.money(self.sheet.over)}
            return format_html('<span class="c-amber">{}</span>', told)
        return format_html("{}", answer(self.job))

    @property
    def sum(self) -> str:
        return formats.money(self.sheet.total.net)

    @property
    def margin(self) -> SafeString:
        return lines.margin(self.sheet.margin, is_known=bool(self.sheet.cost))

    @property
    def people(self) -> SafeString:
        """Who is assigned; whoever works on it now has a green point and a running clock."""
        return people(self.sheet, self.at)

    @property
    def menu(self) -> SafeString:
        return lines.menu(f"jm-{self.job.pk}", _("Job menu"), list(self._entries()))

    def _entries(self) -> Iterable[SafeString]:
        job, url, reader = self.job, self.reader.url, self.reader
        entry = lines.entry
        agreed = job.state in AGREED
        if reader.works and agreed and not job.done_at:
            if not self.is_mine_running:
                yield entry("player-play", _("Start work"), post=url("job_start", job.pk))
            yield entry("check", _("Mark done"), post=url("job_done", job.pk))
        if self.is_mine_running:
            yield entry("player-stop-filled", _("Stop the clock"), post=url("job_stop", job.pk))
        if reader.edits:
            yield entry("user-cog", _("Assign technician…"), get=url("job_assign", job.pk))
        if reader.is_open and reader.may("estimates.answer") and self.sheet.lines:
            ask = f"{link(reader.request, 'estimates:answer', job.order_id)}?job={job.pk}"
            yield entry("message-check", _("Record the answer…"), get=ask)
        if reader.edits and job.state in (J.DRAFT, J.SENT, J.DECLINED):
            yield entry("trash", _("Remove job"), post=url("job_remove", job.pk))

    @cached_property
    def is_mine_running(self) -> bool:
        """The reader's own clock runs on this job."""
        mine = self.reader.request.actor.membership_id
        return any(mine and entry.staff.membership_id == mine for entry in self.sheet.working)

    @property
    def rows(self) -> SafeString:
        return SafeString("".join(lines.row(self.reader, line) for line in self.sheet.lines))

    @property
    def phone_rows(self) -> SafeString:
        return SafeString("".join(lines.phone_row(self.reader, line) for line in self.sheet.lines))

    @property
    def phone_clock(self) -> SafeString:
        """Start or stop, as a button a thumb finds."""
        reader, job = self.reader, self.job
        if self.is_mine_running:
            return _act(reader.url("job_stop", job.pk), "player-stop-filled", _("Stop"))
        if reader.works and job.state in AGREED and not job.done_at:
            return _act(reader.url("job_start", job.pk), "player-play", _("Start work"))
        return EMPTY

    @property
    def takes_lines(self) -> bool:
        return self.reader.edits and not self.is_declined


def _act(url: str, icon: str, word: Text) -> SafeString:
    return format_html(
        '<button type="button" class="btn btn-s grow" hx-post="{}" hx-target="#sheet" hx-swap="innerMorph">{}{}</button>',
        url, components.icon(icon), word,
    )  # fmt: skip


def title(reader: Reader, job: Job) -> SafeString:
    """The title of a job at rest."""
    if reader.edits:
        return components.cell_edit(f"{reader.url('job_title', job.pk)}?v={job.version}", job.title, _("Job"))
    return format_html("{}", job.title)


def people(sheet: JobSheet, at: datetime) -> SafeString:
    """The technician of a job, who works on it, and the time it took."""
    drawn = []
    working = {entry.staff.name: entry for entry in sheet.working}
    if sheet.job.technician is not None and sheet.job.technician.name not in working:
        drawn.append(components.avatar(sheet.job.technician.name))
    drawn.extend(components.avatar(name, "on") for name in working)
    if not drawn:
        return format_html('<span class="t3 sm no-b">{}</span>', _("No one yet"))
    time: SafeString = EMPTY
    if working:
        gone = max(int((at - entry.started_at).total_seconds()) for entry in working.values())
        time = format_html('<b class="num sm c-green" data-clock="{}"></b>', gone)
    elif sheet.minutes:
        time = format_html('<span class="t3 sm no-b">{}</span>', clocked(sheet.minutes))
    done: Text = components.icon("check", "i-s c-green") if sheet.job.done_at else EMPTY
    return format_html('<span class="row-f g6"><span class="avs">{}</span>{}{}</span>', SafeString("".join(drawn)), time, done)


def views(reader: Reader) -> list[JobView]:
    """The jobs of the sheet, numbered."""
    open_jobs = [sheet.job.pk for sheet in reader.sheet.jobs if sheet.job.state != J.DECLINED]
    last = open_jobs[-1] if open_jobs else None
    return [
        JobView(reader, sheet, number, reader.at, has_keys=sheet.job.pk == last) for number, sheet in enumerate(reader.sheet.jobs, start=1)
    ]


@dataclass(frozen=True)
class Approval:
    """How much of the work is agreed to, waits for an answer, is declined, was not offered; net sums."""

    approved: Decimal
    waiting: Decimal
    declined: Decimal
    draft: Decimal

    @property
    def bar(self) -> SafeString:
        shares = ((self.approved, "green"), (self.waiting, "amber"), (self.draft, "grey"), (self.declined, "red"))
        return components.pieces([Part(tone, share) for share, tone in shares if share], _("How much is approved"))

    @property
    def rows(self) -> list[tuple[Text, str]]:
        """Words and sums, without the empty ones."""
        every: list[tuple[Text, Decimal]] = [
            (_("Approved"), self.approved), (_("Waiting"), self.waiting), (_("Not offered yet"), self.draft), (_("Declined"), self.declined),
        ]  # fmt: skip
        return [(word, formats.money(value)) for word, value in every if value]

    @property
    def chip(self) -> SafeString:
        if self.waiting:
            return components.state("approval", "waiting")
        if self.draft:
            return components.state("approval", "draft")
        return components.state("approval", "approved" if self.approved else "declined") if self.approved or self.declined else EMPTY


def approval(jobs: Iterable[JobSheet]) -> Approval:
    """Sum the jobs by what the customer said; a job changed since waits for a new word."""
    sums: dict[str, Decimal] = {}
    for sheet in jobs:
        sums[sheet.job.state] = sums.get(sheet.job.state, ZERO) + sheet.total.net
    waiting = sums.get(J.SENT, ZERO) + sums.get(J.CHANGED, ZERO)
    return Approval(sums.get(J.APPROVED, ZERO), waiting, sums.get(J.DECLINED, ZERO), sums.get(J.DRAFT, ZERO))


def totals(reader: Reader) -> list[tuple[Text, str, str]]:
    """Word, sum and class of each total under the table."""
    sheet = reader.sheet
    currency = sheet.order.currency
    rows: list[tuple[Text, str, str]] = []
    for word, value in ((_("Labour"), sheet.labour), (_("Parts"), sheet.parts), (_("Other"), sheet.other)):
        if value:
            rows.append((word, formats.money(value), ""))
    rows.append((_("Net"), formats.money(sheet.total.net), "m5"))
    rows.extend(
        (_("VAT %(rate)s") % {"rate": formats.percent(rate.rate)}, formats.money(rate.vat), "") for rate in sheet.total.rates if rate.vat
    )
    rows.append((_("Total"), formats.money(sheet.total.gross, currency), "big"))
    if reader.sees_margins and sheet.margin.percent is not None and sheet.margin.cost:
        rows.append(
            (_("Margin %(percent)s") % {"percent": formats.percent(sheet.margin.percent)}, formats.money(sheet.margin.amount), "t3")
        )
    return rows


def context(reader: Reader) -> dict[str, Any]:
    """What the card of jobs, the totals and the approval card need."""
    return {
        "jobs": views(reader), "totals": totals(reader) if reader.sees_prices else [], "approval": approval(reader.sheet.jobs),
        "currency_word": formats.currency_word(reader.sheet.order.currency),
    }  # fmt: skip
