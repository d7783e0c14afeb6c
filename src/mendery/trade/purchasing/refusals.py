"""What goods-in says no to. Each wrong file has its own code and its own sentence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused


class FileNotReadable(Refused):
    """A file that is not a supplier's invoice we can read; nothing was changed. The code says why."""

    code = "not_readable"


class AlreadyImported(Refused):
    """This invoice of this supplier is here already (rule 31)."""

    code = "already_imported"
    status = 409


class NotADraft(Refused):
    """The receipt or order is not a draft any more."""

    code = "not_a_draft"
    status = 409


class LinesToMatch(Refused):
    """Some lines have neither an item nor the word that they are an expense."""

    code = "lines_to_match"
    status = 409


class OverDelivered(Refused):
    """More came than was ordered or invoiced; somebody must decide to keep it (rule 31)."""

    code = "over_delivered"
    status = 409


NEXT_XML = _("Download the invoice again as XML and choose that file.")
NEXT_SUPPLIER = _("Ask the supplier for a correct invoice, or enter the receipt by hand.")


def too_large() -> FileNotReadable:
    """More than the ten megabytes that an e-invoice may have."""
    return FileNotReadable(
        _("The file is larger than 10 MB. An e-invoice never is."), code="too_large", status=413,
        next_step=_("Choose the XML file of the invoice."),
    )  # fmt: skip


def not_xml(what: Any = "") -> FileNotReadable:
    """Not XML at all, or broken."""
    return FileNotReadable(what or _("This file is not an XML invoice."), code="not_xml", next_step=NEXT_XML)


def wrong_totals(differences: list[str]) -> FileNotReadable:
    """The invoice contradicts itself; each difference is named."""
    return FileNotReadable(
        _("The totals of this invoice do not add up. %(differences)s"), params={"differences": " ".join(differences[:5])},
        code="wrong_totals", next_step=NEXT_SUPPLIER,
    )  # fmt: skip


def already_imported(*, number: str, receipt: str, supplier: str) -> AlreadyImported:
    """Names the receipt in which the invoice is."""
    return AlreadyImported(
        _("Invoice %(number)s of %(supplier)s is here already: %(receipt)s."),
        params={"number": number, "supplier": supplier, "receipt": receipt}, field="file",
        next_step=_("Open that receipt. Reverse it first if the invoice must be entered again."),
    )  # fmt: skip


def not_a_draft(number: str) -> NotADraft:
    """Posted papers are reversed, not changed."""
    return NotADraft(
        _("%(number)s is posted, so it cannot be changed."), params={"number": number},
        next_step=_("Reverse it and enter it again."),
    )  # fmt: skip
