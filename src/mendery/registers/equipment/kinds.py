"""The types of vehicles, devices and machines that are offered, with the icon and the meter that they usually have."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import UnitKind


@dataclass(frozen=True)
class UnitType:
    """One type: ``has_imei`` says that fifteen digits in its serial must be an IMEI."""

    code: str
    kind: str
    label: Any
    icon: str
    meter: str = "none"
    has_imei: bool = False


TYPES = {
    one.code: one
    for one in (
        UnitType("car", UnitKind.VEHICLE, _("car"), "car", "km"),
        UnitType("van", UnitKind.VEHICLE, _("van"), "truck", "km"),
        UnitType("truck", UnitKind.VEHICLE, _("lorry"), "truck", "km"),
        UnitType("motorcycle", UnitKind.VEHICLE, _("motorcycle"), "steering-wheel", "km"),
        UnitType("trailer", UnitKind.VEHICLE, _("trailer"), "wheel"),
        UnitType("phone", UnitKind.DEVICE, _("phone"), "device-mobile", has_imei=True),
        UnitType("tablet", UnitKind.DEVICE, _("tablet"), "device-tablet", has_imei=True),
        UnitType("laptop", UnitKind.DEVICE, _("laptop"), "device-laptop"),
        UnitType("desktop", UnitKind.DEVICE, _("desktop computer"), "device-desktop"),
        UnitType("console", UnitKind.DEVICE, _("game console"), "device-gamepad"),
        UnitType("tv", UnitKind.DEVICE, _("television"), "device-tv"),
        UnitType("printer", UnitKind.DEVICE, _("printer"), "printer", "pages"),
        UnitType("washer", UnitKind.MACHINE, _("washing machine"), "wash-machine"),
        UnitType("fridge", UnitKind.MACHINE, _("refrigerator"), "fridge"),
        UnitType("coffee", UnitKind.MACHINE, _("coffee machine"), "coffee", "cups"),
        UnitType("cash_register", UnitKind.MACHINE, _("cash register"), "cash-register"),
        UnitType("generator", UnitKind.MACHINE, _("generator"), "bolt", "h"),
        UnitType("machine", UnitKind.MACHINE, _("machine"), "engine", "h"),
    )
}
METERS = {"km": _("kilometres"), "h": _("hours"), "pages": _("pages"), "cups": _("cups"), "none": _("no meter")}
METER_SYMBOLS = {"km": _("km"), "h": _("h"), "pages": _("pages"), "cups": _("cups"), "none": ""}
_USUAL = {UnitKind.VEHICLE: "car", UnitKind.DEVICE: "phone", UnitKind.MACHINE: "machine"}


def type_of(code: str, kind: str) -> UnitType:
    """The type behind a code; an unknown or empty one behaves like the plainest of its kind."""
    known = TYPES.get(code)
    if known is not None:
        return known
    usual = TYPES[_USUAL[UnitKind(kind)]]
    return UnitType(code, kind, code, usual.icon, "km" if kind == UnitKind.VEHICLE else "none")


def meter_symbol(kind: str) -> str:
    """The unit written after the meter: km, h, pages."""
    return str(METER_SYMBOLS.get(kind, kind))
