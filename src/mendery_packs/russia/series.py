"""Number series of the papers. Cash and stock papers are primary documents: in order of date, without gaps (ФЗ 402-ФЗ ст. 9)."""

from mendery.ground.company.ports import SeriesRule

_WIDTH = 5
_STRICT = {
    "invoice": "СЧ {branch}{year}-",
    "cash_receipt": "ПКО {branch}{year}-",
    "goods_receipt": "ПН {branch}{year}-",
    "issue": "РН {branch}{year}-",
    "return": "ВН {branch}{year}-",
    "z_report": "Z {branch}{year}-",
    "cash_slip": "КО {branch}{year}-",
}
_FREE = {
    "intake": "КВ {branch}{year}-",
    "work_order": "{branch}{year}-",
    "estimate": "СМ {branch}{year}-",
    "supplier_return": "ВП {branch}{year}-",
    "correction": "КОР {branch}{year}-",
    "opening": "НО {branch}{year}-",
    "sale": "ПР {branch}{year}-",
    "supplier_order": "ЗП {branch}{year}-",
    "handover": "АВ {branch}{year}-",
    "warranty": "ГТ {branch}{year}-",
}
RULES = (
    *(SeriesRule(kind, prefix, _WIDTH, is_strict=True) for kind, prefix in _STRICT.items()),
    *(SeriesRule(kind, prefix, _WIDTH, is_strict=False) for kind, prefix in _FREE.items()),
)
