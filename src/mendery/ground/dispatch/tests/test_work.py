"""Background work: after commit, once, tried again, seen."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from mendery.ground.dispatch import kinds, working
from mendery.ground.dispatch.actions import enqueue, outbox, progress
from mendery.ground.dispatch.models import JobRun, JobState, OutboxMessage
from mendery.ground.events import Refused
from mendery.ground.tenancy.scope import business, current

done: list = []
sent: list = []


@kinds.job("test.count")
def count(run):
    done.append((run.arguments["n"], current().business_id))
    return {"counted": run.arguments["n"]}


@kinds.job("test.crash")
def crash(run):
    JobRun.objects.create(kind="left", title="left behind", asked_at=datetime.now(UTC))
    raise ZeroDivisionError("by zero")


@kinds.job("test.refuse")
def refuse(run):
    raise Refused("The file has no lines.", code="no_lines")


@kinds.channel("test.sms")
def sms(payload, dedupe_key):
    if payload.get("fails"):
        raise ConnectionError("no signal")
    sent.append(dedupe_key)


@pytest.fixture(autouse=True)
def fresh():
    done.clear()
    sent.clear()


def ask(founded, kind, **arguments):
    return enqueue(kind=kind, title="Test", arguments=arguments, by=founded.actor("manager"), at=datetime.now(UTC))


def waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return cursor.fetchone()[0]


def test_a_job_runs_in_its_business_and_only_once(founded):
    run = ask(founded, "test.count", n=3)
    assert waiting() == 1
    for _ in range(2):
        working.run(business_id=founded.business.pk, run_id=run.pk)
    run.refresh_from_db()
    assert done == [(3, founded.business.pk)]
    assert (run.state, run.result, run.attempts) == (JobState.DONE, {"counted": 3}, 1)


def test_what_is_rolled_back_was_never_asked_for(founded):
    with transaction.atomic():
        ask(founded, "test.count", n=1)
        transaction.set_rollback(True)
    assert (waiting(), JobRun.objects.count()) == (0, 0)


def test_a_crash_is_tried_four_times_and_leaves_nothing(founded):
    run = ask(founded, "test.crash")
    for state in (JobState.WAITING, JobState.WAITING, JobState.WAITING, JobState.FAILED):
        with pytest.raises(ZeroDivisionError):
            working.run(business_id=founded.business.pk, run_id=run.pk)
        run.refresh_from_db()
        assert run.state == state
    assert "by zero" in run.failure
    assert not JobRun.objects.filter(kind="left").exists()


def test_a_refusal_ends_the_job_with_its_sentence(founded):
    run = ask(founded, "test.refuse")
    working.run(business_id=founded.business.pk, run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.failure) == (JobState.FAILED, "The file has no lines.")


def test_an_unknown_kind_is_not_accepted(founded):
    with pytest.raises(LookupError):
        ask(founded, "test.nothing")


def test_a_message_with_the_same_key_goes_out_once(founded):
    assert outbox.send(kind="test.sms", dedupe_key="ready:1", payload={})
    assert not outbox.send(kind="test.sms", dedupe_key="ready:1", payload={})
    message = OutboxMessage.objects.get()
    for _ in range(2):
        working.deliver(business_id=founded.business.pk, message_id=message.pk)
    assert (sent, waiting()) == (["ready:1"], 1)


def test_a_message_interrupted_while_sending_waits_for_a_person(founded, client_of):
    outbox.send(kind="test.sms", dedupe_key="ready:2", payload={})
    OutboxMessage.objects.update(state=JobState.RUNNING)
    message = OutboxMessage.objects.get()
    working.deliver(business_id=founded.business.pk, message_id=message.pk)
    assert sent == []
    client = client_of("administrator")
    assert "Ask the receiver" in client.get("/b/garage/jobs/").content.decode()
    client.post(f"/b/garage/jobs/messages/{message.pk}/again")
    working.deliver(business_id=founded.business.pk, message_id=message.pk)
    assert sent == ["ready:2"]


def test_a_failed_delivery_is_tried_again(founded):
    outbox.send(kind="test.sms", dedupe_key="ready:3", payload={"fails": True})
    message = OutboxMessage.objects.get()
    with pytest.raises(ConnectionError):
        working.deliver(business_id=founded.business.pk, message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (JobState.WAITING, 1)


def test_jobs_are_seen_on_the_page_and_by_api(founded, client_of, api_of):
    run = ask(founded, "test.count", n=1)
    client = client_of("administrator")
    assert "every 2s" in client.get("/b/garage/jobs/").content.decode()
    assert client.get(f"/b/garage/jobs/{run.pk}").status_code == 200
    assert api_of("administrator").get("/jobs").json()["items"][0]["state"] == "waiting"
    assert api_of("mechanic").get("/jobs").status_code == 403


def test_at_night_old_answers_and_sessions_are_forgotten(founded):
    from datetime import timedelta

    from mendery.ground.dispatch.tasks import tidy
    from mendery.ground.people.models import RememberedAnswer

    now = datetime.now(UTC)
    for days in (1, 8):
        RememberedAnswer.objects.create(
            person_id=founded.person["manager"].pk, key=f"k{days}", path="/", digest="x", at=now - timedelta(days=days)
        )
    tidy(int(now.timestamp()))
    assert list(RememberedAnswer.objects.values_list("key", flat=True)) == ["k1"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_the_job_after_commit_and_progress_is_seen_meanwhile():
    from mendery.ground.dispatch import worker
    from tests import cast

    seen = []

    @kinds.job("test.slow")
    def slow(run):
        progress(run, done=1, total=2)
        seen.append(_done_of(run))
        return {}

    workshop = cast.found("garage", "Garaj")
    with business(workshop.business.pk):
        run = enqueue(kind="test.slow", title="Slow", arguments={}, by=workshop.actor("manager"), at=datetime.now(UTC))
    worker.start()
    try:
        assert _until_done(workshop, run)
    finally:
        worker.stop()
    assert seen == [1]


def _done_of(run):
    from mendery.ground.tenancy.beside import beside

    with beside(run.business_id) as cursor:
        cursor.execute("SELECT done FROM dispatch_jobrun WHERE id = %s", [run.pk])
        return cursor.fetchone()[0]


def _until_done(workshop, run):
    import time

    for _ in range(100):
        with business(workshop.business.pk):
            run.refresh_from_db()
        if run.state == JobState.DONE:
            return True
        time.sleep(0.1)
    return False
