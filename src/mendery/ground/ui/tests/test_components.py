"""Each part gives the HTML that the stylesheet knows, escapes what people typed, and names itself to screen readers."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from mendery.ground.ui import components, formats, icons, vocabulary


@pytest.fixture(autouse=True)
def _romania():
    with translation.override("en"), formats.override("RO", "RON"):
        yield


def test_an_icon_is_drawn_from_the_sprite_and_hidden_from_readers():
    assert components.icon("check", "i-s") == ('<svg class="i i-s" aria-hidden="true"><use href="/static/built/icons.svg#check"/></svg>')


def test_an_unknown_icon_is_a_dashed_circle():
    assert "#circle-dashed" in components.icon("no-such-thing")


def test_every_icon_of_the_vocabulary_is_in_the_sprite():
    used = {word.icon for words in vocabulary.SETS.values() for word in words.values()}
    assert used - icons.names() == set()


def test_every_tone_of_the_vocabulary_has_a_colour():
    used = {word.tone for words in vocabulary.SETS.values() for word in words.values()}
    assert used - set(vocabulary.TONES) == set()


def test_a_chip_escapes_what_people_typed():
    assert "<script>" not in components.chip("red", "<script>alert(1)</script>", "x")
    assert "&lt;script&gt;" in components.chip("red", "<script>")


def test_a_stage_is_a_code_or_the_row_of_the_business():
    own = SimpleNamespace(tone="cyan", icon="road", label="Road test")
    assert ">Ready</span>" in components.stage("ready")
    assert 'data-t="cyan"' in components.stage(own)
    assert "Road test" in components.stage({"tone": "cyan", "icon": "road", "label": "Road test"})


def test_a_state_speaks_the_language_of_the_reader():
    english = components.state("approval", "approved")
    with translation.override("ro"):
        romanian = components.state("approval", "approved")
    assert "Approved" in english
    assert components.state("approval", "approved") == english
    assert 'data-t="green"' in romanian


def test_a_state_takes_a_number_for_its_word():
    assert ">0432</span>" in components.state("fiscal", "printed", "0432")


def test_the_stock_of_a_line_carries_its_detail():
    assert "A-03-2" in components.stock("reserved", "A-03-2")
    assert components.stock("", "1,2 h done") == '<span class="t3 sm">1,2 h done</span>'


@pytest.mark.parametrize(
    ("number", "country", "shown"),
    [
        ("BV23FLT", "RO", "BV 23 FLT"),
        ("B214KLN", "RO", "B 214 KLN"),
        ("А123ВС77", "RU", "А 123 ВС 77"),
        ("ABC123", "MD", "ABC 123"),
        ("M-AB 1234", "DE", "M-AB 1234"),
    ],
)
def test_a_plate_is_shown_with_its_spaces(number, country, shown):
    assert shown in components.plate(number, country).replace("\u00a0", " ")


def test_a_plate_of_no_country_takes_the_business_one():
    assert 'data-c="RO"' in components.plate("BV23FLT")
    assert components.plate("") == components.DASH


def test_a_person_is_initials_with_the_whole_name():
    html = components.avatar("Ioana Marin")
    assert ">IM</span>" in html
    assert 'aria-label="Ioana Marin"' in html
    assert components.initials("Ana") == "A"
    assert components.avatars([]) == components.DASH


def test_a_bar_never_leaves_its_frame():
    assert 'width="100%"' in components.bar(Decimal(113), "red", "Lift 2")
    assert 'width="0%"' in components.bar(Decimal(-3))
    assert 'aria-label="64 %"' in components.bar(64).replace("\u00a0", " ")


def test_pieces_fill_the_bar():
    html = components.pieces([components.Part("green", 1), components.Part("red", 3)], "1 of 4")
    assert 'x="25.00%" width="75.00%"' in html
    assert components.pieces([], "none").count("<rect") == 0


def test_a_spark_draws_every_value_and_survives_nothing():
    assert components.spark([1, 2, 3], "three").count("<rect") == 3
    assert components.spark([], "nothing").count("<rect") == 0


def test_tabs_are_links_and_one_is_open():
    html = components.tabs([components.Tab("Work", "/w", key="w"), components.Tab("Papers", "/p", 5)], "w", "Order")
    assert html.count('aria-selected="true"') == 1
    assert '<a href="/p" role="tab" aria-selected="false">Papers <span class="cnt">5</span></a>' in html


def test_the_stepper_marks_the_present_stage():
    html = components.stepper([components.Step("Booked", "done"), components.Step("In work", "now", "tool"), components.Step("Ready")])
    assert html.count('aria-current="step"') == 1
    assert html.index("dn") < html.index("at")


def test_the_strip_of_steps_has_as_many_columns():
    assert 'class="nsteps n2"' in components.steps_strip([components.Step("Import", "done"), components.Step("Match", "now")])


def test_a_cell_rests_edits_and_refuses():
    rest = components.cell_edit("/line/1/price", "342,00", "Price")
    edit = components.cell_input("/line/1/price", "price", "342.00", "Price")
    refused = components.cell_input("/line/1/price", "price", "190", "Price", error="Below the lowest allowed, 201,60")
    assert 'hx-get="/line/1/price"' in rest
    assert 'aria-label="Price: 342,00"' in rest
    assert "aria-invalid" not in edit
    assert 'aria-invalid="true"' in refused
    assert "Below the lowest allowed" in refused


def test_every_form_has_a_key_of_its_own():
    assert components.form_key() != components.form_key()


def test_a_count_stops_at_its_cap():
    assert components.count(24) == "24"
    assert components.count(10_001) == "10.000+"


def test_a_tile_without_an_address_is_no_link():
    assert components.tile("grey", "box", "Free", 3).startswith("<div")
    assert components.tile("red", "alarm", "Late", 1, url="/late", hot=True).startswith('<a class="tile hot"')
