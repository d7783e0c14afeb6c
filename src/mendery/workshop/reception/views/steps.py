"""The five steps of an intake: one draft on the server, each step saves (DESIGN 6, screen 5)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from mendery.ground.ui.components import Step
from mendery.ground.ui.links import link
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.workshop.reception.models import IntakeDraft

STEPS = (("find", _("Find")), ("condition", _("Condition")), ("photos", _("Photos")), ("request", _("Request")), ("sign", _("Sign")))


@dataclass
class OpenDraft:
    """A draft with the unit that is being filled in and its owner, if they are known already."""

    row: IntakeDraft
    index: int
    entry: dict[str, Any]
    unit: Unit | None
    party: Party | None

    @property
    def units(self) -> list[dict[str, Any]]:
        """All units of this visit, as typed so far."""
        return self.row.data.get("units") or [{}]

    @property
    def kind(self) -> str:
        """vehicle, device or machine: decides the questions."""
        if self.unit:
            return self.unit.kind
        return self.entry.get("new", {}).get("kind") or self.row.branch.trade

    @property
    def label(self) -> str:
        """How the unit is called on the pages of the wizard."""
        new = self.entry.get("new", {})
        if self.unit:
            return str(self.unit)
        return new.get("plate") or f"{new.get('make', '')} {new.get('model', '')}".strip() or new.get("serial", "")

    def with_entry(self, **changes: Any) -> list[dict[str, Any]]:
        """The units with changes to the one being filled in."""
        units = [dict(unit) for unit in self.units]
        units[self.index] = {**units[self.index], **changes}
        return units


def open_draft(request: HttpRequest, draft_id: UUID) -> OpenDraft:
    """The person's own draft, or not found."""
    row = IntakeDraft.objects.filter(pk=draft_id, person_id=request.actor.person_id).select_related("branch__entity").first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    units = row.data.get("units") or [{}]
    index = min(int(row.data.get("current", 0)), len(units) - 1)
    entry = units[index]
    unit = Unit.objects.filter(pk=entry["unit_id"]).select_related("owner").first() if entry.get("unit_id") else None
    party_id = row.data.get("party", {}).get("id")
    party = Party.objects.filter(pk=party_id).first() if party_id else None
    return OpenDraft(row, index, entry, unit, party)


def frame(request: HttpRequest, draft: OpenDraft, step: str) -> dict[str, Any]:
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
