"""One snapshot of every kind of paper, as the flow freezes them: the repair of DESIGN's prototypes."""

from typing import Any

SELLER = {
    "name": "Carpat Service SRL", "country": "RO", "currency": "RON", "language": "ro", "tax_id": "RO18472936",
    "registry_number": "J08/412/2006", "is_vat_payer": True, "street": "Str. Zizinului 48", "city": "Brașov", "region": "Brașov",
    "postcode": "500403", "phone": "+40268410200", "email": "", "iban": "RO49AAAA1B31007593840000", "bank": "Banca Demo",
    "share_capital": "5.000 lei",
    "branch": {"code": "BV", "name": "Brașov", "street": "", "city": "", "phone": "", "opening_hours": "", "authorisation": "RAR 08-1142"},
}  # fmt: skip
PARTY = {
    "id": "", "kind": "company", "name": "Logistic Trans SRL", "tax_id": "RO30118264", "registry_number": "J08/90/2012",
    "address": "Str. Hărmanului 21, Brașov", "phone": "+40722410387", "contact": "Ion Călin", "language": "ro",
}  # fmt: skip
VAN = {
    "id": "", "kind": "vehicle", "type": "van", "label": "Ford Transit 2.0 EcoBlue 2019", "plate": "BV23FLT", "vin": "WF0EXXTTREKY48211",
    "serial": "", "serial2": "", "colour": "", "engine": "", "meter": "184320", "meter_kind": "km",
}  # fmt: skip
PHONE = {
    "id": "", "kind": "device", "type": "phone", "label": "iPhone 13", "plate": "", "vin": "", "serial": "356729104482017", "serial2": "",
    "colour": "", "engine": "", "meter": "", "meter_kind": "none",
}  # fmt: skip
ORDER = {
    "number": "26-04821", "opened_at": "2026-11-19T08:14:00+02:00", "promised_at": "2026-11-19T18:00:00+02:00",
    "complaint": "Pedala devine moale după o coborâre lungă. La frânare se aude un zgomot din față, de aproximativ două săptămâni.",
}  # fmt: skip


def line(n: int, code: str, text: str, quantity: str, unit: str, price: str, net: str, **more: Any) -> dict[str, Any]:
    return {
        "n": n, "code": code, "text": text, "quantity": quantity, "unit": unit, "price": price, "discount": "0", "net": net,
        "vat_rate": "21", **more,
    }  # fmt: skip


FRONT = [
    line(1, "BRK-101", "Înlocuit discuri și plăcuțe față", "1.800", "HUR", "180.000000", "324.00"),
    line(2, "24.0130-0208.1", "Disc frână față, 308 mm", "2.000", "H87", "342.000000", "684.00"),
    line(3, "GDB2108", "Plăcuțe frână față, set", "1.000", "SET", "289.000000", "289.00"),
]
REAR = [
    line(4, "BRK-204", "Înlocuit discuri și plăcuțe spate", "2.200", "HUR", "180.000000", "396.00"),
    line(5, "DF6821", "Disc frână spate, 294 mm", "2.000", "H87", "268.000000", "536.00"),
    line(6, "GDB2187", "Plăcuțe frână spate, set", "1.000", "SET", "254.000000", "254.00"),
    line(7, "C7G012ABE", "Cablu frână de mână, spate", "1.000", "H87", "141.000000", "141.00", serials=["SN-778812"]),
]
FLUID = [line(8, "BRK-310", "Schimb lichid de frână", "0.600", "HUR", "180.000000", "108.00")]
JOBS = [
    {"title": "Discuri și plăcuțe față", "state": "approved", "note": "", "lines": FRONT, "net": "1297.00", "gross": "1569.37"},
    {"title": "Discuri, plăcuțe spate, cablu de mână", "state": "waiting", "note": "", "lines": REAR, "net": "1327.00", "gross": "1605.67"},
    {"title": "Schimb lichid de frână DOT 4", "state": "declined", "note": "", "lines": FLUID, "net": "108.00", "gross": "130.68"},
]
TOTALS = {"net": "2624.00", "vat": "551.04", "gross": "3175.04", "paid": "0.00", "due": "3175.04", "discount": "0.00"}
SPLIT = {**TOTALS, "labour": "720.00", "parts": "1904.00"}
VAT = [{"category": "standard", "rate": "21", "base": "2624.00", "vat": "551.04"}]
STORE = [
    line(1, "24.0130-0208.1", "Disc frână față, 308 mm", "2.000", "H87", "231.405000", "462.81"),
    line(2, "GDB2108", "Plăcuțe frână față, set", "1.000", "SET", "187.500000", "187.50", document_quantity="2.000"),
]
STORE_TOTALS = {"net": "650.31", "vat": "136.57", "gross": "786.88", "paid": "0.00", "due": "0.00", "discount": "0.00"}
OWN: dict[str, dict[str, Any]] = {
    "intake_act": {
        "title": "Proces-verbal de predare-primire", "unit": VAN, "order": ORDER, "legal": ["Clientul confirmă starea descrisă mai sus."],
        "extra": {
            "meter": 184320, "fuel": "4", "brought_by": "Ion Călin", "spend_limit": "0.00", "waits_here": True,
            "accessories": ["Cheie, 1 buc.", "Certificat înmatriculare", "Roată de rezervă", {"text": "Scaun copil", "on": False}],
            "condition": "Zgârietură bara față, 12 cm; ciobitură parbriz",
        },
    },
    "estimate": {
        "title": "Deviz estimativ", "unit": VAN, "order": ORDER, "groups": JOBS, "totals": SPLIT, "vat_rows": VAT,
        "extra": {"valid_until": "2026-11-26"}, "legal": ["Lucrările refuzate nu intră în total."],
    },
    "work_order": {
        "title": "Comandă de reparație", "unit": VAN, "order": ORDER, "groups": JOBS, "totals": TOTALS, "vat_rows": VAT,
        "extra": {"adviser": "Ioana Marin", "technician": "Mihai Pop", "meter": 184320, "fuel": "4"},
    },
    "issue": {
        "title": "Bon de consum", "party": None, "order": ORDER, "groups": [{"title": "", "lines": STORE, "net": "650.31"}],
        "totals": {**STORE_TOTALS, "vat": "0.00", "gross": "650.31"}, "extra": {"warehouse": "Magazie Brașov"},
        "legal": ["Cod 14-3-4A, OMFP 2634/2015."],
    },
    "return": {
        "title": "Bon de restituire", "party": None, "order": ORDER, "groups": [{"title": "", "lines": STORE[:1], "net": "462.81"}],
        "totals": {**STORE_TOTALS, "vat": "0.00", "net": "462.81", "gross": "462.81"},
        "extra": {"warehouse": "Magazie Brașov", "reason": "Piesă nepotrivită"},
    },
    "goods_receipt": {
        "title": "Notă de recepție și constatare de diferențe", "groups": [{"title": "", "lines": STORE, "net": "650.31"}],
        "totals": STORE_TOTALS, "vat_rows": [{"category": "standard", "rate": "21", "base": "650.31", "vat": "136.57"}],
        "extra": {"invoice_number": "RO6026000289", "invoice_on": "2026-11-18", "warehouse": "Magazie Brașov"},
        "legal": ["Subsemnații, membri ai comisiei de recepție, am constatat următoarele.", "Cod 14-3-1A, OMFP 2634/2015."],
    },
    "invoice": {
        "title": "Factură", "unit": VAN, "order": ORDER, "groups": JOBS[:2], "totals": {**TOTALS, "paid": "1000.00", "due": "2175.04"},
        "vat_rows": VAT, "extra": {"due_on": "2026-12-19"},
        "legal": ["Factura este valabilă fără semnătură și ștampilă, conform art. 319 alin. (29) din Codul fiscal."],
    },
    "storno": {
        "title": "Factură storno", "unit": VAN, "order": ORDER,
        "groups": [{"title": "", "lines": [line(1, "GDB2108", "Plăcuțe frână față, set", "-1.000", "SET", "289.000000", "-289.00")], "net": "-289.00"}],
        "totals": {"net": "-289.00", "vat": "-60.69", "gross": "-349.69", "paid": "0.00", "due": "0.00", "discount": "0.00"},
        "vat_rows": [{"category": "standard", "rate": "21", "base": "-289.00", "vat": "-60.69"}],
        "extra": {"reverses": {"number": "MND 26-01207", "on": "2026-11-18"}, "reason": "Piesă facturată greșit"},
    },
    "cash_receipt": {
        "title": "Chitanță", "order": ORDER, "totals": {**TOTALS, "gross": "1000.00"},
        "extra": {"invoice_number": "MND 26-01208", "paid_for": "Factură", "till": "Casa 1"}, "legal": ["Cod 14-4-1, OMFP 2634/2015."],
    },
    "handover": {
        "title": "Proces-verbal de predare", "unit": VAN, "order": ORDER, "groups": JOBS[:1],
        "extra": {"to_name": "Ion Călin", "owed": "250.00", "returned_items": ["Cheie, 1 buc."], "meter": 184331, "warranty_until": "2027-11-19"},
    },
    "warranty": {
        "title": "Certificat de calitate și garanție", "unit": PHONE, "order": ORDER,
        "extra": {
            "warranties": [
                {"text": "Înlocuit ecran", "serial": "", "starts_on": "2026-11-19", "ends_on": "2027-05-18", "months": 6, "meter_limit": ""},
                {"text": "Ecran OLED", "serial": "SCR-0091823", "starts_on": "2026-11-19", "ends_on": "2027-11-18", "months": 12},
            ]
        },
    },
    "cash_journal": {
        "title": "Registru de casă", "party": None,
        "extra": {
            "till": "Casa 1", "opening": "300.00", "closing": "1180.00",
            "entries": [
                {"number": "CH 26-00412", "text": "Logistic Trans SRL", "amount": "1000.00"},
                {"number": "DC 26-00007", "text": "Depunere la bancă", "amount": "-120.00"},
            ],
        },
    },
}  # fmt: skip


def sample(kind: str, **changes: Any) -> dict[str, Any]:
    """The snapshot of a kind, with other values where the test wants them."""
    return {
        "shape": 1, "kind": kind, "number": "MND 26-01208", "on": "2026-11-19", "at": "2026-11-19T08:14:00+02:00", "language": "ro",
        "currency": "RON", "country": "RO", "title": "", "legal": [], "tolerance": "10.00", "seller": SELLER, "party": PARTY, "unit": None,
        "order": None, "groups": [], "vat_rows": [], "totals": None, "facts": [], "signatures": [], "extra": {}, "by": "Ioana Marin",
        **OWN[kind], **changes,
    }  # fmt: skip
