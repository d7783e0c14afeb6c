"""The ledger of a party is written here and nowhere else."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.tenancy.acts import action
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import PartyEntry


@action
def book(
    *, party: Party, side: str, amount: Decimal, ref: DocumentRef, on: date, at: datetime, due_on: date | None = None,
    order_id: UUID | None = None,
) -> PartyEntry:  # fmt: skip
    """Write what a document did to the account of a party, in the entity's currency.

    side    ``customer`` or ``supplier``
    amount  positive: they owe us more (an invoice of ours, money given back); negative: they owe us less (a payment,
            a storno, a supplier's invoice)
    ref     the document. A payment has the kind ``payment``; money given back names the payment that it is given back of,
            so that what is left of a payment can be told
    order   for payments: the order that they are for, also when it is paid through an invoice of that order
    """
    return PartyEntry.objects.create(
        party=party, side=side, amount=amount, on=on, due_on=due_on, at=at, doc_kind=ref.kind, doc_id=ref.id, doc_number=ref.number,
        order_id=order_id,
    )  # fmt: skip
