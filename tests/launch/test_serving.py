"""Serving: which login, which database, and what happens when something is killed."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from mendery_launch import packages
from mendery_launch.places import CHECKOUT
from tests.launch.shell import User, alive, clean_environment, kill, wait_until

Use = Callable[..., User]


def python(database: User, *arguments: str, **extra: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(packages.PYTHON), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env={**clean_environment(), **database.facts()["env"], "DJANGO_SETTINGS_MODULE": "mendery.config.settings", **extra},
    )


def test_it_refuses_to_serve_with_a_login_that_sees_every_business(use: Use, made: Path) -> None:
    user = use()
    given = user.facts()["env"]
    for url, reason in (
        (given["MENDERY_OWNER_URL"], "row-level security"),
        (given["MENDERY_APP_URL"].replace("mendery_app", "mendery_bootstrap"), "superuser"),
    ):
        answer = python(user, "-c", "import mendery.config.asgi", MENDERY_APP_URL=url)
        assert answer.returncode == 2
        assert reason in answer.stderr
        assert len(answer.stderr.strip().splitlines()) == 1


def test_a_database_of_a_newer_version_is_refused_with_a_way_out(use: Use, made: Path) -> None:
    user = use()
    user.sql("CREATE TABLE django_migrations (id bigint PRIMARY KEY, app text, name text, applied timestamptz)")
    user.sql("INSERT INTO django_migrations VALUES (1, 'tenancy', '0999_from_the_future', now())")
    answer = python(user, "-m", "mendery.config.prepare", MENDERY_AS="owner")
    assert answer.returncode == 2
    assert "newer version of Mendery (tenancy 0999_from_the_future)" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


@pytest.mark.slow
def test_serving_survives_kills_and_stops_in_good_order(made: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = made.parent / "said.txt"
    with said.open("w") as out:
        supervisor = subprocess.Popen(
            [sys.executable, str(CHECKOUT / "mendery"), "serve", "--port", str(port)],
            stdout=out,
            stderr=out,
            env={**clean_environment(), "MENDERY_HOME": str(made)},
        )
    try:
        wait_until(lambda: _answers(port) or supervisor.poll() is not None, seconds=100, why=said.read_text)
        assert supervisor.poll() is None, said.read_text()
        web = _child(supervisor.pid)
        kill(web)
        wait_until(lambda: _answers(port))
        assert _child(supervisor.pid) != web
        database = int(re.search(r'"pid": (\d+)', (made / "run" / "database.json").read_text())[1])
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(15) == 0
        assert not alive(database)
        assert not _answers(port)
    finally:
        supervisor.kill()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def _child(supervisor: int) -> int:
    """The web server: the supervisor's living child that runs uvicorn."""
    found = [
        int(folder.name)
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit()
        and alive(int(folder.name))
        and _parent(folder) == supervisor
        and b"uvicorn" in (folder / "cmdline").read_bytes()
    ]
    assert found, f"no web server below {supervisor}, seen by {os.getpid()}"
    return found[0]


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
