"""Who somebody is in the business of the running scope."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from mendery.ground.tenancy.scope import current, current_business_id, person

from .actor import Actor
from .permissions import ALL_RIGHTS

_CREDENTIALS = """
SELECT m.id, m.branch_ids, m.branch_id, m.roles, m.initials, m.tone, p.name, p.language, p.theme, p.single_keys,
       (SELECT coalesce(array_agg(DISTINCT one), '{}')
          FROM people_role r, unnest(r.rights) one
         WHERE r.business_id = %(business)s AND r.code = ANY (m.roles)),
       (SELECT coalesce(jsonb_object_agg(s.name, s.is_on), '{}') FROM tenancy_switch s WHERE s.business_id = %(business)s)
  FROM people_membership m JOIN people_person p ON p.id = m.person_id
 WHERE m.business_id = %(business)s AND m.person_id = %(person)s AND m.is_active AND p.is_active
"""

_PLACES = """
SELECT b.id, b.slug, b.name, b.stay, m.roles
  FROM people_membership m JOIN tenancy_business b ON b.id = m.business_id
 WHERE m.person_id = %s AND m.is_active AND b.stay NOT IN ('archived', 'erased')
 ORDER BY b.name
"""


@dataclass(frozen=True)
class Credentials:
    """A member as pages need them."""

    actor: Actor
    roles: tuple[str, ...]
    initials: str
    tone: str
    theme: str
    single_keys: bool


def credentials(*, person_id: UUID, channel: str) -> Credentials | None:
    """The member behind a person in this business, with their rights, in one query; None for a stranger.

    With levels of access switched off every member may do everything (A26).
    """
    scope = current()
    if scope is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CREDENTIALS, {"business": scope.business_id, "person": person_id})
        row = cursor.fetchone()
    if row is None:
        return None
    membership_id, branch_ids, branch_id, roles, initials, tone, name, language, theme, single_keys, rights, switches = row
    states = _as_dict(switches)
    scope.memory["switches"] = states
    held = frozenset(rights) if states.get("access_levels", True) else ALL_RIGHTS
    actor = Actor(
        person_id=person_id, name=name, rights=held, membership_id=membership_id, branch_ids=tuple(branch_ids),
        channel=channel, language=language, branch_id=branch_id,
    )  # fmt: skip
    return Credentials(actor, tuple(roles), initials, tone, theme, single_keys)


def businesses_of(person_id: UUID) -> list[dict[str, Any]]:
    """Where a person may go, by name; asked before a business is chosen, under the one policy that allows it."""
    with person(person_id), connection.cursor() as cursor:
        cursor.execute(_PLACES, [person_id])
        rows = cursor.fetchall()
    return [{"id": row[0], "slug": row[1], "name": row[2], "stay": row[3], "roles": row[4]} for row in rows]


def is_member_elsewhere(*, person_id: UUID) -> bool:
    """Whether a person is an active member of another business than the one of the running scope. Tells nothing else."""
    here = current_business_id()
    with person(person_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM people_membership WHERE person_id = %s AND is_active AND business_id IS DISTINCT FROM %s)",
            [person_id, here],
        )
        return bool(cursor.fetchone()[0])


def _as_dict(value: Any) -> dict[str, bool]:
    return json.loads(value) if isinstance(value, str) else dict(value or {})
