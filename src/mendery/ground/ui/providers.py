"""Typed providers: what Today ranks, what search merges and what the navigation lists come from many apps.

Each app registers a function in its `apps.py`; the page asks all of them. A provider gets the actor of the request as its
first argument and gives its items lazily; it must leave out what the actor may not see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Item = TypeVar("Item")

# The order of "Needs you now": late, failed, customer waiting, part due, not told.
LATE, FAILED, CUSTOMER_WAITING, PART_DUE, NOT_TOLD, OTHER = range(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayItem:
    """One thing that needs a person now. `asset` is safe HTML: a plate or a device."""

    key: str
    rank: int
    asset: Text
    title: Text
    detail: Text
    tone: str
    icon: str
    state: Text
    action: Text
    url: str
    since: datetime | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayTile:
    """One number of the stat strip of Today. `roles` empty means for all."""

    key: str
    order: int
    tone: str
    icon: str
    label: Text
    value: Text
    url: str
    small: Text = ""
    detail: Text = ""
    hot: bool = False
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One found record. `score` 100 is an exact match of a code, plate or number, which Enter opens at once."""

    key: str
    group: Text
    group_order: int
    icon: str
    title: Text
    url: str
    detail: Text = ""
    chip: Text = ""
    score: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """One line of the navigation. `count` is drawn at its end, red when `hot`; `phone` is its place in the
    bottom bar; `go` is the letter that follows `G` on the keyboard."""

    key: str
    group: str
    order: int
    icon: str
    label: Text
    url: str
    count: int = 0
    hot: bool = False
    phone: int = 0
    phone_label: Text = ""
    go: str = ""


@dataclass(slots=True)
class Registry(Generic[Item]):
    """Functions that give items of one kind, by name, so that registering twice does no harm."""

    name: str
    _providers: dict[str, Callable[..., Iterable[Item]]] = field(default_factory=dict)

    def register(self, name: str, provider: Callable[..., Iterable[Item]]) -> None:
        """Ask this function too. The name is the app's label, with a word after it when an app gives more than one."""
        self._providers[name] = provider

    def names(self) -> list[str]:
        """Who provides."""
        return sorted(self._providers)

    def collect(self, *args: Any, **kwargs: Any) -> list[Item]:
        """Everything that the providers give, each key once; the first giver wins."""
        found: dict[str, Item] = {}
        for name in self.names():
            for item in self._providers[name](*args, **kwargs):
                found.setdefault(item.key, item)  # type: ignore[attr-defined]
        return list(found.values())


today_items: Registry[TodayItem] = Registry("today items")
today_tiles: Registry[TodayTile] = Registry("today tiles")
search_hits: Registry[SearchHit] = Registry("search hits")
nav_entries: Registry[NavEntry] = Registry("navigation")

NAV_GROUPS: dict[str, Text] = {
    "": "",
    "work": _("Work"),
    "records": _("Records"),
    "parts": _("Parts"),
    "money": _("Money"),
    "insight": _("Insight"),
    "settings": _("Settings"),
}


def needs_you_now(actor: Any, *, limit: int = 20, **kwargs: Any) -> list[TodayItem]:
    """The one ranked list of Today: by kind of need, then the longest waiting first."""
    items = today_items.collect(actor, **kwargs)
    items.sort(key=lambda item: (item.rank, item.since.timestamp() if item.since else float("inf"), item.key))
    return items[:limit]


def tiles(actor: Any, **kwargs: Any) -> list[TodayTile]:
    """The numbers of Today in their order."""
    return sorted(today_tiles.collect(actor, **kwargs), key=lambda tile: (tile.order, tile.key))


def search(actor: Any, text: str, *, per_group: int = 5, **kwargs: Any) -> list[tuple[Text, list[SearchHit]]]:
    """What was found, in groups, best first. A group shows a few; its list page shows all."""
    hits = search_hits.collect(actor, text, **kwargs)
    hits.sort(key=lambda hit: (hit.group_order, -hit.score, hit.key))
    groups: dict[int, tuple[Text, list[SearchHit]]] = {}
    for hit in hits:
        _, rows = groups.setdefault(hit.group_order, (hit.group, []))
        if len(rows) < per_group:
            rows.append(hit)
    return list(groups.values())


def only_hit(groups: list[tuple[Text, list[SearchHit]]]) -> SearchHit | None:
    """The record that a scan or an exact code means, when there is no doubt."""
    hits = [hit for _, rows in groups for hit in rows]
    exact = [hit for hit in hits if hit.score >= 100]
    if len(exact) == 1:
        return exact[0]
    return hits[0] if len(hits) == 1 else None


def navigation(actor: Any, **kwargs: Any) -> list[tuple[Text, list[NavEntry]]]:
    """The sidebar: groups in their order, each with its entries; empty groups are left out."""
    entries = sorted(nav_entries.collect(actor, **kwargs), key=lambda entry: (entry.order, entry.key))
    groups = [(label, [entry for entry in entries if entry.group == group]) for group, label in NAV_GROUPS.items()]
    return [(label, rows) for label, rows in groups if rows]


def bottom_bar(groups: list[tuple[Text, list[NavEntry]]]) -> list[NavEntry]:
    """The four places of the phone's bottom bar; the fifth is always More."""
    entries = [entry for _, rows in groups for entry in rows if entry.phone]
    return sorted(entries, key=lambda entry: entry.phone)[:4]
