"""What is printed: the text of each kind, languages, what is hidden, long papers."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from mendery.ground.documents.papers import labels, render
from mendery.ground.documents.papers.kinds import KINDS
from mendery.ground.documents.tests.samples import JOBS, ORDER, OWN, PHONE, VAN, line, sample
from mendery.ground.people.actor import Actor

GOLDEN = Path(__file__).with_name("golden")
NOBODY = Actor(person_id=None, name="Bogdan Rusu", rights=frozenset({"papers.see"}))


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def text_of(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def picture_of(pdf: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=5).to_pil().convert("L")


@pytest.mark.parametrize("kind", sorted(OWN))
def test_each_kind_says_what_its_golden_text_says(kind):
    written = text_of(render.pdf_of(sample(kind, language="en"))).strip() + "\n"
    assert written == (GOLDEN / f"{kind}.txt").read_text(encoding="utf-8")


def test_every_kind_of_paper_has_a_sample():
    assert set(OWN) == set(KINDS)


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_letters_of_both_alphabets_survive(language):
    data = sample("work_order", language=language, title="Заказ-наряд №", legal=["Ă Â Î Ș Ț ă â î ș ț — Съешь ещё этих мягких булок"])
    text = text_of(render.pdf_of(data)).replace("\n", " ")
    assert "Ă Â Î Ș Ț ă â î ș ț" in text
    assert "Съешь ещё этих мягких булок" in text
    assert "Înlocuit discuri și plăcuțe față" in text
    assert "Заказ-наряд №" in text


def test_the_same_paper_gives_the_same_bytes():
    assert render.pdf_of(sample("invoice")) == render.pdf_of(sample("invoice"))


def test_archived_kinds_are_pdf_a_3():
    assert b"<pdfaid:part>3</pdfaid:part>" in render.pdf_of(sample("invoice"))
    assert b"pdfaid:part" not in render.pdf_of(sample("estimate"))


def test_what_people_wrote_is_never_read_as_markup():
    nasty = '#import "kit.typ": * $x^2$ *bold* #panic("x") <label> @ref \\ `code` = title'
    text = text_of(render.pdf_of(sample("work_order", order={**ORDER, "complaint": nasty}))).replace("\n", " ")
    assert '#panic("x")' in text
    assert "$x^2$" in text


def test_a_reprint_says_that_it_is_a_copy():
    data = sample("invoice", language="en")
    assert "COPY" in text_of(render.pdf_of(data, is_copy=True))
    assert "COPY" not in text_of(render.pdf_of(data, is_copy=False))


def test_a_mechanic_prints_a_work_order_without_prices():
    text = text_of(render.pdf_of(sample("work_order", language="en"), by=NOBODY))
    assert "Disc frână față, 308 mm" in text
    for price in ("342,00", "1.297,00", "3.175,04", "551,04", "Price"):
        assert price not in text


@pytest.mark.parametrize("kind", ["issue", "return", "goods_receipt"])
def test_costs_are_blank_without_the_right(kind):
    seen, hidden = text_of(render.pdf_of(sample(kind))), text_of(render.pdf_of(sample(kind), by=NOBODY))
    assert "462,81" in seen
    assert "231,405" in seen
    for cost in ("462,81", "231,405", "650,31", "786,88"):
        assert cost not in hidden
    assert "Disc frână față, 308 mm" in hidden.replace("\n", " ")


def test_what_is_owed_is_not_printed_for_whom_prices_are_hidden():
    assert "250,00" in text_of(render.pdf_of(sample("handover")))
    assert "250,00" not in text_of(render.pdf_of(sample("handover"), by=NOBODY))


def test_an_invoice_in_russia_follows_its_country():
    data = sample(
        "invoice", language="ru", country="RU", currency="RUB", title="Счёт",
        totals={"net": "20000.00", "vat": "4400.00", "gross": "24400.00"}, vat_rows=[{"category": "standard", "rate": "22", "base": "20000.00", "vat": "4400.00"}],
        unit={**VAN, "plate": "А123ВС178"},
    )  # fmt: skip
    text = text_of(render.pdf_of(data)).replace("\xa0", " ")
    assert "24 400,00 ₽" in text
    assert "А 123 ВС 178" in text
    assert "Двадцать четыре тысячи четыреста рублей" in text


def test_several_vat_rates_are_each_named_with_their_base():
    rows = [
        {"category": "standard", "rate": "21", "base": "100.00", "vat": "21.00"},
        {"category": "reduced", "rate": "11", "base": "50.00", "vat": "5.50"},
    ]
    text = text_of(render.pdf_of(sample("invoice", language="en", vat_rows=rows))).replace("\xa0", " ")
    assert "VAT 21 % on 100,00" in text
    assert "VAT 11 % on 50,00" in text


def test_a_long_paper_repeats_its_head_and_keeps_the_totals_with_lines():
    lines = [
        line(
            n,
            f"AB-{n:03d}",
            "Filtru ulei cu un nume destul de lung încât să ocupe două rânduri pe hârtie",
            "1.000",
            "H87",
            "10.00",
            "10.00",
        )
        for n in range(1, 75)
    ]
    pages = pages_of(render.pdf_of(sample("estimate", language="en", groups=[{**JOBS[0], "lines": lines}])))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "Description" in page
        assert f"Page {number} of {len(pages)}" in page
    assert "AB-073" in pages[-1]
    assert "AB-074" in pages[-1]
    assert "3.175,04" in pages[-1]


def test_the_code_of_a_paper_is_the_number_of_the_repair():
    codes = [found.text for found in zxingcpp.read_barcodes(picture_of(render.pdf_of(sample("work_order"))))]
    assert codes == ["M:26-04821"]


def test_a_label_carries_plate_and_both_codes():
    label = labels.unit_label(sample("work_order", unit={**VAN, "make": "Ford", "model": "Transit"}, extra={"place": "L1"}))
    pdf = render.draw("label_unit", {"date": "2000-01-01", "labels": [label, label]})[0]
    codes = {(found.format.name, found.text) for found in zxingcpp.read_barcodes(picture_of(pdf))}
    assert codes == {("Code128", "26-04821"), ("QRCode", "M:26-04821")}
    assert "BV 23 FLT" in text_of(pdf).replace("\xa0", " ")
    assert len(pages_of(pdf)) == 2
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx((62 / 25.4 * 72, 40 / 25.4 * 72), abs=0.1)


def test_a_label_of_a_device_with_a_cyrillic_number_falls_back_to_squares():
    label = labels.unit_label(sample("work_order", language="ru", unit=PHONE, order={**ORDER, "number": "СПБ 26-1"}))
    pdf = render.draw("label_unit", {"date": "2000-01-01", "labels": [label]})[0]
    assert [found.text for found in zxingcpp.read_barcodes(picture_of(pdf))] == ["M:СПБ 26-1"]
    assert "356729104482017" in text_of(pdf)


def test_labels_of_parts_and_seals():
    part = labels.item_label(
        {
            "text": "Plăcuțe frână față, set cu senzor de uzură, tip lung",
            "code": "GDB2108",
            "maker": "TRW",
            "bin": "A-03-2",
            "barcode": "3322937812345",
        }
    )
    seal = labels.seal_label(
        {
            "ends_on": "2027-05-19",
            "number": "26-04819",
            "seller": "Carpat Service",
            "phone": "+40268410200",
            "language": "en",
            "country": "RO",
        }
    )
    drawn = render.draw("label_item", {"date": "2000-01-01", "labels": [part]})[0]
    assert [found.text for found in zxingcpp.read_barcodes(picture_of(drawn))] == ["3322937812345"]
    assert "A-03-2" in text_of(drawn)
    drawn = render.draw("seal", {"date": "2000-01-01", "labels": [seal]})[0]
    assert [found.text for found in zxingcpp.read_barcodes(picture_of(drawn))] == ["M:W:26-04819"]
    assert "19.05.2027" in text_of(drawn)
