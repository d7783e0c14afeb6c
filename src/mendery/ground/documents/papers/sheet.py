"""The pieces of which every paper is built, as plain texts: head, boxes, table, sums, signatures.

The drawing (``typst/kit.typ``) knows no rule of the trade and no language; everything it shows is written here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from mendery.ground.ui import formats, plates

from . import codes, words

Values = dict[str, Any]
DASH = " · "
_CHIPS = {
    "approved": ("approved", "green"), "partly": ("approved", "green"), "done": ("done", "green"), "declined": ("declined", "grey"),
    "waiting": ("waiting", "amber"), "sent": ("waiting", "amber"), "draft": ("waiting", "amber"), "proposed": ("waiting", "amber"),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of the main table: what it is called, how it stands, how wide it is (``fr`` or ``mm``)."""

    key: str
    label: str
    align: str = "left"
    width: str = "1fr"


@dataclass
class Sheet:
    """A paper while it is being laid out.

    data         the snapshot
    hides_values leave prices (or purchase costs) out
    drawn        signatures by attachment id, as SVG
    """

    data: Values
    hides_values: bool = False
    drawn: Mapping[str, str] = field(default_factory=dict)

    @property
    def seller(self) -> Values:
        seller: Values = self.data.get("seller") or {}
        return seller

    @property
    def party(self) -> Values:
        party: Values = self.data.get("party") or {}
        return party

    @property
    def extra(self) -> Values:
        extra: Values = self.data.get("extra") or {}
        return extra

    @property
    def order(self) -> Values:
        order: Values = self.data.get("order") or {}
        return order

    @property
    def totals(self) -> Values:
        totals: Values = self.data.get("totals") or {}
        return totals

    def money(self, value: Any, *, with_currency: bool = False) -> str:
        """An amount as the country writes it; empty when the reader may not see it or there is none."""
        amount = as_decimal(value)
        if amount is None or self.hides_values:
            return ""
        return formats.money(amount, self.data["currency"] if with_currency else "")

    def price(self, value: Any) -> str:
        """A unit price: two decimals, more only when it has them."""
        amount = as_decimal(value)
        if amount is None or self.hides_values:
            return ""
        digits = f"{amount:f}".partition(".")[2].rstrip("0")
        return formats.number(amount, max(2, len(digits)))

    def total(self, key: str = "gross") -> str:
        """One of the totals with its currency."""
        return self.money(self.totals.get(key), with_currency=True)


def as_decimal(value: Any) -> Decimal | None:
    """A number of a snapshot; None when it is empty or not one."""
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None


def quantity(value: Any) -> str:
    """A quantity without trailing zeros."""
    number = as_decimal(value)
    return "" if number is None else formats.qty(number)


def percent(value: Any) -> str:
    """A rate: ``21 %``, ``5,5 %``."""
    number = as_decimal(value)
    return "" if number is None else f"{formats.qty(number)}{formats.NBSP}%"


def day(value: Any) -> str:
    """A day in figures; empty when there is none."""
    if not value:
        return ""
    text = str(value)
    return formats.full_day(datetime.fromisoformat(text).date() if "T" in text else date.fromisoformat(text[:10]))


def moment(value: Any) -> str:
    """A day and its hour, as the branch's clock showed it when the paper was made."""
    if not value:
        return ""
    at = datetime.fromisoformat(str(value))
    return f"{formats.full_day(at.date())}, {at:%H:%M}"


def joined(*parts: Any) -> str:
    """The parts that there are, with dots between."""
    return DASH.join(str(part) for part in parts if part)


def address(block: Mapping[str, Any]) -> str:
    """Street, postcode and city, region."""
    if block.get("address"):
        return str(block["address"])
    place = " ".join(str(part) for part in (block.get("postcode"), block.get("city")) if part)
    region = block.get("region") if block.get("region") != block.get("city") else ""
    return ", ".join(str(part) for part in (block.get("street"), place, region) if part)


def grouped_iban(iban: str) -> str:
    """An account number in fours."""
    compact = iban.replace(" ", "")
    return "\u00a0".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def box(label: str, big: str = "", lines: Iterable[str] = (), *, plate: Values | None = None, is_large: bool = False) -> Values:
    """One of the boxes under the head."""
    return {"label": label, "big": big, "lines": [line for line in lines if line], "plate": plate, "is_large": is_large}


def plate_of(sheet: Sheet, unit: Mapping[str, Any]) -> Values | None:
    """A number plate as the country paints it; None for units without one."""
    number = str(unit.get("plate") or "")
    if not number:
        return None
    country = sheet.data["country"]
    return {"number": plates.spaced(number, country), "badge": plates.badge(country)}


def party_box(sheet: Sheet, label: str) -> Values:
    """Customer, buyer or supplier."""
    party = sheet.party
    number = words.tax_id(party["tax_id"]) if party.get("tax_id") else ""
    phone = formats.phone(party["phone"]) if party.get("phone") else ""
    lines = [joined(number, party.get("registry_number")), address(party), joined(party.get("contact"), phone)]
    return box(label, str(party.get("name") or ""), lines)


def seller_box(sheet: Sheet) -> Values:
    """Us, as the law wants us named on an invoice."""
    seller = sheet.seller
    return box(words.word("seller"), seller.get("name", ""), [*_identity(sheet), address(seller)])


def _identity(sheet: Sheet) -> list[str]:
    seller = sheet.seller
    number = words.tax_id(seller["tax_id"]) if seller.get("tax_id") else ""
    capital = words.share_capital(seller["share_capital"]) if seller.get("share_capital") else ""
    vat = "" if seller.get("is_vat_payer", True) else words.word("no_vat")
    return [joined(number, seller.get("registry_number")), joined(capital, vat)]


def unit_box(sheet: Sheet) -> Values:
    """The vehicle or device: plate, what it is, VIN or serial, meter and tank as they were when the paper was made."""
    unit: Values = sheet.data.get("unit") or {}
    kind = str(unit.get("kind") or "device")
    plate = plate_of(sheet, unit)
    reading = sheet.extra.get("meter") if sheet.extra.get("meter") is not None else unit.get("meter")
    meter = words.meter(formats.number(number), str(unit.get("meter_kind"))) if (number := as_decimal(reading)) is not None else ""
    level = sheet.extra.get("fuel")
    tank = words.fuel(str(level), kind) if level not in (None, "") else ""
    label = str(unit.get("label") or "")
    number_of = ("VIN " + str(unit["vin"])) if unit.get("vin") else ""
    serial = DASH.join(_serials(unit))
    lines = [label if plate else "", joined(unit.get("colour"), unit.get("engine")), number_of, serial, joined(meter, tank)]
    return box(words.word(kind if kind in words.WORDS else "device"), "" if plate else label, lines, plate=plate)


def _serials(unit: Mapping[str, Any]) -> list[str]:
    name = "IMEI" if unit.get("type") in ("phone", "tablet") else "S/N"
    return [f"{name} {unit[key]}" for key in ("serial", "serial2") if unit.get(key)]


def chip(state: str, note: str = "") -> Values | None:
    """The answer of the customer to a job: a word in an outline, so that black ink is enough."""
    if not state:
        return None
    key, tone = _CHIPS.get(state, ("", "grey"))
    return {"text": words.word(key) if key else state, "tone": tone, "note": note}


def line_cells(sheet: Sheet, line: Mapping[str, Any]) -> Values:
    """Everything that a column may ask of a line."""
    measure = words.unit_symbol(str(line.get("unit") or ""))
    amount = quantity(line.get("quantity"))
    received = as_decimal(line.get("quantity"))
    documented = as_decimal(line.get("document_quantity"))
    return {
        "n": str(line.get("n") or ""), "code": str(line.get("code") or ""), "text": str(line.get("text") or ""), "unit": measure,
        "quantity": amount, "quantity_unit": f"{amount}{formats.NBSP}{measure}" if measure else amount,
        "document_quantity": quantity(documented if documented is not None else received),
        "price": sheet.price(line.get("price")), "discount": percent(line["discount"]) if as_decimal(line.get("discount")) else "",
        "vat_rate": percent(line.get("vat_rate")), "net": sheet.money(line.get("net")),
        "serials": ", ".join(str(serial) for serial in line.get("serials") or ()),
    }  # fmt: skip


def table(sheet: Sheet, columns: Sequence[Column], *, with_states: bool = False) -> Values:
    """The main table: a row of its own for each group that has a title, then its lines."""
    rows: list[Values] = []
    has_values = any(one.key == "net" for one in columns)
    for group in sheet.data.get("groups") or ():
        is_out = group.get("state") == "declined"
        if group.get("title"):
            rows.append(
                {
                    "is_group": True, "text": group["title"], "value": sheet.money(group.get("net")) if has_values else "",
                    "chip": chip(str(group.get("state") or ""), str(group.get("note") or "")) if with_states else None,
                }
            )  # fmt: skip
        for line in group.get("lines") or ():
            cells = line_cells(sheet, line)
            rows.append({"is_group": False, "is_out": is_out, "cells": [cells[one.key] for one in columns], "note": cells["serials"]})
    return {
        "columns": [{"key": one.key, "label": one.label, "align": one.align, "width": one.width} for one in columns],
        "rows": rows,
    }  # fmt: skip


def has_discounts(sheet: Sheet) -> bool:
    """Whether any line has one."""
    return any(as_decimal(line.get("discount")) for group in sheet.data.get("groups") or () for line in group.get("lines") or ())


def sums(sheet: Sheet) -> list[Values]:
    """The totals under the table, VAT per rate."""
    if sheet.hides_values or not sheet.totals:
        return []
    totals = sheet.totals
    rows = [_sum("labour", sheet.money(totals.get("labour"))), _sum("parts", sheet.money(totals.get("parts")))]
    if as_decimal(totals.get("discount")):
        rows.append(_sum("discount", sheet.money(totals["discount"])))
    vat_rows = sheet.data.get("vat_rows") or []
    if vat_rows:
        rows.append(_sum("net", sheet.money(totals.get("net"))))
        rows += [_vat(sheet, row, is_one=len(vat_rows) == 1) for row in vat_rows]
    rows.append({"label": words.word("total"), "value": sheet.total(), "is_total": True})
    if as_decimal(totals.get("paid")):
        rows += [_sum("paid", sheet.money(totals["paid"])), _sum("due", sheet.money(totals.get("due")))]
    return [row for row in rows if row["value"]]


def _sum(key: str, value: str) -> Values:
    return {"label": words.word(key), "value": value, "is_total": False}


def _vat(sheet: Sheet, row: Mapping[str, Any], *, is_one: bool) -> Values:
    category = str(row.get("category") or "")
    if category in ("reverse", "exempt"):
        label = words.word(category)
        return {"label": label, "value": sheet.money(row.get("base")), "is_total": False}
    label = words.vat_label(percent(row.get("rate")), "" if is_one else sheet.money(row.get("base")))
    return {"label": label, "value": sheet.money(row.get("vat")), "is_total": False}


def signatures(sheet: Sheet, roles: Sequence[tuple[str, str]]) -> list[Values]:
    """The places to sign: each role of the paper with its name, and what was signed on the screen."""
    given = {str(one.get("role")): one for one in sheet.data.get("signatures") or ()}
    places = []
    for name_of_role, default in (*roles, *((role, "") for role in given if role not in dict(roles))):
        one = given.get(name_of_role, {})
        drawn = sheet.drawn.get(str(one.get("attachment_id") or ""), "")
        signed = words.signed_at(moment(sheet.data["at"])) if drawn else ""
        who = ", ".join(part for part in (words.role(name_of_role), str(one.get("name") or default)) if part)
        places.append({"text": joined(who, signed), "svg": drawn})
    return places


def head(sheet: Sheet) -> Values:
    """Company left, name of the paper right, the code to scan far right."""
    seller, branch = sheet.seller, sheet.seller.get("branch") or {}
    phone = branch.get("phone") or seller.get("phone")
    account = joined(grouped_iban(seller["iban"]), seller.get("bank")) if seller.get("iban") else ""
    identity = _identity(sheet)
    scan = sheet.order.get("number") or sheet.data["number"]
    return {
        "name": seller.get("name", ""),
        "lines": [
            line for line in (
                joined(address(seller), formats.phone(phone) if phone else ""), joined(identity[0], branch.get("authorisation")),
                identity[1], account,
            ) if line
        ],
        "qr": codes.qr(f"M:{scan}").svg if scan else "",
    }  # fmt: skip
