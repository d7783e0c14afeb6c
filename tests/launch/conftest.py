import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mendery_launch import binaries
from mendery_launch.trouble import Trouble
from tests.launch.shell import User


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty data folder that every user may reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="mendery-"))
    folder.chmod(0o755)
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _made_once() -> Iterator[Path]:
    """A data folder with a stopped database, to be copied: quicker than making one for every test."""
    folder = Path(tempfile.mkdtemp(prefix="mendery-"))
    folder.chmod(0o755)
    user = User(folder / "home")
    user.facts()
    user.close()
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def made(home: Path, _made_once: Path) -> Path:
    """The data folder, with a database that was used and stopped before."""
    subprocess.run(["cp", "-a", str(_made_once), str(home)], check=True)
    return home


@pytest.fixture
def use(home: Path) -> Iterator[Callable[..., User]]:
    """Start users of the database in that folder; all are gone afterwards."""
    users: list[User] = []

    def start(folder: Path = home, **options: object) -> User:
        users.append(User(folder, **options))
        return users[-1]

    yield start
    for user in users:
        if user.process.poll() is None:
            user.close()


@pytest.fixture(scope="session")
def debian_server() -> None:
    """Debian's PostgreSQL, installed where we may."""
    try:
        binaries.choose(only="debian")
    except Trouble:
        if os.geteuid() == 0 and shutil.which("apt-get"):
            _apt("update", "-q")
            _apt("install", "-y", "-q", "--no-install-recommends", "postgresql")
        try:
            binaries.choose(only="debian")
        except Trouble:
            pytest.skip("SKIPPED LOUDLY: Debian's PostgreSQL is not here and cannot be installed")


def _apt(*words: str) -> None:
    subprocess.run(["apt-get", *words], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, check=False)
