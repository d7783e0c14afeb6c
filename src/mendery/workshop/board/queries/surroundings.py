"""Who works here and what the stages are called: what every list of orders needs beside its rows, in one question."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from mendery.ground.tenancy.scope import current_business_id

_ASKED = """
SELECT (SELECT json_agg(json_build_array(id, name, tone, is_technician AND is_active) ORDER BY name)
          FROM company_staff WHERE business_id = %(business)s),
       (SELECT json_agg(json_build_array(code, name, tone, icon, is_hidden) ORDER BY seq, id)
          FROM workorders_stage WHERE business_id = %(business)s)
"""


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who works or worked here."""

    id: UUID
    name: str
    tone: str
    is_technician: bool


@dataclass(frozen=True, slots=True)
class StageLook:
    """A stage as the business set it; an empty name means the standard word."""

    code: str
    name: str
    tone: str
    icon: str
    is_hidden: bool


@dataclass(frozen=True)
class Surroundings:
    """The staff by name, and the stages in their order."""

    staff: list[Face]
    stages: list[StageLook]


def surroundings() -> Surroundings:
    """Asked once per page."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, {"business": current_business_id()})
        staff, stages = cursor.fetchone()
    return Surroundings([Face(UUID(pk), *rest) for pk, *rest in _rows(staff)], [StageLook(*row) for row in _rows(stages)])


def _rows(value: Any) -> list[list[Any]]:
    return json.loads(value) if isinstance(value, str) else value or []
