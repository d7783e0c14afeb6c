"""W5: cold start to the first page, memory, and the bytes of a first load of the list of orders."""

import http.client
import re
import time
from typing import Any

from .client import Client
from .meter import cpu_ms, memory_mib
from .place import Place, Served
from .shop import Shop, found

STARTS, REQUESTS, REST = 3, 20, 5
_LINKED = re.compile(r'<(?:script[^>]*? src|link[^>]*? href)="([^"]+\.(?:js|css))"')


def _first_page(served: Served) -> float:
    """Milliseconds until the sign-in page is there."""
    begun = time.perf_counter()
    while True:
        try:
            served.client().page("/sign-in")
        except (ConnectionError, http.client.HTTPException):  # it does not listen yet
            time.sleep(0.005)
            continue
        return (time.perf_counter() - begun) * 1000


def _bytes(client: Client, shop: Shop) -> dict[str, int]:
    """What goes over the wire for a browser that has nothing yet."""
    page, html = client.send("GET", f"/b/{shop.business.slug}/work/", **{"Accept-Encoding": "identity"})
    sent = client.send("GET", f"/b/{shop.business.slug}/work/", **{"Accept-Encoding": "gzip"})[1]
    assert page.status == 200
    linked = dict.fromkeys(_LINKED.findall(html.decode()))
    rest = sum(len(client.send("GET", path, **{"Accept-Encoding": "gzip"})[1]) for path in linked)
    return {"page_bytes": len(sent) + rest, "html": len(sent), "files": len(linked)}


def run(place: Place, options: Any) -> list[dict[str, Any]]:
    """Three starts with a ready database, the best one told; memory after twenty requests and a rest."""
    shop, starts = found(), []
    for _ in range(STARTS):
        with place.served(wait=False) as served:
            wall = _first_page(served)
            starts.append((round(wall), round(cpu_ms([served.pid]))))
            browser = served.client(Cookie=shop.cookie)
            for _ in range(REQUESTS):
                browser.page(f"/b/{shop.business.slug}/work/")
            time.sleep(REST)
            rss, pss = memory_mib([served.pid])
            weight = _bytes(served.client(Cookie=shop.cookie), shop)
    wall, cpu = min(starts)
    return [{"work": "W5 start", "cold_ms": wall, "cold_cpu_ms": cpu, "rss_mib": round(rss), "pss_mib": round(pss), **weight}]
