"""A few rows of one table by a plain statement: for what every request asks or writes, since composing a query costs more than running it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


@cache
def _inserting(model: type[models.Model]) -> tuple[str, str, Sequence[Any]]:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ', f"({values})", fields  # noqa: S608 -- names of our own models


def insert(rows: Sequence[models.Model], *, unless_there: bool = False) -> None:
    """Write new rows of one table. Their fields prepare the values as they do when a row is saved.

    unless_there  rows that a unique key refuses are left out
    """
    head, one, fields = _inserting(type(rows[0]))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]  # noqa: FBT003 -- Django's signature
    tail = " ON CONFLICT DO NOTHING" if unless_there else ""
    with connection.cursor() as cursor:
        cursor.execute(head + ", ".join([one] * len(rows)) + tail, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 -- what saving notes there


def delete(model: type[models.Model], business_id: Any, ids: Sequence[Any]) -> None:
    """Delete rows of a business on which nothing hangs."""
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE business_id = %s AND id = ANY(%s)', [business_id, list(ids)])  # noqa: S608


@cache
def _columns(model: type[models.Model], alias: str) -> tuple[str, tuple[str, ...], tuple[tuple[int, Any], ...]]:
    """The columns as SQL, the attributes they fill, and those that are not Python's values yet (JSON) by their place."""
    fields: Sequence[Any] = model._meta.concrete_fields
    raw = tuple((place, field) for place, field in enumerate(fields) if hasattr(field, "from_db_value"))
    return ", ".join(f'{alias}."{field.column}"' for field in fields), tuple(field.attname for field in fields), raw


def _made(model: type[M], names: tuple[str, ...], raw: tuple[tuple[int, Any], ...], row: Sequence[Any]) -> M:
    if raw:
        row = list(row)
        for place, field in raw:
            row[place] = field.from_db_value(row[place], None, connection)
    return model.from_db(connection.alias, names, row)


def rows(model: type[M], where: str, params: Sequence[Any]) -> list[M]:
    """The rows as objects. ``where`` is written in the program, never made of what somebody typed; values go into ``params``."""
    columns, names, raw = _columns(model, "t")
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" t WHERE {where}', params)  # noqa: S608 -- names of our own models
        return [_made(model, names, raw, row) for row in cursor.fetchall()]


def first(model: type[M], where: str, params: Sequence[Any]) -> M | None:
    """The first of them, or None."""
    found = rows(model, where, params)
    return found[0] if found else None


def rows_with(model: type[M], key: str, where: str, params: Sequence[Any]) -> list[M]:
    """The same, each with the row of its business that the foreign key names. In ``where`` the table is called ``t``."""
    field: Any = model._meta.get_field(key)
    there = field.related_model
    (columns, names, raw), (their_columns, their_names, their_raw) = _columns(model, "t"), _columns(there, "r")
    sql = (
        f'SELECT {columns}, {their_columns} FROM "{model._meta.db_table}" t JOIN "{there._meta.db_table}" r '  # noqa: S608 -- names of our own models
        f'ON r.business_id = t.business_id AND r.id = t."{field.column}" WHERE {where}'
    )
    found = []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for row in cursor.fetchall():
            one = _made(model, names, raw, row[: len(names)])
            setattr(one, key, _made(there, their_names, their_raw, row[len(names) :]))
            found.append(one)
    return found
