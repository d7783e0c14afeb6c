"""What must be true before anything is served or changed; else one sentence and exit code 2."""

import sys

from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

EXIT_CODE = 2
POWERS = """
SELECT rolsuper, rolbypassrls,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relowner = r.oid AND n.nspname = 'public' AND c.relkind IN ('r', 'p'))
  FROM pg_roles r WHERE rolname = current_user
"""


def refuse(sentence: str) -> None:
    """End this process with one sentence for a person."""
    sys.stderr.write(sentence + "\n")
    sys.exit(EXIT_CODE)


def refuse_powerful_login() -> None:
    """Businesses are kept apart by the database, so a login that could step around that must not serve."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(POWERS)
            is_super, bypasses, owns = cursor.fetchone()
    except OperationalError as error:
        refuse(f"The database does not answer: {_first_line(error)}. Start it, or check DATABASE_URL, and start again.")
    finally:
        connection.close()
    reason = "is a superuser" if is_super else "may bypass row-level security" if bypasses else "owns tables" if owns else ""
    if reason:
        refuse(
            f"The database login for serving {reason}, so businesses would not be kept apart. "
            "Serve with the login mendery_app, and give the owner's address in MENDERY_OWNER_URL."
        )


def refuse_newer_database() -> int:
    """Answer how many migrations are still to be applied; refuse a database that a newer program has changed."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations) | set(loader.replacements)
    unknown = sorted(set(loader.applied_migrations) - known)
    if unknown:
        label, name = unknown[-1]
        refuse(
            f"This database was changed by a newer version of Mendery ({label} {name}). "
            "Update the program, or restore a backup of this version into a new MENDERY_HOME."
        )
    return len(known - set(loader.applied_migrations) - set(loader.replacements))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no reason was given"])[0]
