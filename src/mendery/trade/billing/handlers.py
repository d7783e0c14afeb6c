"""What billing does when others tell something."""

from django.db.models import Q

from mendery.registers.parties.events import PartiesMerged

from .models import Charge, Invoice, InvoiceLine, InvoiceState


def on_parties_merged(fact: PartiesMerged) -> None:
    """What is not posted yet is billed to the survivor; posted papers and the account entries stay with the old card."""
    drafts = Invoice.objects.filter(party_id=fact.loser_id, state=InvoiceState.DRAFT)
    on_drafts = InvoiceLine.objects.filter(invoice__in=drafts).values("pk")
    waiting = Charge.objects.filter(party_id=fact.loser_id, withdrawn_at=None).filter(
        Q(invoice_line_id=None) | Q(invoice_line_id__in=on_drafts)
    )
    waiting.update(party_id=fact.survivor_id)
    drafts.update(party_id=fact.survivor_id)
