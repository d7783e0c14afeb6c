"""A supplier's UBL invoice, written for a test."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from mendery.ground.money import round_money

D = Decimal
_NS = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)


@dataclass(frozen=True)
class Line:
    """One line; ``base`` is the quantity that the price is for."""

    code: str = ""
    quantity: str = "1"
    price: str = "100.00"
    text: str = "Placute frana"
    maker: str = ""
    barcode: str = ""
    unit: str = "H87"
    rate: str = "21"
    base: str = "1"
    allowance: str = "0"
    our_code: str = ""

    @property
    def net(self) -> Decimal:
        return round_money(D(self.quantity) * D(self.price) / D(self.base) - D(self.allowance))


def _ident(kind: str, code: str) -> str:
    return f"<cac:{kind}><cbc:ID>{escape(code)}</cbc:ID></cac:{kind}>" if code else ""


def _category(rate: str) -> str:
    return f"<cbc:ID>S</cbc:ID><cbc:Percent>{rate}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"


def _line(n: int, line: Line, currency: str) -> str:
    allowance = (
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID=\"{currency}\">{line.allowance}</cbc:Amount></cac:AllowanceCharge>"
        if D(line.allowance) else ""
    )  # fmt: skip
    return (
        f'<cac:InvoiceLine><cbc:ID>{n}</cbc:ID><cbc:InvoicedQuantity unitCode="{line.unit}">{line.quantity}</cbc:InvoicedQuantity>'
        f'<cbc:LineExtensionAmount currencyID="{currency}">{line.net}</cbc:LineExtensionAmount>{allowance}<cac:Item>'
        f"<cbc:Name>{escape(line.text)}</cbc:Name>{_ident('BuyersItemIdentification', line.our_code)}{_ident('SellersItemIdentification', line.code)}"
        f"{_ident('ManufacturersItemIdentification', line.maker)}{_ident('StandardItemIdentification', line.barcode)}"
        f"<cac:ClassifiedTaxCategory>{_category(line.rate)}</cac:ClassifiedTaxCategory></cac:Item>"
        f'<cac:Price><cbc:PriceAmount currencyID="{currency}">{line.price}</cbc:PriceAmount><cbc:BaseQuantity>{line.base}</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>'
    )


def ubl(
    *lines: Line, number: str = "ICR 8841207", seller: str = "RO1590120", name: str = "Inter Piese SRL", buyer: str = "RO14399840",
    currency: str = "RON", discounts: Sequence[tuple[str, str]] = (), on: str = "2026-11-18", gross: str = "", enclosed: str = "",
) -> bytes:  # fmt: skip
    """An invoice whose sums are right, unless ``gross`` says otherwise. ``discounts`` are (amount, rate) on the document."""
    rates = sorted({line.rate for line in lines})
    bases = {rate: sum((line.net for line in lines if line.rate == rate), D(0)) for rate in rates}
    for amount, rate in discounts:
        bases[rate] -= D(amount)
    vats = {rate: round_money(base * D(rate) / 100) for rate, base in bases.items()}
    whole, off = sum((line.net for line in lines), D(0)), sum((D(amount) for amount, _ in discounts), D(0))
    net, vat = whole - off, sum(vats.values(), D(0))
    total = gross or str(net + vat)

    def party(kind: str, who: str, tax_id: str) -> str:
        return (
            f"<cac:{kind}><cac:Party><cac:PostalAddress><cbc:StreetName>Str. Fabricii 1</cbc:StreetName><cbc:CityName>Brașov</cbc:CityName>"
            f"<cac:Country><cbc:IdentificationCode>RO</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme>"
            f"<cbc:CompanyID>{tax_id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity>"
            f"<cbc:RegistrationName>{escape(who)}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:{kind}>"
        )

    file = (
        '<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" '
        f'filename="factura.pdf">{enclosed}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>'
        if enclosed else ""
    )  # fmt: skip
    off_rows = "".join(
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>{amount}</cbc:Amount><cac:TaxCategory>{_category(rate)}</cac:TaxCategory></cac:AllowanceCharge>"
        for amount, rate in discounts
    )
    subtotals = "".join(
        f"<cac:TaxSubtotal><cbc:TaxableAmount>{bases[rate]}</cbc:TaxableAmount><cbc:TaxAmount>{vats[rate]}</cbc:TaxAmount><cac:TaxCategory>{_category(rate)}</cac:TaxCategory></cac:TaxSubtotal>"
        for rate in rates
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Invoice {_NS}><cbc:ID>{escape(number)}</cbc:ID><cbc:IssueDate>{on}</cbc:IssueDate>'
        f"<cbc:DueDate>2026-12-18</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>{file}"
        f"{party('AccountingSupplierParty', name, seller)}{party('AccountingCustomerParty', 'Garaj Popescu SRL', buyer)}{off_rows}"
        f"<cac:TaxTotal><cbc:TaxAmount>{vat}</cbc:TaxAmount>{subtotals}</cac:TaxTotal><cac:LegalMonetaryTotal><cbc:LineExtensionAmount>{whole}</cbc:LineExtensionAmount>"
        f"<cbc:TaxExclusiveAmount>{net}</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount>{total}</cbc:TaxInclusiveAmount><cbc:AllowanceTotalAmount>{off}</cbc:AllowanceTotalAmount>"
        f"<cbc:PayableAmount>{total}</cbc:PayableAmount></cac:LegalMonetaryTotal>{''.join(_line(n, line, currency) for n, line in enumerate(lines, 1))}</Invoice>"
    ).encode()
