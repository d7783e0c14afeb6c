"""Invoice, payment, the drawer of the day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from mendery.ground.money import Taxed, sum_document
from mendery.trade.billing.models import Charge, Invoice, InvoiceLine, InvoiceSum, InvoiceVat, PartyEntry, Settlement
from mendery.trade.cashdesk.models import CashEntry, Payment, Shift
from mendery.trade.cashdesk.states import OPENING_DIFFERENCE

from .world import World

if TYPE_CHECKING:
    from .visits import Visit

CARMEN = "Carmen Dobre"
OPENING = Decimal("500.00")


def open_drawer(world: World, day: date) -> None:
    """The till opens with the same float each morning."""
    at, is_first = world.moment(day, 7, 50), world.shift is None
    world.shift = Shift(till=world.till, state="closed", on=day, opened_at=at, opened_by=CARMEN, opening=OPENING)
    if is_first:
        world.rows.add(
            CashEntry(till=world.till, shift=world.shift, kind=OPENING_DIFFERENCE, amount=OPENING, on=day, at=at, by_name=CARMEN)
        )


def close_drawer(world: World, day: date) -> None:
    """Counted at the end of the day; what is above the float is taken out."""
    shift = world.shift
    if shift is None:
        raise ValueError(day)
    entries = [entry for entry in world.rows.by_model[CashEntry] if entry.shift_id == shift.pk and entry.kind != OPENING_DIFFERENCE]
    expected = OPENING + sum((entry.amount for entry in entries), Decimal(0))
    at = world.moment(day, 18, 5)
    shift.number, shift.closed_at, shift.closed_by = world.number("z_report", day), at, CARMEN
    shift.expected = shift.counted = expected
    shift.taken_out = expected - OPENING
    if shift.taken_out:
        world.rows.add(
            CashEntry(
                till=world.till,
                shift=shift,
                kind="take_out",
                amount=-shift.taken_out,
                on=day,
                at=at,
                doc_number=shift.number,
                by_name=CARMEN,
            )
        )
    world.rows.add(shift)


def invoice_and_pay(visit: "Visit") -> None:
    """Charges, the posted invoice with VAT on the document, and the payment: companies on account pay by bank later."""
    world, day = visit.world, visit.day
    at = world.moment(day, 15, 40)
    lines = [line for line in visit.lines if line.job.state == "approved"]
    total = sum_document([Taxed(line.net, "standard", visit.rate) for line in lines])
    due = day + timedelta(days=visit.party.payment_days)
    invoice = Invoice(
        number=world.number("invoice", day), state="posted", branch=world.branch, party=visit.party, on=day, due_on=due, currency=world.currency, net=total.net,
        vat=total.vat, gross=total.gross, order_id=visit.order.pk, order_number=visit.order.number, unit_id=visit.unit.pk, created_at=at, posted_at=at,
        by_name=CARMEN,
    )  # fmt: skip
    said = []
    for seq, line in enumerate(lines, start=1):
        charge = Charge(
            party=visit.party, order_id=visit.order.pk, order_number=visit.order.number, unit_id=visit.unit.pk, line_id=line.pk, group=line.job.title, seq=seq,
            kind=line.kind, code=line.code, text=line.text, quantity=line.quantity, unit=line.unit, price=line.price, discount_percent=line.discount_percent,
            net=line.net, vat_category="standard", at=at,
        )  # fmt: skip
        row = InvoiceLine(
            invoice=invoice, seq=seq, charge=charge, group=charge.group, kind=line.kind, code=line.code, text=line.text, quantity=line.quantity, unit=line.unit,
            price=line.price, discount_percent=line.discount_percent, net=line.net, vat_category="standard", vat_rate=visit.rate,
        )  # fmt: skip
        charge.invoice_line_id = row.pk
        world.rows.add(charge)
        world.rows.add(row)
        said.append({"n": seq, "code": line.code, "text": line.text, "quantity": str(line.quantity), "unit": line.unit, "price": str(line.price),
                     "discount": str(line.discount_percent), "net": str(line.net), "vat_rate": str(visit.rate)})  # fmt: skip
    for row_ in total.rates:
        world.rows.add(InvoiceVat(invoice=invoice, category=row_.category, rate=row_.rate, base=row_.base, vat=row_.vat))
    world.rows.add(invoice)
    ref = {"doc_kind": "invoice", "doc_id": invoice.pk, "doc_number": invoice.number, "order_id": visit.order.pk}
    world.rows.add(PartyEntry(party=visit.party, side="customer", amount=total.gross, on=day, due_on=due, at=at, **ref))
    world.tokens("invoice", invoice.pk, codes=[invoice.number])
    paid = _pay(visit, invoice)
    world.rows.add(InvoiceSum(invoice=invoice, settled=paid, open=total.gross - paid))
    world.paper("invoice", invoice.pk, invoice.number, day, at, by=CARMEN, amount=total.gross, title=visit.order.number, says={
        **visit.about, "groups": [{"title": "", "state": "", "note": "", "lines": said, "net": str(total.net), "gross": str(total.gross)}],
        "vat_rows": [{"category": one.category, "rate": str(one.rate), "base": str(one.base), "vat": str(one.vat)} for one in total.rates],
        "totals": {"net": str(total.net), "vat": str(total.vat), "gross": str(total.gross), "paid": "0.00", "due": str(total.gross)},
        "extra": {"due_on": due.isoformat()},
    }, **visit.tags)  # fmt: skip


def _pay(visit: "Visit", invoice: Invoice) -> Decimal:
    world = visit.world
    terms = visit.party.payment_days
    method = "bank" if terms else world.dice.choice(("cash", "card", "card"))
    on = visit.day + timedelta(days=terms)
    if on >= world.today:
        return Decimal("0.00")
    at = world.moment(on, 16, 10)
    if method == "cash" and world.plan.country == "RO" and invoice.gross > 5000:
        method = "card"
    shift: Shift | None = world.shift if method != "bank" else None
    payment = world.rows.add(
        Payment(
            number=world.number("cash_receipt", visit.day) if method == "cash" else "", state="posted", party=visit.party, branch=world.branch, method=method,
            amount=invoice.gross, currency=world.currency, on=on, at=at, till=world.till if shift else None, shift=shift, invoice_id=invoice.pk,
            order_id=visit.order.pk, by_name=CARMEN,
        )
    )  # fmt: skip
    world.rows.add(Settlement(invoice=invoice, party=visit.party, payment_id=payment.pk, amount=invoice.gross, at=at, by_name=CARMEN))
    world.rows.add(PartyEntry(party=visit.party, side="customer", amount=-invoice.gross, on=on, at=at, doc_kind="payment", doc_id=payment.pk,
                              doc_number=payment.number or invoice.number, order_id=visit.order.pk))  # fmt: skip
    if method == "cash":
        world.rows.add(CashEntry(till=world.till, shift=shift, kind="payment", amount=invoice.gross, on=on, at=at, doc_number=payment.number,
                                 text=invoice.number, party_name=visit.party.name, payment=payment, by_name=CARMEN))  # fmt: skip
        world.paper("cash_receipt", payment.pk, payment.number, on, at, by=CARMEN, amount=invoice.gross, title=invoice.number, says={
            **visit.about, "totals": {"gross": str(invoice.gross), "paid": str(invoice.gross)}, "extra": {"invoice_number": invoice.number, "amount": str(invoice.gross), "method": "cash"},
        }, **visit.tags)  # fmt: skip
    return invoice.gross
