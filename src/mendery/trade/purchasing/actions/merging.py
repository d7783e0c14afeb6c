"""Two cards of one supplier become one (rule 67)."""

from uuid import UUID

from django.db import IntegrityError, transaction

from mendery.ground.tenancy.acts import action
from mendery.trade.purchasing.models import (
    GoodsReceipt,
    MissingGoods,
    ReceiptState,
    SupplierCode,
    SupplierOrder,
    SupplierOrderState,
)


@action
def move_supplier(*, loser_id: UUID, survivor_id: UUID) -> None:
    """Open orders, drafts, missing goods and remembered codes go to the survivor; posted receipts stay as they are.

    A draft of an invoice that the survivor has too stays with the lost card, which leads to the survivor.
    """
    open_states = [SupplierOrderState.DRAFT, SupplierOrderState.PLACED]
    SupplierOrder.objects.filter(supplier_id=loser_id, state__in=open_states).update(supplier_id=survivor_id)
    MissingGoods.objects.filter(supplier_id=loser_id).update(supplier_id=survivor_id)
    for receipt in GoodsReceipt.objects.filter(supplier_id=loser_id, state=ReceiptState.DRAFT):
        try:
            with transaction.atomic():
                GoodsReceipt.objects.filter(pk=receipt.pk).update(supplier_id=survivor_id)
        except IntegrityError:
            continue
    known = SupplierCode.objects.filter(party_id=survivor_id).values("code_key")
    SupplierCode.objects.filter(party_id=loser_id, code_key__in=known).delete()
    SupplierCode.objects.filter(party_id=loser_id).update(party_id=survivor_id)
