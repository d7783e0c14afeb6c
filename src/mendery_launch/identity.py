"""As which user PostgreSQL runs: it refuses to run as root."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mendery_launch.trouble import Trouble

NOBODY = 65534


@dataclass(frozen=True)
class Runner:
    """How to start a program of PostgreSQL: under another uid, through a user namespace, or plainly."""

    uid: int | None = None
    gid: int | None = None
    prefix: tuple[str, ...] = ()

    def arguments(self) -> dict[str, Any]:
        """What `subprocess` needs to become that user."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give the folder, with all that is in it, to that user."""
        if os.geteuid() != 0:
            return
        uid, gid = (0, 0) if self.uid is None or self.gid is None else (self.uid, self.gid)
        if folder.stat().st_uid == uid and all(p.stat().st_uid == uid for p in folder.iterdir()):
            return
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, uid, gid, follow_symlinks=False)


def runner_for(pg: Path, programs: Path) -> Runner:
    """Choose the user for the database folder `pg` and the folder of binaries.

    A plain user runs it himself. Root becomes the owner of the data, or nobody, when that user can reach
    both folders; else root enters a user namespace in which it is nobody, which works below a closed home.
    """
    if os.geteuid() != 0:
        return Runner()
    owner = _owner(pg / "data")
    uid, gid = owner if owner and owner[0] != 0 else _nobody()
    if _passable(pg.parent, uid) and _passable(programs, uid):
        return Runner(uid, gid)
    if _namespaces_allowed():
        return Runner(prefix=("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"))
    raise Trouble(
        f"PostgreSQL does not run as root, and another user cannot reach {pg.parent} or {programs}.",
        "Start Mendery as a plain user, or put the checkout and MENDERY_HOME where every user may pass (for example in /srv).",
    )


def _owner(data: Path) -> tuple[int, int] | None:
    try:
        found = data.stat()
    except FileNotFoundError:
        return None
    return found.st_uid, found.st_gid


def _nobody() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return NOBODY, NOBODY
    return entry.pw_uid, entry.pw_gid


def _passable(folder: Path, uid: int) -> bool:
    """Whether that user may walk down to the folder."""
    for step in [*folder.parents, folder]:
        if not step.exists():
            continue
        found = step.stat()
        needed = stat.S_IXUSR if found.st_uid == uid else stat.S_IXOTH
        if not found.st_mode & needed:
            return False
    return True


def _namespaces_allowed() -> bool:
    if not shutil.which("unshare") or not shutil.which("setpriv"):
        return False
    try:
        answer = subprocess.run(
            ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "true"],
            capture_output=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
