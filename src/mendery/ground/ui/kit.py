"""Invented values for the kit page."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from mendery.ground.ui import vocabulary
from mendery.ground.ui.components import Happening, Part, Step, Tab
from mendery.ground.ui.providers import SearchHit


class SampleForm(forms.Form):
    """One field of each look."""

    plate = forms.CharField(label="Plate", initial="BV 23 FLT")
    odometer = forms.IntegerField(label="Odometer", help_text="Last time 176.020 km")
    payer = forms.ChoiceField(label="Payer", choices=[("customer", "Customer"), ("insurer", "Insurer")])
    leaves = forms.ChoiceField(
        label="Customer", choices=[("leaves", "Leaves it here"), ("waits", "Waits")], widget=forms.RadioSelect, initial="leaves"
    )
    complaint = forms.CharField(label="Complaint", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    reminders = forms.BooleanField(label="Send me reminders by SMS", required=False)


def _wrong_form() -> SampleForm:
    form = SampleForm({"plate": "BV 23 FLT", "odometer": "18432", "payer": "customer", "leaves": "leaves"})
    form.add_error("odometer", _("Less than last time, 176.020. Check it."))
    return form


def _steps() -> list[Step]:
    codes = [code for code in vocabulary.STAGES if code != "cancelled"]
    now = codes.index("waiting_approval")
    state = {True: "done", False: ""}
    return [
        Step(word.label, "now" if at == now else state[at < now], word.icon, word.tone)
        for at, word in enumerate(vocabulary.STAGES[code] for code in codes)
    ]


def context() -> dict[str, Any]:
    """All that `ui/kit.html` shows."""
    now = timezone.now()
    return {
        "now": now,
        "tomorrow": now + timedelta(days=1),
        "last_year": now - timedelta(days=400),
        "price": Decimal("1234.5"),
        "refund": Decimal("-64"),
        "hours": Decimal("1.80"),
        "form": SampleForm(initial={"odometer": 184320}),
        "wrong": _wrong_form(),
        "tones": vocabulary.TONES,
        "kinds": [(kind, list(words)) for kind, words in vocabulary.SETS.items() if kind != "stage"],
        "stages": list(vocabulary.STAGES),
        "own_stage": {"tone": "cyan", "icon": "road", "label": "Road test"},
        "swatches": ["bg", "surface", "subtle", "sunken", "hover", "line", "line-2", "control", "text-3", "text-2", "text", "primary", "primary-s"],
        "names": {
            "colleague": "Sorin",
            "present": "Elena Dobre",
            "device": "iPhone 13",
            "bin": "A-03-2",
            "vehicle": "Ford Transit",
            "customer": "Logistic Trans SRL",
        },
        "people": ["Mihai Pop", "Andrei Rusu", "Ioana Marin"],
        "loads": [("Lift 1", Decimal(94)), ("Lift 2", Decimal(113)), ("Alignment", Decimal(44))],
        "parts": [Part("green", 1297), Part("amber", 1327), Part("red", 184)],
        "demand": [2, 3, 4, 2, 1, 3, 5, 4, 2, 3, 6, 3],
        "tabs": [Tab("Work", "#work"), Tab("Documents", "#documents", 5), Tab("History", "#history", 11)],
        "steps": _steps(),
        "receipt_steps": [
            Step("Import", "done", note="9 lines, 4.079,10 lei"), Step("Match", "now", note="7 of 9"), Step("Count", note="Scan or tick"),
            Step("Prices", note="3 changes"), Step("Post", note="Stock and supplier debt"),
        ],
        "wizard": [Step("Find", "done", url="#find"), Step("Condition", "now"), Step("Request"), Step("Sign")],
        "happenings": [
            Happening("eye", "Ion Călin opened the estimate", "09:52", "amber"), Happening("send", "Ioana sent estimate v2", "09:31"),
            Happening("check", "Front discs and pads approved by phone", "08:55", "green"),
        ],
        "groups": [("Customers", [SearchHit(key="1", group="Customers", group_order=1, icon="user", title="Logistic Trans SRL", url="#", detail="4 vehicles · 0722 410 387")])],
        "errors": [SimpleNamespace(message=_("Receipt 0431 did not print. The payment is kept."), next_step=_("Check the paper and print it again."))],
    }  # fmt: skip
