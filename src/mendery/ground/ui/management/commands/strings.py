"""``./mendery manage strings [check]``: bring the catalogues of translations up to date with the sources, or say what is missing."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mendery_launch import strings


class Command(BaseCommand):
    help = "Update the translation catalogues from the sources; new sentences come in empty."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=["check"], help="only say what is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        if strings.main([options["what"]] if options["what"] else []):
            sys.exit(1)
