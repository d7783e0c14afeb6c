"""W3: the list of orders over 100,000 of them, each request the whole HTML page of 80 rows."""

import random
import re
import threading
import time
from collections.abc import Callable
from itertools import cycle
from typing import Any
from urllib.parse import quote

from mendery.ground.ui.paging import page_by_key
from mendery.workshop.workorders.models import WorkOrder

from .client import Client
from .place import Place, Served
from .shop import Shop, found
from .w3_rows import Counts, fill

LIST, SEARCH = 25.0, 15.0
ROWS, CLIENTS = 80, 8
_ROW = re.compile(rb"<tr data-href")


def _deep_key(shop: Shop, offset: int) -> str:
    """Where the page that begins after so many orders stands."""
    with shop.inside():
        before = WorkOrder.objects.order_by("-opened_at", "-id")[offset - 1]
        rows = WorkOrder.objects.filter(opened_at__lte=before.opened_at)
        return page_by_key(rows, order=("-opened_at", "-id"), limit=1).next


class Pages:
    """The addresses of the list, each time others where something is looked for."""

    def __init__(self, shop: Shop, counts: Counts) -> None:
        self.base, self.counts, self.dice = f"/b/{shop.business.slug}/work/?view=all&limit={ROWS}", counts, random.Random(3)
        self.key = _deep_key(shop, counts.orders // 2)
        self.kinds: dict[str, Callable[[], str]] = {
            "first": lambda: self.base, "filtered": lambda: f"{self.base}&state=in_work", "deep": lambda: f"{self.base}&after={self.key}",
            "plate": lambda: self._find(f"B-{self.dice.randrange(counts.orders):05d}"),
            "customer": lambda: self._find(f"Rusu {self._name()}"),
            "number": lambda: self._find(f"{self.dice.randrange(counts.orders):06d}"),
        }  # fmt: skip

    def _name(self) -> str:
        """Digits of a family name that are in no phone."""
        digits = "88"
        while set(digits) <= {"8", "9"}:
            digits = f"{self.dice.randrange(self.counts.names):04d}"
        return digits

    def _find(self, text: str) -> str:
        return f"{self.base}&q={quote(text)}"

    def open(self, client: Client, kind: str) -> int:
        """Load the page and say how many rows it shows."""
        rows = len(_ROW.findall(client.page(self.kinds[kind]())))
        assert rows == ROWS if kind in ("first", "filtered", "deep") else 1 <= rows < ROWS, f"{kind} shows {rows} rows"
        return rows


def _alone(served: Served, shop: Shop, pages: Pages, wanted: int) -> list[dict[str, Any]]:
    client, rows = served.client(Cookie=shop.cookie), []
    for kind in pages.kinds:
        for _ in range(5):
            pages.open(client, kind)
        with served.meter() as meter:
            for _ in range(wanted):
                with meter.one():
                    pages.open(client, kind)
        target = LIST if kind in ("first", "filtered", "deep") else SEARCH
        rows.append({"work": f"W3 {kind}", **meter.figures(), "target": target})
    client.close()
    return rows


def _together(served: Served, shop: Shop, pages: Pages, seconds: float) -> dict[str, Any]:
    until, walls = time.monotonic() + seconds, []

    def loop(first: int) -> None:
        client = served.client(Cookie=shop.cookie)
        for kind in cycle([*pages.kinds][first:] + [*pages.kinds][:first]):
            if time.monotonic() > until:
                return
            begun = time.perf_counter()
            pages.open(client, kind)
            walls.append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=loop, args=(n % len(pages.kinds),)) for n in range(CLIENTS)]
    with served.meter() as meter:
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - begun
        meter.walls = walls
    return {"work": f"W3 all kinds, {CLIENTS} clients", **meter.figures(), "each_second": round(len(walls) / took, 1)}


def run(place: Place, options: Any) -> list[dict[str, Any]]:
    """Fill the tables, then ask for each kind of page by one client, then for all of them by eight."""
    shop, counts = found(), Counts(options.scale)
    begun = time.monotonic()
    fill(shop, counts)
    place.vacuum()
    print(
        f"W3: {counts.orders:,} orders, {counts.parties:,} customers, {2 * counts.orders:,} movements in {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    pages = Pages(shop, counts)
    with place.served() as served:
        return [*_alone(served, shop, pages, options.requests), _together(served, shop, pages, 15)]
