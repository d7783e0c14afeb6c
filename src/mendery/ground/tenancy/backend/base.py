"""The database wrapper: Django's PostgreSQL with our schema editor and a plain multi-row INSERT."""

from django.db.backends.postgresql import base, operations

from .schema import SchemaEditor


class DatabaseOperations(operations.DatabaseOperations):
    """``bulk_create`` as VALUES: INSERT … SELECT UNNEST is refused under row-level security on distributed tables."""

    compiler_module = "mendery.ground.tenancy.backend.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """What ``DATABASES['default']['ENGINE']`` points at."""

    SchemaEditorClass = SchemaEditor
    ops_class = DatabaseOperations
