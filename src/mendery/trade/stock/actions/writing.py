"""Set-based writes that Django's ORM would spell more slowly."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from mendery.ground.tenancy.scope import current_business_id

Rows = Sequence[tuple[UUID, *tuple[Decimal, ...]]]
Sql = tuple[str, list[Any]]


def write_values(*, model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Set columns of numbers on many rows in one statement. Each row is its id and the values in the order of the columns."""
    write_together(new={}, changed=[(model, columns, rows)])


def write_together(
    *, new: dict[type[models.Model], Sequence[Any]], changed: Sequence[tuple[type[models.Model], Sequence[str], Rows]]
) -> None:
    """Insert new rows and set columns of numbers on others, of several tables, in one statement.

    Foreign keys are checked at the end of the transaction, so the order within the statement does not matter.
    """
    parts = [_insert(model, rows) for model, rows in new.items() if rows]
    parts += [_update(model, columns, rows) for model, columns, rows in changed if rows]
    if not parts:
        return
    names = "abcdefghijklmnop"
    earlier = ", ".join(f"{name} AS ({sql})" for name, (sql, _params) in zip(names, parts[:-1], strict=False))
    sql = (f"WITH {earlier} " if earlier else "") + parts[-1][0]
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _sql, params in parts for value in params])


@cache
def _columns(model: type[models.Model]) -> tuple[str, tuple[str, ...], str]:
    fields = model._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    return _table(model), tuple(field.attname for field in fields), names


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _insert(model: type[models.Model], rows: Sequence[Any]) -> Sql:
    table, attributes, names = _columns(model)
    one = "(" + ", ".join(["%s"] * len(attributes)) + ")"
    values = [getattr(row, attribute) for row in rows for attribute in attributes]
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(rows))}", values  # noqa: S608 -- names of our own columns


def _update(model: type[models.Model], columns: Sequence[str], rows: Rows) -> Sql:
    names = [connection.ops.quote_name(column) for column in columns]
    one = "(%s::uuid" + ", %s::numeric" * len(columns) + ")"
    sets = ", ".join(f"{name} = v.{name}" for name in names)
    sql = (
        f"UPDATE {_table(model)} t SET {sets} FROM (VALUES {', '.join([one] * len(rows))}) v (id, {', '.join(names)}) "  # noqa: S608 -- names of our own columns
        "WHERE t.business_id = %s AND t.id = v.id"
    )
    return sql, [*(value for row in rows for value in row), current_business_id()]


OPEN_LAYERS = """
SELECT l.id, l.item_id, l.received_at, l.quantity_left, l.value_left
  FROM (VALUES {wanted}) w (item_id, after_at, after_id),
       LATERAL (
           SELECT id, item_id, received_at, quantity_left, value_left FROM stock_layer
            WHERE business_id = %s AND item_id = w.item_id AND warehouse_id = %s AND quantity_left > 0
              AND (received_at, id) > (w.after_at, w.after_id)
            ORDER BY received_at, id LIMIT %s
       ) l
"""


def open_layers(*, warehouse_id: UUID, after: dict[UUID, tuple[Any, UUID]], limit: int) -> list[tuple[UUID, UUID, Any, Decimal, Decimal]]:
    """The next open layers of several items, oldest first within each, from the partial index: (id, item, moment, left, value)."""
    wanted = ", ".join(["(%s::uuid, %s::timestamptz, %s::uuid)"] * len(after))
    params: list[Any] = [part for item_id, (moment, layer_id) in after.items() for part in (item_id, moment, layer_id)]
    with connection.cursor() as cursor:
        cursor.execute(OPEN_LAYERS.format(wanted=wanted), [*params, current_business_id(), warehouse_id, limit])
        return cursor.fetchall()
