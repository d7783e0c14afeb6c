"""Between a running database and the first page, as the owner: `python -m mendery.config.prepare [--demo ADDRESS FILE]`."""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from mendery.config.startup import refuse_newer_database
from mendery_launch import say


def main(arguments: list[str]) -> None:
    """Bring the schema to this version, gather static files, load the demo and write its sign-in links."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mendery.config.settings")
    django.setup()
    pending = refuse_newer_database()
    if pending:
        with say.step("schema") as step:
            call_command("migrate", verbosity=0, interactive=False)
            step.note(f"{pending} changes")
    _collect_static()
    if arguments[:1] == ["--demo"]:
        call_command("demo", "load")
        with Path(arguments[2]).open("w", encoding="utf-8") as links:
            call_command("demo", "links", "--base", arguments[1], stdout=links)


def _collect_static() -> None:
    """Give every static file its hashed name and compressed twins, when any of them has changed."""
    root: Path = settings.STATIC_ROOT
    marker, mark = root / ".mendery-lock", _sources()
    if marker.exists() and marker.read_text() == mark:
        return
    with say.step("static files"):
        # `ui` holds the sources of the built assets.
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=["ui"])
        marker.write_text(mark)


def _sources() -> str:
    """What static files are made from: the built assets, and the packages that bring their own."""
    total = hashlib.sha256(django.__version__.encode())
    for path in (settings.CHECKOUT / "requirements.lock", settings.BUILT_ASSETS.parent / ".mendery-lock"):
        total.update(path.read_bytes() if path.exists() else b"")
    total.update(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    return total.hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
