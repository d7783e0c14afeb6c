"""The database wrapper: Django's PostgreSQL with our schema editor and a plain multi-row INSERT."""

import select

import psycopg
from django.db.backends.postgresql import base, operations

from .schema import SchemaEditor


class DatabaseOperations(operations.DatabaseOperations):
    """``bulk_create`` as VALUES: INSERT … SELECT UNNEST is refused under row-level security on distributed tables."""

    compiler_module = "mendery.ground.tenancy.backend.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """What ``DATABASES['default']['ENGINE']`` points at."""

    SchemaEditorClass = SchemaEditor
    ops_class = DatabaseOperations

    def is_usable(self) -> bool:
        """Asked before the first statement of each request. A server that went away has closed its end, which the socket tells."""
        watch = select.poll()
        try:
            watch.register(self.connection.pgconn.socket, select.POLLIN)
        except psycopg.Error:
            return False
        return super().is_usable() if watch.poll(0) else True
