"""A supplier's invoice file becomes a draft receipt, with its lines matched as far as they can be."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mendery.ground.company import queries as company
from mendery.ground.company.models import LegalEntity
from mendery.ground.documents import files, history
from mendery.ground.documents.models import AttachmentKind
from mendery.ground.documents.search import fold
from mendery.ground.money import price_round, quantity_round
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.ui.formats import money
from mendery.registers.catalogue import units
from mendery.registers.parties import actions as parties
from mendery.registers.parties.models import Party, PartyKind
from mendery.registers.parties.queries import details_of
from mendery.trade.purchasing import ubl
from mendery.trade.purchasing.calculations import Difference, costs_of, differences_in, nets_of
from mendery.trade.purchasing.invoices import Sender, SupplierInvoice
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine
from mendery.trade.purchasing.refusals import wrong_totals
from mendery.trade.stock.models import Warehouse
from mendery.trade.stock.queries import keeps_stock

from . import drafts, matching

_DIGITS = re.compile(r"\D+")


@action
def import_invoice(*, data: bytes, name: str, warehouse: Warehouse, by: Actor, at: datetime) -> GoodsReceipt:
    """Read a supplier's UBL invoice into a draft receipt: supplier found or registered, lines matched, files kept.

    Warnings (invoice for another company, rounding differences, lines below zero, units that differ) are on the draft.
    With inventory off every line is an expense.
    refuses  FileNotReadable (too_large, not_xml, truncated_xml, external_entity, entity_bomb, document_type, too_deep,
             is_credit_note, cii_not_supported, not_an_invoice, no_lines, unknown_unit, value_not_understood, wrong_totals),
             NoRate (no_exchange_rate), AlreadyImported; nothing is changed then
    """
    invoice = ubl.read(data)
    differences = differences_in(invoice)
    wrong = [one for one in differences if not one.is_rounding]
    if wrong:
        raise wrong_totals([sentence_of(one) for one in wrong])
    entity = warehouse.branch.entity
    rate = company.rate_on(entity, invoice.currency, invoice.on)
    supplier, warnings = _supplier_of(invoice.seller, entity, by, at)
    if not _is_us(invoice.buyer, entity):
        warnings.append(
            {"code": "addressed_to_another_company", "params": {"name": invoice.buyer.name, "tax_id": invoice.buyer.tax_id or "—"}}
        )
    warnings += [_as_warning(one) for one in differences]
    receipt = _head(invoice, supplier, warehouse, rate, by, at)
    drafts.save_once(receipt)
    lines = _lines(invoice, receipt, entity, rate)
    if keeps_stock():
        matching.match(lines=lines, supplier=supplier, our_codes=[line.our_code for line in invoice.lines])
    else:
        for line in lines:
            line.treatment = "expense"
    receipt.warnings = warnings + _line_warnings(lines) + _keep_files(invoice, receipt, data, name, by, at)
    GoodsReceipt.objects.filter(pk=receipt.pk).update(warnings=receipt.warnings)
    GoodsReceiptLine.objects.bulk_create(lines)
    drafts.make_findable(receipt, is_new=True)
    history.note(
        doc_kind=drafts.DOC_KIND, doc_id=receipt.pk, what="imported", by=by, at=at,
        facts={"number": invoice.number, "lines": len(lines)},
    )  # fmt: skip
    return receipt


def sentence_of(one: Difference) -> str:
    """A difference in words."""
    sentences = {
        "line": _("Line %(where)s should be %(expected)s, the invoice says %(stated)s."),
        "lines": _("The lines sum to %(expected)s, the invoice says %(stated)s."),
        "allowances": _("The allowances sum to %(expected)s, the invoice says %(stated)s."),
        "charges": _("The charges sum to %(expected)s, the invoice says %(stated)s."),
        "base": _("The lines with VAT of %(where)s %% sum to %(expected)s, the invoice says %(stated)s."),
        "vat": _("VAT of %(where)s %% should be %(expected)s, the invoice says %(stated)s."),
        "net": _("The sum without VAT should be %(expected)s, the invoice says %(stated)s."),
        "vat_total": _("All VAT sums to %(expected)s, the invoice says %(stated)s."),
        "gross": _("The total with VAT should be %(expected)s, the invoice says %(stated)s."),
        "payable": _("The amount to pay should be %(expected)s, the invoice says %(stated)s."),
    }
    return sentences[one.what] % {"where": one.where, "expected": money(one.expected), "stated": money(one.stated)}


def _as_warning(one: Difference) -> dict[str, Any]:
    params = {"what": one.what, "where": one.where, "expected": str(one.expected), "stated": str(one.stated)}
    return {"code": "rounding_difference", "params": params}


def _is_us(buyer: Sender, entity: LegalEntity) -> bool:
    ours = _DIGITS.sub("", entity.tax_id)
    return bool(ours) and any(_DIGITS.sub("", text) == ours for text in (buyer.tax_id, buyer.registry_number))


def _supplier_of(seller: Sender, entity: LegalEntity, by: Actor, at: datetime) -> tuple[Party, list[dict[str, Any]]]:
    found = _known(seller)
    if found is None:
        # Two imports at once must not register the same new supplier twice: the second waits here and looks again.
        LegalEntity.objects.select_for_update(no_key=True).get(pk=entity.pk)
        found = _known(seller)
    if found is None:
        return _register(seller, by, at)
    if not found.is_supplier:
        card = replace(parties.as_input(found, details_of(found)), is_supplier=True)
        return parties.change(party=found, data=card, by=by, at=at), []
    return found, []


def _known(seller: Sender) -> Party | None:
    rows = Party.objects.select_related("merged_into").order_by("created_at")
    found = None
    digits = _DIGITS.sub("", seller.tax_id)
    if seller.tax_id:
        compact = re.sub(r"[\s.\-/]+", "", seller.tax_id).upper()
        found = rows.filter(tax_id__in={compact, digits, f"RO{digits}", compact.removeprefix("RO")} - {""}).first()
    if found is None:
        found = rows.filter(sort_key=fold(seller.name)[:200], tax_id="", kind=PartyKind.COMPANY).first()
    return (found.merged_into or found) if found else None


def _register(seller: Sender, by: Actor, at: datetime) -> tuple[Party, list[dict[str, Any]]]:
    """A new supplier from what the invoice says. What we would not accept from a person is left out, and said."""
    card: dict[str, Any] = {
        "name": seller.name or seller.tax_id or _("Supplier without a name"), "kind": PartyKind.COMPANY, "is_supplier": True,
        "is_customer": False, "is_vat_payer": seller.is_vat_payer, "registry_number": seller.registry_number,
        "street": seller.street, "city": seller.city, "region": seller.region, "postcode": seller.postcode,
        "country": seller.country, "iban": seller.iban, "email": seller.email if "@" in seller.email else "",
    }  # fmt: skip
    warnings = [{"code": "new_supplier", "params": {"name": card["name"]}}]
    try:
        with transaction.atomic():
            return parties.register(data=parties.PartyInput(**card, tax_id=seller.tax_id), by=by, at=at), warnings
    except parties.TaxIdNotRight:
        warnings.append({"code": "supplier_tax_id_not_right", "params": {"tax_id": seller.tax_id}})
        note = _("The invoice gives the tax number %(tax_id)s, whose control digit does not fit.") % {"tax_id": seller.tax_id}
        return parties.register(data=parties.PartyInput(**card, note=note), by=by, at=at), warnings


def _head(invoice: SupplierInvoice, supplier: Party, warehouse: Warehouse, rate: Decimal, by: Actor, at: datetime) -> GoodsReceipt:
    branch = warehouse.branch
    return GoodsReceipt(
        supplier=supplier, branch=branch, warehouse=warehouse, on=company.today(branch, at), invoice_number=invoice.number[:60],
        invoice_key=drafts.invoice_key(invoice.number), invoice_on=invoice.on, due_on=invoice.due_on, currency=invoice.currency, rate=rate,
        net=invoice.totals.net, vat=invoice.totals.vat, gross=invoice.totals.gross + invoice.totals.rounding, source="ubl",
        created_at=at, by_name=by.name,
    )  # fmt: skip


def _lines(invoice: SupplierInvoice, receipt: GoodsReceipt, entity: LegalEntity, rate: Decimal) -> list[GoodsReceiptLine]:
    nets, rates = nets_of(invoice), [line.vat.rate for line in invoice.lines]
    costs = costs_of(nets=nets, vat_rates=rates, rate=rate, vat_is_cost=not entity.is_vat_payer)
    known = _categories(entity, invoice.on)
    lines = []
    for line, net, cost in zip(invoice.lines, nets, costs, strict=True):
        is_back = line.quantity <= 0 or net < 0
        lines.append(
            GoodsReceiptLine(
                receipt=receipt,
                seq=line.seq,
                text=line.text,
                supplier_code=line.supplier_code,
                maker_code=line.maker_code,
                barcode=line.barcode,
                unit=line.unit[:3],
                quantity=quantity_round(line.quantity),
                price=price_round(line.price / line.base_quantity),
                net=net,
                cost=cost,
                vat_rate=line.vat.rate,
                vat_category=known.get(line.vat.rate, "standard"),
                treatment="expense" if is_back else "stock",
            )
        )
    return lines


def _categories(entity: LegalEntity, on: date) -> dict[Decimal, str]:
    """Our name of each VAT rate on the day; none for days before the rates we know."""
    try:
        return {percent: category for category, percent in reversed(list(company.vat_choices(entity, on)))}
    except company.NoVat:
        return {}


def _line_warnings(lines: list[GoodsReceiptLine]) -> list[dict[str, Any]]:
    warnings: list[dict[str, Any]] = []
    if any(line.quantity <= 0 or line.net < 0 for line in lines):
        warnings.append({"code": "lines_below_zero", "params": {}})
    warnings += [
        {"code": "unit_differs", "params": {"line": line.seq, "theirs": line.unit, "ours": line.item.unit}}
        for line in lines
        if line.item and units.measure(line.unit).code != units.measure(line.item.unit).code
    ][:20]
    return warnings


def _keep_files(invoice: SupplierInvoice, receipt: GoodsReceipt, data: bytes, name: str, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """The XML itself and what is inside it. An enclosed file that we do not keep is said, not refused."""
    kept: dict[str, Any] = {"kind": AttachmentKind.FILE, "doc_kind": drafts.DOC_KIND, "doc_id": receipt.pk, "by": by, "at": at}
    is_declared = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower() == b"<?xml"
    whole = data if is_declared else b'<?xml version="1.0" encoding="UTF-8"?>\n' + data
    files.store(data=whole, name=name or f"{invoice.number}.xml", **kept)
    warnings = []
    for one in invoice.enclosed:
        try:
            files.store(data=one.data, name=one.name, **kept)
        except files.FileRefused:
            warnings.append({"code": "enclosed_file_not_kept", "params": {"name": one.name}})
    return warnings
