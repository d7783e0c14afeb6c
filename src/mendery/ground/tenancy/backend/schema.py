"""Tables of a business get their isolation while they are created, not by remembering to add it.

A table belongs to a business when it has a field named ``business``. Then the primary key is (business_id, id), every
foreign key to another such table is (business_id, x_id), indexes of foreign keys begin with business_id, and row-level
security is enabled and forced with the direct policy (a sub-select in it costs the ordered index and is refused by Citus).
"""

from typing import Any

from django.db import models
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

_MINE = "business_id = nullif(current_setting('mendery.business', true), '')::uuid"

# Its private parts are not in the type stubs.
_Editor: Any = DatabaseSchemaEditor


def belongs_to_business(model: Any) -> bool:
    """Whether the rows of this model are owned by a business."""
    return any(field.name == "business" for field in model._meta.local_fields)


class SchemaEditor(_Editor):
    """Writes composite keys and policies."""

    sql_create_column_inline_fk: Any = None

    def table_sql(self, model: Any) -> tuple[str, list[Any]]:
        sql, params = super().table_sql(model)
        if belongs_to_business(model):
            sql = sql.replace(" PRIMARY KEY", "", 1)
            end = sql.rindex(")")
            sql = f'{sql[:end]}, PRIMARY KEY ("business_id", "id"){sql[end:]}'
        return sql, params

    def create_model(self, model: Any) -> None:
        super().create_model(model)
        if belongs_to_business(model):
            table = self.quote_name(model._meta.db_table)
            self.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            self.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            self.execute(f"CREATE POLICY business ON {table} USING ({_MINE}) WITH CHECK ({_MINE})")

    def _create_fk_sql(self, model: Any, field: Any, suffix: str) -> Statement:
        other = field.remote_field.model
        if field.name == "business" or not (belongs_to_business(model) and belongs_to_business(other)):
            return super()._create_fk_sql(model, field, suffix)
        table, target = model._meta.db_table, other._meta.db_table
        return Statement(
            self.sql_create_fk,
            table=Table(table, self.quote_name),
            name=self._fk_constraint_name(model, field, suffix),
            column=Columns(table, ["business_id", field.column], self.quote_name),
            to_table=Table(target, self.quote_name),
            to_column=Columns(target, ["business_id", "id"], self.quote_name),
            deferrable=self.connection.ops.deferrable_sql(),
            on_delete_db="",
        )

    def _field_indexes_sql(self, model: Any, field: Any) -> list[Any]:
        is_key = isinstance(field, models.ForeignKey)
        if not (is_key and belongs_to_business(model) and self._field_should_be_indexed(model, field)):
            return super()._field_indexes_sql(model, field)
        owner = model._meta.get_field("business")
        return [self._create_index_sql(model, fields=[owner, field])]
