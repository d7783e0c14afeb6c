"""The icons a page may use. `icons.txt` lists them; the asset build draws the sprite from the same list."""

from functools import cache
from pathlib import Path

FALLBACK = "circle-dashed"


@cache
def names() -> frozenset[str]:
    """Every icon of the sprite."""
    text = (Path(__file__).parent / "icons.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
