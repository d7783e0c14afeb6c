"""The three roles of the database, as SQL.

`mendery_bootstrap` (superuser) is used by the launcher only. `mendery_owner` owns the database and its tables,
migrates, backs up and does platform work, and sees every business. `mendery_app` is what serves people: it
reads and writes rows, cannot change tables, and cannot step around row-level security.
"""

OWNER = "mendery_owner"
APP = "mendery_app"
DATABASE = "mendery"


def make_roles(major: int, *, owner_login: str = "", app_login: str = "") -> str:
    """Make both roles or put them right; the two logins are extra attributes, such as a password."""
    option = " WITH SET TRUE, INHERIT FALSE" if major >= 16 else ""
    return f"""
DO $do$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER}') THEN CREATE ROLE {OWNER} LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP}') THEN CREATE ROLE {APP} LOGIN; END IF;
END $do$;
ALTER ROLE {OWNER} LOGIN NOSUPERUSER BYPASSRLS CREATEDB NOCREATEROLE {owner_login};
ALTER ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE {app_login};
GRANT {APP} TO {OWNER}{option};
"""


def make_database() -> str:
    """Make the database, which the owner owns."""
    return (
        f"SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER}' "
        f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec\n"
    )


def prepare_database(name: str) -> str:
    """Let the owner add the one extension that the schema needs; in template1 too, so that test databases have it."""
    return f"""
GRANT CREATE ON DATABASE {name} TO {OWNER};
SET ROLE {OWNER};
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
"""
