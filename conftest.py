"""What every test stands on.

The database is made and migrated by the owner once per state of the code (a template named by a hash) and cloned for each run;
every connection then acts as ``mendery_app``, so that tests live under row-level security as the server does.

Fixtures
    founded        a small Romanian business, inside its scope, with people of every role, a warehouse and a till
    second         another business of the same installation (not its scope)
    actor_of       ``actor_of("mechanic")`` → Actor in ``founded``
    client_of      ``client_of("cashier")`` → a signed-in Django test client (pages)
    api_of         ``api_of("manager")`` → ApiClient: ``.get(path)``, ``.post(path, body, key=…)`` under /api/v1
    parallel       run functions at once, each on its own connection; needs ``@pytest.mark.django_db(transaction=True)``
    at             a fixed moment, Tuesday 24 November 2026, 10:00 in Bucharest
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

HERE = Path(__file__).parent
_as_owner = True


def pytest_configure() -> None:
    """Apps whose first migration is not written yet are created from their models."""
    from django.conf import settings

    settings.MIGRATION_MODULES = {
        folder.parent.name: None for folder in (HERE / "src/mendery").glob("*/*/migrations") if not list(folder.glob("0*.py"))
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


def _digest() -> str:
    hashed = hashlib.sha256()
    patterns = ("**/models.py", "**/models/*.py", "**/migrations/*.py", "**/arming.*", "**/backend/*.py", "**/rows.py", "**/states.py")
    for pattern in patterns:
        for path in sorted((HERE / "src").glob(pattern)):
            hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection]:
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(os.environ["MENDERY_OWNER_URL"])
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(732001)")
        yield connection


def _act_as_app(connection: Any, **_: Any) -> None:
    if not _as_owner:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE mendery_app")


def _migrate(name: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    connection.settings_dict["NAME"] = name
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Clone the template of this state of the code, making it first if it is not there."""
    global _as_owner  # noqa: PLW0603 -- read by the connection signal
    from django.db import connection, connections
    from django.db.backends.signals import connection_created

    template = f"template_{_digest()}"
    name = f"test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock(), _maintenance() as maintenance:
        if not maintenance.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            maintenance.execute(f'DROP DATABASE IF EXISTS "{template}_new" WITH (FORCE)')
            maintenance.execute(f'CREATE DATABASE "{template}_new"')
            _migrate(f"{template}_new")
            # The connection on which jobs listen may still be closing.
            maintenance.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [f"{template}_new"])
            maintenance.execute(f'ALTER DATABASE "{template}_new" RENAME TO "{template}"')
        maintenance.execute(f'DROP DATABASE IF EXISTS "{name}"')
        maintenance.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connection.settings_dict["NAME"] = name
    _as_owner = False
    connection_created.connect(_act_as_app, dispatch_uid="act_as_app")
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        with _maintenance() as maintenance:
            maintenance.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True, scope="session")
def _empty_as_owner() -> None:
    """Tests with real transactions empty the tables afterwards, which only the owner may do."""
    from django.db import connection
    from django.test import TransactionTestCase

    def empty(self: Any) -> None:
        connection.close()
        with psycopg.connect(**_owner_parameters(connection.settings_dict)) as owner:
            tables = owner.execute(
                "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
            ).fetchone()[0]
            owner.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")

    TransactionTestCase._fixture_teardown = empty  # noqa: SLF001 -- Django offers no other place


def _owner_parameters(settings: dict[str, Any]) -> dict[str, Any]:
    return {
        "dbname": settings["NAME"], "user": settings["USER"], "password": settings["PASSWORD"] or None,
        "host": settings["HOST"] or None, "port": settings["PORT"] or None,
    }  # fmt: skip


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def founded(db: None) -> Iterator[Any]:
    """A small Romanian workshop; the test runs inside its scope."""
    from mendery.ground.tenancy.scope import business
    from tests import cast

    workshop = cast.found("garage", "Garaj Popescu")
    with business(workshop.business.pk, person_id=workshop.person["administrator"].pk):
        yield workshop


@pytest.fixture
def second(db: None) -> Any:
    """Another business of the same installation."""
    from tests import cast

    return cast.found("rival", "Rival Auto")


@pytest.fixture
def actor_of(founded: Any) -> Callable[[str], Any]:
    return founded.actor


@pytest.fixture
def client_of(founded: Any) -> Callable[[str], Any]:
    return founded.client


@pytest.fixture
def api_of(founded: Any) -> Callable[[str], Any]:
    return founded.api


@pytest.fixture
def parallel() -> Callable[..., list[Any]]:
    """``parallel(business_id, [f, g, …])`` → results or exceptions, in order; each has its own connection and scope."""
    from django.db import connections

    from mendery.ground.tenancy.scope import business

    def run(business_id: Any, verbs: list[Callable[[], Any]]) -> list[Any]:
        def one(verb: Callable[[], Any]) -> Any:
            try:
                with business(business_id):
                    return verb()
            except Exception as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(max_workers=len(verbs)) as pool:
            return list(pool.map(one, verbs))

    return run
