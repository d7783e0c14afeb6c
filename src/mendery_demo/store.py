"""Goods in and parts out, with FIFO layers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from mendery.ground.money import Taxed, round_money, sum_document
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import PartyEntry
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine
from mendery.trade.stock.calculations import OpenLayer, draw
from mendery.trade.stock.models import Layer, Move, Slice, StockPaper

from .world import Shelf, World

TARGET = 14


def restock(world: World, day: date) -> None:
    """What ran low is received from a supplier, with its invoice; the debt is booked."""
    low = [shelf for code, shelf in world.shelves.items() if code != world.plan.missing[1] and shelf.on_hand < Decimal(TARGET) / 2]
    if not low:
        return
    supplier, at = world.dice.choice(world.suppliers), world.moment(day, 8, 20)
    receipt = GoodsReceipt(
        number=world.number("goods_receipt", day), state="posted", supplier=supplier, branch=world.branch, warehouse=world.warehouse, on=day,
        invoice_number=f"F{world.dice.randrange(100000, 999999)}{day:%m%d}", invoice_on=day, due_on=day, currency=world.currency, created_at=at,
        by_name="Dan Ilie", source="ubl",
    )  # fmt: skip
    receipt.invoice_key = receipt.invoice_number.lower()
    rate, taxed, lines = world.vat_rate(day), [], []
    for seq, shelf in enumerate(low, start=1):
        quantity = Decimal(world.dice.randrange(TARGET, TARGET * 2))
        base = shelf.item.last_cost or Decimal(1)
        price = round_money(base * Decimal(world.dice.randrange(94, 108)) / 100)
        net = round_money(price * quantity)
        line = world.rows.add(
            GoodsReceiptLine(
                receipt=receipt, seq=seq, text=shelf.item.name, supplier_code=shelf.item.code, maker_code=shelf.item.code, item=shelf.item, match="code",
                quantity=quantity, price=price, net=net, cost=net, vat_rate=rate, bin=shelf.item.default_bin,
            )
        )  # fmt: skip
        lines.append({"n": seq, "code": shelf.item.code, "text": shelf.item.name, "quantity": str(quantity), "unit": "H87", "price": str(price),
                      "discount": "0", "net": str(net), "vat_rate": str(rate), "cost": str(net)})  # fmt: skip
        taxed.append(Taxed(net, "standard", rate))
        _bring_in(world, shelf, receipt, line, quantity, net, day, at)
    total = sum_document(taxed)
    receipt.net, receipt.vat, receipt.gross = total.net, total.vat, total.gross
    world.rows.add(receipt)
    _owe(world, supplier, receipt, day, at)
    world.paper(
        "goods_receipt", receipt.pk, receipt.number, day, at, by="Dan Ilie", party_id=supplier.pk, amount=total.gross, title=receipt.invoice_number,
        says={
            "party": world.party_papers[supplier.pk], "groups": [{"title": "", "state": "", "note": "", "lines": lines, "net": str(total.net), "gross": str(total.gross)}],
            "vat_rows": [{"category": row.category, "rate": str(row.rate), "base": str(row.base), "vat": str(row.vat)} for row in total.rates],
            "totals": {"net": str(total.net), "vat": str(total.vat), "gross": str(total.gross)},
            "extra": {"invoice_number": receipt.invoice_number, "invoice_on": day.isoformat(), "warehouse": world.warehouse.name},
        },
    )  # fmt: skip
    world.tokens("receipt", receipt.pk, codes=[receipt.number, receipt.invoice_number])


def _owe(world: World, supplier: Party, receipt: GoodsReceipt, day: date, at: datetime) -> None:
    world.rows.add(
        PartyEntry(party=supplier, side="supplier", amount=-receipt.gross, on=day, due_on=day, at=at, doc_kind="goods_receipt", doc_id=receipt.pk,
                   doc_number=receipt.number)
    )  # fmt: skip


def _bring_in(
    world: World, shelf: Shelf, receipt: GoodsReceipt, line: GoodsReceiptLine, quantity: Decimal, value: Decimal, day: date, at: datetime
) -> None:
    said = {"doc_kind": "goods_receipt", "doc_id": receipt.pk, "doc_number": receipt.number, "line_id": line.pk}
    layer = Layer(item=shelf.item, warehouse=world.warehouse, received_at=at, quantity_in=quantity, value_in=value, quantity_left=quantity,
                  value_left=value, **said)  # fmt: skip
    world.rows.add(layer)
    shelf.layers.append((OpenLayer(layer.pk, shelf.item.pk, at, quantity, value), layer))
    world.rows.add(
        Move(
            item=shelf.item,
            warehouse=world.warehouse,
            kind="receipt",
            quantity=quantity,
            value=value,
            on=day,
            at=at,
            by_name="Dan Ilie",
            **said,
        )
    )


def take(world: World, shelf: Shelf, quantity: Decimal, paper: StockPaper, line_id: Any, order_id: Any, day: date, at: datetime) -> Decimal:
    """Parts for one line by FIFO; the cost."""
    taken = draw([layer for layer, _row in shelf.layers], quantity)
    cost = sum((one.value for one in taken), Decimal(0))
    move = world.rows.add(
        Move(item=shelf.item, warehouse=world.warehouse, kind="issue", quantity=-quantity, value=-cost, on=day, at=at, doc_kind="issue", doc_id=paper.pk,
             doc_number=paper.number, line_id=line_id, order_id=order_id, by_name="Dan Ilie")
    )  # fmt: skip
    for seq, one in enumerate(taken):
        world.rows.add(Slice(move=move, layer_id=one.layer_id, seq=seq, quantity=one.quantity, value=one.value))
    for layer, row in shelf.layers:
        row.quantity_left, row.value_left = layer.quantity, layer.value
        if layer.quantity:
            break
    while shelf.layers and not shelf.layers[0][0].quantity:
        shelf.layers.popleft()
    return cost
