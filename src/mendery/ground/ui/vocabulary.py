"""One word, one icon, one tone for every state that people see, the same on each page (design language, section 8)."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TONES = ("grey", "blue", "violet", "amber", "orange", "indigo", "cyan", "green", "red")


class Word(NamedTuple):
    """How a state looks: tone, icon and word."""

    tone: str
    icon: str
    label: str | Promise


STAGES = {
    "booked": Word("grey", "calendar-event", _("Booked")),
    "checked_in": Word("blue", "clipboard-check", _("Checked in")),
    "diagnosis": Word("violet", "stethoscope", _("Diagnosis")),
    "waiting_approval": Word("amber", "message-question", _("Waiting approval")),
    "waiting_parts": Word("orange", "package", _("Waiting parts")),
    "in_work": Word("indigo", "tool", _("In work")),
    "quality_check": Word("cyan", "shield-check", _("Quality check")),
    "ready": Word("green", "circle-check", _("Ready")),
    "handed_over": Word("grey", "key", _("Handed over")),
    "cancelled": Word("grey", "x", _("Cancelled")),
}
APPROVAL = {
    "draft": Word("grey", "pencil", _("Draft")),
    "sent": Word("grey", "mail", _("Sent")),
    "seen": Word("amber", "eye", _("Seen")),
    "waiting": Word("amber", "message-question", _("Waiting")),
    "approved": Word("green", "check", _("Approved")),
    "declined": Word("red", "x", _("Declined")),
    "expired": Word("grey", "clock-off", _("Expired")),
}
STOCK = {
    "on_hand": Word("green", "circle-check", _("On hand")),
    "reserved": Word("blue", "lock", _("Reserved")),
    "ordered": Word("amber", "truck", _("Ordered")),
    "short": Word("red", "alert-triangle", _("Short")),
    "given": Word("green", "check", _("Given")),
}
FINDING = {
    "ok": Word("green", "check", _("OK")),
    "soon": Word("amber", "clock", _("Soon")),
    "now": Word("red", "alert-triangle", _("Now")),
    "not_checked": Word("grey", "minus", _("Not checked")),
}
FISCAL = {
    "not_needed": Word("grey", "minus", _("Not needed")),
    "pending": Word("amber", "hourglass", _("Waiting for receipt")),
    "printing": Word("blue", "loader", _("Printing")),
    "printed": Word("green", "check", _("Printed")),
    "failed": Word("red", "printer-off", _("Not printed")),
    "return": Word("violet", "receipt-refund", _("Return")),
}
INVOICE = {
    "draft": Word("grey", "pencil", _("Draft")),
    "posted": Word("blue", "file-check", _("Issued")),
    "sent": Word("blue", "send", _("Sent")),
    "accepted": Word("green", "check", _("e-Factura accepted")),
    "rejected": Word("red", "x", _("e-Factura rejected")),
    "part_paid": Word("amber", "coins", _("Part paid")),
    "paid": Word("green", "check", _("Paid")),
    "late": Word("red", "alarm", _("Late")),
    "reversed": Word("grey", "arrow-back-up", _("Reversed")),
}
WARRANTY = {
    "maker": Word("violet", "certificate", _("Maker warranty")),
    "repair": Word("green", "shield-half", _("Repair warranty")),
    "none": Word("grey", "certificate-off", _("No warranty")),
    "void": Word("red", "shield-x", _("Void")),
}
MESSAGE = {
    "queued": Word("grey", "clock", _("Queued")),
    "sending": Word("blue", "loader", _("Sending")),
    "delivered": Word("green", "check", _("Delivered")),
    "failed": Word("red", "x", _("Failed")),
}
LOAN = {
    "out": Word("amber", "replace", _("Out")),
    "late": Word("red", "alarm", _("Late")),
    "back": Word("green", "check", _("Back")),
}
PAPER = {
    "draft": Word("grey", "pencil", _("Draft")),
    "posted": Word("green", "lock", _("Posted")),
    "reversed": Word("grey", "arrow-back-up", _("Reversed")),
    "cancelled": Word("grey", "x", _("Cancelled")),
}
SETS = {
    "stage": STAGES,
    "approval": APPROVAL,
    "stock": STOCK,
    "finding": FINDING,
    "fiscal": FISCAL,
    "invoice": INVOICE,
    "warranty": WARRANTY,
    "message": MESSAGE,
    "loan": LOAN,
    "paper": PAPER,
}


def word(kind: str, code: str) -> Word:
    """The look of a state; an unknown code is shown as it is, in grey."""
    return SETS[kind].get(code) or Word("grey", "circle-dashed", code)
