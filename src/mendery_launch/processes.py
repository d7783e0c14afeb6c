"""Questions about other processes of this machine."""

import os
import subprocess
from pathlib import Path

PROC = Path("/proc")


def is_postgres(pid: int, data: Path) -> bool:
    """Whether this pid is a living PostgreSQL server of that data folder.

    A pid file outlives a crash: its pid may be gone, a zombie that nobody reaps, or by now another program.
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    if not PROC.is_dir():
        answer = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return "postgres" in answer.stdout
    return _state(pid) not in ("", "Z", "X") and _works_in(pid, data)


def backends_in(data: Path) -> list[int]:
    """Server processes that still work in the data folder, for example after their postmaster was killed."""
    if not PROC.is_dir():
        return []
    return [int(p.name) for p in PROC.iterdir() if p.name.isdigit() and _works_in(int(p.name), data)]


def _state(pid: int) -> str:
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def _works_in(pid: int, data: Path) -> bool:
    """A server changes into its data folder; a shell of a curious person may stand there too, so ask its name."""
    try:
        name = (PROC / str(pid) / "comm").read_text().strip()
        return name.startswith("postgres") and (PROC / str(pid) / "cwd").readlink() == data
    except OSError:
        return False
