"""File locks that the kernel gives back when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mendery_launch.trouble import Trouble


class Lock:
    """An advisory lock on a file, held until `release` or until this process ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError as error:
            raise Trouble(
                f"The data folder {path.parent.parent} is in use by another user of this machine.",
                "Start as that user, or name another folder in MENDERY_HOME.",
            ) from error

    def try_exclusive(self) -> bool:
        return self._try(fcntl.LOCK_EX)

    def try_shared(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def release(self) -> None:
        os.close(self._handle)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def wait_for(take: "Lock", *, shared: bool, seconds: float) -> None:
    """Take the lock, waiting for its present holder."""
    deadline = time.monotonic() + seconds
    while not (take.try_shared() if shared else take.try_exclusive()):
        if time.monotonic() > deadline:
            raise Trouble(
                f"Another Mendery process has held {take.path} for more than {seconds:.0f} seconds.",
                "Let it finish, or stop it, and start again.",
            )
        time.sleep(0.05)


@contextmanager
def exclusive(path: Path, *, seconds: float = 120) -> Iterator[None]:
    """Hold the lock for the time of a block."""
    lock = Lock(path)
    try:
        wait_for(lock, shared=False, seconds=seconds)
        yield
    finally:
        lock.release()
