"""Files that suppliers' software wrote, and files that nobody should send."""

import base64
import re
from decimal import Decimal
from pathlib import Path

import pytest

from mendery.ground.company.models import ExchangeRate
from mendery.ground.documents.files import attachments_of
from mendery.ground.documents.models import Attachment
from mendery.ground.events import Refused
from mendery.registers.parties.models import Party
from mendery.trade.purchasing import safe_xml, ubl
from mendery.trade.purchasing.calculations import differences_in, nets_of
from mendery.trade.purchasing.models import GoodsReceipt

from .conftest import SAMPLES, Desk
from .paper import D, Line
from .paper import ubl as write

SHARED = Path(__file__).parents[6] / "shared" / "samples" / "ro" / "efactura"
GOOD = write(Line("GDB2108", "4", "168.00"))


def shared(name: str) -> bytes:
    if not (SHARED / name).exists():
        pytest.skip(f"the sample {name} is not here (its licence keeps it out of this repository)")
    return (SHARED / name).read_bytes()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%d;" % (n - 1) * 10 if n > 1 else b"&lol;" * 10) for n in range(1, 10))
    + b"]><Invoice>&lol9;</Invoice>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE foo [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><Invoice>&xxe;</Invoice>'
OUTSIDE_DTD = b'<?xml version="1.0"?><!DOCTYPE Invoice PUBLIC "-//X//Y" "http://127.0.0.1:9/x.dtd"><Invoice/>'
CREDIT = (
    GOOD.replace(b"<Invoice ", b"<CreditNote ")
    .replace(b"schema:xsd:Invoice-2", b"schema:xsd:CreditNote-2")
    .replace(b"</Invoice>", b"</CreditNote>")
)
WRONG = {
    "not_xml": b"This is not an invoice, dear friend.",
    "empty": b"",
    "pdf": b"%PDF-1.7 ...",
    "truncated_xml": GOOD[: len(GOOD) // 2],
    "truncated_at_the_end": GOOD[:-5],
    "external_entity": OUTSIDE,
    "external_dtd": OUTSIDE_DTD,
    "entity_bomb": BOMB,
    "bomb_in_utf16": BOMB.decode().encode("utf-16"),
    "document_type": b'<?xml version="1.0"?><!DOCTYPE Invoice><Invoice/>',
    "utf7": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>',
    "too_large": b"<Invoice>" + b" " * safe_xml.LARGEST + b"</Invoice>",
    "too_deep": b"<a>" * 400 + b"</a>" * 400,
    "wrong_totals": write(Line("A", "2", "50.00"), gross="120.00"),
    "is_credit_note": CREDIT,
    "credit_by_type": GOOD.replace(b">380<", b">381<"),
    "storno": write(Line("A", "-2", "50.00")),
    "unknown_unit": write(Line("A", unit="BUC")),
    "no_lines": re.sub(rb"<cac:InvoiceLine>.*</cac:InvoiceLine>", b"", GOOD),
    "no_exchange_rate": write(Line("A"), currency="EUR"),
    "cii_not_supported": (SAMPLES / "mf_cii_example3.xml").read_bytes(),
    "not_an_invoice": b'<?xml version="1.0"?><html><body/></html>',
    "value_not_understood": GOOD.replace(b"2026-11-18", b"yesterday"),
    "number_not_understood": GOOD.replace(b">168.00<", b">NaN<"),
}
CODES = {
    "empty": "not_xml", "pdf": "not_xml", "utf7": "not_xml", "truncated_at_the_end": "truncated_xml", "external_dtd": "external_entity",
    "bomb_in_utf16": "entity_bomb", "credit_by_type": "is_credit_note", "storno": "is_credit_note",
    "number_not_understood": "value_not_understood",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gets_its_own_refusal_and_changes_nothing(desk: Desk, name: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.read(WRONG[name])
    assert refused.value.code == CODES.get(name, name)
    assert refused.value.text
    assert str(refused.value.next_step)
    assert GoodsReceipt.objects.count() == Party.objects.count() == Attachment.objects.count() == 0


def test_a_hundred_megabytes_are_refused_without_reading_them() -> None:
    with pytest.raises(Refused) as refused:
        ubl.read(bytes(100 * 1024 * 1024))
    assert refused.value.code == "too_large"


def test_nothing_outside_is_ever_read(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.read(OUTSIDE)
    assert "root:" not in refused.value.text


def test_wrong_totals_name_each_difference(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.sample("mf_b2g_example6_totals_wrong.xml")
    assert refused.value.code == "wrong_totals"
    assert refused.value.text == (
        "The totals of this invoice do not add up. The lines with VAT of 20 % sum to 1.273,00, the invoice says 1.460,50. "
        "The lines with VAT of 25 % sum to 187,50, the invoice says 0,00."
    )


def test_the_ministrys_example_is_read_with_its_allowances(desk: Desk) -> None:
    receipt = desk.sample("mf_b2g_example0.xml")
    assert (receipt.invoice_number, receipt.net, receipt.vat) == ("TOSL108", D("1386.50"), D("273.09"))
    assert sum(line.net for line in desk.lines(receipt)) == D("1386.50")
    assert [one.name for one in attachments_of(receipt.pk)] == ["mf_b2g_example0.xml"]
    codes = {warning["code"] for warning in receipt.warnings}
    assert codes >= {"addressed_to_another_company", "new_supplier", "lines_below_zero", "enclosed_file_not_kept"}


def test_twenty_lines_with_two_rates(desk: Desk) -> None:
    receipt = desk.sample("mf_b2g_example1_20lines_two_rates.xml")
    lines = desk.lines(receipt)
    assert len(lines) == 20
    assert receipt.gross == D("250.33")
    assert {line.vat_rate for line in lines} == {D(21), D(6)}
    assert lines[-1].treatment == "expense"


def test_euros_need_a_rate_and_become_lei(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.sample("josemmo_invoice_eur_tax_currency_ron.xml")
    assert refused.value.code == "no_exchange_rate"
    ExchangeRate.objects.create(currency="EUR", on="2022-05-25", rate=D("4.9412"))
    receipt = desk.sample("josemmo_invoice_eur_tax_currency_ron.xml")
    assert (receipt.currency, receipt.rate) == ("EUR", D("4.9412"))
    assert desk.lines(receipt)[0].cost == D("494.12")


@pytest.mark.parametrize("name", ["mf_example_invoice_ciusro101.xml", "oca_odoo_389_invoice.xml", "oca_odoo_389_no_due_date.xml"])
def test_other_peoples_invoices_agree_with_themselves(name: str) -> None:
    invoice = ubl.read(shared(name))
    assert [one for one in differences_in(invoice) if not one.is_rounding] == []
    assert sum(nets_of(invoice)) == invoice.totals.net


@pytest.mark.parametrize("name", ["mf_example_creditnote_ciusro100.xml", "oca_odoo_389_storno_negative.xml"])
def test_other_peoples_credit_notes_are_told_apart(name: str) -> None:
    with pytest.raises(Refused) as refused:
        ubl.read(shared(name))
    assert refused.value.code == "is_credit_note"


def test_the_pdf_inside_and_the_xml_are_kept(desk: Desk) -> None:
    pdf = base64.b64encode(b"%PDF-1.4\n%%EOF").decode()
    receipt = desk.read(write(Line("A"), enclosed=pdf), "invoice 1.xml")
    assert [(one.name, one.media_type) for one in attachments_of(receipt.pk)] == [
        ("invoice 1.xml", "application/xml"), ("factura.pdf", "application/pdf"),
    ]  # fmt: skip


def test_a_price_for_a_hundred_and_a_discount_on_the_line() -> None:
    invoice = ubl.read(write(Line("SCREW", "250", "12.40", base="100", allowance="1.00")))
    assert differences_in(invoice) == []
    assert invoice.lines[0].net == D("30.00")


def test_a_discount_on_the_document_is_shared_within_its_rate() -> None:
    """Rule 5: 10.00 off three lines of 10.00 is 3.34, 3.33, 3.33; the other rate keeps its own."""
    lines = [Line("A", price="10.00"), Line("B", price="10.00"), Line("C", price="10.00"), Line("D", price="50.00", rate="11")]
    invoice = ubl.read(write(*lines, discounts=[("10.00", "21")]))
    assert differences_in(invoice) == []
    assert nets_of(invoice) == [D("6.66"), D("6.67"), D("6.67"), D("50.00")]
    assert sum(nets_of(invoice), Decimal(0)) == invoice.totals.net
