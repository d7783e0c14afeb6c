"""The commands, as a table: name, one line of help, options, and the function that runs them."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from mendery_launch import backup, bench, check, django, serve, testing

Options = argparse.Namespace
Runs = Callable[[Options, list[str]], int]


def _nothing(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


@dataclass(frozen=True)
class Command:
    """One word after `./mendery`."""

    name: str
    help: str
    run: Runs
    add_options: Callable[[argparse.ArgumentParser], None] = _nothing
    takes_rest: bool = False
    passes_help: bool = False


def _serving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")


def _testing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", choices=["embedded", "debian"], default="embedded", help="which PostgreSQL runs the tests")
    parser.epilog = "Everything else goes to pytest; with a path or -k only those tests run, without the linters."


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--keys-apart", metavar="KEYS", help="keep the key files in this other file")


COMMANDS = [
    Command("demo", "Set everything up, load the demo businesses, serve, and print sign-in links.", serve.demo, _serving),
    Command("serve", "Set everything up and serve; an empty installation opens the set-up assistant.", serve.serve, _serving),
    Command("test", "Run every test, the browser tests included, then the linters.", testing.run, _testing, takes_rest=True),
    Command("check", "Format, lint, floors, types, templates and the fast tests.", check.run),
    Command("bench", "Measure the works of the benchmarks.", bench.run, takes_rest=True, passes_help=True),
    Command("backup", "Write database, files and keys into one file.", backup.backup, _file),
    Command("restore", "Read such a file into an empty installation.", backup.restore, _file),
    Command("token", "Make, list or revoke an API token of a user.", django.token, takes_rest=True, passes_help=True),
    Command("platform", "Work on businesses as the operator of this installation.", django.platform, takes_rest=True, passes_help=True),
    Command("events", "Show every fact and question, and who listens to it.", django.events),
    Command("manage", "Any management command of Django.", django.manage, takes_rest=True, passes_help=True),
]
