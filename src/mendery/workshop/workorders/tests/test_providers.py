"""What Today, the search and other pages are told about orders."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from mendery.ground.ui.providers import LATE, NOT_TOLD
from mendery.workshop.workorders import providers
from mendery.workshop.workorders.models import WorkOrder

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are another room's work; only their names matter here."""
    monkeypatch.setattr(providers, "link", lambda _request, name, *ids: "/".join(map(str, (name, *ids))))


def items(bench: Bench, role: str = "manager") -> dict[str, Any]:
    request: Any = SimpleNamespace(business=bench.workshop.business)
    return {item.key: item for item in providers.today_items(bench.workshop.actor(role), request=request)}


def test_today_says_what_each_order_needs(bench: Bench) -> None:
    new, priced, agreed, ready = (
        bench.open(intake_unit_id=uuid4()), bench.open(("Oil", [bench.work()])), bench.open(("Oil", [bench.work()])),
        bench.open(("Oil", [bench.work()]), intake_unit_id=uuid4()),
    )  # fmt: skip
    bench.approve(agreed)
    bench.whole_way(ready)
    actions = {key: str(item.action) for key, item in items(bench).items()}
    assert actions == {
        f"order:{new.pk}": "Plan work", f"order:{priced.pk}": "Price work", f"order:{agreed.pk}": "Start work",
        f"order:{ready.pk}": "Hand over",
    }  # fmt: skip
    assert items(bench)[f"order:{ready.pk}"].rank == NOT_TOLD
    assert [str(item.action) for item in items(bench, "cashier").values()] == ["Hand over"]


def test_parts_that_came_are_told_and_late_orders_come_first(bench: Bench) -> None:
    disc = bench.item()
    waiting, late = bench.open(("Discs", [bench.part(disc)])), bench.open(("Oil", [bench.work()]))
    bench.approve(waiting)
    bench.approve(late)
    bench.start(late)
    bench.receive((disc, "1", "80.00"))
    WorkOrder.objects.filter(pk=late.pk).update(promised_at=timezone.now() - timedelta(hours=1))
    found = items(bench)
    assert str(found[f"order:{waiting.pk}"].state) == "Parts are here"
    assert found[f"order:{late.pk}"].rank == LATE
    request: Any = SimpleNamespace(business=bench.workshop.business)
    tiles = {tile.key: tile for tile in providers.today_tiles(bench.workshop.actor("manager"), request=request)}
    assert (tiles["orders:late"].value, tiles["orders:late"].hot) == ("1", True)
    assert list(providers.today_tiles(SimpleNamespace(may=lambda _right: False), request=request)) == []  # type: ignore[arg-type]


def test_a_scan_of_a_label_means_one_order(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    request: Any = SimpleNamespace(business=bench.workshop.business)
    for text in (f"M:{order.number}", f"M:W:{order.number}", order.number):
        (hit,) = providers.hits(bench.workshop.actor("mechanic"), text, request=request)
        assert hit.score == 100
        assert str(hit.detail).startswith(order.number)
        assert "Popescu" not in str(hit.detail)


def test_the_pages_of_unit_and_customer_show_their_orders(bench: Bench) -> None:
    pads = bench.item("PADS", name="Pads")
    bench.receive((pads, "2", "80.00"))
    order = bench.open(("Brakes", [bench.part(pads, "2")]), ("Belt", [bench.work()]))
    bench.decline(order, 2)
    bench.approve(order, 1)
    bench.start(order)
    bench.issue(order)
    shown = providers.of_unit(unit=bench.unit)
    assert shown is not None
    assert [job.title for job in shown["works"][0].done] == ["Brakes"]
    assert [line.text for line in shown["fitted"]] == ["Pads"]
    assert [one.title for one in shown["declined"]] == ["Belt"]
    of_party = providers.of_party(party=bench.party)
    assert of_party is not None
    assert [one.pk for one, _tag in of_party["orders"]] == [order.pk]
    assert providers.moved_by_party_merge(loser=bench.party) == {"orders_that_move": 1}
    assert providers.moved_by_unit_merge(loser=bench.unit) == {"orders_that_move": 1}
