"""Two and a half years of a large workshop, written by COPY as the demo is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from mendery.ground.documents.models import Paper
from mendery.ground.documents.search import code_key, fold, tokens_of
from mendery.ground.tenancy.rows import new_id
from mendery.registers.catalogue.models import Item
from mendery.registers.equipment.models import Ownership, Unit
from mendery.registers.parties.models import Party, PartyDetails
from mendery.trade.stock.models import Move
from mendery.workshop.workorders.models import Job, Line, WorkOrder, WorkOrderDetails
from mendery_demo.copying import Rows

from .shop import Shop

BATCH, DAYS, PARTS = 5_000, 1_000, 40
FIRST = ("Ion", "Ana", "Maria", "Mihai", "Elena")
CARS = (("Dacia", "Logan"), ("Ford", "Focus"), ("VW", "Golf"), ("Skoda", "Octavia"))
# Six of ten done, two confirmed, one in work, one draft: state, stage, state of its job.
MIX = (
    *[("finished", "handed_over", "approved")] * 6, *[("open", "work", "approved")] * 2, ("in_work", "work", "approved"), ("open", "diagnosis", "draft"),
)  # fmt: skip


class Counts:
    """How many rows there are; customers are half of the orders, of five first names each with one family name."""

    def __init__(self, scale: float) -> None:
        self.orders = max(2_000, int(100_000 * scale) // 100 * 100)
        self.parties = self.orders // 2
        self.names = self.parties // len(FIRST)


def fill(shop: Shop, counts: Counts) -> None:
    """Customers, vehicles, orders with a job, two part lines and two movements each, and what they are found by."""
    items = [shop.item(f"P{n:03d}", name=f"Part {n}") for n in range(PARTS)]
    begun = datetime.now(UTC) - timedelta(days=DAYS)
    parties: list[Party] = []
    for start in range(0, counts.parties, BATCH):
        with shop.inside():
            made = list(_parties(range(start, min(start + BATCH, counts.parties)), counts, begun))
            parties += [rows[0] for rows in made]
            _write([row for rows in made for row in rows])
            _copy_tokens(shop, (("party", row.pk, tokens_of(words=[row.name], codes=[row.phone])) for row, _details in made))
    for start in range(0, counts.orders, BATCH):
        with shop.inside():
            _orders(shop, range(start, min(start + BATCH, counts.orders)), counts, parties, items, begun)


def _write(rows: list[Any]) -> None:
    batch = Rows()
    for row in rows:
        batch.add(row)
    batch.write(lambda _n: None)


def _copy_tokens(shop: Shop, found: Iterator[tuple[str, UUID, set[str]]]) -> None:
    with connection.cursor() as cursor, cursor.copy("COPY documents_searchtoken (id, business_id, kind, row_id, token) FROM STDIN") as copy:
        for kind, row_id, tokens in found:
            for token in tokens:
                copy.write_row((new_id(), shop.business.pk, kind, row_id, token))


def _phone(n: int) -> str:
    """Of eights and nines, so that the digits behind a family name are in no phone: the search would find those customers too."""
    return "+4072" + f"{n % 256:08b}".replace("0", "8").replace("1", "9")[:7]


def _parties(numbers: range, counts: Counts, begun: datetime) -> Iterator[tuple[Party, PartyDetails]]:
    for n in numbers:
        name = f"{FIRST[n // counts.names % len(FIRST)]} Rusu {n % counts.names:04d}"
        party = Party(name=name, sort_key=fold(name), phone=_phone(n), language="ro", country="RO", created_at=begun)
        yield party, PartyDetails(party=party, street="Str. Lungă 5", city="Brașov", region="Brașov")


def _orders(shop: Shop, numbers: range, counts: Counts, parties: list[Party], items: list[Item], begun: datetime) -> None:
    rows: list[Any] = []
    tokens: list[tuple[str, UUID, set[str]]] = []
    for n in numbers:
        party, (make, model), plate = parties[n % len(parties)], CARS[n % len(CARS)], f"B-{n:05d}"
        at = begun + timedelta(days=DAYS * n / counts.orders)
        unit = Unit(kind="vehicle", type="car", make=make, model=model, plate=plate, plate_key=code_key(plate), owner=party, created_at=at)
        order = _order(shop, n, party, unit, at)
        job = Job(
            order=order, seq=1, title="Front brakes", state=MIX[n % 10][2], approved_gross=order.gross, net=order.net, gross=order.gross
        )
        rows += [
            unit,
            Ownership(unit=unit, party=party, from_on=at.date()),
            order,
            WorkOrderDetails(order=order, complaint="Noise when braking"),
            job,
        ]
        rows.append(
            Paper(
                kind="work_order", doc_id=order.pk, number=order.number, branch_id=shop.branch.pk, on=at.date(), at=at, state=order.state,
                title=order.title, amount=order.gross, currency="RON", party_id=party.pk, unit_id=unit.pk, order_id=order.pk, by_name="Ana Munteanu",
            )
        )  # fmt: skip
        for seq in (1, 2):
            rows += _part(shop, order, job, items[(n + seq) % len(items)], seq)
        tokens.append(("unit", unit.pk, tokens_of(words=[make, model], codes=[plate])))
        tokens.append(("order", order.pk, tokens_of(codes=[order.number])))
    _write(rows)
    _copy_tokens(shop, iter(tokens))


def _order(shop: Shop, n: int, party: Party, unit: Unit, at: datetime) -> WorkOrder:
    state, stage, _job = MIX[n % 10]
    done = at + timedelta(days=1) if state == "finished" else None
    return WorkOrder(
        number=f"26-{n:06d}", state=state, stage=stage, branch=shop.branch, warehouse=shop.warehouse, party=party, unit=unit, intake_unit_id=new_id(),
        title="Front brakes", opened_at=at, promised_at=at + timedelta(days=1), finished_at=done, handed_over_at=done, adviser="Ana Munteanu",
        currency="RON", net=Decimal("480.00"), gross=Decimal("580.80"), cost=Decimal("260.00"),
    )  # fmt: skip


def _part(shop: Shop, order: WorkOrder, job: Job, item: Item, seq: int) -> list[Any]:
    line = Line(
        job=job, order=order, seq=seq, kind="part", item=item, code=item.code, text=item.name, quantity=Decimal(2), price=Decimal(120),
        net=Decimal("240.00"), is_stocked=True, issued=Decimal(2), cost=Decimal("130.00"),
    )  # fmt: skip
    move = Move(
        item=item, warehouse=shop.warehouse, kind="issue", quantity=Decimal(-2), value=Decimal("-130.00"), on=order.opened_at.date(),
        at=order.opened_at, doc_kind="issue", doc_id=new_id(), doc_number=f"BC-{order.number}", line_id=line.pk, order_id=order.pk, by_name="Dan Ilie",
    )  # fmt: skip
    return [line, move]
