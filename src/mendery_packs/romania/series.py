"""Number series of the papers. Strict ones are supporting documents: in order of date, without gaps (OMFP 2634/2015, Cod fiscal art. 319(20) a)."""

from mendery.ground.company.ports import SeriesRule

_WIDTH = 5
_STRICT = {
    "invoice": "MND {branch}{year}-",
    "cash_receipt": "CH {branch}{year}-",
    "goods_receipt": "NIR {branch}{year}-",
    "issue": "BC {branch}{year}-",
    "return": "BR {branch}{year}-",
    "z_report": "Z {branch}{year}-",
    "cash_slip": "DC {branch}{year}-",
}
_FREE = {
    "intake": "R {branch}{year}-",
    "work_order": "{branch}{year}-",
    "estimate": "DE {branch}{year}-",
    "supplier_return": "RF {branch}{year}-",
    "correction": "COR {branch}{year}-",
    "opening": "SI {branch}{year}-",
    "sale": "VZ {branch}{year}-",
    "supplier_order": "CF {branch}{year}-",
    "handover": "PV {branch}{year}-",
    "warranty": "CG {branch}{year}-",
}
RULES = (
    *(SeriesRule(kind, prefix, _WIDTH, is_strict=True) for kind, prefix in _STRICT.items()),
    *(SeriesRule(kind, prefix, _WIDTH, is_strict=False) for kind, prefix in _FREE.items()),
)
