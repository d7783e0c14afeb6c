from datetime import date
from decimal import Decimal

import pytest

from mendery_packs.russia import pack
from mendery_packs.russia.texts import LEGAL, TITLES


@pytest.mark.parametrize(
    ("category", "on", "rate"),
    [
        ("standard", date(2025, 12, 31), "20"),
        ("standard", date(2026, 1, 1), "22"),
        ("reduced", date(2026, 1, 1), "10"),
        ("zero", date(2026, 1, 1), "0"),
        ("exempt", date(2026, 1, 1), "0"),
    ],
)
def test_vat_follows_the_day(category, on, rate):
    assert pack.vat_rate(category=category, on=on) == Decimal(rate)


def test_vat_of_an_unknown_category_is_not_guessed():
    with pytest.raises(LookupError):
        pack.vat_rate(category="reverse", on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("number", "is_company"),
    [
        ("7707083893", True), ("7736207543", True), ("4029017981", True), ("7605016030", True), ("7704358518", True),
        ("9715260691", True), ("7700000016", True), ("7800000108", True), ("7700000070", True),
        ("500100732259", False), ("770000000156", False), ("500000001223", False), ("000000000000", False),
    ],
)  # fmt: skip
def test_inn(number, is_company):
    found = pack.check_tax_id(f" {number[:4]} {number[4:]}")
    assert (found.value, found.is_company) == (number, is_company)


@pytest.mark.parametrize("text", ["7707083894", "0000000000", "500100732258", "", "12345", "77070838930", "ИНН"])
def test_wrong_numbers_are_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        pack.check_tax_id(text)


def test_no_daily_limit_of_cash():
    assert pack.cash_limit(to_company=True) is None


def test_every_series_names_branch_and_year_and_fits_its_column():
    for rule in pack.series():
        prefix = rule.prefix.format(branch="МОСКВАЦ1 ", year="26")
        assert prefix.endswith("26-")
        assert len(prefix) <= 20


def test_papers_speak_three_languages_and_fall_back_to_russian():
    for texts in (*TITLES.values(), *LEGAL.values()):
        assert set(texts) == {"ro", "en", "ru"}
    assert pack.paper_title(kind="work_order", language="de") == "Заказ-наряд"
    assert pack.legal_texts(kind="nothing", language="ru") == ()
