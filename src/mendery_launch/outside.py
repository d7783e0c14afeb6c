"""A PostgreSQL server that is not ours: DATABASE_URL.

Runs inside the virtual environment, since it needs the driver: `python -m mendery_launch.outside HOME`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from mendery_launch import keys, roles
from mendery_launch.places import CHECKOUT, VENV, Home
from mendery_launch.trouble import Trouble


def urls(home: Home) -> dict[str, str]:
    """The addresses of the two logins on that server; roles are made there if its login may make them."""
    if os.environ.get("MENDERY_OWNER_URL"):
        return {"MENDERY_APP_URL": os.environ["DATABASE_URL"], "MENDERY_OWNER_URL": os.environ["MENDERY_OWNER_URL"]}
    answer = subprocess.run(
        [VENV / "bin/python", "-m", "mendery_launch.outside", str(home.root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src")},
    )
    if answer.returncode:
        raise Trouble(answer.stderr.strip().splitlines()[-1] if answer.stderr.strip() else "The server of DATABASE_URL gave no answer.")
    found: dict[str, str] = json.loads(answer.stdout)
    return found


def login_as(url: str, role: str, password: str) -> str:
    """The same address with another login."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{host}"))


def prepare(home: Home, url: str) -> dict[str, str]:
    """Make the two roles with passwords kept in `keys/`, give the database to the owner, add the extension."""
    import psycopg

    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
            return _prepare(home, url, connection)
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[0]
        raise Trouble(
            f"The server of DATABASE_URL does not answer: {said}.", "Check the address, or unset it to use the embedded database."
        ) from error
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[0]
        raise Trouble(
            f"The login of DATABASE_URL may not set up the database: {said}.",
            "Let the server's administrator make the roles mendery_owner and mendery_app, and give both addresses: DATABASE_URL for the app, "
            "MENDERY_OWNER_URL for the owner.",
        ) from error


def _prepare(home: Home, url: str, connection: Any) -> dict[str, str]:
    version = connection.info.server_version // 10000
    if version < 15:
        raise Trouble(f"The server of DATABASE_URL is PostgreSQL {version}.", "Mendery needs PostgreSQL 15 or newer.")
    may = connection.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user").fetchone()[0]
    if not may:
        raise Trouble(
            "The login of DATABASE_URL may not make roles.",
            "Give the owner's address in MENDERY_OWNER_URL as well, and keep DATABASE_URL for the app's login.",
        )
    known = (home.keys / keys.OWNER_PASSWORD).exists()
    exists = connection.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [roles.OWNER]).fetchone()[0]
    if exists and not known:
        raise Trouble(
            "The server of DATABASE_URL already has the roles of another Mendery, and their passwords are not in this data folder.",
            "Copy keys/ of that installation, or give both addresses in DATABASE_URL and MENDERY_OWNER_URL.",
        )
    owner, app = keys.password(home, keys.OWNER_PASSWORD), keys.password(home, keys.APP_PASSWORD)
    if not exists:
        _make(connection, version, owner, app)
    return {"MENDERY_APP_URL": login_as(url, roles.APP, app), "MENDERY_OWNER_URL": login_as(url, roles.OWNER, owner)}


def _make(connection: Any, version: int, owner: str, app: str) -> None:
    """Passwords are made of url-safe letters, so they stand between quotes as they are."""
    database = '"' + connection.info.dbname.replace('"', '""') + '"'
    connection.execute(roles.make_roles(version, owner_login=f"PASSWORD '{owner}'", app_login=f"PASSWORD '{app}'"))
    connection.execute(f"GRANT {roles.OWNER} TO CURRENT_USER")
    connection.execute(f"ALTER DATABASE {database} OWNER TO {roles.OWNER}")
    connection.execute(f"GRANT ALL ON SCHEMA public TO {roles.OWNER}")
    connection.execute(f"SET ROLE {roles.OWNER}; CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public")


if __name__ == "__main__":
    try:
        print(json.dumps(prepare(Home(Path(sys.argv[1])), os.environ["DATABASE_URL"])))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        sys.exit(2)
