"""Other ways into another business: guessed ids, jobs, tokens, pooled connections, a powerful login."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from mendery.config import startup
from mendery.ground.company.models import Branch
from mendery.ground.dispatch import kinds, working
from mendery.ground.dispatch.actions import enqueue
from mendery.ground.documents import files, search
from mendery.ground.documents.models import AttachmentKind
from mendery.ground.people.queries import businesses_of
from mendery.ground.tenancy import scope

pytestmark = pytest.mark.django_db


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def pair(db):
    from tests import cast

    return cast.found("garage", "Garaj Popescu"), cast.found("rival", "Rival Auto")


def test_a_person_without_a_business_reads_only_their_own_memberships(pair):
    ours, _theirs = pair
    person = ours.person["mechanic"]
    assert [place["slug"] for place in businesses_of(person.pk)] == ["garage"]
    with scope.person(person.pk):
        assert ask("SELECT count(*) FROM people_membership") == [(1,)]
        assert ask("SELECT count(*) FROM people_role") == [(0,)]
        assert ask("SELECT count(*) FROM company_branch") == [(0,)]
    with scope.business(ours.business.pk, person_id=person.pk):
        assert ask("SELECT count(*) FROM people_membership")[0][0] == len(ours.membership)


def test_a_scope_inside_the_scope_of_another_business_is_an_error(pair):
    ours, theirs = pair
    with scope.business(ours.business.pk), pytest.raises(scope.OtherBusiness), scope.business(theirs.business.pk):
        raise AssertionError


def test_stepping_out_to_the_person_and_back_keeps_the_scope(pair):
    ours, _ = pair
    with scope.business(ours.business.pk, person_id=ours.person["manager"].pk):
        businesses_of(ours.person["manager"].pk)
        assert Branch.objects.count() == 1


def test_the_scope_ends_with_its_transaction(pair):
    ours, _ = pair
    with scope.business(ours.business.pk):
        assert ask("SELECT count(*) FROM company_branch") == [(1,)]
    assert ask("SELECT count(*) FROM company_branch") == [(0,)]
    assert ask("SELECT coalesce(current_setting('mendery.business', true), '')") == [("",)]


def test_the_session_cannot_be_tricked_by_an_id_that_is_none(pair):
    with pytest.raises(ValueError, match="badly formed"), scope.business("x'; RESET ROLE; --"):
        raise AssertionError


@pytest.mark.parametrize("statement", ["TRUNCATE company_branch CASCADE", "ALTER TABLE company_branch DISABLE ROW LEVEL SECURITY",
                                       "DROP POLICY business ON company_branch", "COPY company_branch FROM STDIN"])  # fmt: skip
def test_the_serving_role_cannot_take_the_walls_down(pair, statement):
    with pytest.raises((ProgrammingError, Exception)) as error, transaction.atomic():
        ask(statement)
    assert "permission denied" in str(error.value) or "must be owner" in str(error.value) or "not supported" in str(error.value)


def test_guessed_ids_of_another_business_are_not_found(pair):
    ours, theirs = pair
    client = ours.client("administrator")
    for path in (
        f"people/{theirs.membership['mechanic'].pk}",
        f"settings/branches/{theirs.branch.pk}",
        f"settings/staff/{theirs.staff['mechanic'].pk}",
    ):
        assert client.get(f"/b/garage/{path}").status_code == 404
        assert client.get(f"/b/rival/{path}").status_code == 404
    assert client.get(f"/b/garage/people/{uuid4()}").status_code == 404


def test_a_token_opens_its_own_business_only(pair):
    ours, theirs = pair
    api = ours.api("administrator")
    assert api.get("/me").json()["business"] == "garage"
    assert api.get(f"/people/{theirs.membership['mechanic'].pk}").status_code == 404
    assert {row["id"] for row in api.get("/company/branches").json()} == {str(ours.branch.pk)}
    for secret in ("", "mnd_guess", "Bearer"):
        assert api.client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_a_job_sees_only_its_business(pair):
    ours, theirs = pair
    seen = []

    @kinds.job("isolation.look")
    def look(run):
        seen.append(list(Branch.objects.values_list("name", flat=True)))
        return {}

    with scope.business(ours.business.pk):
        run = enqueue(kind="isolation.look", title="Look", arguments={}, by=ours.actor("manager"), at=datetime.now(UTC))
    working.run(business_id=theirs.business.pk, run_id=run.pk)
    assert seen == []
    working.run(business_id=ours.business.pk, run_id=run.pk)
    assert seen == [[ours.branch.name]]


def test_search_finds_nothing_of_another_business(pair):
    ours, theirs = pair
    with scope.business(theirs.business.pk):
        search.index(kind="party", row_id=uuid4(), words=["Ionescu"], codes=["BV23FLT"])
        assert len(search.find_ids(text="ionescu", kinds=["party"])) == 1
    with scope.business(ours.business.pk):
        assert search.find_ids(text="ionescu", kinds=["party"]) == []
        assert search.find_ids(text="BV 23 FLT", kinds=["party"]) == []


def test_files_of_another_business_are_not_served(pair, settings, tmp_path):
    settings.FILES = tmp_path
    ours, theirs = pair
    with scope.business(theirs.business.pk):
        kept = files.store(
            data=b"%PDF-1.4 theirs", name="a.pdf", kind=AttachmentKind.FILE, doc_kind="work_order", doc_id=uuid4(),
            by=theirs.actor("manager"), at=datetime.now(UTC),
        )  # fmt: skip
    address = reverse("papers:file", args=["rival", kept.pk])
    assert theirs.client("manager").get(address).status_code == 200
    assert ours.client("manager").get(address).status_code == 404
    assert ours.client("manager").get(reverse("papers:file", args=["garage", kept.pk])).status_code == 404


def test_the_audit_trail_says_who_and_from_where(pair):
    ours, _ = pair
    ours.client("administrator").post("/b/garage/settings/features/switch", {"feature": "inventory", "on": "0"})
    with scope.business(ours.business.pk):
        rows = ask("SELECT person_id, origin, act FROM documents_auditevent WHERE table_name = 'tenancy_switch'")
    assert rows == [(ours.person["administrator"].pk, "page 127.0.0.1", "insert")]


def test_a_powerful_login_does_not_serve():
    command = [sys.executable, "-c", "import mendery.config.asgi"]
    source = os.path.dirname(os.path.dirname(os.path.dirname(startup.__file__)))  # noqa: PTH120 -- of the package
    environment = {**os.environ, "MENDERY_AS": "owner", "DJANGO_SETTINGS_MODULE": "mendery.config.settings", "PYTHONPATH": source}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == startup.EXIT_CODE
    assert "businesses would not be kept apart" in ended.stderr
