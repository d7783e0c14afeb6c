"""Intake and hand-over for programs."""

import base64
import binascii
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import current_branch
from mendery.ground.documents.models import Paper
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused
from mendery.ground.people.api_rights import needs
from mendery.registers.parties.queries import party_of

from . import queries
from .actions import handover, visits
from .models import Custody, Handover, Intake, IntakeUnit

router = Router(tags=["reception"])


class NewUnit(Schema):
    """The card of a vehicle or device that was never here."""

    kind: Literal["vehicle", "device", "machine"] = "vehicle"
    type: str = Field("", max_length=30, examples=["car"])
    make: str = Field("", max_length=60, examples=["Dacia"])
    model: str = Field("", max_length=80, examples=["Logan"])
    year: int | None = Field(None, ge=1900, le=2100)
    plate: str = Field("", max_length=16, examples=["BV 07 MTR"])
    vin: str = Field("", max_length=24)
    serial: str = Field("", max_length=40)
    serial2: str = Field("", max_length=40, description="The second IMEI")
    colour: str = Field("", max_length=40)
    engine: str = Field("", max_length=60)
    fuel: str = Field("", max_length=20)


class NewParty(Schema):
    """The card of a customer who was never here."""

    name: str = Field(min_length=1, max_length=200, examples=["Mihai Popescu"])
    kind: Literal["person", "company"] = "person"
    phone: str = Field("", max_length=30, examples=["0744318220"])
    email: str = Field("", max_length=254)
    tax_id: str = Field("", max_length=20)
    language: Literal["", "en", "ro", "ru"] = ""


class UnitTakenIn(Schema):
    """A unit on the counter: ``unit_id`` of a known one, or the fields of a new one."""

    unit_id: UUID | None = None
    new: NewUnit | None = None
    complaint: str = Field(min_length=1, max_length=4000, examples=["Brake noise at the front"])
    meter: int | None = Field(None, ge=0, le=999_999_999, examples=[96420])
    fuel: str = Field("", max_length=4)
    accessories: list[str] = Field(default_factory=list, examples=[["Key, 1 pc"]])
    condition: str = Field("", max_length=2000)
    promised_at: datetime | None = None
    spend_limit: Decimal | None = Field(None, ge=0, lt=10_000_000)
    waits_here: bool = False
    secret: str = Field("", max_length=60)


class IntakeIn(Schema):
    """A visit: who, and one or several units."""

    branch_id: UUID | None = None
    party_id: UUID | None = None
    new_party: NewParty | None = None
    units: list[UnitTakenIn] = Field(min_length=1, max_length=50)
    brought_by: str = Field("", max_length=120)
    signature: str = Field("", description="PNG, base64")


class IntakeUnitOut(Schema):
    """One unit taken in and the work order opened for it."""

    id: UUID
    unit_id: UUID
    order_id: UUID
    seq: int
    meter: int | None
    complaint: str
    accessories: list[str]
    condition: str
    promised_at: datetime | None
    spend_limit: Decimal | None
    waits_here: bool


class IntakeOut(Schema):
    """An intake."""

    id: UUID
    number: str
    state: str
    party_id: UUID
    at: datetime
    is_signed: bool
    units: list[IntakeUnitOut]


class HandoverIn(Schema):
    """Who takes the unit of an order."""

    order_id: UUID
    to_name: str = Field(min_length=1, max_length=120)
    meter: int | None = Field(None, ge=0, le=999_999_999)
    returned_items: list[str] = Field(default_factory=list)
    signature: str = Field("", description="PNG, base64")
    override_reason: str = Field("", max_length=200)


class HandoverOut(Schema):
    """A unit given back."""

    id: UUID
    number: str
    order_id: UUID
    to_name: str
    owed: Decimal
    at: datetime


class CustodyOut(Schema):
    """A customer's unit in our hands."""

    unit_id: UUID
    order_id: UUID
    branch_id: UUID
    in_at: datetime
    place: str


class UnlockSecret(Schema):
    """The unlock code, or nothing."""

    code: str


def _png(text: str) -> bytes | None:
    if not text:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Refused(_("The signature is not base64."), code="not_a_picture", field="signature") from None


def _out(row: Intake) -> dict[str, Any]:
    units = list(row.units.order_by("seq"))
    return {
        "id": row.pk, "number": row.number, "state": row.state, "party_id": row.party_id, "at": row.at, "is_signed": row.is_signed,
        "units": units,
    }  # fmt: skip


@router.post("/intakes", response={201: IntakeOut})
def take_in(request: HttpRequest, body: IntakeIn) -> tuple[int, dict[str, Any]]:
    """Take one or several units in. Each gets its own work order and intake act."""
    actor = needs(request, "intake.do")
    branch = get_object_or_404(Branch.objects.select_related("entity"), pk=body.branch_id) if body.branch_id else current_branch(actor)
    if not body.party_id and not body.new_party:
        raise Refused(_("It is not said whose it is."), code="no_party", field="party_id")
    visit = visits.Visit(
        branch=branch, party_id=body.party_id, new_party=body.new_party.dict() if body.new_party else {}, brought_by=body.brought_by, signature=_png(body.signature),
        units=[visits.TypedUnit(**one.dict(exclude={"new"}), new=one.new.dict() if one.new else {}) for one in body.units],
    )  # fmt: skip
    return 201, _out(visits.take_in(visit=visit, by=actor, at=datetime.now(UTC)))


@router.get("/intakes/{intake_id}", response=IntakeOut)
def read_intake(request: HttpRequest, intake_id: UUID) -> dict[str, Any]:
    """One intake with its units."""
    needs(request, "intake.do", "orders.see")
    return _out(get_object_or_404(Intake, pk=intake_id))


@router.get("/here", response=list[CustodyOut])
def units_here(request: HttpRequest) -> list[Custody]:
    """Customers' property in our hands, the longest first (at most 200)."""
    actor = needs(request, "orders.see")
    return queries.units_here(branch_ids=actor.branch_ids)


@router.post("/handovers", response={201: HandoverOut})
def hand_over(request: HttpRequest, body: HandoverIn) -> tuple[int, Handover]:
    """Give the unit of an order back. Refused while work is unfinished or money is owed without terms."""
    actor = needs(request, "handover.do")
    order = get_object_or_404(Paper, kind="work_order", doc_id=body.order_id)
    if order.party_id is None:
        raise Http404
    row = handover.hand_over(
        data=handover.HandoverInput(
            order=DocumentRef("work_order", body.order_id, order.number), party=party_of(order.party_id),
            to_name=body.to_name, meter=body.meter, returned_items=body.returned_items, signature=_png(body.signature),
            override_reason=body.override_reason,
        ),
        by=actor, at=datetime.now(UTC),
    )  # fmt: skip
    return 201, row


@router.post("/intake-units/{intake_unit_id}/secret", response=UnlockSecret)
def read_secret(request: HttpRequest, intake_unit_id: UUID) -> dict[str, str]:
    """The unlock code of a device. Each look is written into the history of its order."""
    actor = needs(request, "secrets.see")
    row = get_object_or_404(IntakeUnit, pk=intake_unit_id)
    request.shown_once = True  # type: ignore[attr-defined]
    return {"code": handover.reveal_secret(intake_unit=row, by=actor, at=datetime.now(UTC))}
