"""Warnings of a draft, in words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mendery.ground.ui.formats import money
from mendery.registers.catalogue.units import symbol


def sentence(warning: Mapping[str, Any]) -> str:
    """What to know of one warning; nothing for codes that need no words."""
    code, params = warning["code"], dict(warning.get("params", {}))
    if code == "rounding_difference":
        return _rounding(params)
    if code == "unit_differs":
        params = {"line": params["line"], "theirs": symbol(params["theirs"]), "ours": symbol(params["ours"])}
    sentences = {
        "addressed_to_another_company": _("This invoice is addressed to another company: %(name)s, %(tax_id)s."),
        "new_supplier": _("%(name)s is a new supplier, registered from this invoice. Check the card."),
        "supplier_tax_id_not_right": _("The tax number %(tax_id)s of the supplier has a wrong control digit and was left out."),
        "lines_below_zero": _("Lines below zero are discounts or goods sent back. They lower the debt and move no stock."),
        "unit_differs": _("Line %(line)s is counted in %(theirs)s, our item in %(ours)s. Check the counted quantity."),
        "enclosed_file_not_kept": _("The enclosed file %(name)s is not what its name says, so it was not kept."),
    }
    return sentences[code] % params if code in sentences else ""


def _rounding(params: Mapping[str, str]) -> str:
    shown = {
        "where": params.get("where", ""), "expected": money(Decimal(params["expected"])), "stated": money(Decimal(params["stated"])),
    }  # fmt: skip
    if params["what"] == "line":
        return _("Line %(where)s would be %(expected)s by its price, the invoice says %(stated)s.") % shown
    if params["what"] == "vat":
        return _("VAT of %(where)s %% would be %(expected)s on the whole, the invoice says %(stated)s.") % shown
    return _("The lines of %(where)s %% sum to %(expected)s, the invoice says %(stated)s.") % shown


def sentences(warnings: Iterable[Mapping[str, Any]]) -> list[str]:
    """All warnings; many alike are cut after three."""
    seen: dict[str, int] = {}
    found = []
    for warning in warnings:
        seen[warning["code"]] = seen.get(warning["code"], 0) + 1
        text = sentence(warning)
        if text and seen[warning["code"]] <= 3:
            found.append(text)
    return found
