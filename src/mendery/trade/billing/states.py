"""Where an invoice may go."""

from mendery.ground.documents.states import moves

DRAFT, POSTED, REVERSED = "draft", "posted", "reversed"
INVOICE, STORNO = "invoice", "storno"
CUSTOMER, SUPPLIER = "customer", "supplier"
PAYMENT = "payment"  # doc_kind of every ledger entry by which money moved

MOVES = moves((DRAFT, POSTED), (POSTED, REVERSED))
