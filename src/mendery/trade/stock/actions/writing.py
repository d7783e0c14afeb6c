"""Set-based writes that Django's ORM would spell more slowly."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models

from mendery.ground.tenancy.scope import current_business_id


def write_values(*, model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[UUID, *tuple[Decimal, ...]]]) -> None:
    """Set columns of numbers on many rows in one statement. Each row is its id and the values in the order of the columns."""
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 -- Django's public way to a table's name
    names = [connection.ops.quote_name(column) for column in columns]
    one = "(%s::uuid" + ", %s::numeric" * len(columns) + ")"
    sets = ", ".join(f"{name} = v.{name}" for name in names)
    params: list[Any] = [value for row in rows for value in row]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET {sets} FROM (VALUES {', '.join([one] * len(rows))}) v (id, {', '.join(names)}) "  # noqa: S608 -- names of our own columns
            "WHERE t.business_id = %s AND t.id = v.id",
            [*params, current_business_id()],
        )


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
