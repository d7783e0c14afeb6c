"""Giving a unit back: conditions checked, what is owed shown, the act written, codes erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import today
from mendery.ground.documents import files, history, register
from mendery.ground.documents.models import AttachmentKind
from mendery.ground.documents.numbering import draw_number
from mendery.ground.documents.papers.data import paper_data
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.events import Refused, ask, publish
from mendery.ground.people.actor import Actor
from mendery.ground.people.secrets import unseal
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.rows import new_id
from mendery.ground.ui import formats
from mendery.registers.equipment.actions import units as unit_actions
from mendery.registers.equipment.queries import for_paper as unit_paper
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import for_paper as party_paper
from mendery.trade.billing.queries import owed_besides, owed_for_order
from mendery.workshop.reception.events import BeforeHandover, UnitHandedOver
from mendery.workshop.reception.models import Custody, CustodyState, Handover, Intake, IntakeUnit


class NotHere(Refused):
    """The unit of this order is not in our hands."""

    code = "not_here"
    status = 409


class StillOwed(Refused):
    """The customer has not paid and has no terms that allow it."""

    code = "still_owed"
    status = 409


@dataclass(frozen=True, kw_only=True)
class HandoverInput:
    """Who takes the unit of an order, with what. ``override_reason`` lets it go unpaid, for those who may."""

    order: DocumentRef
    party: Party
    to_name: str
    meter: int | None = None
    returned_items: Sequence[str] = ()
    signature: bytes | None = None
    override_reason: str = ""


def may_leave_unpaid(*, party: Party, order_id: UUID, owed: Decimal) -> bool:
    """Whether agreed terms cover what is owed for the order: days to pay, and all debts within the credit limit if there is one."""
    if owed <= 0:
        return True
    if party.payment_days == 0:
        return False
    return party.credit_limit is None or owed + owed_besides(party=party, order_id=order_id) <= party.credit_limit


def _check_money(data: HandoverInput, owed: Decimal, currency: str, by: Actor) -> None:
    if may_leave_unpaid(party=data.party, order_id=data.order.id, owed=owed):
        return
    if by.may("handover.override") and data.override_reason.strip():
        return
    raise StillOwed(
        _("%(amount)s are still owed for this order."), params={"amount": formats.money(owed, currency)}, field="override_reason",
        next_step=_("Take the payment first, or have a manager give the reason for handing over unpaid."),
    )  # fmt: skip


@action
def hand_over(*, data: HandoverInput, by: Actor, at: datetime) -> Handover:
    """Give the unit of an order back to the customer. Custody ends, the unlock code is erased, warranty begins.

    refuses  NotHere, StillOwed, and whatever answers BeforeHandover (work not finished …)
    tells    UnitHandedOver
    """
    custody = (
        Custody.objects.select_for_update(of=("self",))
        .filter(order_id=data.order.id, state=CustodyState.HERE)
        .select_related("unit", "branch__entity", "intake_unit__intake")
        .first()
    )
    if custody is None:
        raise NotHere(_("The unit of order %(number)s is not here."), params={"number": data.order.number})
    owed = owed_for_order(order_id=data.order.id)
    ask(BeforeHandover(order_id=data.order.id, unit_id=custody.unit_id, by=by, at=at))
    _check_money(data, owed, custody.branch.entity.currency, by)
    if data.meter is not None:
        unit_actions.read_meter(unit=custody.unit, value=data.meter, source="handover", by=by, at=at)
    row = _write(custody, data, owed, by, at)
    Custody.objects.filter(pk=custody.pk).update(state=CustodyState.RETURNED, out_at=at)
    IntakeUnit.objects.filter(pk=custody.intake_unit_id).update(secret=b"")
    _close_intake(custody.intake_unit.intake)
    publish(UnitHandedOver(order_id=data.order.id, unit_id=custody.unit_id, on=today(custody.branch, at), meter=data.meter, by=by, at=at))
    return row


def _close_intake(intake: Intake) -> None:
    if not Custody.objects.filter(intake_unit__intake=intake, state=CustodyState.HERE).exists():
        Intake.objects.filter(pk=intake.pk).update(state="handed_over")


def _write(custody: Custody, data: HandoverInput, owed: Decimal, by: Actor, at: datetime) -> Handover:
    branch, on = custody.branch, today(custody.branch, at)
    handover_id = new_id()
    signature_id: UUID | str = ""
    if data.signature is not None:
        signature_id = files.store(
            data=data.signature, name="signature.png", kind=AttachmentKind.SIGNATURE, doc_kind="handover",
            doc_id=handover_id, by=by, at=at,
        ).pk  # fmt: skip
    row = Handover.objects.create(
        id=handover_id, number=draw_number(branch=branch, kind="handover", on=on), unit=custody.unit, party=data.party,
        custody=custody, order_id=data.order.id, order_number=data.order.number, to_name=data.to_name, owed=owed,
        override_reason=data.override_reason.strip(), meter=data.meter, returned_items=list(data.returned_items),
        is_signed=data.signature is not None, at=at, by_name=by.name,
    )  # fmt: skip
    language = data.party.language or branch.entity.language
    frozen = paper_data(
        kind="handover", number=row.number, on=on, at=at, branch=branch, language=language, currency=branch.entity.currency,
        party=party_paper(data.party), unit=unit_paper(custody.unit), by=by,
        order={"number": data.order.number, "opened_at": custody.in_at.isoformat(), "complaint": custody.intake_unit.complaint, "promised_at": ""},
        signatures=[{"role": "customer", "name": data.to_name, "attachment_id": str(signature_id)}],
        extra={"owed": str(owed), "returned_items": list(data.returned_items), "meter": data.meter, "to_name": data.to_name},
    )  # fmt: skip
    register.enter(
        ref=DocumentRef("handover", row.pk, row.number), state="posted", on=on, at=at, by=by, language=language, frozen=frozen,
        title=data.to_name,
        tags=register.Tags(branch_id=branch.pk, party_id=data.party.pk, unit_id=custody.unit_id, order_id=data.order.id),
    )  # fmt: skip
    history.note(
        doc_kind="work_order", doc_id=data.order.id, what="handed_over", by=by, at=at, text=row.override_reason,
        facts={"to": data.to_name, "owed": str(owed)},
    )  # fmt: skip
    return row


@action
def reveal_secret(*, intake_unit: IntakeUnit, by: Actor, at: datetime) -> str:
    """Show the unlock code to whoever works on the device. Each look is written down; the code itself never is."""
    history.note(doc_kind="work_order", doc_id=intake_unit.order_id, what="secret_seen", by=by, at=at)
    return unseal(bytes(intake_unit.secret)) if intake_unit.secret else ""
