"""Rows by the hundred thousand: collected per table, written by COPY as the owner, lines before the papers that freeze them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, models
from psycopg.types.json import Jsonb

Row = TypeVar("Row", bound=models.Model)


class Rows:
    """Collects model instances and writes them table by table."""

    def __init__(self) -> None:
        self.by_model: dict[type[models.Model], list[Any]] = defaultdict(list)

    def add(self, row: Row) -> Row:
        """Remember a row to be written."""
        self.by_model[type(row)].append(row)
        return row

    def write(self, told: Callable[[int], None]) -> int:
        """Write everything. Lines first: their trigger refuses lines of a paper that is posted already."""
        total = 0
        ordered = sorted(self.by_model, key=lambda model: not getattr(model, "frozen_with", ""))
        for model in ordered:
            rows = self.by_model[model]
            _copy(model, rows)
            total += len(rows)
            told(len(rows))
        self.by_model.clear()
        return total


def _copy(model: type[models.Model], rows: list[Any]) -> None:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    json_at = {index for index, field in enumerate(fields) if isinstance(field, models.JSONField)}
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            values = [getattr(row, name) for name in names]
            for index in json_at:
                if values[index] is not None:
                    values[index] = Jsonb(values[index])
            copy.write_row(values)
