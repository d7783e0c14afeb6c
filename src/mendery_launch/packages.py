"""The virtual environment: made once, its packages synchronised when the lock has changed."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from mendery_launch import say
from mendery_launch.locks import exclusive
from mendery_launch.places import CHECKOUT, VENV
from mendery_launch.trouble import Trouble

PYTHON = VENV / "bin" / "python"
LOCKS = {"run": CHECKOUT / "requirements.lock", "dev": CHECKOUT / "requirements-dev.lock"}
TOOL_LOCK = CHECKOUT / "requirements-setup.lock"
MARKER = VENV / "mendery-lock"


def ensure(kind: str = "run") -> None:
    """Bring the virtual environment to the lock of this kind: "run", or "dev" with the test tools on top."""
    if _satisfied(kind):
        return
    (CHECKOUT / "var").mkdir(exist_ok=True)
    with exclusive(CHECKOUT / "var" / "packages.lock", seconds=900):
        if _satisfied(kind):
            return
        kind = "dev" if MARKER.exists() and MARKER.read_text().startswith("dev ") else kind
        if not _works():
            with say.step("environment"):
                _make()
        with say.step("packages") as step:
            step.note(_install(LOCKS[kind]))
            _see_sources()
            MARKER.write_text(_mark(kind))


def _satisfied(kind: str) -> bool:
    accepted = {_mark("dev"), _mark(kind)}
    return PYTHON.exists() and MARKER.exists() and MARKER.read_text() in accepted


def _mark(kind: str) -> str:
    return f"{kind} {hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]}"


def _works() -> bool:
    """Whether the environment runs at all; a moved or upgraded Python leaves a broken one."""
    if not PYTHON.exists():
        return False
    try:
        answer = subprocess.run(
            [PYTHON, "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == f"{sys.version_info[0]}.{sys.version_info[1]}"


def _make() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    base = Path(getattr(sys, "_base_executable", "") or sys.executable)
    answer = subprocess.run([base, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    said = answer.stdout + answer.stderr
    if "ensurepip" in said or "No module named venv" in said:
        raise Trouble(
            f"This Python {sys.version_info[0]}.{sys.version_info[1]} cannot make a virtual environment.",
            "Install the Debian package python3-venv (apt install python3-venv) and start again.",
        )
    raise _failed("The virtual environment could not be made", said)


def _install(lock: Path) -> str:
    """Install exactly what the lock names, every file checked against its hash."""
    uv = subprocess.run(
        [PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(TOOL_LOCK)], capture_output=True, text=True, check=False
    )
    if uv.returncode == 0:
        answer = subprocess.run(
            [VENV / "bin/uv", "pip", "sync", "-q", "--require-hashes", "--python", str(PYTHON), str(lock)],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode == 0:
            return "installed"
    answer = subprocess.run(
        [PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise _failed("The packages could not be installed", answer.stderr)
    return "installed by pip"


def _see_sources() -> None:
    """Let the environment import the checkout's sources without PYTHONPATH."""
    for library in VENV.glob("lib/python*/site-packages"):
        (library / "mendery.pth").write_text(f"{CHECKOUT / 'src'}\n", encoding="utf-8")


def _failed(what: str, said: str) -> Trouble:
    if "No space left" in said:
        return Trouble(f"{what}: the disk is full.", "Free about 600 MB and start again.")
    if "Permission denied" in said:
        return Trouble(f"{what}: this user may not write in {CHECKOUT}.", "Start as the user who owns the checkout.")
    last = (said.strip().splitlines() or ["no reason was given"])[-1]
    return Trouble(f"{what}: {last}.", "Check the network connection and start again.")
