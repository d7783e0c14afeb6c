"""What the store says no to."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mendery.ground.events import Refused
from mendery.ground.ui.formats import qty


class NotEnoughInStock(Refused):
    """Less is free than was asked for; nothing was taken."""

    code = "not_enough_in_stock"
    status = 409


class HeldForJobs(Refused):
    """Stock would fall below what is reserved; a reservation must be released first (rule 29)."""

    code = "held_for_jobs"
    status = 409


class UsedUp(Refused):
    """Goods of the receipt were issued already."""

    code = "used_up"
    status = 409


class ReturnExceedsIssue(Refused):
    """More is given back than was issued."""

    code = "return_exceeds_issue"
    status = 409


class SerialsNeeded(Refused):
    """A serial-tracked item moves only with one serial number per piece."""

    code = "serials_needed"


class SerialNotHere(Refused):
    """The serial number is not where the act needs it (rule 49)."""

    code = "serial_not_here"
    status = 409


class QuantityNotPossible(Refused):
    """A quantity must be above zero, with three decimals at most."""

    code = "quantity_not_possible"


def named(item: Any) -> str:
    """An item as sentences name it."""
    return f"{item.name} {item.code}".strip()


def not_enough(*, item: Any, asked: Decimal, free: Decimal, held_for: Iterable[str]) -> NotEnoughInStock:
    """Only 3 of 5 are free, and who holds the rest."""
    orders = ", ".join(held_for)
    params = {"free": qty(free), "asked": qty(asked), "item": named(item), "orders": orders}
    if orders:
        message = _("Only %(free)s of %(asked)s %(item)s are free; others are held for %(orders)s.")
    else:
        message = _("Only %(free)s of %(asked)s %(item)s are on the shelf.")
    return NotEnoughInStock(message, params=params, field="quantity", next_step=_("Take what is free now, and order the rest."))


def held_for_jobs(*, item: Any, left: Decimal, held: Decimal, orders: list[str]) -> HeldForJobs:
    """Below reserved, and which reservations could be released."""
    message = ngettext_lazy(
        "%(left)s of %(item)s would be left, but %(held)s are held for order %(orders)s.",
        "%(left)s of %(item)s would be left, but %(held)s are held for orders %(orders)s.",
        len(orders),
    )
    return HeldForJobs(
        message % {"left": qty(left), "item": named(item), "held": qty(held), "orders": ", ".join(orders) or "—"},
        next_step=_("Release a reservation on one of them first."),
    )


def check_quantity(quantity: Decimal) -> None:
    """Refuse what is not a countable amount of goods."""
    if quantity <= 0 or not quantity.is_finite() or quantity != round(quantity, 3):
        raise QuantityNotPossible(
            _("A quantity must be above zero, with three decimals at most."), field="quantity",
            next_step=_("Correct the quantity."),
        )  # fmt: skip
