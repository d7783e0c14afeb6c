"""The nine rules by which the same schema can be distributed by business, read from the catalogue of PostgreSQL."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from mendery.ground.documents.arming import APP_ROLE, business_models
from mendery.ground.people.models import Membership, Role
from mendery.ground.tenancy.rows import BusinessRow

from .platform_tables import LOCAL, PLATFORM, REFERENCE

SOURCE = Path(__file__).parents[2] / "src"
pytestmark = pytest.mark.django_db


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def tables():
    return {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def business_tables():
    return {model._meta.db_table for model in business_models()}


def test_every_table_belongs_to_a_business_or_stands_on_the_written_list():
    assert tables() - PLATFORM == business_tables()
    assert PLATFORM - tables() == set()


def test_rule_1_every_row_carries_its_business():
    rows = ask(
        "SELECT table_name, udt_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'business_id'"
    )
    assert {name for name, kind, nullable in rows if (kind, nullable) == ("uuid", "NO")} == business_tables()


def test_rule_1_the_primary_key_is_business_and_id():
    rows = ask(
        "SELECT c.conrelid::regclass::text, array_agg(a.attname ORDER BY k.n) FROM pg_constraint c "
        "CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY k(attnum, n) "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum "
        "WHERE c.contype = 'p' AND c.connamespace = 'public'::regnamespace GROUP BY 1"
    )
    keys = dict(rows)
    assert {name: keys[name] for name in business_tables()} == {name: ["business_id", "id"] for name in business_tables()}


def test_rule_1_every_unique_and_exclusion_includes_the_business():
    rows = ask(
        "SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, array_agg(a.attname) FROM pg_index i "
        "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) "
        "WHERE (i.indisunique OR i.indisexclusion) AND i.indrelid::regclass::text = ANY (%s) GROUP BY 1, 2",
        list(business_tables()),
    )
    assert [index for _, index, columns in rows if "business_id" not in columns] == []


FOREIGN_KEYS = """
SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text, c.confdeltype, c.condeferrable,
       (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(attnum, n)
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum),
       (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(attnum, n)
          JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum)
  FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
"""


def test_rule_1_foreign_keys_between_tables_of_a_business_carry_the_business():
    ours = business_tables()
    wrong = [
        name for name, table, target, _, deferrable, columns, keys in ask(FOREIGN_KEYS)
        if table in ours and target in ours and (columns[0] != "business_id" or keys != ["business_id", "id"] or not deferrable)
    ]  # fmt: skip
    assert wrong == []


def test_every_foreign_key_of_the_models_is_in_the_database():
    there = {(table, columns[-1]) for _, table, _, _, _, columns, _ in ask(FOREIGN_KEYS)}
    wanted = {
        (model._meta.db_table, field.column)
        for model in business_models() for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.db_constraint
    }  # fmt: skip
    assert wanted - there == set()


def test_rule_2_policies_are_forced_and_have_no_sub_select():
    secured = {
        name for (name,) in ask("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'")
    }
    assert secured == business_tables()
    policies = ask("SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'")
    whole = {table for table, name, command, qual, check in policies if (name, command) == ("business", "ALL") and qual == check}
    assert whole == business_tables()
    assert [name for _, name, _, qual, check in policies if "select" in f"{qual}{check}".lower()] == []
    others = {(table, name, command) for table, name, command, _, _ in policies if name != "business"}
    assert others == {(Membership._meta.db_table, "own_rows", "SELECT")}


def test_rule_3_the_business_is_set_by_a_statement_and_never_for_the_session():
    found = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"set_config\s*\(\s*'", text) or re.search(r"\bSET (SESSION )?mendery\.", text):
            found.append(str(path))
    assert found == []


@pytest.mark.parametrize("model", business_models(), ids=lambda model: model._meta.label)
def test_rule_4_every_query_names_the_business(model):
    for manager in (model._default_manager, model._base_manager):
        sql = str(manager.all().query)
        assert f'"{model._meta.db_table}"."business_id" = ' in sql
    assert issubclass(model, BusinessRow)


def test_rule_5_saving_never_writes_the_business(founded, django_assert_num_queries):
    role = Role.objects.first()
    with django_assert_num_queries(1) as queries:
        role.save(force_update=True)
    sql = queries[0]["sql"]
    assert "business_id" not in sql.split(" WHERE ")[0]
    assert '"people_role"."business_id" = ' in sql.split(" WHERE ")[1]


def test_rule_6_many_rows_are_inserted_as_values(founded, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        Role.objects.bulk_create([Role(code="a"), Role(code="b")])
    assert "UNNEST" not in queries[0]["sql"].upper()
    copies = [
        str(path) for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and re.search(r"INSERT\s+INTO\s+\w+[^;\"']*?\)\s*SELECT", path.read_text(encoding="utf-8"), re.I)
    ]  # fmt: skip
    assert copies == []


def test_rule_7_no_foreign_key_of_a_business_acts_on_delete():
    assert [name for name, table, _, act, *_ in ask(FOREIGN_KEYS) if table in business_tables() and act != "a"] == []


def test_rule_8_triggers_are_ours_and_stay_inside_the_business():
    rows = ask(
        "SELECT DISTINCT p.proname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgrelid::regclass::text = ANY (%s)",
        list(business_tables()),
    )
    assert {name for name, _ in rows} <= {"mendery_audit", "mendery_append_only", "mendery_frozen", "mendery_frozen_with"}
    touching = [source for _, source in rows if re.search(r"\b(INSERT INTO|SELECT state FROM)\b", source)]
    assert touching
    assert all("business_id" in source for source in touching)


def test_rule_9_tables_of_a_business_point_only_at_reference_tables():
    targets = {target for _, table, target, *_ in ask(FOREIGN_KEYS) if table in business_tables() and target not in business_tables()}
    assert targets <= REFERENCE
    assert not LOCAL & targets


def test_the_role_that_serves_owns_nothing_and_cannot_step_around():
    is_super, bypasses = ask("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s", APP_ROLE)[0]
    assert (is_super, bypasses) == (False, False)
    assert ask("SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = %s", APP_ROLE) == []
    assert ask("SELECT current_user")[0][0] == APP_ROLE
    powers = ask(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = %s AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')",
        APP_ROLE,
    )
    assert powers == []


def test_the_app_role_cannot_change_what_is_append_only():
    only = {model._meta.db_table for model in business_models() if model.is_append_only}
    rows = ask(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = %s AND privilege_type IN ('UPDATE', 'DELETE') AND table_name = ANY (%s)",
        APP_ROLE, list(only),
    )  # fmt: skip
    assert only
    assert rows == []


def test_functions_that_run_as_their_owner_do_not_exist():
    assert ask("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace") == []


def test_every_model_with_a_business_key_uses_the_shared_base():
    plain = [
        model._meta.label
        for model in apps.get_models()
        if any(f.name == "business" for f in model._meta.fields) and not issubclass(model, BusinessRow)
    ]
    assert plain == []
