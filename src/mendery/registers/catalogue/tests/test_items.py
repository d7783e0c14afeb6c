"""Items of the six kinds, their codes and prices."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mendery.ground.documents.models import HistoryEntry
from mendery.ground.documents.versions import ChangedMeanwhile
from mendery.ground.events import Refused, subscribe
from mendery.ground.events.bell import type_handlers
from mendery.registers.catalogue import kinds, queries, units
from mendery.registers.catalogue.actions import items
from mendery.registers.catalogue.actions.items import ItemInput
from mendery.registers.catalogue.calculations import is_gtin, marked_up
from mendery.registers.catalogue.events import BeforeKindChange
from mendery.registers.catalogue.models import Item, ItemCode


@pytest.fixture
def dan(actor_of):
    return actor_of("storekeeper")


@pytest.fixture
def create(dan, at):
    def make(code="GDB2108", name="Brake pads front", **values):
        return items.create(data=ItemInput(code=code, name=name, **values), by=dan, at=at)

    return make


RIGHT = {
    "stock": {
        "sale_price": Decimal(289),
        "min_quantity": Decimal(2),
        "default_bin": "A-03",
        "tracks_serials": True,
        "goods_warranty_months": 24,
    },
    "service": {"sale_price": Decimal(50), "work_warranty_months": 3},
    "work": {"sale_price": Decimal(150), "norm_hours": Decimal("1.5"), "work_warranty_months": 6},
    "work_kind": {"sale_price": Decimal(180)},
    "expense": {},
    "operation": {"norm_hours": Decimal("0.3")},
}


@pytest.mark.parametrize("kind", list(RIGHT))
def test_each_of_the_six_kinds_can_be_written(create, kind):
    item = create(kind=kind, **RIGHT[kind])
    assert item.kind == kind
    assert item.unit == kinds.behaviour(kind).unit
    for name, value in RIGHT[kind].items():
        assert getattr(item, name) == value


@pytest.mark.parametrize(
    ("kind", "layers", "sold", "labour", "internal"),
    [
        ("stock", True, True, False, False),
        ("service", False, True, False, False),
        ("work", False, True, True, False),
        ("work_kind", False, True, True, False),
        ("expense", False, False, False, True),
        ("operation", False, False, False, True),
    ],
)
def test_kinds_behave_differently(kind, layers, sold, labour, internal):
    how = kinds.behaviour(kind)
    assert (how.has_layers, how.is_sold, how.is_labour, how.is_internal) == (layers, sold, labour, internal)
    assert (kind in kinds.SOLD_KINDS, kind in kinds.LABOUR_KINDS) == (sold, labour)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("service", "min_quantity", Decimal(1)),
        ("service", "tracks_serials", True),
        ("service", "norm_hours", Decimal(1)),
        ("work", "default_bin", "A-1"),
        ("work", "goods_warranty_months", 12),
        ("work", "markup_percent", Decimal(40)),
        ("stock", "norm_hours", Decimal(1)),
        ("stock", "work_warranty_months", 1),
        ("expense", "sale_price", Decimal(10)),
        ("expense", "prints_warranty_card", True),
        ("operation", "sale_price", Decimal(10)),
        ("work_kind", "norm_hours", Decimal(1)),
    ],
)
def test_what_does_not_fit_a_kind_is_refused_at_its_field(create, kind, field, value):
    with pytest.raises(items.DoesNotFitKind) as refusal:
        create(kind=kind, **(RIGHT[kind] | {field: value}))
    assert refusal.value.field == field
    assert Item.objects.count() == 0


def test_an_operation_needs_a_norm_and_a_kind_of_work_an_hourly_rate(create):
    for values, field in (
        ({"kind": "operation"}, "norm_hours"),
        ({"kind": "work_kind"}, "sale_price"),
        ({"kind": "work_kind", "sale_price": Decimal(180), "unit": "H87"}, "unit"),
    ):
        with pytest.raises(items.DoesNotFitKind) as refusal:
            create(**values)
        assert refusal.value.field == field


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"code": " - "}, "code_missing"),
        ({"code": ""}, "code_missing"),
        ({"name": " "}, "name_missing"),
        ({"unit": "ZZZ"}, "unknown_unit"),
        ({"vat_category": "luxury"}, "unknown_vat_category"),
        ({"sale_price": Decimal(-1)}, "below_zero"),
        ({"kind": "gadget"}, "unknown_kind"),
        ({"codes": (("barcode", "--"),)}, "code_missing"),
    ],
)
def test_a_card_that_says_too_little_or_nonsense_is_refused(create, values, code):
    with pytest.raises(Refused) as refusal:
        create(**values)
    assert refusal.value.code == code


def test_a_code_is_unique_without_spaces_and_dashes(create):
    create(code="GDB 2108")
    with pytest.raises(items.CodeTaken) as refusal:
        create(code="gdb-2108", name="Another")
    assert (refusal.value.status, refusal.value.field) == (409, "code")


def test_an_item_is_found_by_every_code_and_by_words(create, dan, at):
    pads = create(code="GDB 2108", name="Plăcuțe frână față", manufacturer="TRW", codes=(("barcode", "3322937812345"),))
    items.add_code(item=pads, kind="original", code="A 003 420 05 20", by=dan, at=at)

    assert queries.by_code("gdb2108") == queries.by_code("332293 7812345") == queries.by_code("a0034200520") == [pads]
    for text in ("placute", "frana fata", "TRW", "GDB-21", "0520", "12345"):
        assert queries.suggest(text) == [pads], text
    assert queries.suggest("pads", kinds=["work"]) == []


def test_the_same_code_on_two_items_asks_which(create, dan, at):
    """Rule 48 for codes: a scan gives both, and one item never has the same code twice."""
    one, two = create(code="A1", name="Filter A"), create(code="B1", name="Filter B")
    first = items.add_code(item=one, kind="manufacturer", code="W 712", by=dan, at=at)
    items.add_code(item=two, kind="manufacturer", code="W712", by=dan, at=at)

    assert items.add_code(item=one, kind="manufacturer", code="w-712", by=dan, at=at) == first
    assert queries.by_code("W712") == [one, two]
    assert ItemCode.objects.filter(item=one).count() == 1


def test_the_own_code_comes_first_in_suggestions(create):
    create(code="X1", name="Bulb H7 long life")
    bulb = create(code="H7", name="Zebra bulb")
    assert queries.suggest("h7")[0] == bulb


def test_an_inactive_item_is_not_offered(create, dan, at):
    pads = create()
    items.change(item=pads, data=replace(items.as_input(pads), is_active=False), by=dan, at=at)
    assert queries.by_code("GDB2108") == queries.suggest("GDB2108") == []


def test_a_removed_code_is_no_longer_found(create, dan, at):
    pads = create(codes=(("barcode", "5901234123457"),))
    items.remove_code(code=ItemCode.objects.get(), by=dan, at=at)
    assert queries.by_code("5901234123457") == []
    assert HistoryEntry.objects.filter(doc_id=pads.pk, what="code_removed").exists()


def test_prices_come_from_the_list_else_from_the_mark_up(create, dan, at):
    listed = create(code="A", sale_price=Decimal("289"))
    marked = create(code="B", markup_percent=Decimal(40))
    expense = create(code="C", kind="expense")
    assert queries.price_for(item=listed, cost=Decimal(1)) == Decimal(289)
    assert queries.price_for(item=marked) is None
    assert queries.price_for(item=marked, cost=Decimal(35)) == Decimal("49.00")
    assert queries.price_for(item=expense, cost=Decimal(35)) is None
    items.remember_costs(costs={marked.pk: Decimal("8.333333")}, by=dan, at=at)
    marked.refresh_from_db()
    assert queries.price_for(item=marked) == Decimal("11.67")


def test_a_price_change_is_told_with_before_and_after(create, dan, at):
    pads = create(sale_price=Decimal("289"))
    items.set_price(item=pads, price=Decimal("299.5"), by=dan, at=at)
    entry = HistoryEntry.objects.get(doc_id=pads.pk, what="changed")
    assert entry.facts == {"version": 2, "changes": {"sale_price": ["289", "299.5"]}}
    with pytest.raises(items.DoesNotFitKind):
        items.set_price(item=create(code="E", kind="expense"), price=Decimal(1), by=dan, at=at)


def test_two_people_change_price_and_note_at_once(create, actor_of, at):
    """Rule 72 with the figures of the trade: different fields survive, the same field asks."""
    pads = create(sale_price=Decimal("289"))
    seen = items.as_input(pads)
    items.change(item=pads, data=replace(seen, sale_price=Decimal("299")), version=1, by=actor_of("manager"), at=at)
    saved = items.change(item=pads, data=replace(seen, default_bin="A-03"), version=1, by=actor_of("storekeeper"), at=at)
    assert (saved.sale_price, saved.default_bin) == (Decimal("299"), "A-03")
    with pytest.raises(ChangedMeanwhile):
        items.change(item=pads, data=replace(seen, sale_price=Decimal("279")), version=1, by=actor_of("storekeeper"), at=at)


def test_whoever_has_stock_of_an_item_may_refuse_another_kind(create, dan, at):
    def keep(question):
        raise Refused("It has stock.", code="has_stock")

    pads = create()
    subscribe(BeforeKindChange, keep, floor=99)
    try:
        with pytest.raises(Refused):
            items.change(item=pads, data=replace(items.as_input(pads), kind="service"), by=dan, at=at)
    finally:
        type_handlers[BeforeKindChange] = [entry for entry in type_handlers[BeforeKindChange] if entry[1] is not keep]
    pads.refresh_from_db()
    assert pads.kind == "stock"


def test_units_of_other_peoples_papers_are_understood():
    assert units.measure("C62") is units.measure("EA") is units.measure("H87")
    assert (units.step("HUR"), units.step("H87"), units.is_known("ZZZ")) == (Decimal("0.1"), Decimal(1), False)
    assert units.symbol("HUR") == "h"


@pytest.mark.parametrize(("text", "right"), [("5901234123457", True), ("5901234123458", False), ("96385074", True), ("abc", False)])
def test_barcodes_with_a_check_digit(text, right):
    assert is_gtin(text) is right


def test_mark_up_to_the_cent():
    assert marked_up(cost=Decimal("35"), percent=Decimal("40")) == Decimal("49.00")
    assert marked_up(cost=Decimal("0.125"), percent=Decimal(0)) == Decimal("0.13")
