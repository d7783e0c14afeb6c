"""What the tests of the store stand on: a workshop with items on numbered shelves."""

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from mendery.ground.documents.refs import DocumentRef
from mendery.ground.documents.search import code_key
from mendery.registers.catalogue.models import Item
from mendery.trade.stock.actions import corrections, issues, receipts, reservations
from mendery.trade.stock.models import Balance, Layer

D = Decimal
PLAIN = lambda number, costs: {"number": number, "costs": {str(k): str(v) for k, v in costs.items()}}  # noqa: E731


@dataclass
class Shelf:
    """Short words for what the store does."""

    workshop: Any
    at: datetime
    on: date = date(2026, 11, 24)
    ticks: Any = field(default_factory=itertools.count)

    @property
    def by(self) -> Any:
        return self.workshop.actor("storekeeper")

    @property
    def warehouse(self) -> Any:
        return self.workshop.warehouse

    def now(self) -> datetime:
        return self.at + timedelta(seconds=next(self.ticks))

    def item(self, code: str = "", **values: Any) -> Item:
        code = code or f"P{uuid4().hex[:8]}"
        return Item.objects.create(
            code=code, code_key=code_key(code), name=values.pop("name", f"Part {code}"), sort_key=code.lower(), **values
        )

    def receive(self, *lines: tuple[Item, str, str], **more: Any) -> DocumentRef:
        ref = DocumentRef("goods_receipt", uuid4(), "NIR")
        incoming = [receipts.Incoming(item_id=item.pk, quantity=D(quantity), value=D(value), **more) for item, quantity, value in lines]
        receipts.bring_in(warehouse=self.warehouse, ref=ref, lines=incoming, on=self.on, by=self.by, at=self.now())
        return ref

    def issue(self, *lines: tuple[UUID, Item, str], order: DocumentRef | None = None, **more: Any) -> issues.Issued:
        wanted = [issues.Draw(line_id=line, item_id=item.pk, quantity=D(quantity), **more) for line, item, quantity in lines]
        return issues.draw(
            warehouse=self.warehouse, order=order or DocumentRef("work_order", uuid4(), "26-1"), lines=wanted, on=self.on,
            by=self.by, at=self.now(), snapshot_of=PLAIN,
        )  # fmt: skip

    def give_back(self, line: UUID, quantity: str, **more: Any) -> issues.Issued:
        return issues.take_back(
            warehouse=self.warehouse, order=DocumentRef("work_order", uuid4(), "26-1"),
            lines=[issues.Back(line_id=line, quantity=D(quantity), **more)], on=self.on, by=self.by, at=self.now(),
            snapshot_of=PLAIN,
        )  # fmt: skip

    def reserve(
        self, line: UUID, item: Item, quantity: str, *, order: UUID | None = None, number: str = "26-1", promised: datetime | None = None
    ) -> Any:
        want = reservations.Want(
            line_id=line, order_id=order or uuid4(), order_number=number, item_id=item.pk, warehouse_id=self.warehouse.pk,
            quantity=D(quantity), promised_at=promised,
        )  # fmt: skip
        return reservations.reserve(wants=[want], by=self.by, at=self.now())[line]

    def release(self, line: UUID) -> None:
        reservations.release(line_ids=[line], by=self.by, at=self.now())

    def count(self, item: Item, counted: str, cost: str | None = None, **more: Any) -> Any:
        return corrections.correct(
            warehouse=self.warehouse, item=item, counted=D(counted), unit_cost=D(cost) if cost else None, reason="counted",
            on=self.on, by=self.by, at=self.now(), **more,
        )  # fmt: skip

    def undo(self, ref: DocumentRef) -> Decimal:
        storno = DocumentRef("goods_receipt", uuid4(), "NIR storno")
        return receipts.undo(warehouse=self.warehouse, ref=ref, reversal=storno, on=self.on, by=self.by, at=self.now())

    def balance(self, item: Item) -> tuple[Decimal, Decimal, Decimal]:
        row = Balance.objects.get(item=item, warehouse=self.warehouse)
        return row.on_hand, row.held, row.value

    def layers(self, item: Item) -> list[tuple[Decimal, Decimal]]:
        rows = Layer.objects.filter(item=item, quantity_left__gt=0).order_by("received_at", "id")
        return [(row.quantity_left, row.value_left) for row in rows]
