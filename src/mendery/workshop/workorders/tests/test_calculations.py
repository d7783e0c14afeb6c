"""Rules 1, 2 and 18 in figures."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from mendery.ground.money import line_net
from mendery.workshop.workorders.calculations import Margin, allowed_gross, is_within, sum_lines
from mendery.workshop.workorders.stages import Facts, JobFacts, derive

D = Decimal


@dataclass
class Sold:
    net: Decimal
    vat_category: str = "standard"


def test_three_times_a_tenth_of_an_hour_is_rounded_once() -> None:
    assert line_net(quantity=D("0.3"), price=D("33.33")) == D("10.00")


def test_vat_is_reckoned_on_the_whole_not_on_each_line() -> None:
    total = sum_lines([Sold(D("241.67"))] * 50, rate_of=lambda _category: D(20))
    assert (total.net, total.vat) == (D("12083.50"), D("2416.70"))


@pytest.mark.parametrize(("gross", "fits"), [("330.00", True), ("330.01", False), ("120.00", True)])
def test_three_hundred_with_ten_percent_allows_three_hundred_and_thirty(gross: str, fits: bool) -> None:
    assert allowed_gross(approved=D("300.00"), tolerance_percent=D(10)) == D("330.00")
    assert is_within(approved=D("300.00"), gross=D(gross), tolerance_percent=D(10)) is fits


def test_without_tolerance_a_cent_more_is_too_much() -> None:
    assert not is_within(approved=D("300.00"), gross=D("300.01"), tolerance_percent=D(0))


def test_a_margin_has_no_percent_without_a_price() -> None:
    assert Margin(D(100), D("58.80")).percent == D("41.2")
    assert Margin(D(0), D(5)).percent is None


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (Facts("open"), "arrived"),
        (Facts("open", is_here=False), "booked"),
        (Facts("open", (JobFacts("draft"),)), "diagnosis"),
        (Facts("open", (JobFacts("sent"), JobFacts("approved"))), "approval"),
        (Facts("open", (JobFacts("changed"),)), "approval"),
        (Facts("open", (JobFacts("approved"),), is_short=True), "parts"),
        (Facts("open", (JobFacts("approved"), JobFacts("draft"))), "work"),
        (Facts("open", (JobFacts("declined"),)), "ready"),
        (Facts("in_work", (JobFacts("approved"),), is_short=True), "work"),
        (Facts("in_work", (JobFacts("approved", is_done=True), JobFacts("declined"))), "check"),
        (Facts("checked"), "check"),
        (Facts("finished"), "ready"),
        (Facts("finished", is_here=False), "handed_over"),
        (Facts("finished", is_handed_over=True), "handed_over"),
        (Facts("cancelled"), "cancelled"),
    ],
)
def test_the_stage_is_told_by_facts(facts: Facts, stage: str) -> None:
    assert derive(facts) == stage
