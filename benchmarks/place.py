"""A fresh database for each work, and the server on it."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from mendery_launch.env import Environment
from mendery_launch.processes import backends_in
from mendery_launch.serve import Web

from .client import Client
from .meter import Meter, tree

TEMPLATE, DATABASE = "bench_template", "bench"
STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Place:
    """The databases of a run. This process works on them as their owner; the server as the application does."""

    def __init__(self) -> None:
        self.maintenance = _named(os.environ["MENDERY_OWNER_URL"], "postgres")
        self.home = Path(os.environ["MENDERY_HOME"])
        for name in ("MENDERY_APP_URL", "MENDERY_OWNER_URL"):
            os.environ[name] = _named(os.environ[name], DATABASE)
        os.environ.update({"MENDERY_AS": "owner", "MENDERY_STATIC_STORAGE": STATIC, "MENDERY_STATIC": str(self.home / "static")})

    def _run(self, *statements: str) -> None:
        with psycopg.connect(self.maintenance, autocommit=True) as maintenance:
            for statement in statements:
                maintenance.execute(statement)

    def make_template(self) -> None:
        """An empty Mendery of this state of the code, from which the database of every work is copied."""
        self._run(
            f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)",
            f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)",
            f"CREATE DATABASE {DATABASE}",
        )
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=["ui"])
        connections.close_all()
        self._run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{DATABASE}'",
            f"ALTER DATABASE {DATABASE} RENAME TO {TEMPLATE}",
        )

    def fresh(self) -> None:
        """Throw the last work's database away and begin with an empty one."""
        self.as_owner()
        self._run(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"CREATE DATABASE {DATABASE} TEMPLATE {TEMPLATE}")

    def as_application(self) -> None:
        """From now on this process works as the application does: under row-level security."""
        self._log_in(settings.APP_DATABASE_URL)

    def as_owner(self) -> None:
        """From now on this process prepares data again."""
        self._log_in(settings.OWNER_DATABASE_URL)

    def _log_in(self, url: str) -> None:
        connections.close_all()
        login = urlsplit(url)
        connection.settings_dict.update(USER=unquote(login.username or ""), PASSWORD=unquote(login.password or ""))

    def vacuum(self) -> None:
        """What autovacuum does after a while."""
        with psycopg.connect(os.environ["MENDERY_OWNER_URL"], autocommit=True) as owner:
            owner.execute("VACUUM ANALYZE")

    def clear(self) -> None:
        """Leave nothing behind."""
        connections.close_all()
        self._run(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")

    @property
    def postmaster(self) -> int:
        """The one server process whose parent is no server process of the same folder."""
        workers = set(backends_in(self.home / "pg" / "data"))
        heads = [pid for pid, fields in tree(workers).items() if int(fields[1]) not in workers]
        if len(heads) != 1:
            raise SystemExit("The benchmark measures the embedded database; start it without DATABASE_URL, on Linux.")
        return heads[0]

    @contextmanager
    def served(self, *, wait: bool = True) -> Iterator["Served"]:
        """`./mendery serve`'s web process, with its background work, on a free port; ready, unless told not to wait."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        web = Web("127.0.0.1", port, Environment({"MENDERY_AS": "", "MENDERY_HOME": str(self.home)}))
        web.start()
        try:
            if wait:
                web.wait_ready()
            assert web.process is not None
            yield Served(port, web.process.pid, self.postmaster)
        finally:
            web.stop()


@dataclass
class Served:
    """A running server and how to talk to it."""

    port: int
    pid: int
    postmaster: int

    def client(self, **headers: str) -> Client:
        return Client(self.port, {"Accept-Language": "en", **headers})

    def program(self, token: str) -> Client:
        return self.client(Authorization=f"Bearer {token}")

    def meter(self) -> Meter:
        return Meter(self.pid, self.postmaster)
