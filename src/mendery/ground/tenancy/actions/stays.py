"""How the stay of a business begins and changes. Platform work: under the owner's role, or by the set-up assistant."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.tenancy.models import Business, Stay

# Erasing removes rows and comes with its own proof; it is no change of a word.
MOVES = {
    Stay.DEMO: (Stay.ARCHIVED,),
    Stay.ACTIVE: (Stay.READ_ONLY, Stay.ARCHIVED),
    Stay.READ_ONLY: (Stay.ACTIVE, Stay.ARCHIVED),
    Stay.ARCHIVED: (Stay.READ_ONLY, Stay.ACTIVE),
}


def begin(*, name: str, slug: str = "", stay: str = Stay.ACTIVE) -> Business:
    """A new business with its address ``/b/<slug>/``; without a slug one is made of the name.

    refuses  ``slug_taken``
    """
    wanted = slugify(slug or name)[:40] or "business"
    try:
        with transaction.atomic():
            return Business.objects.create(slug=wanted, name=name.strip()[:120], stay=stay)
    except IntegrityError as error:
        raise Refused(
            _("Another business has the address %(slug)s already."), code="slug_taken", params={"slug": wanted}, field="slug", status=409,
            next_step=_("Choose another short name."),
        ) from error  # fmt: skip


def change(*, business: Business, to: str) -> Business:
    """Make a business read only, archive it, or bring it back. Its rows stay as they are.

    refuses  ``stay_not_allowed``
    """
    if to not in MOVES.get(Stay(business.stay), ()):
        raise Refused(
            _("A business that is %(stay)s cannot become %(wanted)s."), code="stay_not_allowed", status=409,
            params={"stay": business.get_stay_display(), "wanted": dict(Stay.choices).get(to, to)},
            next_step=_("Choose one of: %(choices)s.") % {"choices": ", ".join(MOVES.get(Stay(business.stay), ()))},
        )  # fmt: skip
    business.stay = to
    business.save(update_fields=["stay"])
    return business


def rename(*, business: Business, name: str) -> Business:
    """How the business is called on pages."""
    business.name = name.strip()[:120]
    business.save(update_fields=["name"])
    return business
