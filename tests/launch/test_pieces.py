"""Translations, templates and assets: what the set-up makes from sources."""

import gettext
import json
from pathlib import Path

import pytest

from mendery_launch import assets, template_lint
from mendery_launch.messages import compile_messages
from mendery_launch.places import ASSETS

RUSSIAN = """msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);\\n"

msgid "%(n)s car"
msgid_plural "%(n)s cars"
msgstr[0] "%(n)s машина"
msgstr[1] "%(n)s машины"
msgstr[2] "%(n)s машин"
msgstr[3] "%(n)s машины"
"""


def test_russian_plurals_are_compiled_in_four_forms_and_only_once(tmp_path: Path) -> None:
    folder = tmp_path / "app" / "locale" / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(RUSSIAN, encoding="utf-8")
    assert compile_messages(tmp_path) == 1
    assert compile_messages(tmp_path) == 0
    with (folder / "django.mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert [words.ngettext("%(n)s car", "%(n)s cars", n) % {"n": n} for n in (1, 3, 5, 21)] == [
        "1 машина",
        "3 машины",
        "5 машин",
        "21 машина",
    ]


def test_a_wrong_number_of_plural_forms_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "ro" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n != 1;\\n"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="ro is written with 3"):
        compile_messages(tmp_path)


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<b onclick="go()">',
        '<b hx-on:click="go()">',
        '<img src="x.png">',
        '<link href="https://elsewhere.example/x.css">',
        "{{ text|safe }}",
    ],
)
def test_the_template_lint_finds(bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_lint, "CHECKOUT", tmp_path)
    page = tmp_path / "app" / "templates" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<p>\n{bad}\n")
    assert [found.split(": ")[0] for found in template_lint.findings(tmp_path)] == ["app/templates/page.html:2"]
    page.write_text('<p class="x">{# <style> #}<script type="module" src="{{ app }}"></script><img alt="" src="x.png">')
    assert template_lint.findings(tmp_path) == []


def test_a_first_load_is_small() -> None:
    """DESIGN section 18 allows 150 KB with the page itself, which the browser tests weigh."""
    assets.ensure()
    report = json.loads((ASSETS / "report.json").read_text())
    first = [
        name
        for name in report
        if name in ("app.css", "app.js", "icons.svg", "icon.svg", "fonts/inter-latin.woff2", "fonts/inter-latin-ext.woff2")
    ]
    assert len(first) == 6
    assert sum(report[name]["sent"] for name in first) < 135_000
