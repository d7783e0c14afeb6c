"""A few rows of one table by a plain statement: for what every request asks, since composing a query costs more than running it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


@cache
def _columns(model: type[models.Model], alias: str) -> tuple[str, tuple[str, ...]]:
    fields = model._meta.concrete_fields
    return ", ".join(f'{alias}."{field.column}"' for field in fields), tuple(field.attname for field in fields)


def rows(model: type[M], where: str, params: Sequence[Any]) -> list[M]:
    """The rows as objects. ``where`` is written in the program, never made of what somebody typed; values go into ``params``."""
    columns, names = _columns(model, "t")
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" t WHERE {where}', params)  # noqa: S608 -- names of our own models
        return [model.from_db(connection.alias, names, row) for row in cursor.fetchall()]


def first(model: type[M], where: str, params: Sequence[Any]) -> M | None:
    """The first of them, or None."""
    found = rows(model, where, params)
    return found[0] if found else None


def rows_with(model: type[M], key: str, where: str, params: Sequence[Any]) -> list[M]:
    """The same, each with the row of its business that the foreign key names. In ``where`` the table is called ``t``."""
    field: Any = model._meta.get_field(key)
    there = field.related_model
    (columns, names), (their_columns, their_names) = _columns(model, "t"), _columns(there, "r")
    sql = (
        f'SELECT {columns}, {their_columns} FROM "{model._meta.db_table}" t JOIN "{there._meta.db_table}" r '  # noqa: S608 -- names of our own models
        f'ON r.business_id = t.business_id AND r.id = t."{field.column}" WHERE {where}'
    )
    found = []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for row in cursor.fetchall():
            one = model.from_db(connection.alias, names, row[: len(names)])
            setattr(one, key, there.from_db(connection.alias, their_names, row[len(names) :]))
            found.append(one)
    return found
