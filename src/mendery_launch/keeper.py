"""The keeper: the one process that starts the embedded database, restarts it after a crash, and stops it.

Everybody who uses the database holds a shared lock on `run/users.lock`; the kernel drops it when they end,
however they end. When the keeper gets that lock alone, nobody is left, and it stops the database. If the keeper
itself is killed, the database gets its parent-death signal and shuts down cleanly.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from mendery_launch import roles
from mendery_launch.cluster import PORT, Cluster
from mendery_launch.locks import Lock
from mendery_launch.places import Home
from mendery_launch.trouble import Trouble

ROLES_VERSION = "1"
RESTARTS_IN_A_ROW = 5


def main() -> int:
    """Keep the database of the data folder named first, with the options as JSON second."""
    home, options = Home(Path(sys.argv[1])), json.loads(sys.argv[2])
    mine = Lock(home.run / "keeper.lock")
    if not mine.try_exclusive():
        return 0
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    try:
        cluster = Cluster(home, **options)
        cluster.make()
        server = cluster.start()
        _prepare(cluster)
    except Trouble as trouble:
        report(home, {"state": "failed", "message": str(trouble)})
        return 1
    except OSError as error:
        report(home, {"state": "failed", "message": f"The database could not be started: {error.strerror} ({error.filename})."})
        return 1
    return _keep(home, cluster, server)


def report(home: Home, state: dict[str, object]) -> None:
    """Tell the waiting clients, in one atomic file."""
    draft = home.run / "database.json.new"
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(home.run / "database.json")


def _prepare(cluster: Cluster) -> None:
    """Roles, database and extension: once per data folder."""
    marker = cluster.folder / "roles-version"
    if marker.exists() and marker.read_text() == ROLES_VERSION:
        return
    cluster.psql("postgres", roles.make_roles(cluster.binaries.major) + roles.make_database())
    for name in ("template1", roles.DATABASE):
        cluster.psql(name, roles.prepare_database(name))
    marker.write_text(ROLES_VERSION)


def _keep(home: Home, cluster: Cluster, server: subprocess.Popen[bytes]) -> int:
    facts: dict[str, object] = {
        "sockets": str(cluster.sockets),
        "port": PORT,
        "pid": server.pid,
        "keeper": os.getpid(),
        "major": cluster.binaries.major,
        "origin": cluster.binaries.origin,
        "programs": str(cluster.binaries.folder),
    }
    report(home, {"state": "ready", **facts})
    users = Lock(home.run / "users.lock")
    crashes = 0
    while not users.try_exclusive():
        if server.poll() is not None:
            crashes += 1
            report(home, {"state": "restarting", **facts})
            try:
                server = cluster.start()
            except Trouble as trouble:
                report(home, {"state": "failed", "message": str(trouble)})
                if crashes >= RESTARTS_IN_A_ROW:
                    return 1
                time.sleep(1)
                continue
            crashes, facts["pid"] = 0, server.pid
            report(home, {"state": "ready", **facts})
        time.sleep(0.1)
    report(home, {"state": "stopping"})
    cluster.stop(server)
    (home.run / "database.json").unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
