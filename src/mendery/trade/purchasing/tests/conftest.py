"""Fixtures of goods-in: the store's shelf, and short words for what Dan does with invoices."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from mendery.registers.catalogue.models import CodeKind, Item, ItemCode
from mendery.registers.parties import actions as parties
from mendery.registers.parties.models import Party
from mendery.trade.purchasing.actions import matching, orders, posting, reading
from mendery.trade.purchasing.models import GoodsReceipt, GoodsReceiptLine
from mendery.trade.stock.tests.shelf import Shelf

SAMPLES = Path(__file__).with_name("samples")


@dataclass
class Desk:
    """Goods-in."""

    shelf: Shelf

    @property
    def by(self) -> Any:
        return self.shelf.by

    def read(self, data: bytes, name: str = "factura.xml") -> GoodsReceipt:
        return reading.import_invoice(data=data, name=name, warehouse=self.shelf.warehouse, by=self.by, at=self.shelf.now())

    def sample(self, name: str) -> GoodsReceipt:
        return self.read((SAMPLES / name).read_bytes(), name)

    def lines(self, receipt: GoodsReceipt) -> list[GoodsReceiptLine]:
        return list(receipt.lines.select_related("item").order_by("seq"))

    def expense_rest(self, receipt: GoodsReceipt) -> None:
        for line in matching.unmatched(self.lines(receipt)):
            matching.expense(line=line, by=self.by, at=self.shelf.now())

    def choose(self, line: GoodsReceiptLine, item: Item) -> None:
        matching.choose(line=line, item=item, by=self.by, at=self.shelf.now())

    def post(self, receipt: GoodsReceipt, **more: Any) -> GoodsReceipt:
        return posting.post(receipt=receipt, by=self.by, at=self.shelf.now(), **more)

    def supplier(self, name: str = "Inter Piese SRL", tax_id: str = "RO1590120") -> Party:
        data = parties.PartyInput(name=name, tax_id=tax_id, kind="company", is_supplier=True, is_customer=False)
        return parties.register(data=data, by=self.by, at=self.shelf.now())

    def code(self, item: Item, code: str, kind: str = CodeKind.MANUFACTURER) -> None:
        from mendery.ground.documents.search import code_key

        ItemCode.objects.create(item=item, kind=kind, code=code, code_key=code_key(code))

    def order(self, supplier: Party, *lines: Any, place: bool = True) -> Any:
        made = orders.create(
            supplier=supplier, warehouse=self.shelf.warehouse, on=self.shelf.on, by=self.by, at=self.shelf.now(),
            lines=[one if isinstance(one, orders.Wanted) else orders.Wanted(item=one[0], quantity=Decimal(one[1])) for one in lines],
        )  # fmt: skip
        return orders.place(order=made, by=self.by, at=self.shelf.now()) if place else made


@pytest.fixture
def desk(founded: Any, at: datetime, settings: LazySettings, tmp_path: Path) -> Desk:
    settings.FILES = tmp_path
    return Desk(Shelf(founded, at))
