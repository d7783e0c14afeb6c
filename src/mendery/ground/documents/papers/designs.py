"""How each kind of paper is laid out. What a kind alone has lies in ``extra`` of its snapshot and is named at its function."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from mendery.ground.money import to_decimal
from mendery.ground.ui import formats

from . import words
from .sheet import (
    Column,
    Sheet,
    Values,
    as_decimal,
    box,
    day,
    has_discounts,
    joined,
    moment,
    party_box,
    plate_of,
    seller_box,
    signatures,
    sums,
    table,
    unit_box,
)

_RIGHT = "right"
Design = Callable[[Sheet], Values]


def _columns(*keys: str) -> list[Column]:
    known = {
        "n": Column("n", words.word("number"), width="8mm"),
        "code": Column("code", words.word("code"), width="28mm"),
        "text": Column("text", words.word("text")),
        "unit": Column("unit", words.word("unit"), width="12mm"),
        "quantity": Column("quantity", words.word("quantity"), _RIGHT, "16mm"),
        "quantity_unit": Column("quantity_unit", words.word("quantity"), _RIGHT, "22mm"),
        "document_quantity": Column("document_quantity", words.word("document_quantity"), _RIGHT, "17mm"),
        "received_quantity": Column("quantity", words.word("received_quantity"), _RIGHT, "17mm"),
        "price": Column("price", words.word("price"), _RIGHT, "22mm"),
        "cost": Column("price", words.word("cost"), _RIGHT, "21mm"),
        "discount": Column("discount", words.word("discount_short"), _RIGHT, "15mm"),
        "vat_rate": Column("vat_rate", words.word("vat"), _RIGHT, "14mm"),
        "net": Column("net", words.word("value"), _RIGHT, "24mm"),
    }
    return [known[key] for key in keys]


def _jobs_table(sheet: Sheet) -> Values:
    """Jobs with their lines; a reader who may not see prices gets quantities only."""
    if sheet.hides_values:
        return table(sheet, _columns("code", "text", "quantity_unit"), with_states=True)
    discount = ("discount",) if has_discounts(sheet) else ()
    return table(sheet, _columns("code", "text", "quantity_unit", "price", *discount, "net"), with_states=True)


def intake_act(sheet: Sheet) -> Values:
    """extra: meter, fuel, accessories, condition, spend_limit, brought_by, waits_here."""
    extra = sheet.extra
    limit = sheet.money(extra.get("spend_limit"), with_currency=True)
    promise = box(
        words.word("promised"), moment(sheet.order.get("promised_at")) or "—",
        [
            words.spend_limit(limit) if limit else "", words.handed_in_by(extra["brought_by"]) if extra.get("brought_by") else "",
            words.word("waits_here") if extra.get("waits_here") else "",
        ],
    )  # fmt: skip
    return {
        "sub": [words.of_order(sheet.order["number"])] if sheet.order.get("number") else [],
        "boxes": [party_box(sheet, words.word("customer")), unit_box(sheet), promise],
        "say": {"head": words.word("complaint"), "text": str(sheet.order.get("complaint") or "")},
        "checks": {"head": words.word("accessories"), "items": _items(extra.get("accessories"))},
        "condition": {"head": words.word("condition"), "text": str(extra.get("condition") or "")},
        "signatures": signatures(sheet, [("customer", ""), ("reception", sheet.data["by"])]),
    }


def _items(listed: Any) -> list[Values]:
    """Things left with us: in words, or ``{"text", "on"}`` from a checklist."""
    return [
        {"text": str(one.get("text", "")), "on": bool(one.get("on", True))} if isinstance(one, dict) else {"text": str(one), "on": True}
        for one in listed or ()
    ]


def estimate(sheet: Sheet) -> Values:
    """extra: valid_until, adviser."""
    promised, tolerance = moment(sheet.order.get("promised_at")), as_decimal(sheet.data.get("tolerance"))
    lines = [joined(words.word("promised_short"), promised)] if promised else []
    rise = [words.tolerance(formats.percent(tolerance))] if tolerance else []
    return {
        "sub": [words.valid_until(day(sheet.extra["valid_until"]))] if sheet.extra.get("valid_until") else [],
        "boxes": [
            party_box(sheet, words.word("customer")), unit_box(sheet),
            box(words.word("total_with_vat"), sheet.total(), lines, is_large=True),
        ],
        "table": _jobs_table(sheet), "sums": sums(sheet), "legal": rise,
        "signatures": signatures(sheet, [("agreed", ""), ("made_by", sheet.data["by"])]),
    }  # fmt: skip


def work_order(sheet: Sheet) -> Values:
    """extra: adviser, technician, accessories, condition, spend_limit, meter, fuel."""
    extra = sheet.extra
    limit = sheet.money(extra.get("spend_limit"), with_currency=True)
    promise = box(
        words.word("promised"), moment(sheet.order.get("promised_at")) or "—",
        [words.spend_limit(limit) if limit else "", str(extra.get("technician") or "")],
    )  # fmt: skip
    return {
        "sub": [words.adviser(extra["adviser"])] if extra.get("adviser") else [],
        "boxes": [party_box(sheet, words.word("customer")), unit_box(sheet), promise],
        "say": {"head": words.word("complaint"), "text": str(sheet.order.get("complaint") or "")},
        "checks": {"head": words.word("accessories"), "items": _items(extra.get("accessories"))},
        "condition": {"head": words.word("condition"), "text": str(extra.get("condition") or "")},
        "table_head": words.word("ordered_work"), "table": _jobs_table(sheet), "sums": sums(sheet),
        "signatures": signatures(sheet, [("customer", ""), ("reception", extra.get("adviser") or sheet.data["by"]), ("mechanic", "")]),
    }  # fmt: skip


def invoice(sheet: Sheet) -> Values:
    """extra: due_on; for a storno reverses ``{"number", "on"}`` and reason."""
    extra, discount = sheet.extra, ("discount",) if has_discounts(sheet) else ()
    first = _reversed_paper(sheet)
    third = [
        words.of_order(sheet.order["number"]) if sheet.order.get("number") else "", str((sheet.data.get("unit") or {}).get("label") or ""),
    ]  # fmt: skip
    if first:
        third = [words.reverses(str(first.get("number", "")), day(first.get("on"))), str(extra.get("reason") or "")]
    plate = plate_of(sheet, sheet.data.get("unit") or {})
    return {
        "sub": [words.due_on(day(extra["due_on"]))] if extra.get("due_on") else [],
        "boxes": [
            seller_box(sheet), party_box(sheet, words.word("buyer")),
            box(words.word("total" if first else "to_pay"), sheet.total(), [*third, plate["number"] if plate else ""], is_large=True),
        ],
        "table": table(sheet, _columns("n", "text", "unit", "quantity", "price", *discount, "vat_rate", "net")),
        "sums": sums(sheet), "words": _in_words(sheet, "gross"), "legal": [str(extra["note"])] if extra.get("note") else [],
        "signatures": signatures(sheet, [("made_by", sheet.data["by"]), ("received", "")]),
    }  # fmt: skip


def goods_receipt(sheet: Sheet) -> Values:
    """extra: invoice_number, invoice_on, warehouse, rate (for a foreign invoice), reverses; lines may have document_quantity."""
    extra = sheet.extra
    document = box(
        words.word("document"), str(extra.get("invoice_number") or "—"),
        [day(extra.get("invoice_on")), _reversed(sheet)],
    )  # fmt: skip
    store = box(words.word("warehouse"), str(extra.get("warehouse") or ""), [sheet.total()])
    keys = ("n", "code", "text", "unit", "document_quantity", "received_quantity", "cost", "vat_rate", "net")
    return {
        "boxes": [party_box(sheet, words.word("supplier")), document, store], "is_legal_first": True,
        "table": table(sheet, _columns(*keys)), "sums": sums(sheet),
        "signatures": signatures(sheet, [("committee", ""), ("store", sheet.data["by"])]),
    }  # fmt: skip


def _reversed_paper(sheet: Sheet) -> Values:
    """The paper that this one takes back: number, and day where it is known."""
    first = sheet.extra.get("reverses") or {}
    return first if isinstance(first, dict) else {"number": str(first)}


def _reversed(sheet: Sheet) -> str:
    first = _reversed_paper(sheet)
    return _("Reverses %(number)s") % {"number": first["number"]} if first.get("number") else ""


def issue(sheet: Sheet) -> Values:
    """extra: warehouse, reason, job; issue slips, returns. Values are purchase costs by FIFO."""
    extra = sheet.extra
    job = box(words.word("order"), str(sheet.order.get("number") or "—"), [str(extra.get("job") or "")])
    store = box(words.word("warehouse"), str(extra.get("warehouse") or ""), [])
    value = box(words.word("value"), sheet.total("net"), [str(extra.get("reason") or "")], is_large=True)
    return {
        "boxes": [job, store, value],
        "table": table(sheet, _columns("n", "code", "text", "unit", "quantity", "cost", "net")), "sums": sums(sheet),
        "signatures": signatures(sheet, [("storekeeper", sheet.data["by"]), ("received", "")]),
    }  # fmt: skip


def cash_receipt(sheet: Sheet) -> Values:
    """extra: paid_for (a sentence), invoice_number, method, till."""
    extra = sheet.extra
    paid_for = joined(extra.get("paid_for"), extra.get("invoice_number"))
    order = words.of_order(sheet.order["number"]) if sheet.order.get("number") else ""
    return {
        "boxes": [
            party_box(sheet, words.word("received_from")), box(words.word("paid_for"), paid_for or order or "—", [order if paid_for else "", str(extra.get("method") or "")]),
            box(words.word("amount"), sheet.total(), [str(extra.get("till") or "")], is_large=True),
        ],
        "words": _in_words(sheet, "gross"), "signatures": signatures(sheet, [("cashier", sheet.data["by"])]),
    }  # fmt: skip


def handover(sheet: Sheet) -> Values:
    """extra: to_name, owed, returned_items, meter, warranty_until."""
    extra = sheet.extra
    owed = as_decimal(extra.get("owed"))
    debt = f"{words.word('owed')}: {sheet.money(owed, with_currency=True)}" if owed and not sheet.hides_values else ""
    until = f"{words.word('warranty_until')} {day(extra['warranty_until'])}" if extra.get("warranty_until") else ""
    to = box(words.word("handed_to"), str(extra.get("to_name") or ""), [moment(sheet.data["at"]), debt, until])
    return {
        "sub": [words.of_order(sheet.order["number"])] if sheet.order.get("number") else [],
        "boxes": [party_box(sheet, words.word("customer")), unit_box(sheet), to],
        "say": {"head": words.word("complaint"), "text": str(sheet.order.get("complaint") or "")},
        "checks": {"head": words.word("returned_items"), "items": _items(extra.get("returned_items"))},
        "table_head": words.word("done_work"),
        "table": table(sheet, _columns("code", "text", "quantity_unit")),
        "signatures": signatures(sheet, [("customer", extra.get("to_name") or ""), ("reception", sheet.data["by"])]),
    }


def warranty(sheet: Sheet) -> Values:
    """extra: warranties ``[{"text", "serial", "starts_on", "ends_on", "months", "meter_limit"}]``."""
    rows = sheet.extra.get("warranties") or []
    until = max((str(row["ends_on"]) for row in rows if row.get("ends_on")), default="")
    kind = str((sheet.data.get("unit") or {}).get("meter_kind") or "km")
    columns = [
        Column("text", words.word("covered")), Column("serial", words.word("serial"), width="32mm"),
        Column("from", words.word("from"), width="22mm"), Column("until", words.word("until"), width="44mm"),
        Column("limit", words.word("meter_limit"), _RIGHT, "22mm"),
    ]  # fmt: skip
    cells = [
        [
            str(row.get("text") or ""), str(row.get("serial") or ""), day(row.get("starts_on")),
            joined(day(row.get("ends_on")), words.months(int(row["months"])) if row.get("months") else ""),
            words.meter(formats.number(to_decimal(row["meter_limit"])), kind) if row.get("meter_limit") else "",
        ]
        for row in rows
    ]  # fmt: skip
    return {
        "sub": [words.of_order(sheet.order["number"])] if sheet.order.get("number") else [],
        "boxes": [party_box(sheet, words.word("customer")), unit_box(sheet), box(words.word("warranty_until"), day(until), is_large=True)],
        "table": _own_table(columns, cells),
        "signatures": signatures(sheet, [("workshop", sheet.data["by"]), ("customer", "")]),
    }


def cash_journal(sheet: Sheet) -> Values:
    """extra: till, opening, closing, entries ``[{"number", "text", "amount"}]``: what came in is positive."""
    extra = sheet.extra
    columns = [
        *_columns("n"), Column("number", words.word("paper_number"), width="34mm"), *_columns("text"),
        Column("in", words.word("cash_in"), _RIGHT, "28mm"), Column("out", words.word("cash_out"), _RIGHT, "28mm"),
    ]  # fmt: skip
    cells, came, went = [["", "", words.word("opening"), sheet.money(extra.get("opening")), ""]], to_decimal(0), to_decimal(0)
    for number, entry in enumerate(extra.get("entries") or (), 1):
        amount = as_decimal(entry.get("amount")) or to_decimal(0)
        came, went = (came + amount, went) if amount >= 0 else (came, went - amount)
        pair = [sheet.money(amount), ""] if amount >= 0 else ["", sheet.money(-amount)]
        cells.append([str(number), str(entry.get("number") or ""), str(entry.get("text") or ""), *pair])
    cells.append(["", "", words.word("turnover"), sheet.money(came), sheet.money(went)])
    return {
        "boxes": [
            box(words.word("till"), str(extra.get("till") or "")),
            box(words.word("opening"), sheet.money(extra.get("opening"), with_currency=True)),
            box(words.word("closing"), sheet.money(extra.get("closing"), with_currency=True), is_large=True),
        ],
        "table": _own_table(columns, cells), "signatures": signatures(sheet, [("cashier", sheet.data["by"]), ("accountant", "")]),
    }  # fmt: skip


def _own_table(columns: list[Column], cells: list[list[str]]) -> Values:
    return {
        "columns": [{"key": one.key, "label": one.label, "align": one.align, "width": one.width} for one in columns],
        "rows": [{"is_group": False, "is_out": False, "cells": row, "note": ""} for row in cells],
    }


def _in_words(sheet: Sheet, key: str) -> str:
    """The amount in words where the language and the currency are known; nothing otherwise."""
    from num2words import num2words  # noqa: PLC0415 -- a slow library, needed by two papers

    amount = as_decimal(sheet.totals.get(key))
    if amount is None or sheet.hides_values:
        return ""
    try:
        text: str = num2words(abs(amount), lang=sheet.data["language"], to="currency", currency=sheet.data["currency"])
    except (NotImplementedError, IndexError):
        return ""
    return text[:1].upper() + text[1:] + "." if amount >= 0 else ""


DESIGNS: dict[str, Design] = {
    "intake_act": intake_act, "estimate": estimate, "work_order": work_order, "issue": issue, "return": issue,
    "goods_receipt": goods_receipt, "invoice": invoice, "storno": invoice, "cash_receipt": cash_receipt, "handover": handover,
    "warranty": warranty, "cash_journal": cash_journal,
}  # fmt: skip
