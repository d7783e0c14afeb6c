"""What the pages of invoices have in common."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from mendery.ground.company.queries import today
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.trade.billing import queries
from mendery.trade.billing.models import Invoice
from mendery.trade.billing.refusals import InvoiceNotFound


def invoice_for(request: MemberRequest, invoice_id: UUID) -> Invoice:
    """The invoice, if it is of a branch in which the reader may work.

    refuses  InvoiceNotFound
    """
    invoice = queries.invoice_of(invoice_id)
    check_branch(request.actor, invoice)
    return invoice


def check_branch(actor: Actor, invoice: Invoice) -> None:
    """Another branch's invoice is not found.

    refuses  InvoiceNotFound
    """
    if actor.branch_ids and invoice.branch_id not in actor.branch_ids:
        raise InvoiceNotFound


def day_of(invoice: Invoice) -> date:
    """Today, where the invoice is."""
    return today(invoice.branch, timezone.now())


def refuse_in(form: Any, refusal: Refused) -> list[Refused]:
    """Put a refusal beside its field; what belongs to no field goes to the top."""
    if refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return []
    return [refusal]
