"""Publish, subscribe, ask: synchronous, inside the caller's transaction, in the order of the floors."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from .refusals import Refusals, Refused

Handler = Callable[[Any], None]
type_handlers: dict[type, list[tuple[int, Handler]]] = defaultdict(list)


def subscribe(kind: type, handler: Handler, *, floor: int) -> None:
    """Have ``handler(fact)`` called for each fact or question of this kind, lower floors first."""
    entries = type_handlers[kind]
    if any(known is handler for _, known in entries):
        return
    entries.append((floor, handler))
    entries.sort(key=lambda entry: entry[0])


def publish(fact: object) -> None:
    """Tell a fact. A handler that raises aborts the whole act: half a posting is worse than none."""
    for _, handler in type_handlers.get(type(fact), ()):
        handler(fact)


def ask(question: object) -> None:
    """Ask before an irreversible act. All refusals are collected and raised together."""
    reasons: list[Refused] = []
    for _, handler in type_handlers.get(type(question), ()):
        try:
            handler(question)
        except Refusals as several:
            reasons.extend(several.reasons)
        except Refused as refusal:
            reasons.append(refusal)
    if len(reasons) == 1:
        raise reasons[0]
    if reasons:
        raise Refusals(reasons)


def listeners() -> dict[type, list[Handler]]:
    """Who listens to what, for ``mendery events`` and the house tests."""
    return {kind: [handler for _, handler in entries] for kind, entries in type_handlers.items()}
