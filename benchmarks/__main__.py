"""`./mendery bench [W1 W2 …]`: prepare, measure, print the table, keep it as JSON."""

import argparse
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from .meter import percentile, yardstick
from .place import Place

WORKS = {
    "W1": "w1_open_to_invoice",
    "W2": "w2_fifo_depth",
    "W3": "w3_lists",
    "W4": "w4_invoice_pdf",
    "W5": "w5_start",
    "W6": "w6_import",
}
COLUMNS = (("n", 6), ("cpu_ms", 9), ("postgres_ms", 12), ("p50_ms", 9), ("p95_ms", 9), ("target", 8))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mendery bench", description="The works of benchmarks/README.md on a database of their own.")
    parser.add_argument("works", nargs="*", metavar="WORK", type=str.upper, help=f"which: {', '.join(WORKS)}; all when none is named")
    parser.add_argument("--documents", type=int, default=10, help="W1: documents of a run (10)")
    parser.add_argument("--rounds", type=int, default=2, help="W1: runs (2)")
    parser.add_argument("--issues", type=int, default=5000, help="W2: issues at each depth (5000)")
    parser.add_argument("--scale", type=float, default=1.0, help="W3: part of the 100,000 orders (1.0)")
    parser.add_argument("--requests", type=int, default=40, help="W3, W4, W6: requests of each kind (40)")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    options = parser.parse_args()
    unknown = [work for work in options.works if work not in WORKS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(WORKS)}")
    return options


def _told(row: dict[str, Any]) -> None:
    cells = "".join(f"{'' if row.get(name) is None else row[name]:>{width}}" for name, width in COLUMNS)
    more = " ".join(f"{name}={value}" for name, value in row.items() if name not in {"work", *(name for name, _ in COLUMNS)})
    print(f"{row['work']:<28}{cells}  {more}", flush=True)


def main() -> int:
    """Run the works one after another, each on a fresh database."""
    options = _options()
    place = Place()
    place.make_template()
    print(f"{'':<28}" + "".join(f"{name:>{width}}" for name, width in COLUMNS))
    rows: list[dict[str, Any]] = []
    sticks: dict[str, list[float]] = {}
    begun = time.time()
    try:
        for name in options.works or WORKS:
            place.fresh()
            before = yardstick()
            done = import_module(f".{WORKS[name]}", __package__).run(place, options)
            sticks[name] = [*before, *yardstick()]
            for row in done:
                rows.append(row)
                _told(row)
    finally:
        place.clear()
    now = datetime.now(UTC)
    target = options.json or place.home / f"{now:%Y%m%d-%H%M%S}.json"
    facts = {
        "at": now.isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "seconds": round(time.time() - begun),
    }
    best = min(min(times) for times in sticks.values())
    slow = {name: round(percentile(times, 0.5) / best, 2) for name, times in sticks.items()}
    target.write_text(json.dumps({**facts, "yardstick_ms": round(best, 1), "times_slower": slow, "rows": rows}, indent=1))
    print(f"\nThe same small work took {best:.1f} CPU-ms at best and, beside each work, this many times as much: {slow}.")
    print(f"Written to {target}. Load average now: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
