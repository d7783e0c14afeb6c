"""Whoever did work tells what is to be invoiced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.trade.billing.models import Charge
from mendery.trade.billing.refusals import ChargedAlready, ChargeInvoiced


@dataclass(frozen=True, kw_only=True)
class ChargeInput:
    """One thing to be invoiced: ``net`` is rounded already, the VAT category stands for the rate of the invoice's day.

    party_id  who pays
    order     the work order, with its number as people know it
    group     title of the job, under which the invoice shows the line
    """

    party_id: UUID
    order: DocumentRef | None = None
    unit_id: UUID | None = None
    line_id: UUID | None = None
    group: str = ""
    seq: int = 0
    kind: str = "part"  # labour, part, outside, fee
    code: str = ""
    text: str
    quantity: Decimal
    unit: str = "H87"
    price: Decimal
    discount_percent: Decimal = Decimal(0)
    net: Decimal
    vat_category: str = "standard"


@action
def add(*, charges: Sequence[ChargeInput], by: Actor, at: datetime) -> list[Charge]:
    """Keep what is to be invoiced, all at once.

    refuses  ChargedAlready when a line was charged before and not withdrawn
    """
    line_ids = [one.line_id for one in charges if one.line_id is not None]
    if line_ids:
        known = Charge.objects.filter(line_id__in=line_ids, withdrawn_at=None).first()
        if known is not None:
            raise ChargedAlready(
                _("“%(text)s” is charged already."), params={"text": known.text},
                next_step=_("Withdraw the charge first, or leave it as it is."),
            )  # fmt: skip
    return Charge.objects.bulk_create(
        [
            Charge(
                party_id=one.party_id, order_id=one.order.id if one.order else None, order_number=one.order.number if one.order else "",
                unit_id=one.unit_id, line_id=one.line_id, group=one.group[:200], seq=one.seq, kind=one.kind, code=one.code[:60],
                text=one.text[:300], quantity=one.quantity, unit=one.unit, price=one.price, discount_percent=one.discount_percent,
                net=one.net, vat_category=one.vat_category, at=at,
            )
            for one in charges
        ]
    )  # fmt: skip


@action
def withdraw(*, line_ids: Sequence[UUID], by: Actor, at: datetime) -> int:
    """Take charges back, e.g. when the order is opened again. They may be told anew later.

    returns  how many were withdrawn
    refuses  ChargeInvoiced when one of them is on an invoice or on a draft; nothing is withdrawn then
    """
    rows = list(Charge.objects.select_for_update(no_key=True).filter(line_id__in=line_ids, withdrawn_at=None).order_by("id"))
    invoiced = next((row for row in rows if row.invoice_line_id is not None), None)
    if invoiced is not None:
        raise ChargeInvoiced(
            _("“%(text)s” is on an invoice."), params={"text": invoiced.text},
            next_step=_("Discard the draft or reverse the invoice (storno) first."),
        )  # fmt: skip
    return Charge.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=at) if rows else 0
