"""Matching, posting, reversing: rules 31, 29, 71 with their figures."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from mendery.ground.company.models import ExchangeRate, LegalEntity, PeriodLock
from mendery.ground.documents.models import Paper
from mendery.ground.events import Refused
from mendery.ground.tenancy import switches
from mendery.registers.catalogue.actions.items import ItemInput
from mendery.registers.catalogue.models import CodeKind
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import PartyEntry
from mendery.trade.purchasing.actions import matching, missing, orders, posting, receipts
from mendery.trade.purchasing.models import GoodsReceipt, MissingGoods, SupplierCode
from mendery.trade.stock import queries as stock
from mendery.trade.stock.models import Layer, Reservation, SerialNumber

from .conftest import Desk
from .paper import D, Line, ubl


def refused(verb: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        verb()
    return caught.value.code


def test_lines_find_their_items_by_every_kind_of_code(desk: Desk) -> None:
    own, maker, barcode, alike = (desk.shelf.item(code) for code in ("GDB2108", "X1", "X2", "5W30-C3-5L"))
    desk.code(maker, "24.0130-0208.1")
    desk.code(barcode, "5941234567890", CodeKind.BARCODE)
    receipt = desk.read(
        ubl(
            Line("gdb2108"), Line("S-77", maker="24.0130-0208.1"), Line("S-78", barcode="5941234567890"), Line("5W30 C3 5L"),
            Line("LUK 623"), Line("S-79", our_code="X2"),
        )
    )  # fmt: skip
    found = [(line.item_id, line.match) for line in desk.lines(receipt)]
    assert found[:3] == [(own.pk, "code"), (maker.pk, "code"), (barcode.pk, "barcode")]
    assert found[4] == (None, "none")
    assert found[5] == (barcode.pk, "code")
    assert alike.pk == found[3][0]
    assert found[3][1] == "alike"


def test_two_items_with_one_code_are_asked(desk: Desk) -> None:
    for _ in range(2):
        desk.code(desk.shelf.item(), "SAME-1")
    assert desk.lines(desk.read(ubl(Line("SAME-1"))))[0].item is None


def test_a_choice_is_remembered_for_this_supplier(desk: Desk) -> None:
    kit = desk.shelf.item("LUK623309600")
    first = desk.read(ubl(Line("AX-1", "2", "742.00"), Line("CONS-ADH"), Line("AX-1", "1", "742.00"), number="1"))
    assert refused(lambda: desk.post(first)) == "lines_to_match"
    lines = desk.lines(first)
    desk.choose(lines[0], kit)
    assert [line.item_id for line in desk.lines(first)] == [kit.pk, None, kit.pk]
    desk.expense_rest(first)
    desk.post(first)
    assert SupplierCode.objects.count() == 2
    second = desk.lines(desk.read(ubl(Line("ax 1"), Line("CONS-ADH"), number="2")))
    assert [(line.item_id, line.treatment, line.match) for line in second] == [(kit.pk, "stock", "memory"), (None, "expense", "memory")]
    other = desk.lines(desk.read(ubl(Line("AX-1"), number="3", seller="RO13548146", name="Alt Furnizor SRL")))
    assert other[0].match == "none"


def test_a_new_item_is_made_from_a_line(desk: Desk) -> None:
    receipt = desk.read(ubl(Line("LUK 623 3096 00", maker="623309600", barcode="4005108955128", text="Set ambreiaj")))
    line = desk.lines(receipt)[0]
    item, changed = matching.create_item(line=line, data=ItemInput(code="LUK623309600", name="Clutch kit"), by=desk.by, at=desk.shelf.now())
    assert [one.pk for one in changed] == [line.pk]
    assert {(code.kind, code.code) for code in item.codes.all()} == {("manufacturer", "623309600"), ("barcode", "4005108955128")}


def test_posting_brings_layers_debt_note_and_costs(desk: Desk) -> None:
    pads, oil = desk.shelf.item("GDB2108"), desk.shelf.item("OC1566")
    receipt = desk.read(ubl(Line("GDB2108", "3", "33.333333"), Line("OC1566", "10", "21.40"), Line("TRANSPORT", "1", "25.00")))
    desk.expense_rest(receipt)
    posted = desk.post(receipt)
    assert posted.number
    assert desk.shelf.layers(pads) == [(D(3), D("100.00"))]
    assert desk.shelf.layers(oil) == [(D(10), D("214.00"))]
    pads.refresh_from_db()
    assert pads.last_cost == D("33.333333")
    entry = PartyEntry.objects.get()
    assert (entry.side, entry.amount, entry.doc_number, entry.due_on) == ("supplier", D("-410.19"), "ICR 8841207", date(2026, 12, 18))
    paper = Paper.objects.get(kind="goods_receipt")
    assert paper.frozen["totals"]["gross"] == "410.19"
    assert paper.frozen["groups"][0]["lines"][0]["document_quantity"] == "3.000"
    assert stock.disagreements() == []
    assert refused(lambda: desk.post(receipt)) == "not_a_draft"


def test_euro_goods_cost_lei_to_the_cent(desk: Desk) -> None:
    ExchangeRate.objects.create(currency="EUR", on="2026-11-17", rate=D("5.0871"))
    items = [desk.shelf.item(code) for code in ("A1", "B2", "C3")]
    posted = desk.post(desk.read(ubl(*(Line(item.code, price="10.01") for item in items), currency="EUR")))
    assert sum(desk.shelf.balance(item)[2] for item in items) == D("152.77")  # 30.03 × 5.0871 = 152.765…
    assert PartyEntry.objects.get().amount == -D("184.87")  # 36.34 × 5.0871 = 184.865…
    assert posted.gross == D("36.34")


def test_who_is_no_vat_payer_carries_the_vat_as_cost(desk: Desk) -> None:
    LegalEntity.objects.update(is_vat_payer=False)
    desk.shelf.workshop.entity.is_vat_payer = False
    pads = desk.shelf.item("GDB2108")
    desk.shelf.workshop.warehouse.branch.entity.refresh_from_db()
    desk.post(desk.read(ubl(Line("GDB2108", "1", "100.00"))))
    assert desk.shelf.balance(pads)[2] == D("121.00")


def test_the_same_invoice_twice_is_refused_until_the_first_is_reversed(desk: Desk) -> None:
    desk.shelf.item("GDB2108")
    first = desk.post(desk.read(ubl(Line("GDB2108"), number="ICR 8841207")))
    with pytest.raises(Refused) as caught:
        desk.read(ubl(Line("GDB2108"), number="icr-8841207"))
    assert caught.value.code == "already_imported"
    assert first.number in caught.value.text
    by_hand = lambda: receipts.create(  # noqa: E731
        supplier=first.supplier,
        warehouse=desk.shelf.warehouse,
        on=desk.shelf.on,
        invoice_number="ICR8841207",
        by=desk.by,
        at=desk.shelf.now(),
    )
    assert refused(by_hand) == "already_imported"
    posting.reverse(receipt=first, reason="wrong goods", on=desk.shelf.on, by=desk.by, at=desk.shelf.now())
    assert desk.read(ubl(Line("GDB2108"), number="ICR 8841207")).pk


def test_a_reversal_takes_goods_and_debt_back(desk: Desk) -> None:
    pads = desk.shelf.item("GDB2108")
    posted = desk.post(desk.read(ubl(Line("GDB2108", "4", "25.00"))))
    storno = posting.reverse(receipt=posted, reason="wrong goods", on=desk.shelf.on, by=desk.by, at=desk.shelf.now())
    assert desk.shelf.balance(pads) == (D(0), D(0), D(0))
    assert sum(PartyEntry.objects.values_list("amount", flat=True)) == 0
    assert (storno.gross, storno.reverses) == (D("-121.00"), posted)
    assert GoodsReceipt.objects.get(pk=posted.pk).state == "reversed"
    frozen = Paper.objects.get(doc_id=storno.pk).frozen
    assert frozen["totals"]["gross"] == "-121.00"
    again = lambda: posting.reverse(receipt=posted, reason="x", on=desk.shelf.on, by=desk.by, at=desk.shelf.now())  # noqa: E731
    assert refused(again) == "not_posted"
    assert stock.disagreements() == []


def test_a_used_receipt_cannot_be_reversed(desk: Desk) -> None:
    pads = desk.shelf.item("GDB2108")
    posted = desk.post(desk.read(ubl(Line("GDB2108", "4", "25.00"))))
    desk.shelf.issue((uuid4(), pads, "1"))
    reverse = lambda: posting.reverse(receipt=posted, reason="x", on=desk.shelf.on, by=desk.by, at=desk.shelf.now())  # noqa: E731
    assert refused(reverse) == "used_up"


def test_six_of_ten_came_and_four_stay_blocked(desk: Desk) -> None:
    pads = desk.shelf.item("GDB2108")
    receipt = desk.read(ubl(Line("GDB2108", "10", "10.00")))
    receipts.change_line(line=desk.lines(receipt)[0], data=receipts.LineChange(counted=D(6)), by=desk.by, at=desk.shelf.now())
    desk.post(receipt)
    assert desk.shelf.balance(pads) == (D(6), D(0), D("60.00"))
    assert PartyEntry.objects.get().amount == D("-121.00")
    gap = MissingGoods.objects.get()
    assert (gap.open, gap.value, gap.gross) == (D(4), D("40.00"), D("48.40"))
    rest = missing.receive(missing=gap, quantity=D(3), on=desk.shelf.on, by=desk.by, at=desk.shelf.now())
    assert rest.number
    assert desk.shelf.balance(pads) == (D(9), D(0), D("90.00"))
    assert PartyEntry.objects.count() == 1
    more = lambda: missing.receive(missing=gap, quantity=D(2), on=desk.shelf.on, by=desk.by, at=desk.shelf.now())  # noqa: E731
    assert refused(more) == "not_missing"
    assert missing.credit(missing=gap, quantity=D(1), on=desk.shelf.on, by=desk.by, at=desk.shelf.now()).open == 0
    assert sum(PartyEntry.objects.values_list("amount", flat=True)) == D("-108.90")
    whole = lambda: posting.reverse(receipt=receipt, reason="x", on=desk.shelf.on, by=desk.by, at=desk.shelf.now())  # noqa: E731
    assert refused(whole) == "missing_settled"


def test_ordered_ten_came_six_four_open_or_closed_short(desk: Desk) -> None:
    pads, supplier = desk.shelf.item("GDB2108"), desk.supplier()
    order = desk.order(supplier, (pads, "10"))
    assert order.number
    desk.post(desk.read(ubl(Line("GDB2108", "6"))))
    line = order.lines.get()
    assert (line.received, line.open) == (D(6), D(4))
    orders.close_short(line=line, by=desk.by, at=desk.shelf.now())
    order.refresh_from_db()
    assert order.state == "closed"


def test_more_than_ordered_needs_a_decision(desk: Desk) -> None:
    pads, supplier = desk.shelf.item("GDB2108"), desk.supplier()
    desk.order(supplier, (pads, "10"))
    receipt = desk.read(ubl(Line("GDB2108", "12")))
    assert refused(lambda: desk.post(receipt)) == "over_delivered"
    desk.post(receipt, over_delivery_reason="sells well")
    assert desk.shelf.balance(pads)[0] == D(12)


def test_more_than_invoiced_needs_a_decision_and_costs_no_more(desk: Desk) -> None:
    pads = desk.shelf.item("GDB2108")
    receipt = desk.read(ubl(Line("GDB2108", "2", "10.00")))
    receipts.change_line(line=desk.lines(receipt)[0], data=receipts.LineChange(counted=D(3)), by=desk.by, at=desk.shelf.now())
    assert refused(lambda: desk.post(receipt)) == "over_delivered"
    desk.post(receipt, over_delivery_reason="a gift")
    assert desk.shelf.balance(pads) == (D(3), D(0), D("20.00"))


def test_goods_go_to_the_job_they_were_ordered_for(desk: Desk) -> None:
    pads, supplier, first, pegged = desk.shelf.item("GDB2108"), desk.supplier(), uuid4(), uuid4()
    desk.shelf.reserve(first, pads, "1", promised=desk.shelf.at)
    desk.shelf.reserve(pegged, pads, "2")
    order = desk.order(supplier, orders.Wanted(item=pads, quantity=D(2), for_line_id=pegged), place=False)
    orders.place(order=order, by=desk.by, at=desk.shelf.now())
    assert Reservation.objects.get(line_id=pegged).ordered == D(2)
    assert {one.reservation.line_id: one.to_order for one in stock.shortages()} == {first: D(1), pegged: D(0)}
    posted = desk.post(desk.read(ubl(Line("GDB2108", "2"))))
    held = {row.line_id: (row.held, row.ordered) for row in Reservation.objects.all()}
    assert held == {pegged: (D(2), D(0)), first: (D(0), D(0))}
    desk.shelf.release(pegged)
    desk.shelf.release(first)
    posting.reverse(receipt=posted, reason="faulty", on=desk.shelf.on, by=desk.by, at=desk.shelf.now())
    order.refresh_from_db()
    assert (order.state, order.lines.get().open) == ("placed", D(2))


def test_tracked_goods_need_a_serial_each(desk: Desk) -> None:
    desk.shelf.item("ECU1", tracks_serials=True)
    receipt = desk.read(ubl(Line("ECU1", "2")))
    assert refused(lambda: desk.post(receipt)) == "serials_needed"
    receipts.change_line(line=desk.lines(receipt)[0], data=receipts.LineChange(serials=("S1", "S2")), by=desk.by, at=desk.shelf.now())
    desk.post(receipt)
    assert {(row.serial, row.state) for row in SerialNumber.objects.all()} == {("S1", "in_stock"), ("S2", "in_stock")}


def test_a_receipt_by_hand_with_a_new_price(desk: Desk) -> None:
    pads, supplier = desk.shelf.item("GDB2108"), desk.supplier()
    receipt = receipts.create(
        supplier=supplier, warehouse=desk.shelf.warehouse, on=desk.shelf.on, invoice_number="77", by=desk.by, at=desk.shelf.now()
    )
    assert refused(lambda: desk.post(receipt)) == "no_lines"
    line = receipts.add_line(
        receipt=receipt, data=receipts.LineInput(item=pads, quantity=D(4), price=D("168.00")), by=desk.by, at=desk.shelf.now()
    )
    receipts.change_line(line=line, data=receipts.LineChange(sale_price=D("289.00")), by=desk.by, at=desk.shelf.now())
    posted = desk.post(receipt)
    assert (posted.net, posted.vat, posted.gross) == (D("672.00"), D("141.12"), D("813.12"))
    pads.refresh_from_db()
    assert pads.sale_price == D("289.00")


def test_without_an_invoice_number_nothing_is_owed_yet(desk: Desk) -> None:
    pads, supplier = desk.shelf.item("GDB2108"), desk.supplier()
    receipt = receipts.create(supplier=supplier, warehouse=desk.shelf.warehouse, on=desk.shelf.on, by=desk.by, at=desk.shelf.now())
    receipts.add_line(receipt=receipt, data=receipts.LineInput(item=pads, price=D(1)), by=desk.by, at=desk.shelf.now())
    desk.post(receipt)
    assert PartyEntry.objects.count() == 0


def test_scanning_counts_each_piece(desk: Desk) -> None:
    pads = desk.shelf.item("GDB2108")
    receipt = desk.read(ubl(Line("GDB2108", "2"), Line("GDB2108", "1")))
    counted = [receipts.count_scanned(receipt=receipt, item_ids=[pads.pk], by=desk.by, at=desk.shelf.now()).seq for _ in range(3)]
    assert counted == [1, 1, 2]
    assert [line.counted for line in desk.lines(receipt)] == [D(2), D(1)]
    unknown = lambda: receipts.count_scanned(receipt=receipt, item_ids=[uuid4()], by=desk.by, at=desk.shelf.now())  # noqa: E731
    assert refused(unknown) == "not_on_receipt"


def test_a_locked_period_takes_no_receipt(desk: Desk) -> None:
    pads = desk.shelf.item("GDB2108")
    receipt = desk.read(ubl(Line("GDB2108")))
    PeriodLock.objects.create(
        entity=desk.shelf.workshop.entity, module="purchases", locked_until=desk.shelf.on, by_name="Elena", at=desk.shelf.at
    )
    assert refused(lambda: desk.post(receipt)) == "period_locked"
    assert not Layer.objects.filter(item=pads).exists()


def test_with_inventory_off_an_invoice_is_debt_without_stock(desk: Desk) -> None:
    desk.shelf.item("GDB2108")
    switches.switch(feature=switches.Feature.INVENTORY, on=False)
    posted = desk.post(desk.read(ubl(Line("GDB2108", "4", "25.00"))))
    assert (posted.state, posted.number) == ("posted", "")
    assert Layer.objects.count() == 0
    assert PartyEntry.objects.get().amount == D("-121.00")
    assert Paper.objects.get(doc_id=posted.pk).kind == "supplier_invoice"
    posting.reverse(receipt=posted, reason="twice", on=desk.shelf.on, by=desk.by, at=desk.shelf.now())
    assert sum(PartyEntry.objects.values_list("amount", flat=True)) == 0


def test_a_known_customer_becomes_a_supplier_and_a_stranger_is_registered(desk: Desk) -> None:
    party = desk.supplier()
    Party.objects.filter(pk=party.pk).update(is_supplier=False, is_customer=True)
    receipt = desk.read(ubl(Line("A")))
    party.refresh_from_db()
    assert (receipt.supplier_id, party.is_supplier) == (party.pk, True)
    assert receipt.warnings == []
    other = desk.read(ubl(Line("A"), seller="RO13548146", name="Nou SRL", buyer="RO18547290"))
    assert other.supplier.name == "Nou SRL"
    assert [one["code"] for one in other.warnings] == ["new_supplier", "addressed_to_another_company"]


def test_a_draft_is_thrown_away_without_a_trace_in_numbers(desk: Desk) -> None:
    receipt = desk.read(ubl(Line("A")))
    receipts.discard(receipt=receipt, by=desk.by, at=desk.shelf.now())
    assert GoodsReceipt.objects.count() == 0
    assert desk.read(ubl(Line("A"))).pk
