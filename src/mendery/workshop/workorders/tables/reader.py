"""One order as one reader may see and touch it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link
from mendery.workshop.workorders.queries import OPEN_STATES, OrderSheet


@dataclass(frozen=True)
class Reader:
    """The sheet of an order, who reads it, and what they may do with it now."""

    request: MemberRequest
    sheet: OrderSheet
    at: datetime

    def may(self, right: str) -> bool:
        """Whether the reader holds a right."""
        return self.request.actor.may(right)

    def url(self, page: str, *ids: Any) -> str:
        """A page of this app in the reader's business."""
        return link(self.request, f"workorders:{page}", *ids)

    @cached_property
    def is_open(self) -> bool:
        """Finished and cancelled orders take no changes."""
        return self.sheet.order.state in OPEN_STATES

    @cached_property
    def edits(self) -> bool:
        """Jobs, lines and texts may be changed."""
        return self.is_open and self.may("orders.edit")

    @cached_property
    def notes(self) -> bool:
        """Findings and notes may be written: also by who does the work."""
        return self.is_open and (self.may("orders.edit") or self.may("orders.work"))

    @cached_property
    def prices(self) -> bool:
        """Prices and discounts may be changed."""
        return self.edits and self.may("orders.price") and self.sees_prices

    @cached_property
    def sees_prices(self) -> bool:
        """Sale prices and sums are shown."""
        return self.may("prices.see")

    @cached_property
    def sees_margins(self) -> bool:
        """What is left of prices is shown."""
        return self.sees_prices and self.may("margins.see")

    @cached_property
    def sees_discounts(self) -> bool:
        """A column for discounts is worth its room only when there is one."""
        return self.sees_prices and any(line.line.discount_percent for job in self.sheet.jobs for line in job.lines)

    @cached_property
    def works(self) -> bool:
        """Time may be clocked and work marked done."""
        return self.is_open and self.may("orders.work")

    @cached_property
    def issues(self) -> bool:
        """Parts may be issued and taken back."""
        return self.is_open and self.may("stock.issue")

    @property
    def may_note(self) -> bool:
        """A note may be kept also on a closed order."""
        return self.may("orders.edit") or self.may("orders.work") or self.may("estimates.answer")

    @property
    def columns(self) -> int:
        """How many columns the table of lines has."""
        return 5 + 2 * self.sees_prices + self.sees_discounts + self.sees_margins

    @property
    def title_span(self) -> int:
        """The title of a job goes from the second column to the sum."""
        return 3 + self.sees_prices + self.sees_discounts

    @property
    def entry_span(self) -> int:
        """The field for a new line goes from the second column to the last."""
        return self.columns - 1
