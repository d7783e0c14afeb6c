"""What these pages add to the navigation and to the numbers of Today."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry


def navigation(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[NavEntry]:
    """Today and the list of jobs."""
    if actor.may("today.see"):
        yield NavEntry(key="today", group="", order=10, icon="sun", label=_("Today"), url=link(request, "board:today"), phone=1, go="t")
    if actor.may("orders.see"):
        yield NavEntry(
            key="orders", group="work", order=110, icon="layout-list", label=_("Job list"), url=link(request, "board:orders"), phone=2,
            phone_label=_("Jobs"), go="b",
        )  # fmt: skip
