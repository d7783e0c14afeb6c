"""After each migration, as the owner: what the database itself refuses and remembers, from what the models say.

Grants for the application role, append-only tables, frozen papers and lines, the audit trigger, the policy by which a
person reads their own memberships. Everything is idempotent.
"""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections

from mendery.ground.tenancy.rows import BusinessRow

APP_ROLE = "mendery_app"
_FUNCTIONS = Path(__file__).with_name("arming.sql")


def business_models() -> list[type[BusinessRow]]:
    """Every concrete model whose rows belong to a business."""
    return [model for model in apps.get_models() if issubclass(model, BusinessRow) and not model._meta.proxy]


def _audit(table: str, model: type[BusinessRow]) -> list[str]:
    wanted = f'DROP TRIGGER IF EXISTS audit ON "{table}"'
    if not model.is_audited:
        return [wanted]
    hidden = ", ".join(f"'{column}'" for column in model.audit_hides)
    return [
        wanted,
        f'CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION mendery_audit({hidden})',
    ]


def _append_only(table: str, model: type[BusinessRow]) -> list[str]:
    if not model.is_append_only:
        return []
    return [
        f'REVOKE UPDATE, DELETE ON "{table}" FROM {APP_ROLE}',
        f'DROP TRIGGER IF EXISTS append_only ON "{table}"',
        f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION mendery_append_only()',
    ]


def _frozen(table: str, model: type[BusinessRow]) -> list[str]:
    statements = []
    if model.frozen_states:
        states = ", ".join(f"'{state}'" for state in model.frozen_states)
        allowed = ", ".join(f"'{column}'" for column in model.frozen_allows)
        statements += [
            f'DROP TRIGGER IF EXISTS frozen ON "{table}"',
            (
                f'CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW '
                f"WHEN (OLD.state IN ({states})) EXECUTE FUNCTION mendery_frozen({allowed})"
            ),
        ]
    if model.frozen_with:
        key: Any = model._meta.get_field(model.frozen_with)
        statements += [
            f'DROP TRIGGER IF EXISTS frozen_with ON "{table}"',
            (
                f'CREATE TRIGGER frozen_with BEFORE INSERT OR UPDATE OR DELETE ON "{table}" FOR EACH ROW '
                f"EXECUTE FUNCTION mendery_frozen_with('{key.related_model._meta.db_table}', '{key.column}')"
            ),
        ]
    return statements


def _own_rows(table: str, model: type[BusinessRow]) -> list[str]:
    if not model.also_readable_by:
        return []
    return [
        f'DROP POLICY IF EXISTS own_rows ON "{table}"',
        (
            f'CREATE POLICY own_rows ON "{table}" FOR SELECT USING '
            f"({model.also_readable_by} = nullif(current_setting('mendery.person', true), '')::uuid "
            f"AND nullif(current_setting('mendery.business', true), '') IS NULL)"
        ),
    ]


def arm_tables(*, using: str = "default", **_: Any) -> None:
    """Run after ``migrate``."""
    statements = [_FUNCTIONS.read_text(encoding="utf-8")]
    statements += [
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {APP_ROLE}",
    ]
    known = set(connections[using].introspection.table_names())
    for model in business_models():
        table = model._meta.db_table
        if table in known:
            statements += _audit(table, model) + _append_only(table, model) + _frozen(table, model) + _own_rows(table, model)
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
