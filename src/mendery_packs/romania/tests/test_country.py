from datetime import date
from decimal import Decimal

import pytest

from mendery_packs.romania import pack
from mendery_packs.romania.texts import LEGAL, TITLES


@pytest.mark.parametrize(
    ("category", "on", "rate"),
    [
        ("standard", date(2025, 7, 31), "19"),
        ("standard", date(2025, 8, 1), "21"),
        ("standard", date(2026, 11, 24), "21"),
        ("reduced", date(2025, 7, 31), "9"),
        ("reduced", date(2025, 8, 1), "11"),
        ("zero", date(2026, 1, 1), "0"),
        ("exempt", date(2026, 1, 1), "0"),
        ("reverse", date(2026, 1, 1), "0"),
    ],
)
def test_vat_follows_the_day(category, on, rate):
    assert pack.vat_rate(category=category, on=on) == Decimal(rate)


@pytest.mark.parametrize(("category", "on"), [("luxury", date(2026, 1, 1)), ("standard", date(2010, 1, 1))])
def test_vat_of_an_unknown_category_or_day_is_not_guessed(category, on):
    with pytest.raises(LookupError):
        pack.vat_rate(category=category, on=on)


def test_the_usual_category_is_offered_first():
    assert pack.vat_categories(on=date(2026, 1, 1))[0] == ("standard", Decimal(21))


@pytest.mark.parametrize("number", ["4264242", "27193515", "36584466", "9731314", "18547290", "1234567897"])
def test_cui_of_a_company(number):
    assert pack.check_tax_id(number) == type(pack.check_tax_id(number))(number, is_company=True, is_vat_number=False)


@pytest.mark.parametrize("text", ["RO14399840", "ro 14399840", " RO 143 998 40 "])
def test_vat_number_is_stored_in_one_form(text):
    found = pack.check_tax_id(text)
    assert (found.value, found.is_company, found.is_vat_number) == ("RO14399840", True, True)


@pytest.mark.parametrize("number", ["2700116065277", "4910527475018", "1070504429315", "0000000000000"])
def test_cnp_of_a_person(number):
    found = pack.check_tax_id(number)
    assert (found.value, found.is_company, found.is_vat_number) == (number, False, False)


@pytest.mark.parametrize("number", ["DE136695976", "HU12892312"])
def test_vat_number_elsewhere_in_the_eu(number):
    assert pack.check_tax_id(number).is_vat_number


@pytest.mark.parametrize(
    "text",
    [
        "185472901", "", "RO", "12345678901", "abc", "RO14399841", "DE136695977",
        "2701316065277", "2701135065277", "2701116555277", "2701116065271",
    ],
)  # fmt: skip
def test_wrong_numbers_are_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        pack.check_tax_id(text)


def test_cash_from_one_payer_in_a_day():
    assert (pack.cash_limit(to_company=True), pack.cash_limit(to_company=False)) == (Decimal(5000), Decimal(10000))


def test_supporting_documents_have_no_gaps():
    strict = {rule.kind for rule in pack.series() if rule.is_strict}
    assert strict == {"invoice", "cash_receipt", "goods_receipt", "issue", "return", "z_report", "cash_slip"}


def test_every_series_names_branch_and_year_and_fits_its_column():
    for rule in pack.series():
        prefix = rule.prefix.format(branch="BUCUREST ", year="26")
        assert prefix.endswith("26-")
        assert len(prefix) <= 20


def test_papers_speak_three_languages_and_fall_back_to_romanian():
    for texts in (*TITLES.values(), *LEGAL.values()):
        assert set(texts) == {"ro", "en", "ru"}
    assert pack.paper_title(kind="invoice", language="hu") == "Factură"
    assert pack.paper_title(kind="goods_receipt", language="ro") == "Notă de recepție și constatare de diferențe"
    assert "319" in pack.legal_texts(kind="invoice", language="hu")[0]
    assert pack.legal_texts(kind="nothing", language="ro") == ()
