"""One row of any model, with whatever it points at, made from what the fields say."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from mendery.ground.documents.arming import business_models

_serial = count(1)

# Values for fields with a check that their type does not tell.
KNOWN: dict[str, dict[str, Any]] = {}


def _plain(field: models.Field) -> Any:
    number = next(_serial)
    if field.choices:
        return field.choices[0][0]
    made = {
        models.UUIDField: uuid4, models.DateField: lambda: date(2026, 11, 24), models.DateTimeField: lambda: datetime(2026, 11, 24, 8, tzinfo=UTC),
        models.DecimalField: lambda: Decimal(1), models.BooleanField: lambda: True, models.BinaryField: lambda: b"x",
        models.JSONField: dict, ArrayField: list, models.EmailField: lambda: f"n{number}@row.example",
    }  # fmt: skip
    for kind in type(field).__mro__:
        if kind in made:
            return made[kind]()
    if isinstance(field, models.IntegerField):
        return number
    return f"t{number}"[: getattr(field, "max_length", None) or 20]


def make(model: type[models.Model], **values: Any) -> Any:
    """A saved row in the running scope."""
    given = {**KNOWN.get(model._meta.label, {}), **values}
    for field in model._meta.concrete_fields:
        if field.name in given or field.attname in given or field.name in ("id", "business"):
            continue
        if isinstance(field, models.ForeignKey):
            if not field.null:
                given[field.name] = make(field.related_model)
        elif (not field.has_default() and not field.null and not (field.blank and field.empty_strings_allowed)) or (
            field.unique and not field.primary_key and not field.null
        ):
            given[field.name] = _plain(field)
    return model.objects.create(**given)


def labels() -> list[str]:
    """Every model whose rows belong to a business, for parametrised tests."""
    return sorted(model._meta.label for model in business_models())
