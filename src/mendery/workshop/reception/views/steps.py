"""The five steps of an intake: one draft on the server, each step saves (DESIGN 6, screen 5)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.components import Step
from mendery.ground.ui.links import link
from mendery.registers.equipment.kinds import type_of
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.workshop.reception.models import IntakeDraft

STEPS = (("find", _("Find")), ("condition", _("Condition")), ("photos", _("Photos")), ("request", _("Request")), ("sign", _("Sign")))
Entry = dict[str, Any]


def label_of(entry: Entry, unit: Unit | None) -> str:
    """How a unit of the visit is called: as the register calls it, or by what was typed of a new one."""
    if unit:
        return str(unit)
    new = entry.get("new") or {}
    return new.get("plate") or f"{new.get('make', '')} {new.get('model', '')}".strip() or new.get("serial") or new.get("vin") or ""


@dataclass
class OpenDraft:
    """A draft with the unit that is being filled in and the customer, if they are known already."""

    row: IntakeDraft
    index: int
    entry: Entry
    unit: Unit | None
    party: Party | None

    @property
    def units(self) -> list[Entry]:
        """All units of this visit, as typed so far."""
        return self.row.data.get("units") or [{}]

    @property
    def is_chosen(self) -> bool:
        """Whether it is said which unit this is."""
        return bool(self.entry.get("order_id"))

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was said yet in this visit."""
        return len(self.units) == 1 and not self.is_chosen and not self.customer

    @property
    def customer(self) -> str:
        """The name of the customer, also of one who is not registered yet."""
        return self.party.name if self.party else self.row.data.get("party", {}).get("name", "")

    @property
    def kind(self) -> str:
        """vehicle, device or machine: decides the questions."""
        if self.unit:
            return self.unit.kind
        return (self.entry.get("new") or {}).get("kind") or self.row.branch.trade

    @property
    def meter_kind(self) -> str:
        """What its meter counts: km, h, pages, cups, none."""
        if self.unit:
            return self.unit.meter_kind
        return type_of((self.entry.get("new") or {}).get("type", ""), self.kind).meter

    @property
    def label(self) -> str:
        """How the unit is called on the pages of the wizard."""
        return label_of(self.entry, self.unit)

    def with_entry(self, **changes: Any) -> list[Entry]:
        """The units with changes to the one being filled in."""
        units = [dict(unit) for unit in self.units]
        units[self.index] = {**units[self.index], **changes}
        return units


def open_draft(request: MemberRequest, draft_id: UUID) -> OpenDraft:
    """The person's own draft, or not found."""
    row = IntakeDraft.objects.filter(pk=draft_id, person_id=request.actor.person_id).select_related("branch__entity").first()
    if row is None:
        raise Http404
    units = row.data.get("units") or [{}]
    index = min(int(row.data.get("current", 0)), len(units) - 1)
    entry = units[index]
    unit = Unit.objects.filter(pk=entry["unit_id"]).select_related("owner").first() if entry.get("unit_id") else None
    party_id = row.data.get("party", {}).get("id")
    party = Party.objects.filter(pk=party_id).first() if party_id else None
    return OpenDraft(row, index, entry, unit, party)


def step_of(view: Callable[[MemberRequest, OpenDraft], HttpResponse]) -> Callable[[MemberRequest, UUID], HttpResponse]:
    """A step that speaks about a unit: as long as none is chosen, the first step comes."""

    @wraps(view)
    def opened(request: MemberRequest, draft_id: UUID) -> HttpResponse:
        draft = open_draft(request, draft_id)
        return view(request, draft) if draft.is_chosen else to_step(request, draft, "find")

    return opened


def to_step(request: MemberRequest, draft: OpenDraft, step: str) -> HttpResponse:
    """Lead to a step of this draft."""
    return replies.go(request, link(request, f"reception:{step}", draft.row.pk))


def frame(request: MemberRequest, draft: OpenDraft, step: str) -> dict[str, Any]:
    """What every step of the wizard shows around its form."""
    names = [name for name, _label in STEPS]
    at = names.index(step)
    steps = [
        Step(
            label, "done" if place < at else "now" if place == at else "",
            url=link(request, f"reception:{name}", draft.row.pk) if place < at else "",
        )
        for place, (name, label) in enumerate(STEPS)
    ]  # fmt: skip
    back = link(request, f"reception:{names[at - 1]}", draft.row.pk) if at else ""
    return {
        "active": "intake", "steps": steps, "draft": draft, "step_number": at + 1, "back_url": back,
        "close_url": link(request, "board:today"), "discard_url": link(request, "reception:discard", draft.row.pk),
    }  # fmt: skip
