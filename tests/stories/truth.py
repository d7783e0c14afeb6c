"""What must agree to the cent at the end of a story, read from the books themselves."""

from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Sum

from mendery.ground.documents.models import Paper
from mendery.trade.billing.models import Invoice
from mendery.trade.billing.queries import balance_of, owed_for_order
from mendery.trade.cashdesk.models import CashEntry, Payment
from mendery.trade.cashdesk.queries import expected
from mendery.trade.stock.models import Balance, Layer, Move, Reservation

ZERO = Decimal("0.00")
SAMPLE = Path(__file__).parents[2] / "src/mendery/trade/purchasing/tests/samples/mf_b2g_example1_20lines_two_rates.xml"


def _sum(rows: Any, field: str) -> Decimal:
    return rows.aggregate(sum=Sum(field))["sum"] or ZERO


def stock_value() -> Decimal:
    """The value on the shelves, after seeing that layers and ledger say the same, in value and in pieces."""
    value = _sum(Balance.objects, "value")
    assert _sum(Layer.objects, "value_left") == _sum(Move.objects, "value") == value
    pieces = _sum(Balance.objects, "on_hand")
    assert _sum(Layer.objects, "quantity_left") == _sum(Move.objects, "quantity") == pieces
    assert _sum(Balance.objects, "held") == _sum(Reservation.objects, "held")
    return value


def all_settled(*, order_id: UUID, gross: Decimal) -> None:
    """One posted invoice of the order, one payment, one row of the journal: the same sum; nobody owes anything."""
    invoice = Invoice.objects.select_related("party").get(order_id=order_id)
    payment = Payment.objects.select_related("shift").get(order_id=order_id)
    entry = CashEntry.objects.get(payment_id=payment.pk)
    assert (invoice.state, invoice.gross) == ("posted", gross)
    assert (payment.amount, entry.amount) == (gross, gross)
    balance = balance_of(invoice.party)
    assert (balance.owed, balance.credit, owed_for_order(order_id)) == (ZERO, ZERO, ZERO)
    assert payment.shift is not None
    drawer = expected(payment.shift)
    assert drawer.expected == payment.shift.opening + gross


def papers_of(order_id: UUID) -> set[str]:
    """The kinds of papers that the register has for an order."""
    return set(Paper.objects.filter(order_id=order_id).values_list("kind", flat=True))
