"""Management commands, run with the right login on the right database."""

import argparse
import os
import subprocess
from collections.abc import Mapping, Sequence

from mendery_launch import messages, packages
from mendery_launch.env import running_database
from mendery_launch.places import CHECKOUT

SETTINGS = "mendery.config.settings"
OWNER_COMMANDS = {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "dbshell", "flush", "platform", "demo", "token"}


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """What a child process of Mendery sees: our environment, the database, the settings, the sources."""
    return {**os.environ, **extra, "DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONPATH": str(CHECKOUT / "src"), "PYTHONUNBUFFERED": "1"}


def run_python(arguments: Sequence[str], extra: Mapping[str, str]) -> int:
    """Run the environment's Python until its end; Ctrl-C reaches it too, and if we must go, it goes first."""
    child = subprocess.Popen([str(packages.PYTHON), *arguments], env=environment(extra))
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        raise


def command(arguments: Sequence[str], extra: Mapping[str, str]) -> int:
    """Run one management command, as the owner where its work needs the owner."""
    login = {"MENDERY_AS": "owner"} if arguments and arguments[0] in OWNER_COMMANDS else {}
    return run_python(["-m", "django", *arguments], {**login, **extra})


def manage(_options: argparse.Namespace, rest: list[str]) -> int:
    """`./mendery manage COMMAND …`."""
    packages.ensure()
    messages.ensure()
    with running_database() as database:
        return command(rest or ["help"], database)


def token(options: argparse.Namespace, rest: list[str]) -> int:
    """`./mendery token …`."""
    return manage(options, ["token", *rest])


def platform(options: argparse.Namespace, rest: list[str]) -> int:
    """`./mendery platform …`."""
    return manage(options, ["platform", *rest])


def events(_options: argparse.Namespace, _rest: list[str]) -> int:
    """`./mendery events`; it needs no database."""
    packages.ensure()
    return run_python(["-m", "mendery.config.show_events"], {})
