"""What the counter adds to the navigation."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.ground.people.actor import Actor
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import NavEntry


def navigation(actor: Actor, *, request: Any, **_more: Any) -> Iterable[NavEntry]:
    """Check-in, and what is in our hands."""
    if actor.may("intake.do"):
        yield NavEntry(
            key="intake", group="work", order=130, icon="clipboard-plus", label=_("Check-in"), url=link(request, "reception:begin"),
            phone=3, phone_label=_("Check in"),
        )  # fmt: skip
    if actor.may("intake.do") or actor.may("handover.do"):
        yield NavEntry(key="here", group="work", order=140, icon="key", label=_("In our hands"), url=link(request, "reception:here"))
