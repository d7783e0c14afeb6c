"""A pytest plugin, named in pyproject.toml, that gives the process a throw-away PostgreSQL before Django reads its settings."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from mendery_launch.env import running_database

_share = ExitStack()
os.environ.update(_share.enter_context(running_database(throwaway=True)))
os.environ["MENDERY_AS"] = "owner"
os.environ["MENDERY_DEMO"] = "1"


def pytest_unconfigure() -> None:
    """Give back the share in the database; the last one stops it."""
    _share.close()
