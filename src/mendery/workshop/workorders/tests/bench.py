"""What the tests of orders stand on: Ana's order on Mihai's Dacia, parts on the shelf, the words of the workshop."""

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from mendery.ground.documents.refs import DocumentRef
from mendery.registers.catalogue.models import Item
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import Charge
from mendery.trade.stock.actions import receipts
from mendery.trade.stock.models import Balance, Reservation
from mendery.workshop.workorders.actions import approval, finishing, labour, opening, parts, quality
from mendery.workshop.workorders.actions.lines import LineInput
from mendery.workshop.workorders.actions.opening import NewJob, OrderInput
from mendery.workshop.workorders.models import Job, Line, WorkOrder

D = Decimal


@dataclass
class Bench:
    """Short words for what happens to an order."""

    workshop: Any
    at: datetime
    on: date = date(2026, 11, 24)
    ticks: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.party = Party.objects.create(name="Mihai Popescu", sort_key="mihai popescu", phone="+40744318220", created_at=self.at)
        self.unit = Unit.objects.create(
            kind="vehicle",
            type="car",
            make="Dacia",
            model="Logan",
            plate="BV07MTR",
            plate_key="bv07mtr",
            owner=self.party,
            created_at=self.at,
        )

    @property
    def by(self) -> Any:
        return self.workshop.actor("manager")

    def now(self) -> datetime:
        return self.at + timedelta(minutes=next(self.ticks))

    @property
    def act(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.now()}

    def item(self, code: str = "", kind: str = "stock", price: str | None = "100.00", **values: Any) -> Item:
        code = code or f"P{uuid4().hex[:8]}"
        values.setdefault("unit", "HUR" if kind in ("work", "work_kind", "operation") else "H87")
        return Item.objects.create(
            code=code, code_key=code.lower(), name=values.pop("name", f"Part {code}"), sort_key=code.lower(), kind=kind,
            sale_price=D(price) if price else None, **values,
        )  # fmt: skip

    def receive(self, *lines: tuple[Item, str, str], **more: Any) -> DocumentRef:
        ref = DocumentRef("goods_receipt", uuid4(), "NIR")
        incoming = [receipts.Incoming(item_id=item.pk, quantity=D(quantity), value=D(value), **more) for item, quantity, value in lines]
        receipts.bring_in(warehouse=self.workshop.warehouse, ref=ref, lines=incoming, on=self.on, by=self.by, at=self.now())
        return ref

    def part(self, item: Item, quantity: str = "1", **more: Any) -> LineInput:
        return LineInput(item_id=item.pk, quantity=D(quantity), **more)

    def work(self, hours: str = "1", price: str = "100", text: str = "Change the pads") -> LineInput:
        return LineInput(kind="labour", text=text, quantity=D(hours), price=D(price))

    def open(self, *jobs: tuple[str, list[LineInput]], **more: Any) -> WorkOrder:
        data = OrderInput(
            branch=self.workshop.branch, party=self.party, unit=self.unit, complaint="Brake noise",
            jobs=[NewJob(title=title, lines=lines) for title, lines in jobs], **more,
        )  # fmt: skip
        return opening.open_order(data=data, **self.act)

    def job(self, order: WorkOrder, seq: int = 1) -> Job:
        return Job.objects.get(order=order, seq=seq)

    def line(self, order: WorkOrder, seq: int = 1) -> Line:
        return Line.objects.select_related("job").get(order=order, seq=seq)

    def approve(self, order: WorkOrder, *seqs: int) -> None:
        jobs = list(Job.objects.filter(order=order, seq__in=seqs) if seqs else Job.objects.filter(order=order))
        approval.approve(jobs=jobs, who="Mihai Popescu", how="phone", **self.act)

    def decline(self, order: WorkOrder, *seqs: int, why: str = "Next month") -> None:
        jobs = list(Job.objects.filter(order=order, seq__in=seqs))
        approval.decline(jobs=jobs, who="Mihai Popescu", how="phone", why=why, **self.act)

    def start(self, order: WorkOrder) -> WorkOrder:
        return finishing.start(order=order, **self.act)

    def issue(self, order: WorkOrder, quantities: dict[UUID, Decimal] | None = None, **more: Any) -> Any:
        return parts.issue(order=order, quantities=quantities, on=self.on, **more, **self.act)

    def done(self, order: WorkOrder) -> None:
        labour.finish_job(jobs=list(Job.objects.filter(order=order, state__in=("approved", "changed"))), **self.act)

    def check(self, order: WorkOrder) -> Any:
        return quality.pass_check(order=order, **self.act)

    def finish(self, order: WorkOrder) -> WorkOrder:
        return finishing.finish(order=order, **self.act)

    def whole_way(self, order: WorkOrder) -> WorkOrder:
        """From approval to finished."""
        self.approve(order)
        self.start(order)
        if Reservation.objects.filter(order_id=order.pk, held__gt=0).exists():
            self.issue(order)
        self.check(order)
        return self.finish(order)

    def again(self, order: WorkOrder) -> WorkOrder:
        return WorkOrder.objects.get(pk=order.pk)

    def stage(self, order: WorkOrder) -> str:
        return self.again(order).stage

    def charges(self, order: WorkOrder) -> list[Charge]:
        return list(Charge.objects.filter(order_id=order.pk, withdrawn_at=None).order_by("seq"))

    def balance(self, item: Item) -> tuple[Decimal, Decimal]:
        row = Balance.objects.get(item=item, warehouse=self.workshop.warehouse)
        return row.on_hand, row.held

    def reservation(self, line: Line) -> tuple[Decimal, Decimal] | None:
        row = Reservation.objects.filter(line_id=line.pk).first()
        return (row.wanted, row.held) if row else None
