"""Programs that the launcher tests start: a user of the database, and the command line, each as any user."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mendery_launch.binaries import choose
from mendery_launch.places import CHECKOUT

HOLD = """
import json, sys
from pathlib import Path
from mendery_launch.env import running_database
from mendery_launch.places import Home
from mendery_launch.trouble import Trouble
try:
    with running_database(Home(Path(sys.argv[1])), **json.loads(sys.argv[2])) as database:
        print(json.dumps({"env": dict(database), **database.share.facts}), flush=True)
        sys.stdin.read()
except Trouble as trouble:
    print(json.dumps({"trouble": str(trouble)}), flush=True)
    sys.exit(2)
"""
PLAIN = "daemon"


def clean_environment() -> dict[str, str]:
    """Ours without what an outer `./mendery test` has put into it."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("MENDERY_", "DATABASE_URL", "PG", "DJANGO_"))} | {
        "PYTHONPATH": str(CHECKOUT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


class User:
    """A process that uses the database until it is closed or killed."""

    def __init__(self, home: Path, *, python: str = sys.executable, become: dict[str, object] | None = None, **options: object) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [python, "-c", HOLD, str(home), json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            env=clean_environment(),
            **(become or {}),
        )

    def facts(self) -> dict:
        """What it found: the database's facts, or the trouble."""
        if not hasattr(self, "_facts"):
            self._facts = json.loads(self.process.stdout.readline())
        return self._facts

    def current(self) -> dict:
        """The facts as of now, after restarts."""
        return json.loads((self.home / "run" / "database.json").read_text())

    def close(self) -> int:
        """Leave in good order."""
        self.process.stdin.close()
        return self.process.wait(60)

    def kill(self) -> None:
        """Die as by the out-of-memory killer."""
        self.process.kill()
        self.process.wait()

    def sql(self, text: str, *, role: str = "mendery_owner", database: str = "mendery") -> str:
        """Ask the database, with the client program of the newest PostgreSQL here."""
        answer = subprocess.run(
            [
                choose().program("psql"),
                "-X",
                "-A",
                "-t",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                self.facts()["sockets"],
                "-U",
                role,
                "-d",
                database,
                "-c",
                text,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise AssertionError(answer.stderr)
        return answer.stdout.strip()


def mendery(*arguments: str, **extra: str) -> subprocess.CompletedProcess:
    """Run `./mendery …` to its end."""
    return subprocess.run(
        [sys.executable, str(CHECKOUT / "mendery"), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**clean_environment(), **extra},
    )


def alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def wait_until(true: Callable[[], object], *, seconds: float = 20, why: Callable[[], str] = str) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"it did not happen in time {why()}"
        time.sleep(0.05)


def kill(pid: int) -> None:
    """As by the out-of-memory killer."""
    os.kill(pid, signal.SIGKILL)


def plain_user() -> tuple[str, dict[str, object]] | None:
    """A Python and the arguments to run it as a plain user; None where this machine has no way."""
    if os.geteuid() != 0:
        return sys.executable, {}
    entry = pwd.getpwnam(PLAIN)
    become = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    for python in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        try:
            seen = python and subprocess.run(
                [python, "-c", "import sys, mendery_launch; sys.exit(sys.version_info < (3, 11))"],
                env=clean_environment(),
                cwd="/",
                capture_output=True,
                check=False,
                **become,
            )
        except OSError:
            continue
        if seen and seen.returncode == 0:
            return python, become
    return None
