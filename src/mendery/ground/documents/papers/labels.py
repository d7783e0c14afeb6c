"""Labels for the roll of 62 mm: unit, part, warranty seal. Black only; one thing is huge; bars and squares keep their module.

Whoever owns a thing says what its label carries: ``register_label("label_item", function(id) -> dict)``. The label of a unit comes
from the papers of its repair and needs no owner.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.ground.ui import formats, plates

from . import codes, words
from .render import NotPrinted, draw, snapshot_of
from .sheet import Values, day, joined, moment

MOST_COPIES = 50
LabelSource = Callable[[UUID], Values]
_NO_DATE = "2000-01-01"  # the same label gives the same bytes
_BAR_MM, _NARROW_BAR_MM, _ROOM_MM = 0.375, 0.25, 56.0
_sources: dict[str, LabelSource] = {}


class TooManyLabels(Refused):
    """More copies than anybody means to print at once."""

    code = "too_many_labels"


def register_label(kind: str, source: LabelSource) -> None:
    """Let a thing be labelled.

    label_item  ``{"text", "code", "maker", "bin", "barcode", "note"}``
    seal        ``{"ends_on", "number", "seller", "phone", "language", "country"}``
    """
    _sources[kind] = source


def labels_pdf(*, kind: str, ids: list[UUID], copies: int = 1) -> bytes:
    """A PDF with one label a page. Kinds: ``label_unit`` (by the id of its work order), ``label_item``, ``seal``.

    refuses  NotPrinted, TooManyLabels
    """
    if not 1 <= copies * len(ids) <= MOST_COPIES:
        raise TooManyLabels(
            _("At most %(most)s labels are printed at once."), params={"most": MOST_COPIES}, field="copies",
            next_step=_("Print fewer copies."),
        )  # fmt: skip
    labels = [label for each in ids for label in [_label(kind, each)] * copies]
    return draw(kind, {"date": _NO_DATE, "labels": labels})[0]


def _label(kind: str, of: UUID) -> Values:
    source = _sources.get(kind)
    if kind == "label_unit":
        return unit_label(_snapshot_of_repair(of))
    if source is None:
        raise NotPrinted(_("There are no labels of this kind."))
    return (item_label if kind == "label_item" else seal_label)(source(of))


def _snapshot_of_repair(order_id: UUID) -> Values:
    kinds = ("work_order", "intake_act", "intake")
    papers = Paper.objects.filter(kind__in=kinds, order_id=order_id) | Paper.objects.filter(kind="work_order", doc_id=order_id)
    for paper in sorted(papers, key=lambda one: kinds.index(one.kind)):
        try:
            return snapshot_of(paper)
        except NotPrinted:
            continue
    raise NotPrinted(_("There is no repair with this label."))


def unit_label(data: Values) -> Values:
    """Key or device, 62 × 40: the plate or the model huge, the owner, the promise, the place, the number in bars and squares."""
    unit, party, order = data.get("unit") or {}, data.get("party") or {}, data.get("order") or {}
    number = str(order.get("number") or data["number"])
    with override(data["language"]), formats.override(data["country"], data["currency"]):
        # A label has no room for the year.
        promised, year = moment(order.get("promised_at")), str(order.get("promised_at") or "")[:4]
        name = " ".join(str(part) for part in (unit.get("make"), unit.get("model")) if part) or str(unit.get("label") or "")
        plate = plates.spaced(str(unit["plate"]), data["country"]) if unit.get("plate") else ""
        serial = str(unit.get("serial") or "")
        return {
            "huge": plate or name or serial, "name": name if plate else "", "who": str(party.get("name") or ""),
            "serial": "" if plate else serial, "serial_name": "IMEI" if unit.get("type") in ("phone", "tablet") else "S/N",
            "promised_word": words.word("promised_short"), "promised": promised.replace(", ", " ").replace(f".{year}", ""),
            "place": str((data.get("extra") or {}).get("place") or ""), **_codes(number),
        }  # fmt: skip


def item_label(item: Values) -> Values:
    """Part, 62 × 29: name, codes, bin, barcode."""
    code = str(item.get("barcode") or item.get("code") or "")
    bars = codes.code128(code)
    return {
        "text": str(item.get("text") or ""), "codes": joined(item.get("code"), item.get("maker")), "bin": str(item.get("bin") or ""),
        "number": joined(code, item.get("note")), "bars": _bars(bars), "qr": "" if bars else codes.qr(code or "-").svg,
    }  # fmt: skip


def seal_label(seal: Values) -> Values:
    """Warranty seal, 62 × 24."""
    with override(seal["language"]), formats.override(seal["country"], ""):
        return {
            "head": words.word("repair_warranty"), "until_word": words.word("seal_until"), "until": day(seal.get("ends_on")),
            "warn": words.word("do_not_remove"), "seller": " ".join(
                part for part in (str(seal.get("seller") or ""), formats.phone(seal["phone"]) if seal.get("phone") else "") if part
            ),
            "qr": codes.qr(f"M:W:{seal.get('number', '')}").svg,
        }  # fmt: skip


def _codes(number: str) -> Values:
    return {"number": number, "qr": codes.qr(f"M:{number}").svg, "bars": _bars(codes.code128(number))}


def _bars(code: codes.Code | None) -> dict[str, Any] | None:
    """The drawing and its width: three printer dots a module, two where the number is long; never stretched."""
    if code is None:
        return None
    module = _BAR_MM if code.modules * _BAR_MM <= _ROOM_MM else _NARROW_BAR_MM
    return {"svg": code.svg, "width": f"{code.modules * module:.3f}"}
