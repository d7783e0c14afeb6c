"""``demo_links --base http://127.0.0.1:8000/``: a sign-in link for each role of each demo business."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mendery.ground.people import demo
from mendery.ground.people.permissions import ROLE_NAMES


class Command(BaseCommand):
    help = "Print sign-in links of the demo businesses; they work on this machine only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base", default="http://127.0.0.1:8000/")

    def handle(self, *args: Any, **options: Any) -> None:
        business = ""
        for link in demo.links(options["base"]):
            if link.business != business:
                business = link.business
                self.stdout.write(business)
            role = str(ROLE_NAMES.get(link.role, link.role))
            self.stdout.write(f"  {role:<14} {link.name:<22} {link.url}")
