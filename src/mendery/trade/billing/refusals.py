"""What billing refuses."""

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused


class NothingToInvoice(Refused):
    """There are no charges that are not on an invoice yet."""

    code = "nothing_to_invoice"
    status = 409


class ChargedAlready(Refused):
    """A line of an order may be charged once."""

    code = "charged_already"
    status = 409


class ChargeInvoiced(Refused):
    """What stands on an invoice cannot be withdrawn."""

    code = "charge_invoiced"
    status = 409


class NotADraft(Refused):
    """Only a draft may be changed or discarded."""

    code = "not_a_draft"
    status = 409


class CannotReverse(Refused):
    """Drafts, stornos and invoices reversed before have nothing to take back."""

    code = "cannot_reverse"
    status = 409


class NotPosted(Refused):
    """Money is settled to posted invoices only."""

    code = "invoice_not_posted"
    status = 409


class OtherParty(Refused):
    """The money is of one customer, the invoice of another."""

    code = "other_party"
    status = 409


class NoCredit(Refused):
    """The customer has paid nothing that is not used already."""

    code = "no_credit"
    status = 409


class DueBeforeIssue(Refused):
    """An invoice cannot be due before its own day."""

    code = "due_before_issue"


class DayNotPossible(Refused):
    """An invoice cannot carry a day that has not come yet."""

    code = "date_in_future"


class ReasonNeeded(Refused):
    """A storno says why."""

    code = "reason_needed"


class BelowZero(Refused):
    """What is given back is a storno, never an invoice below zero."""

    code = "invoice_below_zero"


class NoVatRate(Refused):
    """The country has no rate for the category on that day."""

    code = "no_vat_rate"


class InvoiceNotFound(Refused):
    """There is none with this id here."""

    code = "invoice_not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such invoice here."))
