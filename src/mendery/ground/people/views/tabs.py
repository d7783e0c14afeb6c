"""The sections of people and access."""

from django.utils.translation import gettext as _

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.components import Tab
from mendery.ground.ui.links import link


def people_tabs(request: MemberRequest) -> list[Tab]:
    """Those that the member may open."""
    actor = request.actor
    found = []
    if actor.may("people.manage"):
        found += [
            Tab(_("People"), link(request, "members:people"), key="people"), Tab(_("Roles"), link(request, "members:roles"), key="roles"),
            Tab(_("Counters with PIN"), link(request, "members:counters"), key="counters"),
        ]  # fmt: skip
    if actor.may("tokens.manage"):
        found.append(Tab(_("API tokens"), link(request, "members:tokens"), key="tokens"))
    return found
