"""Orders of a small shop on one day: late, waiting, ready, done long ago."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from mendery.ground.documents import search
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.workshop.workorders.models import Job, WorkOrder, WorkOrderDetails

D = Decimal


class Shop:
    """Writes orders as they stand, without their way there."""

    def __init__(self, workshop: Any) -> None:
        self.workshop, self.now, self.n = workshop, timezone.now(), 0

    def party(self, name: str = "Maria Ionescu", phone: str = "+40744318220") -> Party:
        party = Party.objects.create(name=name, sort_key=search.fold(name), phone=phone, created_at=self.now)
        search.index(kind="party", row_id=party.pk, words=[name], codes=[phone, "0" + phone[3:]], is_new=True)
        return party

    def unit(self, owner: Party, plate: str = "BV07MTR", serial: str = "", **values: Any) -> Unit:
        kind = "vehicle" if plate else "device"
        values = {"make": "Dacia", "model": "Duster", "type": "car" if plate else "phone", **values}
        unit = Unit.objects.create(
            kind=kind, plate=plate, plate_key=search.code_key(plate).upper(), serial=serial, serial_key=serial.upper(), owner=owner,
            created_at=self.now, **values,
        )  # fmt: skip
        search.index(kind="unit", row_id=unit.pk, words=[unit.make, unit.model], codes=[plate, serial], is_new=True)
        return unit

    def order(
        self, unit: Unit | None = None, *, stage: str = "work", state: str = "in_work", due: float | None = 24, **values: Any
    ) -> WorkOrder:
        """`due`: hours from now until the promise."""
        self.n += 1
        unit = unit or self.unit(self.party())
        values = {
            "title": "Brakes",
            "net": D(1000),
            "gross": D(1210),
            "cost": D(600),
            "opened_at": self.now - timedelta(minutes=self.n),
            **values,
        }
        order = WorkOrder.objects.create(
            number=f"26-{self.n:05d}", state=state, stage=stage, branch=self.workshop.branch, warehouse=self.workshop.warehouse,
            party=unit.owner, unit=unit, currency="RON", adviser="Ana Munteanu", technician=self.workshop.staff["mechanic"],
            promised_at=None if due is None else self.now + timedelta(hours=due), intake_unit_id=uuid4(), **values,
        )  # fmt: skip
        WorkOrderDetails.objects.create(order=order, complaint="Noise")
        search.index(kind="order", row_id=order.pk, codes=[order.number], is_new=True)
        return order

    def job(self, order: WorkOrder, *, seq: int = 1, is_done: bool = False, **values: Any) -> Job:
        values = {"title": "Front brakes", "state": "approved", "technician": self.workshop.staff["mechanic"], **values}
        return Job.objects.create(order=order, seq=seq, done_at=self.now if is_done else None, **values)


@pytest.fixture
def shop(founded: Any) -> Shop:
    return Shop(founded)
