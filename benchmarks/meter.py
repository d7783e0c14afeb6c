"""CPU time and memory of process trees, as the kernel counts them."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def _stat(pid: str) -> list[str]:
    try:
        return (PROC / pid / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def tree(roots: Iterable[int]) -> dict[int, list[str]]:
    """The living processes of some trees: pid → the fields of `stat` after the name."""
    stats = {int(p.name): fields for p in PROC.iterdir() if p.name.isdigit() and (fields := _stat(p.name))}
    found = {pid: stats[pid] for pid in roots if pid in stats}
    grew = True
    while grew:
        children = {pid: fields for pid, fields in stats.items() if pid not in found and int(fields[1]) in found}
        found.update(children)
        grew = bool(children)
    return found


def cpu_ms(roots: Iterable[int]) -> float:
    """User and system time of the trees until now, with that of their ended and awaited children."""
    return sum(sum(map(int, fields[11:15])) for fields in tree(roots).values()) * TICK_MS


def memory_mib(roots: Iterable[int]) -> tuple[float, float]:
    """RSS and PSS of the trees."""
    rss = pss = 0
    for pid in tree(roots):
        try:
            rows = dict(line.split(":", 1) for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:])
        except OSError:
            continue
        rss += int(rows["Rss"].split()[0])
        pss += int(rows["Pss"].split()[0])
    return rss / 1024, pss / 1024


def yardstick(times: int = 15) -> list[float]:
    """CPU-ms of the same small work, several times: how busy or slow the machine is besides us."""
    found = []
    for _ in range(times):
        begun, seen = time.process_time(), {}
        for n in range(60_000):
            seen[str(n % 997)] = (n, seen.get(str(n % 991)))
        found.append((time.process_time() - begun) * 1000)
        time.sleep(0.02)
    return found


def percentile(values: list[float], part: float) -> float:
    """The value below which that part of the sorted values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


@dataclass
class Meter:
    """Times of single works by the wall, and the CPU of both trees over all of them."""

    server: int
    database: int
    walls: list[float] = field(default_factory=list)
    server_ms: float = 0.0
    database_ms: float = 0.0

    def __enter__(self) -> "Meter":
        self.server_ms, self.database_ms = -cpu_ms([self.server]), -cpu_ms([self.database])
        return self

    def __exit__(self, *_error: object) -> None:
        self.server_ms += cpu_ms([self.server])
        self.database_ms += cpu_ms([self.database])

    def one(self) -> "_One":
        """`with meter.one():` around each work."""
        return _One(self.walls)

    @property
    def cpu_each(self) -> float:
        return (self.server_ms + self.database_ms) / max(1, len(self.walls))

    def figures(self) -> dict[str, float]:
        """What is reported: CPU-ms for one, of it PostgreSQL's, and p50 and p95 by the wall."""
        return {
            "n": len(self.walls), "cpu_ms": round(self.cpu_each, 2), "postgres_ms": round(self.database_ms / max(1, len(self.walls)), 2),
            "p50_ms": round(percentile(self.walls, 0.5), 2), "p95_ms": round(percentile(self.walls, 0.95), 2),
        }  # fmt: skip


class _One:
    def __init__(self, walls: list[float]) -> None:
        self.walls = walls

    def __enter__(self) -> None:
        self.begun = time.perf_counter()

    def __exit__(self, *_error: object) -> None:
        self.walls.append((time.perf_counter() - self.begun) * 1000)
