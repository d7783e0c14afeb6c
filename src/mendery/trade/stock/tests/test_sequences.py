"""After any sequence of acts: layers = ledger = balances, value to the cent, nothing below zero."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendery.ground.events import Refused
from mendery.trade.stock import queries
from mendery.trade.stock.models import Balance, Layer, Slice

from .shelf import D, Shelf

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["receive", "reserve", "issue", "back", "release", "count", "undo"]),
        st.integers(0, 1), st.integers(0, 3), st.integers(1, 9), st.integers(0, 9999),
    ),
    min_size=3, max_size=18,
)  # fmt: skip


class Undone(Exception):  # noqa: N818 -- not an error, the way back
    """Leaves the example without a trace."""


def play(shelf: Shelf, acts: list[Any]) -> None:
    items = [shelf.item(), shelf.item()]
    lines = [[uuid4() for _ in range(4)] for _ in items]
    received: list[Any] = []
    for act, which, line, quantity, cents in acts:
        item, line_id = items[which], lines[which][line]
        try:
            if act == "receive":
                received.append(shelf.receive((item, str(quantity), str(Decimal(cents) / 100))))
            elif act == "reserve":
                shelf.reserve(line_id, item, str(quantity))
            elif act == "issue":
                shelf.issue((line_id, item, str(quantity)))
            elif act == "back":
                shelf.give_back(line_id, str(quantity))
            elif act == "release":
                shelf.release(line_id)
            elif act == "count":
                shelf.count(item, str(quantity), str(Decimal(cents) / 100))
            elif received:
                shelf.undo(received[quantity % len(received)])
        except Refused:
            pass
        check()


def check() -> None:
    assert queries.disagreements() == []
    assert queries.held_disagreements() == []
    for row in Balance.objects.all():
        assert row.on_hand >= row.held >= 0
        assert row.value >= 0
        waiting = queries.waiting().filter(item_id=row.item_id)
        assert row.on_hand == row.held or not waiting.exists(), "free goods while somebody waits"
    for layer in Layer.objects.all():
        assert 0 <= layer.quantity_left <= layer.quantity_in
    for one in Slice.objects.filter(move__kind="issue"):
        assert 0 <= one.returned_quantity <= one.quantity
        assert 0 <= one.returned_value <= one.value


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_layers_are_the_ledger_are_the_balances(shelf: Shelf, acts: list[Any]) -> None:
    with suppress(Undone), transaction.atomic():
        play(shelf, acts)
        raise Undone


def test_a_long_day_agrees(shelf: Shelf) -> None:
    shelf.at = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    names = ["receive", "reserve", "issue", "back", "release", "count"]
    acts = [(names[(n * 7) % 6], n % 2, (n // 2) % 4, n % 9 + 1, (n * 137) % 9999) for n in range(60)]
    play(shelf, acts)
    assert sum(value for _, value in shelf.layers(shelf.item())) == D(0)
