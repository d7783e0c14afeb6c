"""Warranties are granted at hand-over and can be voided with a reason, never deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action

from . import papers
from .calculations import end_date
from .models import Warranty


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One promise: ``kind`` repair, part or goods; ``months`` by the calendar; ``meter_limit`` absolute reading."""

    unit_id: UUID
    kind: str
    text: str
    starts_on: date
    months: int
    order: DocumentRef | None = None
    line_id: UUID | None = None
    serial: str = ""
    meter_limit: int | None = None


@action
def grant(*, grants: Sequence[Grant], by: Actor, at: datetime) -> list[Warranty]:
    """Promise warranty on work and parts. A repair does not restart the warranty of the goods (rule 43).

    What one repair promises is written on its warranty card.
    """
    granted: list[Warranty] = Warranty.objects.bulk_create(
        [
            Warranty(
                unit_id=one.unit_id, kind=one.kind, text=one.text[:300], serial=one.serial, starts_on=one.starts_on,
                months=one.months, ends_on=end_date(start=one.starts_on, months=one.months), meter_limit=one.meter_limit,
                order_id=one.order.id if one.order else None, order_number=one.order.number if one.order else "",
                line_id=one.line_id, at=at,
            )
            for one in grants
            if one.months > 0
        ]
    )  # fmt: skip
    of_order: dict[UUID, list[Warranty]] = {}
    for one in granted:
        if one.order_id is not None:
            of_order.setdefault(one.order_id, []).append(one)
    for warranties in of_order.values():
        papers.write_card(warranties=warranties, by=by, at=at)
    return granted


@action
def void(*, warranty: Warranty, reason: str, by: Actor, at: datetime) -> Warranty:
    """Take a warranty away (opened by others, liquid …). The row stays, with the reason."""
    warranty.void_reason = f"{reason[:150]} – {by.name}"
    warranty.save(update_fields=["void_reason"])
    return warranty
