"""``demo load`` and ``demo links``: the demo businesses, and how to sign in to them."""

import sys
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from mendery.ground.people import demo
from mendery.ground.people.permissions import ROLE_NAMES
from mendery_demo import loading


class Command(BaseCommand):
    """Runs as the owner: history is written by COPY."""

    help = "Load the demo businesses, or print sign-in links for them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("load", "links"))
        parser.add_argument("--base", default="http://127.0.0.1:8000", help="address of the server, for links")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "load":
            self._load()
        else:
            self._links(options["base"].rstrip("/"))

    def _load(self) -> None:
        if not settings.AS_OWNER:
            raise CommandError("Loading the demo needs the owner's login. Run: ./mendery demo")
        self._line = ""
        loading.load(now=datetime.now(UTC), told=self._told)

    def _told(self, name: str, done: int, of: int) -> None:
        percent = done * 100 // of if of else 100
        if sys.stdout.isatty():
            self.stdout.write(f"\r  {name}: {percent} %   ", ending="\n" if done == of else "")
            self.stdout.flush()
        elif done == of:
            self.stdout.write(f"  {name}: loaded")

    def _links(self, base: str) -> None:
        business = ""
        for one in demo.links(base):
            if one.business != business:
                business = one.business
                self.stdout.write(f"\n{business}")
            with translation.override("en"):
                label = str(ROLE_NAMES.get(one.role, one.role))
            self.stdout.write(f"  {label:<14} {one.name:<18} {one.url}")
