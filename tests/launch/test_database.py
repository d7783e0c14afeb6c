"""The embedded database: started, shared, killed, and never losing what was saved."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mendery_launch.cluster import LONGEST_SOCKET_FOLDER
from tests.launch.shell import User, alive, kill, plain_user, wait_until

Use = Callable[..., User]
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="SKIPPED LOUDLY: only root can become others")


def running_as(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


@root_only
def test_root_starts_it_and_it_does_not_run_as_root(use: Use) -> None:
    user = use()
    assert running_as(user.facts()["pid"]) != 0
    assert user.sql("SELECT current_user") == "mendery_owner"


def test_a_plain_user_starts_it(use: Use, home: Path) -> None:
    plain = plain_user()
    if plain is None:
        pytest.skip("SKIPPED LOUDLY: no Python here that a plain user may run")
    python, become = plain
    home.mkdir()
    if become:
        os.chown(home, become["user"], become["group"])
    user = use(python=python, become=become)
    assert "trouble" not in user.facts()
    assert running_as(user.facts()["pid"]) == home.stat().st_uid


@root_only
def test_root_starts_it_below_a_closed_home_folder(use: Use, home: Path) -> None:
    home.parent.chmod(0o700)
    if subprocess.run(["unshare", "--user", "--map-user=65534", "true"], check=False, capture_output=True).returncode:
        pytest.skip("SKIPPED LOUDLY: this machine does not allow user namespaces")
    user = use()
    assert user.sql("SELECT 1") == "1"
    keeper, server = user.facts()["keeper"], user.facts()["pid"]
    kill(keeper)
    wait_until(lambda: not alive(server))


def test_the_logins_can_do_what_they_must_and_no_more(use: Use, made: Path) -> None:
    user = use()
    powers = user.sql(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'mendery%' ORDER BY 1"
    )
    assert powers.splitlines() == ["mendery_app|f|f|f|f", "mendery_bootstrap|t|t|t|t", "mendery_owner|f|t|t|f"]
    user.sql("CREATE DATABASE copied")
    assert user.sql("SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'", database="copied") == "1"
    assert user.sql("SET ROLE mendery_app; SELECT current_user") == "mendery_app"
    with pytest.raises(AssertionError, match="permission denied"):
        user.sql("CREATE TABLE mine (id int)", role="mendery_app")


def test_four_start_at_once_and_share_one_database(use: Use) -> None:
    users = [use() for _ in range(4)]
    assert len({user.facts()["pid"] for user in users}) == 1
    assert [user.sql("SELECT 1") for user in users] == ["1"] * 4
    server = users[0].facts()["pid"]
    for user in users[:3]:
        user.close()
    assert users[3].sql("SELECT 1") == "1"
    users[3].close()
    assert not alive(server), "the last one out stops it"


def test_killed_under_writes_it_comes_back_with_every_saved_row(use: Use, made: Path) -> None:
    user = use()
    user.sql("CREATE TABLE row (n int PRIMARY KEY)")
    saved, stop = [], threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                user.sql(f"INSERT INTO row VALUES ({number})")
            except AssertionError:
                continue
            saved.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(3):
        seen = len(saved)
        wait_until(lambda seen=seen: len(saved) > seen + 5)
        before = user.current()["pid"]
        kill(before)
        wait_until(lambda before=before: user.current()["state"] == "ready" and user.current()["pid"] != before)
    stop.set()
    writer.join()
    kept = {int(n) for n in user.sql("SELECT n FROM row").split()}
    assert set(saved) <= kept


def test_when_its_keeper_is_killed_it_stops_in_good_order_and_starts_again(use: Use, made: Path) -> None:
    user = use()
    user.sql("CREATE TABLE row (n int); INSERT INTO row VALUES (7)")
    first = user.facts()
    kill(first["keeper"])
    wait_until(lambda: not alive(first["pid"]))
    assert "database system is shut down" in (user.home / "pg" / "server.log").read_text()
    second = use()
    assert second.facts()["pid"] != first["pid"]
    assert second.sql("SELECT n FROM row") == "7"


def test_when_its_only_user_is_killed_it_stops(use: Use, made: Path) -> None:
    user = use()
    facts = user.facts()
    user.kill()
    wait_until(lambda: not alive(facts["pid"]) and not alive(facts["keeper"]))


def test_a_stale_pid_file_and_a_stale_socket_lock_do_not_stop_it(use: Use, made: Path) -> None:
    data = made / "pg" / "data"
    for pid in (os.getpid(), 2**22 - 1):
        lines = f"{pid}\n{data}\n1700000000\n5432\n{data}\n\n  5432001    1\nready\n"
        (data / "postmaster.pid").write_text(lines)
        (data / ".s.PGSQL.5432.lock").write_text(lines)
        (data / ".s.PGSQL.5432").touch()
        user = use()
        assert user.sql("SELECT 1") == "1"
        user.close()


def test_a_data_folder_of_another_major_version_is_refused_with_a_way_out(use: Use, made: Path) -> None:
    version = made / "pg" / "data" / "PG_VERSION"
    version.write_text("13\n")
    trouble = use().facts()["trouble"]
    assert "made by PostgreSQL 13" in trouble
    assert "backup" in trouble
    assert version.read_text() == "13\n"


def test_debians_server_is_the_fallback(use: Use, debian_server: None, home: Path) -> None:
    user = use(only="debian")
    assert user.facts()["origin"] == "debian"
    assert user.sql("SELECT extname FROM pg_extension WHERE extname = 'btree_gist'") == "btree_gist"
    major = user.facts()["major"]
    user.close()
    again = use()
    assert again.facts()["major"] == major, "a data folder keeps the server that made it"


def test_a_very_long_path_is_no_hindrance(use: Use, home: Path) -> None:
    user = use(home / ("long-" * 20))
    assert len(user.facts()["sockets"]) <= LONGEST_SOCKET_FOLDER
    assert user.sql("SELECT 1") == "1"


def test_an_interrupted_first_start_leaves_nothing_half_made(use: Use, home: Path) -> None:
    (home / "pg" / "data.new").mkdir(parents=True)
    (home / "pg" / "data.new" / "PG_VERSION").write_text("18\n")
    assert use().sql("SELECT 1") == "1"


def test_keys_are_secret_and_stay(use: Use, home: Path) -> None:
    use().close()
    kept = {path.name: path.read_text() for path in (home / "keys").iterdir()}
    assert set(kept) == {"secret-key", "field-keys"}
    assert {path.stat().st_mode & 0o777 for path in (home / "keys").iterdir()} == {0o600}
    use().close()
    assert {path.name: path.read_text() for path in (home / "keys").iterdir()} == kept


def test_ctrl_c_in_a_terminal_does_not_take_the_database_from_the_others(use: Use, made: Path) -> None:
    user = use()
    os.kill(user.facts()["keeper"], signal.SIGINT)
    assert user.sql("SELECT 1") == "1"
    assert sys.platform != "linux" or alive(user.facts()["keeper"])
