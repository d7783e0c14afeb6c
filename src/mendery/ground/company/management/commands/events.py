"""``./mendery events``: who tells what, who asks, who listens and may refuse; ``--markdown`` for the documentation."""

import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser

from mendery.ground.events import listeners


def told() -> Iterator[tuple[str, type[Any]]]:
    """Every fact and question, by app in the order of the floors."""
    for config in apps.get_app_configs():
        if config.name.startswith("mendery") and find_spec(f"{config.name}.events"):
            module = import_module(f"{config.name}.events")
            for value in vars(module).values():
                if is_dataclass(value) and isinstance(value, type) and value.__module__ == module.__name__:
                    yield config.label, value


class Command(BaseCommand):
    help = "Show who tells, who listens and who may refuse."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--markdown", action="store_true", help="as a page of the documentation")

    def handle(self, *args: Any, **options: Any) -> None:
        heard = listeners()
        if options["markdown"]:
            self.stdout.write(
                "# Facts and questions\n\nMade by `./mendery events --markdown`. Facts are told upwards, in the same transaction;"
            )
            self.stdout.write("a question (`Before…`) may be answered with a refusal, and all refusals are shown together.\n")
        app = ""
        for label, kind in told():
            if label != app:
                app = label
                self.stdout.write(f"\n## {label}\n" if options["markdown"] else label)
            self._one(kind, [f"{h.__module__.removeprefix('mendery.')}.{h.__name__}" for h in heard.get(kind, [])], options["markdown"])

    def _one(self, kind: type[Any], hearers: list[str], as_page: bool) -> None:  # noqa: FBT001 -- private
        sentence = " ".join((inspect.getdoc(kind) or "").split())
        values = ", ".join(field.name for field in fields(kind))
        if as_page:
            self.stdout.write(f"- **{kind.__name__}** ({values}): {sentence}")
            self.stdout.write(f"  Heard by: {', '.join(f'`{one}`' for one in hearers) or 'nobody yet'}.")
        else:
            self.stdout.write(f"  {kind.__name__}({values})\n    {sentence}\n    heard by {', '.join(hearers) or 'nobody yet'}")
