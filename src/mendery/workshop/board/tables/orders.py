"""The list of orders: its columns by right, its rows as strings, its tabs and filters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import Tab
from mendery.ground.ui.links import link
from mendery.workshop.board.queries import orders
from mendery.workshop.board.queries.orders import Chosen, Progress
from mendery.workshop.workorders.states import WorkOrderState

from .looks import Promises, Stages, thing, work
from .people import People

Text = str | Promise
_NO_ID = UUID(int=0)
_THIN_MARGIN = 33
_NOTHING = Progress()
VIEW_WORDS: dict[str, Text] = {
    orders.OPEN: gettext_lazy("Open jobs"),
    orders.MINE: gettext_lazy("Mine"),
    orders.LATE: gettext_lazy("Late or at risk"),
    orders.CUSTOMER: gettext_lazy("Waiting on customer"),
    orders.UNPAID: gettext_lazy("Ready, not paid"),
    orders.ALL: gettext_lazy("All"),
}
PROMISED_WORDS: dict[str, Text] = {
    "today": gettext_lazy("Today"),
    "tomorrow": gettext_lazy("Tomorrow"),
    "week": gettext_lazy("Next 7 days"),
    "past": gettext_lazy("Late"),
}


@dataclass(frozen=True)
class Sees:
    """What a reader of the list may see and do."""

    customers: bool
    prices: bool
    costs: bool
    margins: bool
    assigns: bool

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return 7 + self.customers + self.prices + self.margins + self.assigns


def sees(actor: Actor) -> Sees:
    """By the rights of the reader."""
    return Sees(
        customers=actor.may("parties.see"), prices=actor.may("prices.see"), costs=actor.may("costs.see"),
        margins=actor.may("margins.see"), assigns=actor.may("orders.edit"),
    )  # fmt: skip


def address_of(request: MemberRequest) -> Callable[[UUID], str]:
    """The addresses of orders, worked out once and not for each row."""
    before, after = link(request, "workorders:order", _NO_ID).split(str(_NO_ID))
    return lambda order_id: f"{before}{order_id}{after}"


class OrderRows:
    """Draws rows: everything that is the same for all of them is asked for once."""

    def __init__(self, request: MemberRequest, people: People, stages: Stages) -> None:
        self.sees = sees(request.actor)
        self.url = address_of(request)
        self.people, self.stages, self.promises = people, stages, Promises()
        self.select = _("Select %(number)s")

    def draw(self, rows: Iterable[Any]) -> SafeString:
        """All rows of one page."""
        rows = list(rows)
        progress = orders.progress_of(row.id for row in rows)
        return SafeString("".join(self.row(row, progress.get(row.id, _NOTHING)) for row in rows))

    def row(self, row: Any, progress: Progress) -> str:
        """One order. Every value that people typed is escaped here; the rest is markup of our own parts."""
        promise, tone = self.promises.text(row.stage, row.promised_at)
        url, number, sees_ = self.url(row.id), escape(row.number), self.sees
        tick = f'<td class="w28"><input type="checkbox" class="ck" name="id" value="{row.id}" aria-label="{self.select % {"number": number}}"></td>'
        customer = f'<td class="q-c t2"><div class="el mw180">{escape(row.party__name)}</div></td>'
        return (
            f'<tr data-href="{url}">{tick if sees_.assigns else ""}<td class="t3 nw">{number}</td><td class="q-a">{thing(row)}</td>'
            f'<td class="q-t m5"><div class="el mw180"><a class="t1" href="{url}">{escape(work(row))}</a></div></td>'
            f'{customer if sees_.customers else ""}<td class="q-s">{self.stages.chip(row.stage)}</td>'
            f'<td class="q-p nw {tone}">{promise}</td><td>{self.people.avatars(team_of(row, progress))}</td>'
            f'<td class="w64">{self._bar(row, progress, tone)}</td>{self._money(row)}</tr>'
        )

    def _bar(self, row: Any, progress: Progress, tone: str) -> str:
        percent = progress.percent
        if percent is None:
            return ""
        colour = "red" if "red" in tone else "green" if percent == 100 else "indigo"
        return _bar(percent, colour)

    def _money(self, row: Any) -> str:
        cells = f'<td class="num">{formats.money(row.gross)}</td>' if self.sees.prices else ""
        if not self.sees.margins:
            return cells
        margin = orders.margin_of(row.net, row.cost)
        tone = "c-amber" if margin is not None and margin < _THIN_MARGIN else "t2"
        return f'{cells}<td class="num {tone}">{formats.percent(margin)}</td>'


_bars: dict[tuple[int, str], str] = {}


def _bar(percent: int, colour: str) -> str:
    """Progress is one of a hundred, so each bar is drawn once."""
    key = (percent, colour)
    if key not in _bars:
        _bars[key] = components.bar(percent, colour, f"{percent} %")
    return _bars[key]


def team_of(row: Any, progress: Progress) -> list[UUID]:
    """Who is responsible for the order first, then who does its jobs."""
    others = [one for one in progress.people if one != row.technician_id]
    return [row.technician_id, *others] if row.technician_id else others


def tabs(request: MemberRequest, counts: dict[str, int] | None = None) -> list[Tab]:
    """The saved views, with how many orders they hold once that was counted."""
    base, known = link(request, "board:orders"), counts or {}
    return [
        Tab(word, base if view == orders.OPEN else f"{base}?view={view}", components.count(known[view], orders.COUNTED_AT_MOST) if view in known else None, view)
        for view, word in VIEW_WORDS.items()
    ]  # fmt: skip


@dataclass(frozen=True)
class Pill:
    """One filter that is on, and the address of the list without it."""

    label: str
    url: str


def pills(request: MemberRequest, chosen: Chosen, stages: Stages, people: People) -> list[Pill]:
    """The filters that are on."""
    words = {
        "stage": _("Stage: %(what)s") % {"what": stages.word(chosen.stage)},
        "state": _("State: %(what)s") % {"what": dict(WorkOrderState.choices).get(chosen.state, "")},
        "technician": _("Team: %(what)s") % {"what": people.name(chosen.technician) or _("nobody")},
        "promised": _("Promised: %(what)s") % {"what": PROMISED_WORDS.get(chosen.promised, "")},
        "until": _("Opened until %(day)s") % {"day": formats.full_day(chosen.until)},
    }
    return [
        Pill(word, where(request, request.GET, **{name: "", "view": chosen.view})) for name, word in words.items() if getattr(chosen, name)
    ]


def where(request: MemberRequest, query: QueryDict, name: str = "board:orders", **changes: str) -> str:
    """The address of the list with some of its filters changed; an empty value takes one away."""
    values = {key: value for key, value in query.items() if key in KEPT} | changes
    text = urlencode({key: value for key, value in values.items() if value})
    base = link(request, name)
    return f"{base}?{text}" if text else base


KEPT = ("view", "stage", "state", "late", "technician", "promised", "until", "q", "limit")


def sum_text(request: MemberRequest, found: orders.Totals, currency: str) -> str:
    """`24 rows · 35.003,74 lei`."""
    shown = f"{components.count(found.count)}+" if found.is_cut else components.count(found.count)
    text = ngettext("%(n)s row", "%(n)s rows", found.count) % {"n": shown}
    if not request.actor.may("prices.see") or found.is_cut:
        return text
    return f"{text} · {formats.money(found.gross, currency)}"
