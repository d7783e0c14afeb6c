"""What the tests of the counter stand on: Mihai with his Dacia and his phone, and orders that are finished by programs."""

import base64
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from PIL import Image

from mendery.ground.documents.refs import DocumentRef
from mendery.registers.equipment.actions import units as unit_actions
from mendery.registers.equipment.models import Unit
from mendery.registers.parties import actions as party_actions
from mendery.registers.parties.models import Party
from mendery.workshop.reception.actions import handover, intake
from mendery.workshop.reception.actions.handover import HandoverInput
from mendery.workshop.reception.actions.intake import IntakeInput, UnitAtCounter
from mendery.workshop.reception.models import Handover, Intake, IntakeDraft, IntakeUnit

SIGNED = {"agrees": "on", "processing": "on"}


def picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#c0392b").save(out, kind)
    return out.getvalue()


def drawn() -> str:
    return "data:image/png;base64," + base64.b64encode(picture("PNG")).decode()


@dataclass
class Counter:
    """Short words for what happens at the counter."""

    workshop: Any
    at: datetime

    def __post_init__(self) -> None:
        self.party = self.customer("Mihai Popescu", "0744 318 220")
        self.unit = self.car("BV 07 MTR")

    @property
    def by(self) -> Any:
        return self.workshop.actor("receptionist")

    def customer(self, name: str, phone: str = "", **more: Any) -> Party:
        return party_actions.register(data=party_actions.PartyInput(name=name, phone=phone, **more), by=self.by, at=self.at)

    def car(self, plate: str, owner: Party | None = None) -> Unit:
        data = unit_actions.UnitInput(kind="vehicle", type="car", plate=plate, make="Dacia", model="Logan", meter=96000)
        return unit_actions.register(data=data, owner=owner or self.party, by=self.by, at=self.at)

    def phone(self, serial: str = "356938035643809") -> Unit:
        data = unit_actions.UnitInput(kind="device", type="phone", make="Samsung", model="S22", serial=serial)
        return unit_actions.register(data=data, owner=self.party, by=self.by, at=self.at)

    def receive(self, *units: Unit, **more: Any) -> Intake:
        at_counter = [UnitAtCounter(unit=unit, complaint="Brake noise", **more) for unit in units or (self.unit,)]
        return intake.receive(data=IntakeInput(branch=self.workshop.branch, party=self.party, units=at_counter), by=self.by, at=self.at)

    def taken(self, *units: Unit, **more: Any) -> IntakeUnit:
        return IntakeUnit.objects.get(intake=self.receive(*units, **more))

    def finished(self, price: str = "", **more: Any) -> IntakeUnit:
        """A unit taken in whose order is over: work for this net price (21 % VAT come to it), or cancelled."""
        taken = self.taken(**more)
        api, path = self.workshop.api("manager"), f"/work-orders/{taken.order_id}"
        if price:
            line = {"kind": "labour", "text": "Change the pads", "quantity": "1", "price": price}
            assert api.post(f"{path}/jobs", {"title": "Brakes", "lines": [line]}).status_code == 201
            assert api.post(f"{path}/approve", {"who": "Mihai", "how": "phone"}).status_code == 200
            assert api.post(f"{path}/start").status_code == 200
            assert api.post(f"{path}/done", {}).status_code == 200
            assert api.post(f"{path}/quality", {"passed": True}).status_code == 201
            assert api.post(f"{path}/finish").status_code == 200
        else:
            assert api.post(f"{path}/cancel", {"reason": "Nothing found"}).status_code == 200
        return taken

    def hand_over(self, taken: IntakeUnit, role: str = "receptionist", **more: Any) -> Handover:
        self.party.refresh_from_db()
        data = HandoverInput(order=DocumentRef("work_order", taken.order_id, "26-00001"), party=self.party, to_name="Mihai Popescu", **more)
        return handover.hand_over(data=data, by=self.workshop.actor(role), at=self.at)


class Wizard:
    """Somebody who goes through the steps."""

    def __init__(self, client: Any, slug: str = "garage") -> None:
        self.client, self.base = client, f"/b/{slug}/reception"

    def begin(self, query: str = "") -> str:
        """Open the wizard; answers the name of the step on which it stands."""
        url = self.client.get(f"{self.base}/intake/{query}").headers["Location"]
        self.draft = UUID(url.split("/intake/")[1].split("/")[0])
        return url.rsplit("/", 1)[1].split("?")[0]

    def get(self, step: str, query: str = "", **headers: Any) -> Any:
        return self.client.get(f"{self.base}/intake/{self.draft}/{step}{query}", **headers)

    def post(self, step: str, **data: Any) -> Any:
        return self.client.post(f"{self.base}/intake/{self.draft}/{step}", data)

    def go(self, step: str, **data: Any) -> str:
        """Send a step that must be accepted; answers the name of the next."""
        response = self.post(step, **data)
        assert response.status_code == 303, response.content.decode()
        location = response.headers["Location"]
        return "taken" if "/taken/" in location else location.rsplit("/", 1)[1]

    @property
    def row(self) -> IntakeDraft:
        return IntakeDraft.objects.get(pk=self.draft)
