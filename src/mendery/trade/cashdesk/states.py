"""What a row of the cash register journal can be, and where a till's shift may go."""

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents.states import moves

DRAFT, POSTED = "draft", "posted"
OPEN, CLOSED = "open", "closed"
MOVES = moves((OPEN, CLOSED))

PAYMENT, REFUND, PAY_IN, PAY_OUT = "payment", "refund", "pay_in", "pay_out"
OPENING_DIFFERENCE, COUNT_DIFFERENCE, TAKE_OUT = "opening_difference", "count_difference", "take_out"
ENTRIES = {
    PAYMENT: _("Payment"),
    REFUND: _("Money given back"),
    PAY_IN: _("Pay in"),
    PAY_OUT: _("Pay out"),
    OPENING_DIFFERENCE: _("Difference at opening"),
    COUNT_DIFFERENCE: _("Difference at the count"),
    TAKE_OUT: _("Taken out at closing"),
}
# What moves the drawer between opening and count (rule 20).
COUNTED = (PAYMENT, REFUND, PAY_IN, PAY_OUT)

RECEIPT, SLIP, Z_REPORT = "cash_receipt", "cash_slip", "z_report"  # number series
JOURNAL = "cash_journal"  # the paper of a day
SHIFT = "shift"
