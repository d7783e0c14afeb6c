"""Translations: every `.po` compiled to `.mo`. Runs inside the virtual environment, since it uses Babel."""

import os
import subprocess
from pathlib import Path

from mendery_launch import packages, say
from mendery_launch.places import CHECKOUT
from mendery_launch.trouble import Trouble

PLURAL_FORMS = {"en": 2, "ro": 3, "ru": 4}


def compile_messages(root: Path = CHECKOUT / "src") -> int:
    """Compile what has changed; answer how many files. Refuses a catalogue with a wrong number of plural forms."""
    compiled = 0
    for source in _sources(root):
        if not _stale(source):
            continue
        _compile(source, source.with_suffix(".mo"))
        compiled += 1
    return compiled


def ensure() -> None:
    """Compile in the virtual environment, if anything has changed."""
    if not any(_stale(source) for source in _sources(CHECKOUT / "src")):
        return
    with say.step("translations") as step:
        answer = subprocess.run(
            [packages.PYTHON, "-m", "mendery_launch.messages"],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src")},
        )
        if answer.returncode:
            raise Trouble(f"The translations could not be compiled: {answer.stderr.strip().splitlines()[-1]}")
        step.note(answer.stdout.strip())


def _sources(root: Path) -> list[Path]:
    return sorted(root.rglob("locale/*/LC_MESSAGES/*.po"))


def _stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    language = source.parent.parent.name
    with source.open("rb") as text:
        catalogue = read_po(text, locale=language, domain=source.stem)
    expected = PLURAL_FORMS.get(language.split("_")[0])
    if expected and catalogue.num_plurals != expected:
        raise ValueError(f"{source}: {catalogue.num_plurals} plural forms, but {language} is written with {expected}.")
    draft = target.with_suffix(".mo.new")
    with draft.open("wb") as out:
        write_mo(out, catalogue)
    draft.replace(target)


if __name__ == "__main__":
    print(f"{compile_messages()} files compiled")
