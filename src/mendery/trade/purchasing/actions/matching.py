"""Which of our items a line of a supplier's invoice is (rule 31): by memory, by code, by barcode, alike, or by hand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents.search import code_key
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.catalogue.actions import items as catalogue
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import CodeKind, Item, ItemCode
from mendery.registers.parties.models import Party
from mendery.trade.purchasing.models import GoodsReceiptLine, LineMatch, SupplierCode

from . import drafts

STOCK, EXPENSE = "stock", "expense"
_MAKERS = (CodeKind.MANUFACTURER, CodeKind.ORIGINAL)


def memory_key(line: GoodsReceiptLine) -> str:
    """Under what a choice for this line is remembered: the supplier's code, else the maker's, the barcode, the text."""
    for code in (line.supplier_code, line.maker_code, line.barcode):
        key = code_key(code)
        if key:
            return key
    return "=" + code_key(line.text)


class _Known:
    """Everything that the codes of an invoice could mean, read in three queries."""

    def __init__(self, supplier: Party, keys: set[str], memory_keys: set[str]) -> None:
        keys = keys - {""}
        rows = Item.objects.filter(code_key__in=keys, is_active=True)
        self.own: dict[str, Item] = {item.code_key: item for item in rows}
        self.codes: dict[str, list[ItemCode]] = defaultdict(list)
        for code in ItemCode.objects.filter(code_key__in=keys, item__is_active=True).select_related("item"):
            self.codes[code.code_key].append(code)
        memory = SupplierCode.objects.filter(party=supplier, code_key__in=memory_keys).select_related("item")
        self.memory = {row.code_key: row for row in memory}

    def items(self, key: str, kinds: Iterable[str]) -> dict[UUID, ItemCode]:
        return {code.item_id: code for code in self.codes.get(key, ()) if code.kind in kinds}


def match(*, lines: Sequence[GoodsReceiptLine], supplier: Party, our_codes: Sequence[str] = ()) -> None:
    """Find the item of each line, in three queries for all of them. The lines are changed, not saved.

    our_codes  what the invoice says our own code is, line by line
    """
    codes = list(our_codes) or [""] * len(lines)
    open_lines = [(line, own) for line, own in zip(lines, codes, strict=True) if line.treatment == STOCK]
    keys = {code_key(text) for line, own in open_lines for text in (line.supplier_code, line.maker_code, line.barcode, own)}
    known = _Known(supplier, keys, {memory_key(line) for line, _own in open_lines})
    for line, own in open_lines:
        _match_line(line, own, known)


def _match_line(line: GoodsReceiptLine, own: str, known: _Known) -> None:
    remembered = known.memory.get(memory_key(line))
    if remembered is not None and remembered.treatment == EXPENSE:
        line.treatment, line.match = EXPENSE, LineMatch.MEMORY
    elif remembered is not None and remembered.item and remembered.item.is_active:
        _give(line, remembered.item, LineMatch.MEMORY)
    else:
        for how, found in _candidates(line, own, known):
            if len(found) == 1:
                _give(line, next(iter(found.values())), how)
                return


def _candidates(line: GoodsReceiptLine, own: str, known: _Known) -> Iterable[tuple[str, dict[UUID, Item]]]:
    """What could be meant, the surest first. Several items under one code decide nothing: a person is asked."""
    written = [text for text in (line.maker_code, own, line.supplier_code) if text]
    same: dict[UUID, Item] = {}
    alike: dict[UUID, Item] = {}
    for text in written:
        key = code_key(text)
        item = known.own.get(key)
        if item is not None:
            (same if _is_same(item.code, text) else alike)[item.pk] = item
        for code in known.items(key, _MAKERS).values():
            (same if _is_same(code.code, text) else alike)[code.item_id] = code.item
    yield LineMatch.CODE, same
    bars = known.items(code_key(line.barcode), (CodeKind.BARCODE,)) if line.barcode else {}
    yield LineMatch.BARCODE, {item_id: code.item for item_id, code in bars.items()}
    if not same:
        yield LineMatch.ALIKE, alike


def _is_same(ours: str, theirs: str) -> bool:
    return ours.strip().casefold() == theirs.strip().casefold()


def _give(line: GoodsReceiptLine, item: Item, how: str) -> None:
    line.item, line.match = item, how
    line.treatment = STOCK if behaviour(item.kind).has_layers else EXPENSE
    line.bin = line.bin or item.default_bin


def _same_lines(line: GoodsReceiptLine) -> list[GoodsReceiptLine]:
    """The line and the others of the receipt that mean the same goods and are not chosen by hand."""
    key = memory_key(line)
    rows = GoodsReceiptLine.objects.filter(receipt_id=line.receipt_id).exclude(quantity__lte=0)
    return [row for row in rows if row.pk == line.pk or (memory_key(row) == key and row.match != LineMatch.HAND)]


def _write(line: GoodsReceiptLine, **values: Any) -> list[GoodsReceiptLine]:
    same = _same_lines(line)
    GoodsReceiptLine.objects.filter(pk__in=[row.pk for row in same]).update(**values)
    drafts.touch(line.receipt)
    return same


@action
def choose(*, line: GoodsReceiptLine, item: Item, by: Actor, at: datetime) -> list[GoodsReceiptLine]:
    """This line is that item; also the other lines with the same code. Remembered for this supplier when it is posted.

    returns  the lines that were changed
    refuses  NotADraft, and items that are never bought
    """
    line.receipt = drafts.hold_draft(line.receipt_id, by=by)
    how = behaviour(item.kind)
    if how.is_labour or item.kind == "operation":
        raise Refused(
            _("%(item)s is work, which is not received from a supplier's invoice."), params={"item": item.name},
            code="not_bought", field="item", next_step=_("Choose a part, a service or an expense."),
        )  # fmt: skip
    treatment = STOCK if how.has_layers else EXPENSE
    return _write(line, item=item, match=LineMatch.HAND, treatment=treatment, bin=line.bin or item.default_bin)


@action
def expense(*, line: GoodsReceiptLine, by: Actor, at: datetime) -> list[GoodsReceiptLine]:
    """This line is an expense: it is owed to the supplier, but nothing goes to stock."""
    line.receipt = drafts.hold_draft(line.receipt_id, by=by)
    return _write(line, item=None, match=LineMatch.HAND, treatment=EXPENSE)


@action
def clear(*, line: GoodsReceiptLine, by: Actor, at: datetime) -> list[GoodsReceiptLine]:
    """The choice was wrong: the line is to be matched again."""
    line.receipt = drafts.hold_draft(line.receipt_id, by=by)
    return _write(line, item=None, match=LineMatch.NONE, treatment=STOCK)


@action
def create_item(*, line: GoodsReceiptLine, data: catalogue.ItemInput, by: Actor, at: datetime) -> tuple[Item, list[GoodsReceiptLine]]:
    """Write a new item into the catalogue from a line, with the codes the line carries, and choose it.

    refuses  what ``catalogue.actions.items.create`` refuses
    """
    codes = [(CodeKind.MANUFACTURER, line.maker_code), (CodeKind.BARCODE, line.barcode)]
    if line.supplier_code and code_key(line.supplier_code) != code_key(data.code):
        codes.append((CodeKind.MANUFACTURER, line.supplier_code))
    extra = tuple((str(kind), code) for kind, code in codes if code_key(code))
    item = catalogue.create(data=_with_codes(data, extra), by=by, at=at)
    return item, choose(line=line, item=item, by=by, at=at)


def _with_codes(data: catalogue.ItemInput, extra: tuple[tuple[str, str], ...]) -> catalogue.ItemInput:
    fields = {name: getattr(data, name) for name in catalogue.FIELDS}
    return catalogue.ItemInput(**fields, codes=(*data.codes, *extra))


def remember(*, supplier: Party, lines: Sequence[GoodsReceiptLine]) -> None:
    """What was chosen by hand for this supplier is known next time."""
    choices = {memory_key(line): line for line in lines if line.match == LineMatch.HAND and memory_key(line) != "="}
    SupplierCode.objects.bulk_create(
        [
            SupplierCode(party=supplier, code_key=key, item_id=line.item_id, treatment=line.treatment)
            for key, line in choices.items()
        ],
        update_conflicts=True, unique_fields=["business", "party", "code_key"], update_fields=["item", "treatment"],
    )  # fmt: skip


def unmatched(lines: Iterable[GoodsReceiptLine]) -> list[GoodsReceiptLine]:
    """Lines of which it is not known what they are."""
    return [line for line in lines if line.treatment == STOCK and line.item_id is None]
