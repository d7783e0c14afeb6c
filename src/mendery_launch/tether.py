"""The database dies with its keeper: nobody is left behind when the keeper is killed."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def before_exec() -> Callable[[], None] | None:
    """On Linux: ask the kernel to interrupt the child when its parent dies (set after the change of user)."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def watchdog(pid: int) -> subprocess.Popen[bytes] | None:
    """Elsewhere: a shell waits on a pipe that closes when we die, then interrupts the database."""
    if sys.platform.startswith("linux"):
        return None
    return subprocess.Popen(["/bin/sh", "-c", 'cat >/dev/null; kill -INT "$0"', str(pid)], stdin=subprocess.PIPE, start_new_session=True)
