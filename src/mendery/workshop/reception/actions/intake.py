"""Taking units in: one visit, one or several units, each its own repair (B13)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import today
from mendery.ground.documents import files, history, register
from mendery.ground.documents.models import AttachmentKind, Paper
from mendery.ground.documents.numbering import draw_number
from mendery.ground.documents.papers.data import paper_data
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused, publish
from mendery.ground.people.actor import Actor
from mendery.ground.people.secrets import seal
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.rows import new_id
from mendery.registers.equipment.actions import units as unit_actions
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import for_paper as unit_paper
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import for_paper as party_paper
from mendery.workshop.reception.events import UnitReceived
from mendery.workshop.reception.models import Custody, CustodyState, Intake, IntakeUnit


class UnitAlreadyHere(Refused):
    """The unit was taken in before and has not left."""

    code = "unit_already_here"
    status = 409


@dataclass(frozen=True, kw_only=True)
class UnitAtCounter:
    """One unit as it stands on the counter.

    meter        kilometres, hours or pages
    fuel         eighths 0–8 for vehicles, per cent of charge for devices; empty when not read
    secret       unlock code, kept encrypted and never printed (rule 69)
    spend_limit  what may be spent without asking, with VAT
    """

    unit: Unit
    complaint: str
    meter: int | None = None
    fuel: str = ""
    accessories: Sequence[str] = ()
    condition: str = ""
    promised_at: datetime | None = None
    spend_limit: Decimal | None = None
    waits_here: bool = False
    secret: str = ""
    order_id: UUID | None = None  # when photos were taken for it before


@dataclass(frozen=True, kw_only=True)
class IntakeInput:
    """Who brought what, on which terms. ``signature`` is a PNG."""

    branch: Branch
    party: Party
    units: Sequence[UnitAtCounter]
    brought_by: str = ""
    phone: str = ""
    signature: bytes | None = None


def _check(data: IntakeInput) -> None:
    if not data.units:
        raise Refused(_("Nothing is being taken in."), code="no_units", next_step=_("Choose a vehicle or device first."))
    for position, one in enumerate(data.units, start=1):
        if not one.complaint.strip():
            raise Refused(
                _("The request of %(unit)s is empty."), code="no_complaint", field=f"complaint_{position}",
                params={"unit": one.unit}, next_step=_("Write what the customer wants, in their words."),
            )  # fmt: skip
    _check_twice(data.units)
    # Two counters may write the same unit down at once: the second waits here and is then refused.
    unit_ids = [one.unit.pk for one in data.units]
    list(Unit.objects.select_for_update(of=("self",)).filter(pk__in=unit_ids).order_by("pk").values_list("pk"))
    check_not_here(unit_ids)


def _check_twice(units: Sequence[UnitAtCounter]) -> None:
    seen: set[UUID] = set()
    for one in units:
        if one.unit.pk in seen:
            raise Refused(
                _("%(unit)s is on this visit twice."), params={"unit": one.unit}, code="unit_twice",
                next_step=_("Take one of the two out."),
            )  # fmt: skip
        seen.add(one.unit.pk)


def check_not_here(unit_ids: Collection[UUID]) -> None:
    """Refuse units that were taken in before and have not left (UnitAlreadyHere)."""
    custody = Custody.objects.filter(unit_id__in=unit_ids, state=CustodyState.HERE).select_related("unit").first()
    if custody is not None:
        number = Paper.objects.filter(kind="work_order", doc_id=custody.order_id).values_list("number", flat=True).first()
        raise UnitAlreadyHere(
            _("%(unit)s is here already, on order %(number)s."), params={"unit": custody.unit, "number": number or "–"},
            next_step=_("Open that order, or hand the unit over first."),
        )  # fmt: skip


def _rows(intake: Intake, data: IntakeInput, at: datetime) -> list[IntakeUnit]:
    rows = [
        IntakeUnit(
            intake=intake, unit=one.unit, seq=seq, meter=one.meter, fuel=one.fuel, accessories=list(one.accessories),
            condition=one.condition, complaint=one.complaint.strip(), promised_at=one.promised_at,
            spend_limit=one.spend_limit, waits_here=one.waits_here, order_id=one.order_id or new_id(),
            secret=seal(one.secret) if one.secret else b"",
        )
        for seq, one in enumerate(data.units, start=1)
    ]  # fmt: skip
    IntakeUnit.objects.bulk_create(rows)
    Custody.objects.bulk_create(
        [Custody(unit_id=row.unit_id, intake_unit=row, branch=data.branch, in_at=at, order_id=row.order_id) for row in rows]
    )
    return rows


@action
def receive(*, data: IntakeInput, by: Actor, at: datetime) -> Intake:
    """Take one or several units in: custody begins, each gets its own work order and intake act.

    refuses  ``no_units``, ``no_complaint``, ``unit_twice``, UnitAlreadyHere
    tells    UnitReceived, once per unit
    """
    _check(data)
    intake = Intake.objects.create(
        number=draw_number(branch=data.branch, kind="intake", on=today(data.branch, at)), branch=data.branch, party=data.party,
        brought_by=data.brought_by, phone=data.phone, at=at, by_name=by.name, is_signed=data.signature is not None,
    )  # fmt: skip
    rows = _rows(intake, data, at)
    signature_id = _keep_signature(intake, data, by, at)
    for one, row in zip(data.units, rows, strict=True):
        if one.meter is not None:
            unit_actions.read_meter(unit=one.unit, value=one.meter, source="intake", by=by, at=at)
        publish(
            UnitReceived(
                order_id=row.order_id, intake_unit_id=row.pk, intake_number=intake.number, unit_id=row.unit_id,
                party_id=data.party.pk, branch_id=data.branch.pk, complaint=row.complaint, promised_at=row.promised_at,
                meter=row.meter, spend_limit=row.spend_limit, waits_here=row.waits_here, by=by, at=at,
            )
        )  # fmt: skip
    _write_acts(intake, rows, data, signature_id, by, at)
    return intake


def _keep_signature(intake: Intake, data: IntakeInput, by: Actor, at: datetime) -> UUID | None:
    if data.signature is None:
        return None
    kept = files.store(
        data=data.signature, name="signature.png", kind=AttachmentKind.SIGNATURE, doc_kind="intake", doc_id=intake.pk,
        by=by, at=at,
    )  # fmt: skip
    return kept.pk


def _write_acts(intake: Intake, rows: list[IntakeUnit], data: IntakeInput, signature_id: UUID | None, by: Actor, at: datetime) -> None:
    """One intake act per unit, frozen as signed."""
    numbers = dict(Paper.objects.filter(kind="work_order", doc_id__in=[row.order_id for row in rows]).values_list("doc_id", "number"))
    language = data.party.language or data.branch.entity.language
    on = today(data.branch, at)
    signer = data.brought_by or data.party.name
    for row in rows:
        number = intake.number if len(rows) == 1 else f"{intake.number}/{row.seq}"
        order = {
            "number": numbers.get(row.order_id, ""), "opened_at": at.isoformat(), "complaint": row.complaint,
            "promised_at": row.promised_at.isoformat() if row.promised_at else "",
        }  # fmt: skip
        frozen = paper_data(
            kind="intake_act", number=number, on=on, at=at, branch=data.branch, language=language,
            currency=data.branch.entity.currency, party=party_paper(data.party), unit=unit_paper(row.unit), order=order, by=by,
            signatures=[{"role": "customer", "name": signer, "attachment_id": str(signature_id) if signature_id else ""}],
            extra={
                "meter": row.meter, "fuel": row.fuel, "accessories": row.accessories, "condition": row.condition,
                "spend_limit": str(row.spend_limit) if row.spend_limit is not None else "", "brought_by": signer,
                "waits_here": row.waits_here,
            },
        )  # fmt: skip
        register.enter(
            ref=DocumentRef("intake_act", row.pk, number), state="posted", on=on, at=at, by=by, language=language, frozen=frozen,
            title=row.complaint,
            tags=register.Tags(branch_id=data.branch.pk, party_id=data.party.pk, unit_id=row.unit_id, order_id=row.order_id),
        )  # fmt: skip
        history.note(doc_kind="work_order", doc_id=row.order_id, what="received", by=by, at=at, facts={"number": number})
