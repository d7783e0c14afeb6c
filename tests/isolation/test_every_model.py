"""Each table attacked by raw SQL on the application's own connection: the wrong business sees, changes and points at nothing."""

from contextlib import contextmanager

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from mendery.ground.tenancy.backend.schema import belongs_to_business
from mendery.ground.tenancy.scope import business

from .rows import labels, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(db):
    from mendery.ground.tenancy.models import Business

    return Business.objects.create(slug="first", name="First"), Business.objects.create(slug="other", name="Other")


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@contextmanager
def refused():
    """The database itself says no: policy or missing privilege."""
    with pytest.raises(ProgrammingError) as error, transaction.atomic():
        yield
    assert isinstance(error.value.__cause__, psycopg.errors.InsufficientPrivilege)


def changed(sql, *values):
    """Rows changed; none when the table is append-only and refuses at once."""
    try:
        with transaction.atomic():
            return ask(sql, *values)
    except ProgrammingError as error:
        assert isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)  # noqa: PT017 -- two lawful outcomes
        return 0


@pytest.mark.parametrize("label", labels())
def test_rows_are_seen_and_changed_only_inside_their_business(two, label):
    model = apps.get_model(label)
    table = model._meta.db_table
    first, other = two
    with business(first.pk):
        row = make(model)
        assert ask(f'SELECT count(*) FROM "{table}" WHERE id = %s', row.pk) == [(1,)]
    assert ask(f'SELECT count(*) FROM "{table}"') == [(0,)]
    assert list(model.objects.all()) == []
    with business(other.pk):
        assert ask(f'SELECT count(*) FROM "{table}" WHERE id = %s OR business_id = %s', row.pk, first.pk) == [(0,)]
        assert not model.objects.filter(pk=row.pk).exists()
        assert changed(f'UPDATE "{table}" SET id = gen_random_uuid() WHERE id = %s', row.pk) == 0
        assert changed(f'DELETE FROM "{table}" WHERE id = %s', row.pk) == 0
    with business(first.pk):
        assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("label", labels())
def test_rows_cannot_be_written_into_another_business(two, label):
    model = apps.get_model(label)
    table = model._meta.db_table
    first, other = two
    with business(other.pk):
        row = make(model)
        with refused():
            ask(f'INSERT INTO "{table}" (business_id, id) VALUES (%s, gen_random_uuid())', first.pk)
        with refused():
            ask(f'UPDATE "{table}" SET business_id = %s WHERE id = %s', first.pk, row.pk)
    with refused():
        ask(f'INSERT INTO "{table}" (business_id, id) VALUES (%s, gen_random_uuid())', first.pk)


def _keys(label):
    model = apps.get_model(label)
    return [
        field for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name != "business" and belongs_to_business(field.related_model)
    ]  # fmt: skip


def point(model, field, theirs):
    make(model, **{field.attname: theirs.pk})
    ask("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("label", "name"), [(label, field.name) for label in labels() for field in _keys(label)])
def test_a_row_cannot_point_at_another_business(two, label, name):
    model = apps.get_model(label)
    field = model._meta.get_field(name)
    first, other = two
    with business(first.pk):
        theirs = make(field.related_model)
    with business(other.pk), pytest.raises(IntegrityError), transaction.atomic():
        point(model, field, theirs)
