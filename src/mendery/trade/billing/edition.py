"""A business may invoice elsewhere: then the verbs of invoices are not offered, while work is charged and money taken as ever."""

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.tenancy import switches
from mendery.ground.tenancy.switches import Feature


class InvoicingOff(Refused):
    """The business does not make invoices here."""

    code = "invoicing_off"
    status = 409


def invoices_here() -> bool:
    """Whether invoices are made here; what was made before stays readable."""
    return switches.is_on(Feature.INVOICING)


def need_invoices() -> None:
    """Refuse a verb of invoices where they are not made.

    refuses  InvoicingOff
    """
    if not invoices_here():
        raise InvoicingOff(
            _("This business does not make invoices here."),
            next_step=_("Take the payment on the work order, or turn invoicing on in the settings."),
        )
