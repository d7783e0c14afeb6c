"""Progress on the terminal: one line per step, with its time."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_started = time.monotonic()


def line(text: str = "") -> None:
    """Print one line at once, even into a pipe."""
    print(text, flush=True)


def trouble(text: str) -> None:
    """Print the sentence that explains why the command stopped."""
    print(text, file=sys.stderr, flush=True)


def since_start() -> float:
    """Seconds since this command began."""
    return time.monotonic() - _started


class Step:
    """A step under way; `note` says how it went."""

    def __init__(self) -> None:
        self.result = "done"

    def note(self, result: str) -> None:
        self.result = result


@contextmanager
def step(name: str) -> Iterator[Step]:
    """Show a step while it runs: its name first, then its result and seconds on the same line."""
    begun = time.monotonic()
    current = Step()
    print(f"  {name:<18} ", end="", flush=True)
    try:
        yield current
    except BaseException:
        print(f"stopped after {time.monotonic() - begun:.1f} s", flush=True)
        raise
    print(f"{current.result} ({time.monotonic() - begun:.1f} s)", flush=True)
