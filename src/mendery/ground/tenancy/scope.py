"""The one door into a business: opens the transaction and names business and person to the database.

Row-level security and the audit trail read ``mendery.business``, ``mendery.person`` and ``mendery.origin``. They are set by
the statement ``SET LOCAL``, never by ``set_config()`` and never for a session: poolers would leak it, Citus would not send it on.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction


@dataclass(frozen=True)
class Scope:
    """In whose area we are, on whose behalf, and from where (``page 10.0.0.7``, ``job``, ``api``)."""

    business_id: UUID
    person_id: UUID | None = None
    origin: str = ""
    memory: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)


class OtherBusiness(RuntimeError):  # noqa: N818 -- reads as a sentence where it is raised
    """A scope of one business was asked for inside the scope of another."""


_scope: ContextVar[Scope | None] = ContextVar("mendery_scope", default=None)


def current() -> Scope | None:
    """The scope we are in, if any."""
    return _scope.get()


def required_business_id() -> UUID:
    """The business we are in, for whoever cannot work outside of one."""
    scope = _scope.get()
    if scope is None:
        raise LookupError("outside of a business")
    return scope.business_id


def current_business_id() -> UUID | None:
    """The business we are in; None means that no row of any business can be seen."""
    scope = _scope.get()
    return scope.business_id if scope else None


def _tell_database(scope: Scope | None) -> None:
    business = str(UUID(str(scope.business_id))) if scope else ""
    person = str(UUID(str(scope.person_id))) if scope and scope.person_id else ""
    origin = re.sub(r"[^\w .:/-]", "", scope.origin)[:80] if scope else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL mendery.business = '{business}'; SET LOCAL mendery.person = '{person}'; SET LOCAL mendery.origin = '{origin}'"
        )


@contextmanager
def business(business_id: UUID, *, person_id: UUID | None = None, origin: str = "") -> Iterator[Scope]:
    """Work inside one business, in one transaction. Inside the same business it may be nested."""
    outer = _scope.get()
    if outer is not None and outer.business_id != business_id:
        raise OtherBusiness
    if outer is not None and person_id in (None, outer.person_id):
        yield outer
        return
    scope = Scope(UUID(str(business_id)), person_id, origin)
    with transaction.atomic():
        _tell_database(scope)
        token = _scope.set(scope)
        try:
            yield scope
        finally:
            _scope.reset(token)
    if connection.in_atomic_block:
        _tell_database(outer)


@contextmanager
def person(person_id: UUID, *, origin: str = "") -> Iterator[None]:
    """Before a business is chosen: a person may read their own memberships and nothing else.

    Inside a business it steps out of it for the time of the block; the scope is told to the database again afterwards.
    """
    identity = str(UUID(str(person_id)))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL mendery.business = ''; SET LOCAL mendery.person = '{identity}'")
        yield
        if _scope.get() is not None:
            _tell_database(_scope.get())
