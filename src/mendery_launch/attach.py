"""Attach to the embedded database of a data folder, starting it if nobody has."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from mendery_launch import roles
from mendery_launch.locks import Lock, exclusive, wait_for
from mendery_launch.places import CHECKOUT, Home
from mendery_launch.trouble import Trouble

STARTING = 150
STOPPING = 60


class Attached:
    """A share in the running database. It stays up at least as long as this share."""

    def __init__(self, home: Home, options: dict[str, Any]) -> None:
        self.home, self.options = home, options
        self.facts: dict[str, Any] = {}

    def ensure(self) -> None:
        """Start the keeper if there is none, and wait until the database answers."""
        with exclusive(self.home.run / "start.lock", seconds=STARTING):
            if not _keeper_lives(self.home):
                (self.home.run / "database.json").unlink(missing_ok=True)
                _spawn_keeper(self.home, self.options)
            self.facts = _wait_ready(self.home)

    def keeper_lives(self) -> bool:
        """Whether somebody still looks after the database; if not, `ensure` starts anew."""
        return _keeper_lives(self.home)

    def urls(self) -> dict[str, str]:
        """The addresses for the two logins."""
        place = f"@:{self.facts['port']}/{roles.DATABASE}?host={quote(self.facts['sockets'], safe='/')}"
        return {"MENDERY_APP_URL": f"postgresql://{roles.APP}{place}", "MENDERY_OWNER_URL": f"postgresql://{roles.OWNER}{place}"}


@contextmanager
def attached(home: Home, **options: Any) -> Iterator[Attached]:
    """Hold a share in the embedded database; the last one to leave waits until it is stopped."""
    users = Lock(home.run / "users.lock")
    wait_for(users, shared=True, seconds=STOPPING)
    try:
        share = Attached(home, options)
        share.ensure()
        yield share
    finally:
        users.release()
        _wait_stopped(home)


def in_use(home: Home) -> bool:
    """Whether anybody uses the database of this data folder now."""
    return home.run.exists() and _keeper_lives(home)


def _keeper_lives(home: Home) -> bool:
    lock = Lock(home.run / "keeper.lock")
    try:
        return not lock.try_exclusive()
    finally:
        lock.release()


def _spawn_keeper(home: Home, options: dict[str, Any]) -> None:
    with (home.run / "keeper.log").open("ab") as log:
        subprocess.Popen(
            [sys.executable, "-m", "mendery_launch.keeper", str(home.root), json.dumps(options)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src")},
        )


def _wait_ready(home: Home) -> dict[str, Any]:
    deadline, seen = time.monotonic() + STARTING, False
    while time.monotonic() < deadline:
        state = _state(home)
        if state.get("state") == "ready":
            return state
        if state.get("state") == "failed":
            raise Trouble(str(state["message"]))
        alive = _keeper_lives(home)
        if seen and not alive and not _state(home):
            break
        seen = seen or alive
        time.sleep(0.03)
    raise Trouble("The database did not start.", f"Its logs are {home.pg / 'server.log'} and {home.run / 'keeper.log'}.")


def _state(home: Home) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((home.run / "database.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found


def _wait_stopped(home: Home) -> None:
    """Wait for the end of the database if we were the last; return at once if others use it."""
    asked, deadline = time.monotonic(), time.monotonic() + STOPPING
    while _keeper_lives(home) and time.monotonic() < deadline:
        if _state(home).get("state") == "ready" and time.monotonic() - asked > 0.4:
            return
        time.sleep(0.03)
