"""What the cash desk refuses."""

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused


class ShiftNotOpen(Refused):
    """Cash needs an open till."""

    code = "shift_not_open"
    status = 409


class ShiftOpenAlready(Refused):
    """A till has one open shift at a time."""

    code = "shift_open_already"
    status = 409


class ShiftIsClosed(Refused):
    """A closed shift never changes."""

    code = "shift_closed"
    status = 409


class WhichTill(Refused):
    """Several tills are open."""

    code = "which_till"


class AmountNotPossible(Refused):
    """Nought, less, or parts of a cent."""

    code = "amount_not_possible"


class NotEnoughInDrawer(Refused):
    """More is to be given out than there is."""

    code = "not_enough_in_drawer"
    status = 409


class CountDoesNotAdd(Refused):
    """The count sheet and the counted sum differ."""

    code = "count_does_not_add"


class CashOverLimit(Refused):
    """The law limits cash from or to one payer in a day. A warning: it passes when it was read."""

    code = "cash_over_limit"


class DayNotPossible(Refused):
    """Cash moves today; other money cannot come on a day that is not there yet."""

    code = "date_not_possible"


class InvoiceNotPayable(Refused):
    """Nothing is to be paid on it."""

    code = "invoice_not_payable"
    status = 409


class RefundTooMuch(Refused):
    """More than is left of the payment."""

    code = "refund_too_much"
    status = 409


class CannotRefund(Refused):
    """What was given back cannot be given back."""

    code = "cannot_refund"
    status = 409


class ReasonNeeded(Refused):
    """Money that leaves the till says why."""

    code = "reason_needed"


class PayerNeeded(Refused):
    """Money comes from somebody."""

    code = "payer_needed"

    def __init__(self) -> None:
        super().__init__(_("It is not said who pays."), field="party_id", next_step=_("Name the customer or the invoice."))


class NoReceiptNeeded(Refused):
    """The payment waits for no fiscal receipt."""

    code = "no_receipt_needed"
    status = 409


class NoPrinter(Refused):
    """No fiscal printer is connected to this program."""

    code = "no_fiscal_printer"
    status = 409


class TillTaken(Refused):
    """Another till has this code."""

    code = "till_code_taken"
    status = 409


class TillNotFound(Refused):
    """There is none with this id here."""

    code = "till_not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such till here."))


class ShiftNotFound(Refused):
    """There is none with this id here."""

    code = "shift_not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such till shift here."))


class PaymentNotFound(Refused):
    """There is none with this id here."""

    code = "payment_not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such payment here."))
