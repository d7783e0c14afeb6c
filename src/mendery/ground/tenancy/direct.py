"""A few rows of one table by a plain statement: for what every request asks, since composing a query costs more than running it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


@cache
def _columns(model: type[models.Model]) -> tuple[str, tuple[str, ...]]:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    return f'SELECT {names} FROM "{model._meta.db_table}" WHERE ', tuple(field.attname for field in fields)  # noqa: S608 -- names of our own models


def rows(model: type[M], where: str, params: Sequence[Any]) -> list[M]:
    """The rows as objects. ``where`` is written in the program, never made of what somebody typed; values go into ``params``."""
    select, names = _columns(model)
    with connection.cursor() as cursor:
        cursor.execute(select + where, params)
        return [model.from_db(connection.alias, names, row) for row in cursor.fetchall()]


def first(model: type[M], where: str, params: Sequence[Any]) -> M | None:
    """The first of them, or None."""
    found = rows(model, where, params)
    return found[0] if found else None
