"""The sections of the settings. Higher apps add theirs: ``setting_tabs.register("documents", function_of_request)``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.components import Tab
from mendery.ground.ui.links import link


@dataclass(frozen=True, kw_only=True)
class SettingTab:
    """One section: its page, and the right that opens it."""

    key: str
    order: int
    label: str | Promise
    url_name: str
    right: str = "settings.see"


_OURS = (
    SettingTab(key="entity", order=10, label=_("Company"), url_name="company:entity"),
    SettingTab(key="branches", order=20, label=_("Branches"), url_name="company:branches"),
    SettingTab(key="features", order=30, label=_("Editions and rules"), url_name="company:features"),
    SettingTab(key="staff", order=40, label=_("Staff"), url_name="company:staff"),
    SettingTab(key="locks", order=60, label=_("Period locks"), url_name="company:locks"),
    SettingTab(key="rates", order=70, label=_("Exchange rates"), url_name="company:rates"),
    SettingTab(key="jobs", order=90, label=_("Background work"), url_name="jobs:list"),
)
_sources: dict[str, Callable[[], Iterable[SettingTab]]] = {"company": lambda: _OURS}


def register(name: str, source: Callable[[], Iterable[SettingTab]]) -> None:
    """Add sections of a higher app."""
    _sources[name] = source


def sections(request: MemberRequest) -> list[Tab]:
    """The sections that the member may open, in order."""
    actor = request.actor
    tabs = sorted((tab for source in _sources.values() for tab in source()), key=lambda tab: tab.order)
    return [Tab(tab.label, link(request, tab.url_name), key=tab.key) for tab in tabs if actor.may(tab.right)]


def context(request: MemberRequest, section: str, **more: Any) -> dict[str, Any]:
    """What ``company/settings.html`` needs, with the values of the page."""
    may_edit = request.actor.may("settings.edit")
    return {"sections": sections(request), "section": section, "active": "settings", "may_edit": may_edit, **more}
