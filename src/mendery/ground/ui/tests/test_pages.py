"""The kit renders whole, the skeletons stand without a business, answers to htmx say what they should."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from mendery.ground.ui import kit, lint, replies, theme, views, vocabulary
from mendery.ground.ui.templatetags.ui import register

HERE = Path(__file__).parents[1]
NOT_IN_THE_KIT = {"slot", "words", "toasts", "form_key", "number"}


@pytest.fixture
def request_():
    request = RequestFactory().get("/kit")
    request.session = {}
    return request


@pytest.mark.parametrize("language", ["en", "ro", "ru"])
def test_the_kit_renders_in_every_language(request_, language):
    with translation.override(language):
        page = views.kit(request_).content.decode()
    assert page.count("<section") >= 8
    assert "{%" not in page


def test_the_kit_shows_every_state(request_):
    with translation.override("en"):
        page = views.kit(request_).content.decode()
    missing = [str(word.label) for words in vocabulary.SETS.values() for word in words.values() if str(word.label) not in page]
    assert missing == []


def test_the_kit_uses_every_tag():
    sources = "".join(path.read_text() for path in (HERE / "templates/ui").rglob("*.html"))
    unused = [name for name in register.tags if f"{{% {name} " not in sources and f"{{% {name} %" not in sources]
    assert set(unused) <= NOT_IN_THE_KIT


@pytest.mark.parametrize("name", ["403", "404", "500"])
def test_a_page_for_what_could_not_be_answered_needs_nothing(name):
    page = render_to_string(f"ui/{name}.html")
    assert "<h1>" in page
    assert "built/app.css" in page


def test_a_refusal_says_what_happened_and_what_to_do(request_):
    refusal = SimpleNamespace(message="Receipt 0431 did not print.", next_step="Check the paper.")
    response = replies.refused(request_, refusal)
    assert response.status_code == 422
    assert 'hx-target="#notes"' in response.content.decode()
    assert "Check the paper." in response.content.decode()
    assert "Check the paper." in render_to_string("ui/_refused.html", {"refusal": refusal})
    assert "Receipt 0431" in render_to_string("ui/refused.html", {"refusal": refusal}, request_)


def test_a_toast_travels_in_the_header_or_waits_for_the_next_page(request_):
    response = replies.close_dialog(replies.toast(HttpResponse(), "Line deleted", "/undo"))
    assert json.loads(response["HX-Trigger"]) == {"toast": {"text": "Line deleted", "undo": "/undo"}, "dialog:close": True}
    replies.flash(request_, "Saved", "/undo")
    assert "Saved" in render_to_string("ui/_toast.html", {"request": request_})
    assert render_to_string("ui/_toast.html", {"request": request_}).strip() == ""


def test_a_fragment_is_for_htmx_only(request_):
    piece = RequestFactory().get("/", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    context = {"errors": [SimpleNamespace(message="No", next_step=None)]}
    assert replies.page(piece, "ui/404.html", "ui/_errors.html", context).content.startswith(b"<div")
    whole = replies.page(request_, "ui/404.html", "ui/_errors.html", context)
    assert b"<h1>" in whole.content
    assert "HX-Request" in whole["Vary"]


def test_leading_elsewhere_works_for_htmx_and_for_forms(request_):
    assert replies.go(request_, "/next").status_code == 303
    assert replies.go(RequestFactory().post("/", headers={"HX-Request": "true"}), "/next")["HX-Redirect"] == "/next"


def test_a_colour_is_kept_and_told(monkeypatch):
    told = []
    monkeypatch.setattr(theme, "_keepers", [])
    theme.keep_with(lambda request, choice: told.append(choice))
    response = views.choose_theme(RequestFactory().post("/me/theme", {"theme": "dark"}))
    assert response.cookies["theme"].value == "dark"
    assert told == ["dark"]
    assert views.choose_theme(RequestFactory().post("/me/theme", {"theme": "pink"})).status_code == 400
    assert theme.chosen(RequestFactory().get("/"), "light") == "light"


def test_templates_hold_no_words_that_no_translator_sees():
    assert lint.findings(HERE) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Saved</p>", ["Saved"]),
        ('<p>{% translate "Saved" %}: {{ n }} · 3</p>', []),
        ('<button aria-label="Close"></button>', ["Close"]),
        ('<button aria-label="{% translate "Close" %}"></button>', []),
        ("{% blocktranslate %}Paid by {{ who }}{% endblocktranslate %}", []),
        ('{% tile "red" "alarm" "Late" 3 %}', ["Late"]),
        ('{% plate "BV23FLT" %}{% kbd "Alt S" %}<kbd>Enter</kbd>', []),
        ("{# Saved #}<svg><title>x y</title></svg>", []),
    ],
)
def test_the_lint_sees_untranslated_words(template, found):
    assert [words for _, words in lint.untranslated(template)] == found


def test_the_lint_sees_icons_that_nobody_drew():
    assert lint.undrawn('{% icon "check" %}{% icon "unicorn" "i-s" %}') == ["unicorn"]


def test_the_samples_of_the_kit_are_complete():
    assert kit.context()["wrong"].errors
