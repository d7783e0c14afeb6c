"""Rows and numbers of Today, as ready pieces."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, providers
from mendery.ground.ui.links import link
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import icon_of, shown_name
from mendery.trade.cashdesk.models import Method
from mendery.workshop.board.queries.today import Business, Cash, Clocked, Some
from mendery.workshop.workorders import stages

from .looks import Promises, Stages, thing
from .orders import address_of

Text = str | Promise
RECEPTION, WORKSHOP, STORES, OWNER = "reception", "workshop", "stores", "owner"
VIEW_WORDS: dict[str, Text] = {
    RECEPTION: gettext_lazy("Reception"),
    WORKSHOP: gettext_lazy("Workshop"),
    STORES: gettext_lazy("Stores"),
    OWNER: gettext_lazy("Owner"),
}
_NEEDS = {
    RECEPTION: ("intake.do", "handover.do", "cash.take"),
    WORKSHOP: ("orders.work", "orders.edit"),
    STORES: ("stock.issue",),
    OWNER: ("margins.see",),
}
# Where each role begins its day, the first that a member holds.
_HOMES = (
    ("manager", OWNER), ("administrator", OWNER), ("receptionist", RECEPTION), ("storekeeper", STORES), ("cashier", RECEPTION),
    ("mechanic", WORKSHOP),
)  # fmt: skip
_CELLS = 6


def views_of(request: MemberRequest) -> list[str]:
    """The views that the reader may choose from."""
    return [view for view, rights in _NEEDS.items() if any(request.actor.may(right) for right in rights)]


def home_of(request: MemberRequest, views: list[str]) -> str:
    """The view with which a member begins; nothing for those whose work is elsewhere (rulings 4)."""
    homes = (view for role, view in _HOMES if role in request.member.roles and view in views)
    return next(homes, views[0] if views else "")


def greeting(name: str) -> str:
    """By the hour of the branch, with the first name."""
    hour, first = timezone.localtime().hour, name.split()[0] if name.split() else name
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": first}
    if hour < 18:
        return _("Good afternoon, %(name)s") % {"name": first}
    return _("Good evening, %(name)s") % {"name": first}


@dataclass(frozen=True)
class Row:
    """One order in a list of Today."""

    url: str
    time: str
    thing: SafeString
    title: str
    detail: str
    flag: SafeString
    stage: SafeString
    acts_at: str = ""


class Rows:
    """Draws orders for the lists of Today."""

    def __init__(self, request: MemberRequest, looks: Stages) -> None:
        self.request, self.looks, self.promises = request, looks, Promises()
        self.url: Callable[[UUID], str] = address_of(request)
        self.sees_customers = request.actor.may("parties.see")
        self.gives_back = request.actor.may("handover.do")

    def _row(self, row: Any, time: str, flag: SafeString = components.EMPTY) -> Row:
        model = f"{row.unit__make} {row.unit__model}".strip() if row.unit__plate else row.unit__serial
        detail = " · ".join(part for part in (row.party__name, formats.phone(row.party__phone) if row.party__phone else "") if part)
        hands = link(self.request, "reception:handover", row.id) if self.gives_back and row.stage == stages.READY else ""
        return Row(
            self.url(row.id), time, thing(row), " · ".join(part for part in (model, row.title) if part) or row.number,
            detail if self.sees_customers else row.number, flag, self.looks.chip(row.stage), hands,
        )  # fmt: skip

    def plain(self, row: Any) -> Row:
        """One order without an hour."""
        return self._row(row, "")

    def arrived(self, some: Some) -> list[Row]:
        """By the hour they came."""
        waits = components.flag("cyan", _("Waits here"), "coffee")
        return [self._row(row, formats.clock(row.opened_at), waits if row.details__waits_here else components.EMPTY) for row in some.rows]

    def promised(self, some: Some) -> list[Row]:
        """By the hour for which they were promised; what is late says so."""
        found = []
        for row in some.rows:
            text, tone = self.promises.text(row.stage, row.promised_at)
            flag = components.flag("red", text, "alarm") if "red" in tone else components.EMPTY
            found.append(self._row(row, formats.clock(row.promised_at), flag))
        return found

    def under_way(self, some: Some) -> list[Row]:
        """What the workshop has before it, with its promise."""
        found = []
        for row in some.rows:
            text, tone = self.promises.text(row.stage, row.promised_at)
            tone = "red" if "red" in tone else "amber" if tone else "grey"
            found.append(self._row(row, "", components.flag(tone, text, "clock") if row.promised_at else components.EMPTY))
        return found


def unit_tag(unit: Unit) -> SafeString:
    """The plate of a vehicle, else the picture and name of a device."""
    return components.plate(unit.plate) if unit.plate else components.dev(icon_of(unit), str(unit))


@dataclass(frozen=True)
class Worker:
    """A technician in the card of people."""

    avatar: SafeString
    name: str
    what: str
    url: str = ""
    seconds: int | None = None
    tone: str = "green"


_LONG = 4 * 3600


def workers(request: MemberRequest, clocks: list[Clocked], everybody: list[Any]) -> list[Worker]:
    """Who works on what, then who is free."""
    url, found, busy, country = address_of(request), [], set(), formats.current().country
    for one in clocks:
        staff, job = one.entry.staff, one.entry.job
        busy.add(staff.pk)
        what = " · ".join((shown_name(job.order.unit, country), job.title))
        tone = "amber" if one.seconds > _LONG else "green"
        found.append(Worker(components.avatar(staff.name, tone=staff.tone), staff.name, what, url(job.order_id), one.seconds, tone))
    free = _("on no job now")
    return found + [Worker(components.avatar(staff.name, tone=staff.tone), staff.name, free) for staff in everybody if staff.pk not in busy]


def strip(
    request: MemberRequest, view: str, arrivals: Some, rows: list[Row], cash: Cash | None, currency: str
) -> list[providers.TodayTile]:
    """At most six numbers: who came today, what the apps tell for this role, the money of today."""
    roles = set(request.member.roles)
    told = [tile for tile in providers.tiles(request.actor, request=request) if not tile.roles or tile.roles & roles]
    own = []
    if view == RECEPTION:
        told = [tile for tile in told if tile.key != "orders:here"]
        last = _("Last at %(time)s") % {"time": rows[0].time} if rows else _("Nobody yet")
        own.append(
            providers.TodayTile(
                key="board:arrived", order=0, tone="blue", icon="calendar-event", label=_("Arrived today"), value=components.count(arrivals.count),
                url=f"{link(request, 'board:orders')}?view=all", detail=last,
            )
        )  # fmt: skip
    room = _CELLS - len(own) - (cash is not None)
    end = [cash_tile(request, cash, currency)] if cash is not None else []
    return own + told[:room] + end


def cash_tile(request: MemberRequest, cash: Cash, currency: str) -> providers.TodayTile:
    """What was taken today."""
    words = {Method.CARD: _("Card %(sum)s"), Method.CASH: _("Cash %(sum)s"), Method.BANK: _("Bank %(sum)s")}
    parts = [words[Method(method)] % {"sum": formats.money(total, whole=True)} for method, total in sorted(cash.by_method.items())]
    return providers.TodayTile(
        key="board:cash", order=90, tone="grey", icon="cash", label=_("Cash today"), value=formats.money(cash.total, whole=True),
        small=formats.currency_word(currency), detail=" · ".join(parts) or _("No payments yet"), url="",
    )  # fmt: skip


def owner_strip(request: MemberRequest, found: Business, currency: str) -> list[providers.TodayTile]:
    """The month in four numbers."""
    word, tile = formats.currency_word(currency), providers.TodayTile
    gain = found.finished_net - found.finished_cost
    margin = formats.percent(gain * 100 / found.finished_net) if found.finished_net else "—"
    alive = sum(gross for _n, gross in found.by_stage.values())
    orders = link(request, "board:orders")
    return [
        tile(
            key="month", order=1, tone="indigo", icon="file-invoice", label=_("Invoiced this month"), value=formats.money(found.invoiced, whole=True),
            small=word, detail=_("Today %(sum)s, without VAT") % {"sum": formats.money(found.invoiced_today, whole=True)}, url="",
        ),
        tile(
            key="margin", order=2, tone="green", icon="percentage", label=_("Margin this month"), value=margin,
            detail=_("%(sum)s on finished jobs") % {"sum": formats.money(gain, currency, whole=True)}, url="",
        ),
        tile(
            key="finished", order=3, tone="cyan", icon="circle-check", label=_("Finished this month"), value=components.count(found.finished),
            detail=_("%(sum)s without VAT") % {"sum": formats.money(found.finished_net, currency, whole=True)}, url=f"{orders}?view=all&state=finished",
        ),
        tile(
            key="alive", order=4, tone="blue", icon="tool", label=_("Open jobs"), value=components.count(sum(n for n, _gross in found.by_stage.values())),
            detail=_("%(sum)s with VAT") % {"sum": formats.money(alive, currency, whole=True)}, url=orders,
        ),
    ]  # fmt: skip


def days(found: Business, currency: str) -> SafeString:
    """What was invoiced on each of the last fourteen days, as columns."""
    last = formats.money(found.by_day[-1][1], currency, whole=True)
    label = _("Invoiced on each of the last 14 days; today %(sum)s") % {"sum": last}
    return components.spark([max(net, Decimal(0)) for _day, net in found.by_day], label, width=300, height=64)
