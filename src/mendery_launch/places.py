"""Where things are: the checkout, and the data folder of one installation."""

import os
from dataclasses import dataclass
from pathlib import Path

from mendery_launch.trouble import Trouble

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
ASSETS = CHECKOUT / "var" / "assets"


@dataclass(frozen=True)
class Home:
    """The data folder: everything of an installation that is not in the database server itself."""

    root: Path

    @property
    def pg(self) -> Path:
        return self.root / "pg"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def run(self) -> Path:
        return self.root / "run"

    def prepare(self) -> None:
        """Make the folders; refuse with a sentence when that is not allowed or the disk is full."""
        for folder, mode in ((self.root, 0o755), (self.files, 0o700), (self.keys, 0o700), (self.run, 0o700)):
            _make(folder, mode)
        if not os.access(self.run, os.W_OK) or not os.access(self.keys, os.R_OK | os.W_OK):
            raise _not_ours(self.root)


def home() -> Home:
    """The data folder named by MENDERY_HOME, else `var` in the checkout."""
    named = os.environ.get("MENDERY_HOME")
    return Home(Path(named).expanduser().resolve() if named else CHECKOUT / "var")


def _make(folder: Path, mode: int) -> None:
    try:
        if not folder.is_dir():
            folder.mkdir(mode=mode, parents=True)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise _not_ours(folder) from error
    except OSError as error:
        raise Trouble(f"The folder {folder} cannot be made: {error.strerror}.", "Free some disk space and start again.") from error


def _not_ours(folder: Path) -> Trouble:
    return Trouble(
        f"This user may not write in the data folder {folder}.",
        "Start as the user who owns it, or name another folder in MENDERY_HOME.",
    )
