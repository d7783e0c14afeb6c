"""What is in our hands, and what may be coming in."""

from uuid import UUID

from mendery.ground.documents import search
from mendery.registers.equipment.models import Unit

from .models import Custody, CustodyState, Handover, IntakeUnit

_FEW = 8


def intake_of(order_id: UUID) -> IntakeUnit | None:
    """The intake of an order's unit; None for a quote."""
    return IntakeUnit.objects.filter(order_id=order_id).select_related("intake__branch", "unit").first()


def custody_of(order_id: UUID) -> Custody | None:
    """The custody of an order's unit, here or returned."""
    return Custody.objects.filter(order_id=order_id).select_related("unit", "intake_unit__intake").order_by("-in_at").first()


def handover_of(order_id: UUID) -> Handover | None:
    """How the unit left, if it did."""
    return Handover.objects.filter(order_id=order_id).first()


def units_here(*, branch_ids: tuple[UUID, ...] = ()) -> list[Custody]:
    """Customers' property in our hands, the longest first (rule 34): it has no stock value and is never forgotten."""
    rows = Custody.objects.filter(state=CustodyState.HERE).select_related("unit__owner", "intake_unit__intake", "branch")
    rows = rows.order_by("in_at", "id")
    return list((rows.filter(branch_id__in=branch_ids) if branch_ids else rows)[:200])


def units_like(text: str) -> list[Unit]:
    """Units found by any part of plate, serial or VIN, or by name or phone of their owner."""
    unit_ids = search.find_ids(text=text, kinds=["unit"], limit=_FEW)
    party_ids = search.find_ids(text=text, kinds=["party"], limit=_FEW)
    rows = Unit.objects.filter(merged_into=None).select_related("owner")
    found = {unit.pk: unit for unit in rows.filter(pk__in=unit_ids)}
    units = [found[key] for key in unit_ids if key in found]
    if party_ids and len(units) < _FEW:
        owned = rows.filter(owner_id__in=party_ids).exclude(pk__in=found)[: _FEW - len(units)]
        units.extend(owned)
    return units
