"""From what was typed at the counter to an intake: new customers and units are registered on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from mendery.ground.company.models import Branch
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.equipment.actions import units as unit_actions
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import unit_of
from mendery.registers.parties import actions as party_actions
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import party_of
from mendery.workshop.reception.models import Intake, IntakeDraft

from . import drafts
from .intake import IntakeInput, UnitAtCounter, receive


@dataclass(frozen=True, kw_only=True)
class TypedUnit:
    """One unit as typed: known by id, or the fields of a new one (see equipment's UnitInput)."""

    complaint: str
    unit_id: UUID | None = None
    new: dict[str, Any] = field(default_factory=dict)
    order_id: UUID | None = None
    meter: int | None = None
    fuel: str = ""
    accessories: Sequence[str] = ()
    condition: str = ""
    promised_at: datetime | None = None
    spend_limit: Decimal | None = None
    waits_here: bool = False
    secret: str = ""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who came with what: a known party by id, or the fields of a new one (see parties' PartyInput)."""

    branch: Branch
    units: Sequence[TypedUnit]
    party_id: UUID | None = None
    new_party: dict[str, Any] = field(default_factory=dict)
    brought_by: str = ""
    signature: bytes | None = None
    reminders: bool = False


_PARTY_FIELDS = ("kind", "name", "phone", "email", "tax_id", "language")
_UNIT_FIELDS = ("kind", "type", "plate", "make", "model", "year", "vin", "serial", "serial2", "colour", "engine", "fuel")


@action
def take_in(*, visit: Visit, draft: IntakeDraft | None = None, by: Actor, at: datetime) -> Intake:
    """Register whoever and whatever is new, take the units in, keep the consents, drop the draft.

    refuses  everything that registering and ``intake.receive`` refuse; then nothing is registered either
    """
    party = _party(visit, by, at)
    units = [
        UnitAtCounter(
            unit=_unit(one, party, by, at), complaint=one.complaint, meter=one.meter, fuel=one.fuel, accessories=one.accessories,
            condition=one.condition, promised_at=one.promised_at, spend_limit=one.spend_limit, waits_here=one.waits_here,
            secret=one.secret, order_id=one.order_id,
        )
        for one in visit.units
    ]  # fmt: skip
    taken = receive(
        data=IntakeInput(
            branch=visit.branch, party=party, units=units, brought_by=visit.brought_by, phone=party.phone, signature=visit.signature
        ),
        by=by, at=at,
    )  # fmt: skip
    for purpose in ("processing", "reminders") if visit.reminders else ("processing",):
        party_actions.give_consent(party=party, purpose=purpose, source=taken.number, by=by, at=at)
    if draft is not None:
        drafts.discard(draft=draft)
    return taken


def _party(visit: Visit, by: Actor, at: datetime) -> Party:
    if visit.party_id:
        return party_of(visit.party_id)
    typed = {name: visit.new_party[name] for name in _PARTY_FIELDS if visit.new_party.get(name)}
    return party_actions.register(data=party_actions.PartyInput(**typed), by=by, at=at)


def _unit(one: TypedUnit, party: Party, by: Actor, at: datetime) -> Unit:
    if one.unit_id:
        return unit_of(one.unit_id)
    typed = {name: one.new[name] for name in _UNIT_FIELDS if one.new.get(name)}
    return unit_actions.register(data=unit_actions.UnitInput(**typed), owner=party, by=by, at=at)
