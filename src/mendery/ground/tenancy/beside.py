"""A connection of its own for what must be remembered although the act itself is rolled back: throttling, progress."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connections


@contextmanager
def beside(business_id: UUID | None = None) -> Iterator[Any]:
    """A cursor whose work is committed at the end of the block, whatever becomes of the transaction around it.

    Rare and short: a connection is opened for it. Rows that the outer transaction holds must not be touched here.
    """
    own = connections.create_connection("default")
    try:
        own.ensure_connection()
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")
            if business_id is not None:
                cursor.execute(f"SET LOCAL mendery.business = '{UUID(str(business_id))}'")
            yield cursor
        own.commit()
    finally:
        own.close()
