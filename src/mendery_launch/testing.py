"""`test`: everything that must hold before a change is good."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from mendery_launch import assets, binaries, check, django, messages, packages, say
from mendery_launch.attach import in_use
from mendery_launch.env import running_database, test_home
from mendery_launch.places import Home
from mendery_launch.trouble import Trouble

WORKERS = "2"


def run(options: argparse.Namespace, rest: list[str]) -> int:
    """Set up, run the linters and every test, and close with pytest's own summary line."""
    say.line("Mendery: tests")
    packages.ensure("dev")
    assets.ensure()
    messages.ensure()
    _chromium()
    if options.database == "debian":
        _debian_server()
    chosen = [word for word in rest if word != "--"]
    everything = not any(Path(word.split("::")[0]).exists() or word in ("-k", "-m", "--lf", "--ff") for word in chosen)
    failed = [] if not everything else check.failures(check.LINTERS)
    only = "debian" if options.database == "debian" else ""
    if everything:
        _throw_away(test_home(only))
    with running_database(throwaway=True, only=only) as database:
        code, summary = _pytest(chosen, database)
    for name in failed:
        say.line(f"Failed besides the tests: {name}; what it said stands above.")
    say.line(summary)
    return code or int(bool(failed))


def _pytest(rest: list[str], database: dict[str, str]) -> tuple[int, str]:
    """Run pytest with its output passed through, but for the last line, which the caller prints last."""
    workers = [] if any(word.startswith(("-n", "-p")) for word in rest) else ["-n", WORKERS]
    color = ["--color=yes"] if sys.stdout.isatty() else []
    child = subprocess.Popen(
        [str(packages.PYTHON), "-m", "pytest", *workers, *color, *rest],
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
        env=django.environment(database),
    )
    held: str | None = None
    for text in child.stdout or []:
        if held is not None:
            say.line(held)
        held = text.rstrip("\n")
    return child.wait(), held or ""


def _throw_away(home: Home) -> None:
    """Begin with a new database, unless another run of tests is using this one."""
    if home.pg.exists() and not in_use(home):
        shutil.rmtree(home.pg)


def _chromium() -> None:
    """Install Debian's Chromium where we may; else the browser tests skip and say so."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return
    if _apt("chromium"):
        return
    say.line("  There is no Chromium here, so the browser tests are skipped. Install it (apt install chromium) to run them.")


def _debian_server() -> None:
    try:
        binaries.choose(only="debian")
    except Trouble:
        if not _apt("postgresql"):
            raise


def _apt(package: str) -> bool:
    """Install one Debian package as root; answer whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    with say.step(package) as step:
        _quietly("apt-get", "update", "-q")
        worked = _quietly("apt-get", "install", "-y", "-q", "--no-install-recommends", package)
        step.note("installed" if worked else "not to be had")
    return worked


def _quietly(*command: str) -> bool:
    answer = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    return answer.returncode == 0
