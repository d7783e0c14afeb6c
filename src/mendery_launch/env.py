"""The one door to a running database, for commands and for tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from mendery_launch import keys, outside
from mendery_launch.attach import Attached, attached
from mendery_launch.places import CHECKOUT, Home
from mendery_launch.places import home as usual_home

GIVEN = ("MENDERY_APP_URL", "MENDERY_OWNER_URL", "MENDERY_HOME", "MENDERY_SECRET_KEY_FILE", "MENDERY_FIELD_KEY_FILE")


class Environment(dict[str, str]):
    """The settings for a child process; `share` is the share in the embedded database, if it is one."""

    share: Attached | None = None


@contextmanager
def running_database(home: Home | None = None, *, throwaway: bool = False, only: str = "") -> Iterator[Environment]:
    """Yield the environment in which Mendery finds its database, which runs for the time of the block.

    Inside a process that was given its database by a parent, that one is used. With DATABASE_URL set no server
    is started. Else the embedded one of `home` is started or attached to; `throwaway` is for tests: fast, and
    not safe against a power cut.
    """
    if all(os.environ.get(name) for name in GIVEN):
        yield Environment({name: os.environ[name] for name in GIVEN})
        return
    home = home or (test_home(only) if throwaway else usual_home())
    home.prepare()
    settings = Environment({"MENDERY_HOME": str(home.root), **keys.ensure(home)})
    if os.environ.get("DATABASE_URL"):
        settings.update(outside.urls(home))
        yield settings
        return
    with attached(home, only=only, throwaway=throwaway) as share:
        settings.share = share
        settings.update(share.urls())
        yield settings


def test_home(only: str = "") -> Home:
    """The data folder of the tests; one for each PostgreSQL, since each has its own format."""
    return Home(CHECKOUT / "var" / "test" / (only or "embedded"))
