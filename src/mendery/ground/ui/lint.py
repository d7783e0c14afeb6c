"""What a template must not hold: words that no translator sees, and icons that nobody drew.

The rules of the content security policy are in the template lint of the launcher; the house tests run both over all templates.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from mendery.ground.ui import icons

COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
CLASSES = re.compile(r"{%\s*block\s+(?:body_class|main_class)\s*%}.*?{%\s*endblock\s*%}", re.S)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.S)
ICONS = re.compile(r"{%\s*icon\s+[\"']([^\"']+)[\"']")
PARTS_WITH_WORDS = re.compile(
    r"{%\s*(?:chip|flag|tile|note|empty|field|cell_edit|cell_input|include)\b[^%]*?[\"']([A-ZĂÂÎȘȚА-Я][a-zăâîșțа-я][^\"']*)[\"']"
)
SPOKEN = ("aria-label", "placeholder", "title", "alt", "value")
WORD = re.compile(r"[^\W\d_]{2,}")
# Names and keys that are the same in every language.
SAME = {
    "Mendery",
    "Enter",
    "Esc",
    "Tab",
    "Ctrl",
    "Alt",
    "Shift",
    "Aa",
    "VIN",
    "IMEI",
    "EAN",
    "CUI",
    "IBAN",
    "PIN",
    "TOTP",
    "QR",
    "PDF",
    "XML",
    "CSV",
    "km",
}
SILENT = {"script", "style", "svg", "kbd", "code", "title"}


class _Words(HTMLParser):
    """Collects what a person would read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT - {"title"}:
            self._silent += 1
        is_button = tag == "input" and dict(attrs).get("type") in {"submit", "button"}
        for name, text in attrs:
            if name in SPOKEN and (name != "value" or is_button):
                self._look(text or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT - {"title"}:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._look(data)

    def _look(self, text: str) -> None:
        if any(word not in SAME for word in WORD.findall(text)):
            self.found.append((self.getpos()[0], " ".join(text.split())))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "", match[0])


def untranslated(text: str) -> list[tuple[int, str]]:
    """The line and the words that are written into the template and not given to a translator."""
    bare = COMMENTS.sub(_blank, text)
    literals = [(bare.count("\n", 0, match.start()) + 1, match[1]) for match in PARTS_WITH_WORDS.finditer(bare)]
    words = _Words()
    words.feed(TAGS.sub(_blank, CLASSES.sub(_blank, TRANSLATED.sub(_blank, bare))))
    words.close()
    return sorted(words.found + literals)


def undrawn(text: str) -> list[str]:
    """Icons that are not in `icons.txt`."""
    return [name for name in ICONS.findall(text) if name not in icons.names()]


def findings(root: Path) -> list[str]:
    """Every break of these rules in the templates below a folder, as file, line and what to do."""
    found = []
    for path in sorted(root.rglob("templates/**/*.html")):
        text, place = path.read_text(encoding="utf-8"), path.relative_to(root)
        found += [f"{place}:{line}: not translated: {words}" for line, words in untranslated(text)]
        found += [f"{place}: no such icon: {name}; add it to ground/ui/icons.txt" for name in undrawn(text)]
    return found
