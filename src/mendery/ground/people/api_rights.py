"""What an API operation asks before it acts."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .actor import Actor
from .guards import NoRight


def needs(request: HttpRequest, *rights: str) -> Actor:
    """The actor, if they hold one of the rights; else the refusal ``no_right``."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not any(actor.may(right) for right in rights):
        raise NoRight(
            _("This token's role does not include %(rights)s."), params={"rights": ", ".join(rights)},
            next_step=_("Use a token of somebody who may, or have the role changed."),
        )  # fmt: skip
    return actor
