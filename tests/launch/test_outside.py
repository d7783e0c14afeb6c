"""DATABASE_URL: a PostgreSQL server that is not ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mendery_launch.cluster import Cluster
from mendery_launch.places import Home
from tests.launch.shell import mendery


@pytest.fixture
def server(home: Path) -> Iterator[Cluster]:
    """A bare server, as an administrator hands it over."""
    cluster_home = Home(home.parent / "server")
    cluster_home.prepare()
    cluster = Cluster(cluster_home)
    cluster.make()
    process = cluster.start()
    yield cluster
    cluster.stop(process)


def address(server: Cluster, login: str) -> str:
    return f"postgresql://{login}@/postgres?host={server.sockets}"


WHO = "from django.db import connection as c; print(c.cursor().execute('SELECT current_user').fetchone()[0])"


def test_a_login_that_may_makes_both_roles_once_and_later_starts_find_them(server: Cluster, home: Path) -> None:
    url = address(server, "mendery_bootstrap")
    for _ in range(2):
        answer = mendery("manage", "shell", "--no-imports", "-c", WHO, DATABASE_URL=url, MENDERY_HOME=str(home))
        assert answer.stdout.strip().splitlines()[-1] == "mendery_app", answer.stderr
    owner = mendery("manage", "shell", "--no-imports", "-c", WHO, DATABASE_URL=url, MENDERY_HOME=str(home), MENDERY_AS="owner")
    assert owner.stdout.strip().splitlines()[-1] == "mendery_owner"
    assert {path.name for path in (home / "keys").iterdir()} >= {"owner-password", "app-password"}
    assert not (home / "pg").exists(), "no server of ours was started"


def test_passwords_that_are_elsewhere_are_asked_for(server: Cluster, home: Path) -> None:
    url = address(server, "mendery_bootstrap")
    mendery("manage", "check", DATABASE_URL=url, MENDERY_HOME=str(home))
    other = mendery("manage", "check", DATABASE_URL=url, MENDERY_HOME=str(home.parent / "other"))
    assert other.returncode == 2
    assert "already has the roles of another Mendery" in other.stderr


def test_a_login_that_may_not_make_roles_needs_the_owners_address(server: Cluster, home: Path) -> None:
    server.psql("postgres", "CREATE ROLE weak LOGIN")
    answer = mendery("manage", "check", DATABASE_URL=address(server, "weak"), MENDERY_HOME=str(home))
    assert answer.returncode == 2
    assert "MENDERY_OWNER_URL" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_server_that_does_not_answer_is_named(home: Path) -> None:
    answer = mendery("manage", "check", DATABASE_URL="postgresql://x@127.0.0.1:1/y", MENDERY_HOME=str(home))
    assert answer.returncode == 2
    assert "does not answer" in answer.stderr
