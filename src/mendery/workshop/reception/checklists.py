"""What is asked about each kind of unit: what may be left with it, how full its tank is."""

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

FUEL = ("0", "1", "2", "3", "4", "5", "6", "7", "8")
FUEL_MARKS = ("E", "⅛", "¼", "⅜", "½", "⅝", "¾", "⅞", "F")
