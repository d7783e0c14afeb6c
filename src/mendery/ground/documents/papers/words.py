"""Every word printed on papers and labels, said in the language of the paper.

Titles and sentences of the law are the country's: they come with the snapshot.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Text = str | Promise

WORDS: dict[str, Text] = {
    "customer": gettext_lazy("Customer"),
    "buyer": gettext_lazy("Buyer"),
    "supplier": gettext_lazy("Supplier"),
    "seller": gettext_lazy("Seller"),
    "vehicle": gettext_lazy("Vehicle"),
    "device": gettext_lazy("Device"),
    "machine": gettext_lazy("Machine"),
    "promised": gettext_lazy("Promised for"),
    "to_pay": gettext_lazy("To pay"),
    "total_with_vat": gettext_lazy("Total with VAT"),
    "total": gettext_lazy("Total"),
    "net": gettext_lazy("Without VAT"),
    "labour": gettext_lazy("Labour"),
    "parts": gettext_lazy("Parts and materials"),
    "discount": gettext_lazy("Discount"),
    "paid": gettext_lazy("Paid"),
    "due": gettext_lazy("Still to pay"),
    "owed": gettext_lazy("Still owed at hand-over"),
    "no_vat": gettext_lazy("Not a VAT payer"),
    "reverse": gettext_lazy("Reverse charge"),
    "exempt": gettext_lazy("Exempt from VAT"),
    "number": gettext_lazy("No."),
    "code": gettext_lazy("Code"),
    "text": gettext_lazy("Description"),
    "unit": gettext_lazy("Unit"),
    "quantity": gettext_lazy("Qty"),
    "document_quantity": gettext_lazy("Qty on document"),
    "received_quantity": gettext_lazy("Qty received"),
    "price": gettext_lazy("Price"),
    "cost": gettext_lazy("Unit cost"),
    "discount_short": gettext_lazy("Disc."),
    "vat": gettext_lazy("VAT"),
    "value": gettext_lazy("Value"),
    "complaint": gettext_lazy("What the customer asks for"),
    "accessories": gettext_lazy("Left with the unit"),
    "returned_items": gettext_lazy("Given back with the unit"),
    "condition": gettext_lazy("Marks found at intake"),
    "ordered_work": gettext_lazy("Ordered work"),
    "done_work": gettext_lazy("Work done"),
    "covered": gettext_lazy("What is covered"),
    "from": gettext_lazy("From"),
    "until": gettext_lazy("Until, that day included"),
    "serial": gettext_lazy("Serial number"),
    "meter_limit": gettext_lazy("At most"),
    "document": gettext_lazy("Supplier's document"),
    "warehouse": gettext_lazy("Warehouse"),
    "order": gettext_lazy("Work order"),
    "reason": gettext_lazy("Reason"),
    "received_from": gettext_lazy("Received from"),
    "amount": gettext_lazy("Amount"),
    "paid_for": gettext_lazy("For"),
    "handed_to": gettext_lazy("Handed to"),
    "warranty_until": gettext_lazy("Warranty until"),
    "till": gettext_lazy("Till"),
    "opening": gettext_lazy("Carried over"),
    "closing": gettext_lazy("Closing balance"),
    "cash_in": gettext_lazy("In"),
    "cash_out": gettext_lazy("Out"),
    "turnover": gettext_lazy("Total of the day"),
    "paper_number": gettext_lazy("Paper"),
    "copy": gettext_lazy("Copy"),
    "approved": gettext_lazy("Approved"),
    "waiting": gettext_lazy("Waiting for approval"),
    "declined": gettext_lazy("Declined"),
    "done": gettext_lazy("Done"),
    "repair_warranty": gettext_lazy("Repair warranty"),
    "do_not_remove": gettext_lazy("Do not remove"),
    "seal_until": gettext_lazy("until"),
    "promised_short": gettext_lazy("Promised"),
    "waits_here": gettext_lazy("The customer waits here"),
}

ROLES: dict[str, Text] = {
    "customer": gettext_lazy("Customer"),
    "reception": gettext_lazy("Reception"),
    "made_by": gettext_lazy("Made by"),
    "agreed": gettext_lazy("I agree, customer"),
    "received": gettext_lazy("Received by"),
    "storekeeper": gettext_lazy("Storekeeper"),
    "mechanic": gettext_lazy("Mechanic"),
    "committee": gettext_lazy("Reception committee"),
    "store": gettext_lazy("Received in store"),
    "cashier": gettext_lazy("Cashier"),
    "accountant": gettext_lazy("Accounting"),
    "workshop": gettext_lazy("Workshop"),
}

# Symbols of UN/ECE Recommendation 20; snapshots keep the code.
UNITS: dict[str, Text] = {
    "H87": gettext_lazy("pcs"),
    "C62": gettext_lazy("pcs"),
    "SET": gettext_lazy("set"),
    "PR": gettext_lazy("pair"),
    "HUR": gettext_lazy("h"),
    "MIN": gettext_lazy("min"),
    "DAY": gettext_lazy("days"),
    "MON": gettext_lazy("months"),
    "LTR": gettext_lazy("l"),
    "MLT": gettext_lazy("ml"),
    "KGM": gettext_lazy("kg"),
    "GRM": gettext_lazy("g"),
    "MTR": gettext_lazy("m"),
    "CMT": gettext_lazy("cm"),
    "MTK": gettext_lazy("m²"),
    "MTQ": gettext_lazy("m³"),
    "KMT": gettext_lazy("km"),
    "XBX": gettext_lazy("box"),
    "XPK": gettext_lazy("pack"),
    "RO": gettext_lazy("roll"),
    "KWH": gettext_lazy("kWh"),
}
_METERS: dict[str, Text] = {"km": gettext_lazy("km"), "h": gettext_lazy("h"), "pages": gettext_lazy("pages")}


def word(key: str) -> str:
    """A word by its key, in the language of the paper."""
    return str(WORDS[key])


def unit_symbol(code: str) -> str:
    """How a unit of measure is written; an unknown code stays as it is."""
    return str(UNITS.get(code, code))


def role(code: str) -> str:
    """Who signs; a role that we do not know is written as it was given."""
    return str(ROLES.get(code, code))


def numbered(number: str, day: str) -> str:
    """The line under the title."""
    return _("No. %(number)s · %(day)s") % {"number": number, "day": day}


def tax_id(number: str) -> str:
    """A tax number with its name."""
    return _("Tax ID %(number)s") % {"number": number}


def due_on(day: str) -> str:
    """When an invoice must be paid."""
    return _("Due %(day)s") % {"day": day}


def valid_until(day: str) -> str:
    """How long an estimate holds."""
    return _("Valid until %(day)s") % {"day": day}


def adviser(name: str) -> str:
    """Who speaks with the customer."""
    return _("Adviser: %(name)s") % {"name": name}


def handed_in_by(name: str) -> str:
    """Who brought the unit."""
    return _("Handed in by %(name)s") % {"name": name}


def spend_limit(amount: str) -> str:
    """What may be spent without asking again."""
    return _("Without asking, up to %(amount)s") % {"amount": amount}


def tolerance(percent: str) -> str:
    """How far the price may rise."""
    return _("The price may rise by at most %(percent)s without a new approval.") % {"percent": percent}


def reverses(number: str, day: str) -> str:
    """Which invoice a storno takes back."""
    if not day:
        return _("Reverses invoice %(number)s") % {"number": number}
    return _("Reverses invoice %(number)s of %(day)s") % {"number": number, "day": day}


def vat_label(rate: str, base: str = "") -> str:
    """One line of the VAT of a paper; the base is named when there are several rates."""
    if base:
        return _("VAT %(rate)s on %(base)s") % {"rate": rate, "base": base}
    return _("VAT %(rate)s") % {"rate": rate}


def of_order(number: str) -> str:
    """Which repair a paper belongs to."""
    return _("Work order %(number)s") % {"number": number}


def meter(value: str, kind: str) -> str:
    """A meter with its unit: kilometres, hours, pages."""
    return f"{value}\u00a0{_METERS.get(kind, '')}".rstrip()


def fuel(level: str, kind: str) -> str:
    """The tank in eighths, a battery in per cent."""
    if kind == "vehicle":
        return _("Fuel %(level)s/8") % {"level": level}
    return _("Charge %(level)s %%") % {"level": level}


def months(count: int) -> str:
    """The length of a warranty."""
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


def page_of() -> str:
    """The page number; the places are filled while the pages are drawn."""
    return _("Page {page} of {pages}")


def share_capital(amount: str) -> str:
    """What some laws want a company to say of itself."""
    return _("Share capital %(amount)s") % {"amount": amount}


def signed_at(moment: str) -> str:
    """Under a signature drawn on the screen."""
    return _("signed on screen %(moment)s") % {"moment": moment}


def warranty_months(count: int, day: str) -> str:
    """A warranty in one line."""
    sentence = ngettext("%(count)s month, until %(day)s", "%(count)s months, until %(day)s", count)
    return sentence % {"count": count, "day": day}
