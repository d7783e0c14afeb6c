"""Reads UBL 2.1 invoices (EN 16931, CIUS-RO): the fields that goods-in needs, by their business terms."""

import base64
import binascii
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from mendery.registers.catalogue import units

from .invoices import Adjustment, Enclosed, ReadLine, Sender, SupplierInvoice, Totals, VatGroup, VatTotal
from .refusals import NEXT_SUPPLIER, FileNotReadable, too_large
from .safe_xml import parse

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = f"{{{_UBL}CommonAggregateComponents-2}}", f"{{{_UBL}CommonBasicComponents-2}}"
_INVOICE, _CREDIT_NOTE = f"{{{_UBL}Invoice-2}}Invoice", f"{{{_UBL}CreditNote-2}}CreditNote"
_CII = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
_CREDIT_TYPES = {"381", "396", "261"}
_MOST_LINES = 5000
_LARGEST_NUMBER = Decimal(10) ** 11
_NONE = Decimal(0)
# Codes of Recommendations 20 and 21 that suppliers use besides those in which we count.
_OTHER_UNITS = frozenset(
    [
        "5B",
        "ANN",
        "APZ",
        "BG",
        "BLL",
        "BO",
        "CA",
        "CEN",
        "CLT",
        "CMK",
        "CMQ",
        "CR",
        "CT",
        "CTN",
        "DZN",
        "DMT",
        "DMQ",
        "E48",
        "E49",
        "FOT",
        "GLL",
        "GRO",
        "HLT",
        "HAR",
        "INH",
        "JAR",
        "KTM",
        "LEF",
        "LM",
        "LS",
        "MGM",
        "MIL",
        "MMT",
        "MMK",
        "MMQ",
        "NIU",
        "NMP",
        "NPR",
        "NRL",
        "PG",
        "PT",
        "RM",
        "SEC",
        "SMI",
        "ST",
        "TNE",
        "TU",
        "WEE",
        "XAE",
        "XBA",
        "XBE",
        "XBG",
        "XBO",
        "XBJ",
        "XBH",
        "XBK",
        "XBL",
        "XBN",
        "XBR",
        "XBU",
        "XBX",
        "XCA",
        "XCN",
        "XCO",
        "XCR",
        "XCS",
        "XCT",
        "XCY",
        "XDR",
        "XJR",
        "XKI",
        "XLT",
        "XNE",
        "XPA",
        "XPF",
        "XPG",
        "XPK",
        "XPL",
        "XPR",
        "XPU",
        "XPX",
        "XRL",
        "XRO",
        "XSA",
        "XSH",
        "XST",
        "XSX",
        "XTB",
        "XTU",
        "XVL",
        "XVR",
        "XZZ",
        "ZZ",
    ]
)


def _path(path: str) -> str:
    return "/".join((_CAC if part[0] == "+" else _CBC) + part.lstrip("+") for part in path.split("/"))


_paths: dict[str, str] = {}


def _find(node: Any, path: str) -> Any:
    """``+Item/Name``: a plus marks an aggregate."""
    known = _paths.get(path)
    if known is None:
        known = _paths[path] = _path(path)
    return node.find(known)


def _all(node: Any, path: str) -> list[Any]:
    return node.findall(_path(path))


def _text(node: Any, *paths: str, limit: int = 300) -> str:
    """The first of these that says something, on one line."""
    for path in paths:
        found = _find(node, path)
        if found is not None and found.text:
            text = " ".join(found.text.split())
            if text:
                return text[:limit]
    return ""


def _not_understood(name: str, value: str) -> FileNotReadable:
    return FileNotReadable(
        _("The invoice says “%(value)s” where %(name)s should be."), params={"value": value[:40], "name": name},
        code="value_not_understood", next_step=NEXT_SUPPLIER,
    )  # fmt: skip


def _number(node: Any, path: str, default: Decimal | None = None) -> Decimal:
    text = _text(node, path)
    if not text:
        if default is not None:
            return default
        raise _not_understood(path.replace("+", ""), "")
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise _not_understood(path.replace("+", ""), text) from error
    if not value.is_finite() or abs(value) > _LARGEST_NUMBER:
        raise _not_understood(path.replace("+", ""), text)
    return value


def _day(node: Any, path: str) -> date | None:
    text = _text(node, path)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise _not_understood(path, text) from error


def read(data: bytes) -> SupplierInvoice:
    """Read a supplier's UBL invoice.

    refuses  FileNotReadable: what ``safe_xml.parse`` refuses, is_credit_note, cii_not_supported, not_an_invoice,
             no_lines, unknown_unit, value_not_understood
    """
    root = parse(data)
    _refuse_other_documents(root)
    lines = _all(root, "+InvoiceLine")
    if not lines:
        raise FileNotReadable(_("This invoice has no lines."), code="no_lines", next_step=NEXT_SUPPLIER)
    if len(lines) > _MOST_LINES:
        raise too_large()
    on, number = _day(root, "IssueDate"), _text(root, "ID", limit=200)
    currency = _text(root, "DocumentCurrencyCode", limit=3).upper()
    if on is None or not number or not re.fullmatch(r"[A-Z]{3}", currency):
        raise _not_understood("ID, IssueDate, DocumentCurrencyCode", f"{number} {on or ''} {currency}".strip())
    invoice = SupplierInvoice(
        number=number, on=on, due_on=_day(root, "DueDate"), currency=currency,
        seller=_party(_find(root, "+AccountingSupplierParty/+Party"), _text(root, "+PaymentMeans/+PayeeFinancialAccount/ID", limit=34)),
        buyer=_party(_find(root, "+AccountingCustomerParty/+Party"), ""),
        lines=tuple(_line(seq, node) for seq, node in enumerate(lines, 1)),
        adjustments=tuple(_adjustment(node) for node in _all(root, "+AllowanceCharge")), vat_totals=_vat_totals(root),
        totals=_totals(root), order_number=_text(root, "+OrderReference/ID", limit=40), enclosed=_enclosed(root),
    )  # fmt: skip
    if invoice.totals.gross < 0:
        raise _credit_note()
    return invoice


def _credit_note() -> FileNotReadable:
    return FileNotReadable(
        _("This is a credit note: goods go out or the price falls, nothing comes in."), code="is_credit_note",
        next_step=_("Return the goods to the supplier on the stock page, and keep this file with the receipt."),
    )  # fmt: skip


def _refuse_other_documents(root: Any) -> None:
    if root.tag == _CREDIT_NOTE or (root.tag == _INVOICE and _text(root, "InvoiceTypeCode") in _CREDIT_TYPES):
        raise _credit_note()
    if root.tag == _CII:
        raise FileNotReadable(
            _("This invoice is written in the CII syntax, which cannot be read yet."), code="cii_not_supported",
            next_step=_("Ask the supplier for the UBL file, or enter the receipt by hand."),
        )  # fmt: skip
    if root.tag != _INVOICE:
        raise FileNotReadable(
            _("This XML file is not an e-invoice."), code="not_an_invoice", next_step=_("Choose the XML file of the invoice.")
        )


def _party(node: Any, iban: str) -> Sender:
    if node is None:
        raise _not_understood("AccountingSupplierParty, AccountingCustomerParty", "")
    is_vat = any(_text(scheme, "+TaxScheme/ID").upper() == "VAT" for scheme in _all(node, "+PartyTaxScheme"))
    tax_id = _text(node, "+PartyTaxScheme/CompanyID", limit=20)
    legal = _text(node, "+PartyLegalEntity/CompanyID", limit=40)
    if not tax_id and re.fullmatch(r"(?i)(RO)?\d{2,13}", legal):
        tax_id, legal = legal[:20], ""
    return Sender(
        name=_text(node, "+PartyLegalEntity/RegistrationName", "+PartyName/Name", limit=200), tax_id=tax_id, registry_number=legal,
        street=_text(node, "+PostalAddress/StreetName", limit=200), city=_text(node, "+PostalAddress/CityName", limit=100),
        region=_text(node, "+PostalAddress/CountrySubentity", limit=100), postcode=_text(node, "+PostalAddress/PostalZone", limit=12),
        country=_text(node, "+PostalAddress/+Country/IdentificationCode", limit=2).upper(),
        phone=_text(node, "+Contact/Telephone", limit=30), email=_text(node, "+Contact/ElectronicMail", limit=200), iban=iban,
        is_vat_payer=is_vat,
    )  # fmt: skip


def _vat(node: Any) -> VatGroup:
    if node is None:
        return VatGroup(category="O", rate=_NONE)
    return VatGroup(category=_text(node, "ID", limit=2).upper() or "S", rate=_number(node, "Percent", _NONE).normalize())


def _adjustment(node: Any) -> Adjustment:
    return Adjustment(amount=_signed(node), vat=_vat(_find(node, "+TaxCategory")))


def _signed(node: Any) -> Decimal:
    amount = _number(node, "Amount")
    return amount if _text(node, "ChargeIndicator").lower() == "true" else -amount


def _line(seq: int, node: Any) -> ReadLine:
    quantity = _find(node, "InvoicedQuantity")
    unit = quantity.get("unitCode", "").strip() if quantity is not None else ""
    if not units.is_known(unit) and unit not in _OTHER_UNITS:
        raise FileNotReadable(
            _("Line %(line)s is counted in “%(unit)s”, which is not a unit of the official list."),
            params={"line": seq, "unit": unit[:20]}, code="unknown_unit", next_step=NEXT_SUPPLIER,
        )  # fmt: skip
    item = _find(node, "+Item")
    if item is None:
        raise _not_understood("Item", "")
    net_price = _number(node, "+Price/PriceAmount", _NONE)
    return ReadLine(
        seq=seq, text=_text(item, "Name", "Description"), quantity=_number(node, "InvoicedQuantity"), unit=unit, net_price=net_price,
        price=_number(node, "+Price/+AllowanceCharge/BaseAmount", net_price), base_quantity=_number(node, "+Price/BaseQuantity", Decimal(1)) or Decimal(1),
        allowances=sum((_signed(each) for each in _all(node, "+AllowanceCharge")), _NONE), net=_number(node, "LineExtensionAmount"),
        vat=_vat(_find(item, "+ClassifiedTaxCategory")), supplier_code=_text(item, "+SellersItemIdentification/ID", limit=80),
        maker_code=_text(item, "+ManufacturersItemIdentification/ID", limit=80),
        barcode=_text(item, "+StandardItemIdentification/ID", limit=40), our_code=_text(item, "+BuyersItemIdentification/ID", limit=80),
    )  # fmt: skip


def _vat_totals(root: Any) -> tuple[VatTotal, ...]:
    return tuple(
        VatTotal(vat=_vat(_find(node, "+TaxCategory")), base=_number(node, "TaxableAmount"), amount=_number(node, "TaxAmount"))
        for node in _all(root, "+TaxTotal/+TaxSubtotal")
    )


def _totals(root: Any) -> Totals:
    sums = _find(root, "+LegalMonetaryTotal")
    if sums is None:
        raise _not_understood("LegalMonetaryTotal", "")
    net, gross = _number(sums, "TaxExclusiveAmount"), _number(sums, "TaxInclusiveAmount")
    vat = next((_number(node, "TaxAmount") for node in _all(root, "+TaxTotal") if _all(node, "+TaxSubtotal")), None)
    return Totals(
        lines=_number(sums, "LineExtensionAmount"), allowances=_number(sums, "AllowanceTotalAmount", _NONE),
        charges=_number(sums, "ChargeTotalAmount", _NONE), net=net, gross=gross, prepaid=_number(sums, "PrepaidAmount", _NONE),
        rounding=_number(sums, "PayableRoundingAmount", _NONE), payable=_number(sums, "PayableAmount"),
        vat=_number(root, "+TaxTotal/TaxAmount", _NONE) if vat is None else vat,
    )  # fmt: skip


def _enclosed(root: Any) -> tuple[Enclosed, ...]:
    """The PDF and pictures that the supplier put into the invoice."""
    found = []
    for node in _all(root, "+AdditionalDocumentReference/+Attachment/EmbeddedDocumentBinaryObject"):
        try:
            data = base64.b64decode("".join((node.text or "").split()), validate=True)
        except (binascii.Error, ValueError):
            continue
        if data:
            found.append(Enclosed(name=node.get("filename", "")[:200] or "invoice.pdf", data=data))
    return tuple(found[:20])
