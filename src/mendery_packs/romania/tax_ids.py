"""CUI and CNP with their control digits; VAT numbers of the rest of the EU."""

import re

from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.ro import cnp, cui

from mendery.ground.company.ports import TaxId

_CNP_LENGTH = 13
# What an invoice carries when a private customer gives no CNP (RO e-Factura rules for sales to persons).
NO_CNP = "0" * _CNP_LENGTH


def check(text: str) -> TaxId:
    """The number as stored: ``RO14399840`` for a VAT payer, ``14399840`` for another company, thirteen digits for a person."""
    compact = re.sub(r"[\s.\-/]+", "", text).upper()
    try:
        return _checked(compact)
    except ValidationError as error:
        raise ValueError(text) from error


def _checked(compact: str) -> TaxId:
    if compact.isdigit() and len(compact) == _CNP_LENGTH:
        if compact != NO_CNP:
            cnp.validate(compact)
        return TaxId(compact, is_company=False)
    if compact[:2].isalpha() and not compact.startswith("RO"):
        return TaxId(eu_vat.validate(compact), is_company=True, is_vat_number=True)
    is_vat_number = compact.startswith("RO")
    digits = cui.validate(compact.removeprefix("RO"))
    return TaxId(f"RO{digits}" if is_vat_number else digits, is_company=True, is_vat_number=is_vat_number)
