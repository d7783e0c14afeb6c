"""The state of one business while its two years are lived through, and the small helpers every scene uses."""

import random
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from mendery.ground.company.models import Branch, LegalEntity, Staff
from mendery.ground.company.packs import country_pack
from mendery.ground.company.ports import SeriesRule
from mendery.ground.documents.models import HistoryEntry, NumberSeries, Paper, SearchToken
from mendery.ground.documents.papers.data import paper_data
from mendery.ground.documents.search import tokens_of
from mendery.ground.people.actor import night_shift
from mendery.registers.catalogue.models import Item
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.trade.cashdesk.models import Shift, Till
from mendery.trade.stock.calculations import OpenLayer
from mendery.trade.stock.models import Layer, Warehouse

from .copying import Rows
from .plans import Plan

YEARS = 2
OPENS, CLOSES = 8, 18


@dataclass
class Shelf:
    """Layers of one item, oldest first, as the pure calculation and as the row that will be written."""

    item: Item
    layers: deque[tuple[OpenLayer, Layer]] = field(default_factory=deque)

    @property
    def on_hand(self) -> Decimal:
        return sum((layer.quantity for layer, _row in self.layers), Decimal(0))


@dataclass
class World:
    """Everything that scenes read and move forward."""

    plan: Plan
    entity: LegalEntity
    branch: Branch
    warehouse: Warehouse
    till: Till
    rows: Rows = field(default_factory=Rows)
    staff: dict[str, Staff] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    labour: Item = field(init=False)
    fee: Item | None = None
    units: list[tuple[Unit, Party]] = field(default_factory=list)
    suppliers: list[Party] = field(default_factory=list)
    numbers: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    last_on: dict[tuple[str, int], date] = field(default_factory=dict)
    base_paper: dict[str, dict[str, Any]] = field(default_factory=dict)
    party_papers: dict[Any, dict[str, Any]] = field(default_factory=dict)
    unit_papers: dict[Any, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.plan.slug)  # noqa: S311 -- demo data must be the same each time
        self.zone = ZoneInfo(self.branch.time_zone)
        self.pack = country_pack(self.plan.country)
        self.rules: dict[str, SeriesRule] = {rule.kind: rule for rule in self.pack.series()}
        self.language = self.entity.language
        self.currency = self.entity.currency
        self.today: date = date.min
        self.shift: Shift | None = None

    def moment(self, day: date, hour: int, minute: int) -> datetime:
        """A moment of a day in the branch's zone."""
        return datetime.combine(day, time(hour, minute), self.zone).astimezone(UTC)

    def number(self, kind: str, on: date) -> str:
        """The next number of a series, counted here and written into the series at the end."""
        rule, key = self.rules[kind], (kind, on.year)
        self.numbers[key] += 1
        self.last_on[key] = on
        prefix = rule.prefix.format(branch=self.branch.code, year=f"{on.year % 100:02d}")
        return f"{prefix}{self.numbers[key]:0{rule.width}d}"

    def vat_rate(self, on: date) -> Decimal:
        """The standard rate of the day."""
        return self.pack.vat_rate(category="standard", on=on)

    def history(self, doc_kind: str, doc_id: Any, what: str, at: datetime, by: str, **more: Any) -> None:
        """One line of a timeline."""
        self.rows.add(HistoryEntry(doc_kind=doc_kind, doc_id=doc_id, what=what, at=at, by_name=by, **more))

    def tokens(self, kind: str, row_id: Any, *, words: Any = (), codes: Any = ()) -> None:
        """Make a row findable."""
        for token in tokens_of(words=words, codes=codes):
            self.rows.add(SearchToken(kind=kind, row_id=row_id, token=token))

    def paper(self, kind: str, doc_id: Any, number: str, on: date, at: datetime, *, state: str = "posted", by: str, **more: Any) -> Paper:
        """Enter a paper in the register, with a snapshot made from a pattern of its kind."""
        said = more.pop("says", None)
        frozen = None
        if said is not None:
            if kind not in self.base_paper:
                self.base_paper[kind] = paper_data(
                    kind=kind,
                    number="",
                    on=on,
                    at=at,
                    branch=self.branch,
                    language=self.language,
                    currency=self.currency,
                    by=night_shift(""),
                )
            local = at.astimezone(self.zone).isoformat()
            frozen = {**self.base_paper[kind], "number": number, "on": on.isoformat(), "at": local, "by": by, **said}
        return self.rows.add(
            Paper(
                kind=kind, doc_id=doc_id, number=number, on=on, at=at, state=state, by_name=by, frozen=frozen, currency=self.currency,
                branch_id=self.branch.pk, language=self.language if frozen else "", **more,
            )
        )  # fmt: skip

    def close_series(self) -> None:
        """Leave the number series where history ended."""
        years = {year for _kind, year in self.numbers} | {date.today().year}  # noqa: DTZ011 -- the machine's own day is meant
        for kind, rule in self.rules.items():
            for year in years:
                used = self.numbers.get((kind, year), 0)
                prefix = rule.prefix.format(branch=self.branch.code, year=f"{year % 100:02d}")
                NumberSeries.objects.update_or_create(
                    entity=self.entity, branch=self.branch, kind=kind, year=year,
                    defaults={
                        "prefix": prefix, "width": rule.width, "is_strict": rule.is_strict, "next_number": used + 1,
                        "last_on": self.last_on.get((kind, year)),
                    },
                )  # fmt: skip


def working_days(until: date) -> list[date]:
    """Monday to Friday of the two years before a day."""
    first = until - timedelta(days=365 * YEARS)
    days = [first + timedelta(days=n) for n in range((until - first).days)]
    return [day for day in days if day.weekday() < 5]
