"""What is asked about each kind of unit: what may be left with it, and which types are offered first."""

from django.utils.translation import gettext_lazy as _

ACCESSORIES = {
    "vehicle": {
        "key": _("Key, 1 pc"), "papers": _("Registration paper"), "spare_wheel": _("Spare wheel"), "mats": _("Floor mats"),
        "child_seat": _("Child seat"), "radio": _("Radio front"), "wheel_lock": _("Wheel lock nut"), "charging_cable": _("Charging cable"),
    },
    "device": {
        "charger": _("Charger"), "cable": _("Cable"), "case": _("Case"), "sim": _("SIM card"), "memory_card": _("Memory card"),
        "battery": _("Battery"), "box": _("Original box"), "proof": _("Invoice or warranty card"),
    },
    "machine": {
        "key": _("Key, 1 pc"), "manual": _("Manual"), "cable": _("Cable"), "hoses": _("Hoses"), "tools": _("Tools"),
        "log": _("Service log"),
    },
}  # fmt: skip

TYPES = {
    "vehicle": {
        "car": _("Car"), "van": _("Van"), "truck": _("Truck"), "motorcycle": _("Motorcycle"), "trailer": _("Trailer"),
    },
    "device": {
        "phone": _("Phone"), "tablet": _("Tablet"), "laptop": _("Laptop"), "printer": _("Printer"), "washer": _("Washing machine"),
        "fridge": _("Refrigerator"), "coffee": _("Coffee machine"), "tv": _("Television"), "cash_register": _("Cash register"),
        "other": _("Other device"),
    },
    "machine": {
        "compressor": _("Compressor"), "tractor": _("Tractor"), "forklift": _("Forklift"), "generator": _("Generator"),
        "tool": _("Power tool"), "other": _("Other machine"),
    },
}  # fmt: skip

ICONS = {
    "car": "car", "van": "truck", "truck": "truck", "phone": "device-mobile", "tablet": "device-tablet", "laptop": "device-laptop",
    "printer": "printer", "washer": "wash-machine", "fridge": "fridge", "coffee": "coffee", "tv": "device-tv",
    "cash_register": "receipt", "compressor": "engine", "tractor": "tractor", "forklift": "forklift", "generator": "engine",
}  # fmt: skip
FUEL = ("0", "1", "2", "3", "4", "5", "6", "7", "8")
FUEL_MARKS = ("E", "⅛", "¼", "⅜", "½", "⅝", "¾", "⅞", "F")


def icon_of(unit_type: str) -> str:
    """The picture of a type of unit."""
    return ICONS.get(unit_type, "tool")
