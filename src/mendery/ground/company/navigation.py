"""Our lines of the navigation."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mendery.ground.people.actor import Actor
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry


def entries(actor: Actor, *, request: HttpRequest, **_more: Any) -> Iterator[NavEntry]:
    """Settings, people, background jobs: for those who may."""
    if actor.may("settings.see"):
        yield NavEntry(
            key="settings", group="settings", order=910, icon="settings", label=_("Settings"), url=link(request, "company:entity")
        )
    if actor.may("people.manage"):
        yield NavEntry(
            key="people", group="settings", order=920, icon="users", label=_("People and roles"), url=link(request, "members:people")
        )
