"""Number series: a new branch gets those of its country; the start may be edited until the first number is drawn."""

from datetime import UTC, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.events import BranchOpened, BusinessFounded
from mendery.ground.company.models import Branch
from mendery.ground.company.queries import pack_of, today
from mendery.ground.company.setting_tabs import SettingTab
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action

from .models import NumberSeries
from .numbering import make_series

KIND_NAMES = {
    "intake": _("Check-in act"),
    "work_order": _("Work order"),
    "estimate": _("Estimate"),
    "goods_receipt": _("Goods receipt"),
    "issue": _("Issue slip"),
    "return": _("Return to stock"),
    "supplier_return": _("Return to supplier"),
    "correction": _("Stock correction"),
    "opening": _("Opening stock"),
    "sale": _("Counter sale"),
    "supplier_order": _("Supplier order"),
    "invoice": _("Invoice"),
    "cash_receipt": _("Cash receipt"),
    "handover": _("Hand-over act"),
    "warranty": _("Warranty card"),
    "z_report": _("Till closing"),
    "cash_slip": _("Money in and out of the till"),
}
_WIDEST = 10


def tabs() -> tuple[SettingTab, ...]:
    """Our section of the settings."""
    return (SettingTab(key="series", order=50, label=_("Numbers"), url_name="series:list"),)


def on_branch(fact: BusinessFounded | BranchOpened) -> None:
    """Give a new branch its series for this year."""
    branch = Branch.objects.select_related("entity").get(pk=fact.branch_id)
    year = today(branch, datetime.now(UTC)).year
    make_series(branch=branch, year=year, rules=list(pack_of(branch.entity).series()))


def is_used(series: NumberSeries) -> bool:
    """Whether a number was drawn already."""
    return series.next_number > series.first_number or series.last_on is not None


def all_series() -> models.QuerySet[NumberSeries]:
    """The series of the business, the newest year first."""
    rows: models.QuerySet[NumberSeries] = NumberSeries.objects.select_related("branch").order_by("-year", "branch__code", "kind")
    return rows


@action
def reshape(*, series: NumberSeries, prefix: str, width: int, start: int, by: Actor, at: datetime) -> NumberSeries:
    """Say how the numbers of a series look and where they begin, before the first is drawn.

    prefix   stands before the number, at most 20 characters
    width    digits, filled with zeros, 1 to 10
    refuses  ``series_in_use``, ``bad_series``
    """
    held: NumberSeries = NumberSeries.objects.select_for_update().get(pk=series.pk)
    if is_used(held):
        raise Refused(
            _("This series has drawn numbers already, so its start cannot change."), code="series_in_use", status=409,
            next_step=_("The series of the next year can be changed before its first paper."),
        )  # fmt: skip
    if not (1 <= width <= _WIDEST and 1 <= start < 10**_WIDEST and len(prefix) <= 20):
        raise Refused(
            _("A prefix has at most 20 characters, a number 1 to 10 digits, and it begins at 1 or later."), code="bad_series", field="start",
            next_step=_("Correct the values."),
        )  # fmt: skip
    held.prefix, held.width, held.next_number, held.first_number = prefix, width, start, start
    held.save(update_fields=["prefix", "width", "next_number", "first_number"])
    return held
