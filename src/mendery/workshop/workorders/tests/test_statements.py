"""How many statements the acts of the main way need: they must not grow with the order."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mendery.workshop.workorders import queries

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


class Counted(CaptureQueriesContext):
    """Statements without savepoints."""

    def __init__(self) -> None:
        super().__init__(connection)

    @property
    def number(self) -> int:
        return len([one for one in self.captured_queries if "SAVEPOINT" not in one["sql"]])


def way(bench: Bench, parts: int) -> dict[str, int]:
    items = [bench.item() for _ in range(parts)]
    bench.receive(*((item, "5", "50.00") for item in items))
    counts = {}

    def counted(name: str, act: Any) -> Any:
        with Counted() as statements:
            done = act()
        counts[name] = statements.number
        return done

    order = counted("open", lambda: bench.open(("Job", [*(bench.part(item, "2") for item in items), *[bench.work()] * 4])))
    counted("approve", lambda: bench.approve(order))
    counted("start", lambda: bench.start(order))
    counted("issue", lambda: bench.issue(order))
    counted("check", lambda: bench.check(order))
    counted("sheet", lambda: queries.order_sheet(order.pk, at=bench.at))
    counted("finish", lambda: bench.finish(order))
    return counts


def test_statements_of_the_main_way_with_six_parts_and_four_works(bench: Bench) -> None:
    counts = way(bench, 6)
    assert counts == {"open": 9, "approve": 14, "start": 5, "issue": 20, "check": 10, "sheet": 10, "finish": 11}


def test_more_lines_need_no_more_statements(bench: Bench) -> None:
    way(bench, 1)  # whatever is remembered for the scope
    assert way(bench, 2) == way(bench, 12)
