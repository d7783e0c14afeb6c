"""The sentences of the program, read from its sources, and the catalogues that translate them.

    python -m mendery_launch.strings          bring locale/{ro,ru}/LC_MESSAGES/django.po up to date; new sentences come in empty
    python -m mendery_launch.strings check    say what is missing, and change nothing

Runs inside the virtual environment, since it uses Babel and Django.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from mendery_launch.places import CHECKOUT

SOURCE = CHECKOUT / "src"
LOCALE = SOURCE / "mendery" / "locale"
LANGUAGES = {
    "ro": "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100>0 && n%100<20)) ? 1 : 2);",
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 "
    ": n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")

Key = tuple[str, str, str]  # context, sentence, plural


def extract() -> dict[Key, set[str]]:
    """Every translatable sentence with the files that say it."""
    found: dict[Key, set[str]] = defaultdict(set)
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE)
        if "tests" in name.parts or "migrations" in name.parts or name.parts[0] == "mendery_launch":
            continue
        if path.suffix in (".py", ".html", ".txt") and path.is_file():
            for key in _sentences(path):
                found[key].add(str(name))
    return dict(found)


def _sentences(path: Path) -> Iterator[Key]:
    from babel.messages.extract import extract as read

    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "{%" not in source:
            return
        source = _as_python(source)
    for _line, message, _comments, context in read("python", BytesIO(source.encode()), keywords=KEYWORDS):
        single, plural = (message if isinstance(message, tuple) else (message, ""))[:2]
        if single:
            yield context or "", single, plural or ""


def _as_python(source: str) -> str:
    """The calls of a template as lines that Babel's reader of Python understands."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
        django.setup()
    return "\n".join(line.strip() for line in templatize(source).splitlines())


def catalogue_of(language: str) -> Any:
    """The catalogue of a language as it is on disk, or an empty one."""
    from babel.messages.pofile import read_po

    path = path_of(language)
    text = path.read_bytes() if path.exists() else _header(language).encode()
    return read_po(BytesIO(text), locale=language, domain="django")


def path_of(language: str) -> Path:
    """Where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _header(language: str) -> str:
    lines = ["Project-Id-Version: Mendery", f"Language: {language}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
             "Content-Transfer-Encoding: 8bit", f"Plural-Forms: {LANGUAGES[language]}"]  # fmt: skip
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def update(language: str, found: dict[Key, set[str]]) -> int:
    """Write the catalogue with the sentences of the sources: translations are kept, vanished ones go, new ones come in empty."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    known, fresh = catalogue_of(language), Catalog(locale=language, domain="django", header_comment="")
    # Babel would count the plural forms of the language by its own tables: three in Russian, where Django has four.
    fresh.mime_headers = [("Plural-Forms", LANGUAGES[language])]
    empty = 0
    for (context, single, plural), files in sorted(found.items()):
        old = known.get(single, context or None)
        kept = old.string if old is not None and bool(plural) == isinstance(old.string, tuple) and not old.fuzzy else ""
        if plural and not isinstance(kept, tuple):
            kept = ("",) * known.num_plurals
        empty += not all(kept if isinstance(kept, tuple) else [kept])
        fresh.add(
            (single, plural) if plural else single, string=kept, locations=[(file, 1) for file in sorted(files)], context=context or None
        )
    out = BytesIO()
    write_po(out, fresh, width=120, sort_output=True, include_lineno=False, omit_header=True)
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_header(language) + out.getvalue().decode().lstrip(), encoding="utf-8")
    return empty


def findings(language: str, found: dict[Key, set[str]]) -> list[str]:
    """What is wrong with the catalogue of a language: missing, empty, doubtful, vanished, or with other places for values."""
    known, wrong = catalogue_of(language), []
    for (context, single, plural), files in sorted(found.items()):
        message = known.get(single, context or None)
        strings = (message.string if isinstance(message.string, tuple) else (message.string,)) if message is not None else ()
        if not strings or not all(strings) or (plural and len(strings) != known.num_plurals):
            wrong.append(f"{language}: not translated: {single!r} ({', '.join(sorted(files))})")
        elif message.fuzzy:
            wrong.append(f"{language}: doubtful: {single!r}")
        elif any(_places(one) - _places(single) - _places(plural) or _needed(single, plural) - _places(one) for one in strings):
            wrong.append(f"{language}: other places for values: {single!r}")
    wanted = {(context, single) for context, single, _ in found}
    wrong += [f"{language}: vanished: {one.id!r}" for one in known if one.id and (one.context or "", _single(one.id)) not in wanted]
    return wrong


def _single(key: Any) -> str:
    return key[0] if isinstance(key, tuple) else key


def _places(text: str) -> set[str]:
    return {left or right for left, right in PLACES.findall(text)}


def _needed(single: str, plural: str) -> set[str]:
    """Values that each form must name; a singular may leave the number out, so may its translation."""
    return _places(single) & _places(plural) if plural else _places(single)


def main(arguments: list[str]) -> int:
    """Update, or check."""
    found = extract()
    if arguments[:1] == ["check"]:
        wrong = [line for language in LANGUAGES for line in findings(language, found)]
        print("\n".join(wrong) if wrong else f"{len(found)} sentences are translated")
        return int(bool(wrong))
    for language in LANGUAGES:
        print(f"{language}: {len(found)} sentences, {update(language, found)} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
