"""One open activity per person (rule 38)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mendery.workshop.workorders import queries
from mendery.workshop.workorders.actions import labour
from mendery.workshop.workorders.models import LabourEntry

from .bench import Bench

D = Decimal
pytestmark = pytest.mark.django_db


def test_starting_a_job_ends_the_one_before_at_the_same_instant(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]), ("Brakes", [bench.work("2")]))
    bench.approve(order)
    bogdan, at = bench.workshop.staff["mechanic"], bench.at
    labour.start(job=bench.job(order, 1), staff=bogdan, by=bench.by, at=at)
    labour.start(job=bench.job(order, 2), staff=bogdan, by=bench.by, at=at + timedelta(minutes=12))
    first, second = LabourEntry.objects.order_by("started_at")
    assert first.ended_at == second.started_at == at + timedelta(minutes=12)
    assert second.ended_at is None
    entry = queries.open_entry_of(bogdan.pk)
    assert entry is not None
    assert entry.job.title == "Brakes"
    labour.stop(staff=bogdan, note="Lunch", by=bench.by, at=at + timedelta(minutes=60))
    sheet = queries.order_sheet(order.pk, at=at + timedelta(hours=9))
    assert [job.minutes for job in sheet.jobs] == [12, 48]
    assert labour.stop(staff=bogdan, **bench.act) is None


def test_two_people_work_on_one_job(bench: Bench) -> None:
    order = bench.open(("Gearbox", [bench.work("6")]))
    bench.approve(order)
    for role in ("mechanic", "manager"):
        labour.start(job=bench.job(order), staff=bench.workshop.staff[role], **bench.act)
    assert len(queries.order_sheet(order.pk, at=bench.at).working) == 2
    assert bench.job(order).technician_id == bench.workshop.staff["mechanic"].pk


def test_a_done_job_stops_whoever_is_on_it_and_names_the_doer(bench: Bench) -> None:
    order = bench.open(("Oil", [bench.work()]))
    bench.approve(order)
    labour.start(job=bench.job(order), staff=bench.workshop.staff["mechanic"], **bench.act)
    bench.done(order)
    assert not LabourEntry.objects.filter(ended_at=None).exists()
    assert bench.line(order).done_by_id == bench.workshop.staff["mechanic"].pk
    assert bench.stage(order) == "check"
    labour.start(job=bench.job(order), staff=bench.workshop.staff["mechanic"], **bench.act)  # something was forgotten
    assert bench.stage(order) == "work"
