"""The base of every table of a business: identity, ownership, a filtering manager, an update that keeps the owner."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

import uuid_utils.compat
from django.db import models, transaction
from django.db.models.expressions import Expression

from . import direct
from .scope import current_business_id

_AT_ONCE = 1000


def new_id() -> UUID:
    """A UUIDv7: unique everywhere, ordered by time, made without asking the database."""
    return uuid_utils.compat.uuid7()


class CurrentBusiness(Expression):
    """The business of the running scope, looked up when the query is compiled, not when it is written."""

    def __init__(self) -> None:
        super().__init__(output_field=models.UUIDField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [current_business_id()]

    def get_group_by_cols(self) -> list[Any]:
        return []


class RowsOfBusiness(models.QuerySet):
    """Base for the query sets of the apps."""

    def create(self, **values: Any) -> Any:
        """Write a new row by a plain statement, unless the database is to work a value out."""
        if any(hasattr(value, "resolve_expression") for value in values.values()):
            return super().create(**values)
        row = self.model(**values)
        direct.insert([row])
        return row

    def bulk_create(self, objs: Iterable[Any], *args: Any, **how: Any) -> Any:
        """Write new rows by plain statements, a thousand at a time; Django does it when more is asked than to leave rows out."""
        if args or how.keys() - {"ignore_conflicts"}:
            return super().bulk_create(objs, *args, **how)
        rows = list(objs)
        with transaction.atomic(savepoint=False):
            for start in range(0, len(rows), _AT_ONCE):
                direct.insert(rows[start : start + _AT_ONCE], unless_there=how.get("ignore_conflicts", False))
        return rows


# The filter of each model, put together once: which business it means is asked when a query is compiled.
_filtered: dict[type[models.Model], Any] = {}


class BusinessManager(models.Manager.from_queryset(RowsOfBusiness)):  # type: ignore[misc]
    """Filters by business as well, so that one shard and the right index answer; security does not rest on it."""

    use_in_migrations = False

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        known = _filtered.get(self.model)
        if known is None:
            known = _filtered[self.model] = rows.filter(business_id=CurrentBusiness()).query
        rows.query = known.chain()
        return rows


class BusinessRow(models.Model):
    """A row that belongs to one business and can be reached only inside it.

    In the database the primary key is (business_id, id), every foreign key to another business table
    carries business_id, and row-level security is forced: see ``backend/schema.py``.
    """

    # What the arming of the tables reads (documents/arming.py).
    is_audited: ClassVar[bool] = True  # changes go to the audit trail
    audit_hides: ClassVar[tuple[str, ...]] = ()  # columns whose content the trail does not keep
    is_append_only: ClassVar[bool] = False  # no update, no delete, for anybody
    frozen_states: ClassVar[tuple[str, ...]] = ()  # states in which only ``frozen_allows`` may change
    frozen_allows: ClassVar[tuple[str, ...]] = ("state", "version")
    frozen_with: ClassVar[str] = ""  # name of the foreign key to the paper that freezes this line
    also_readable_by: ClassVar[str] = ""  # person column through which a person reads their own rows without a business

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(
        "tenancy.Business",
        on_delete=models.PROTECT,
        default=current_business_id,
        editable=False,
        related_name="+",
        db_index=False,
    )

    objects = BusinessManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def _do_insert(self, manager: Any, using: Any, fields: Any, *rest: Any) -> Any:
        """A new row is written by a plain statement, unless the database is to work a value out."""
        if any(hasattr(getattr(self, field.attname), "resolve_expression") for field in fields):
            return super()._do_insert(manager, using, fields, *rest)  # type: ignore[misc]
        direct.insert([self])
        return []

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        """Never write business_id (the distribution key) and always name it in the filter."""
        values = [value for value in values if value[0].name != "business"]
        return super()._do_update(base_qs.filter(business_id=self.business_id), using, pk_val, values, *rest)


class VersionedRow(BusinessRow):
    """A record that several people may edit at once: a save from an outdated copy is noticed."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(BusinessRow.Meta):
        abstract = True
