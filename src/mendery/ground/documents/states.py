"""Tables of allowed moves: data that can be read aloud."""

from collections.abc import Mapping

Moves = Mapping[str, frozenset[str]]


def moves(*pairs: tuple[str, str]) -> Moves:
    """``moves((OPEN, IN_WORK), …)`` → for each state, where it may go."""
    table: dict[str, set[str]] = {}
    for start, end in pairs:
        table.setdefault(str(start), set()).add(str(end))
    return {start: frozenset(ends) for start, ends in table.items()}
