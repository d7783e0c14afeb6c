"""Settings: pages, API, and the questions that all apps ask company."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps

from mendery.ground.company import queries
from mendery.ground.company.actions import locks, rates
from mendery.ground.company.models import Branch, Department, PeriodLock, Staff
from mendery.ground.events import Refused
from mendery.ground.tenancy import switches

PAGES = ("", "branches/", "branches/new", "features/", "locks/", "rates/", "staff/", "staff/new", "series/")


def now():
    return datetime.now(UTC)


@pytest.mark.parametrize("page", PAGES)
def test_settings_pages_open(founded, client_of, page):
    assert client_of("administrator").get(f"/b/garage/settings/{page}").status_code == 200


def test_settings_cost_few_queries(founded, client_of, django_assert_max_num_queries):
    client = client_of("administrator")
    client.get("/b/garage/settings/staff/")
    with django_assert_max_num_queries(16):
        client.get("/b/garage/settings/staff/")


def test_features_are_switched_both_ways(founded, client_of):
    client = client_of("administrator")
    for state in ("0", "1"):
        client.post("/b/garage/settings/features/switch", {"feature": "inventory", "on": state})
        from mendery.ground.tenancy.scope import current

        current().memory.pop("switches", None)
        assert switches.is_on(switches.Feature.INVENTORY) is (state == "1")


def test_without_levels_of_access_everybody_may_do_everything(founded, client_of):
    assert client_of("mechanic").get("/b/garage/settings/").status_code == 403
    switches.switch(feature=switches.Feature.ACCESS_LEVELS, on=False)
    assert client_of("mechanic").get("/b/garage/settings/").status_code == 200


def test_a_further_branch_gets_its_series(founded, client_of):
    form = {"code": "cj", "name": "Cluj", "trade": "device", "time_zone": "Europe/Bucharest"}
    client = client_of("administrator")
    assert client.post("/b/garage/settings/branches/new", form).status_code == 302
    branch = Branch.objects.get(code="CJ")
    assert apps.get_model("documents.NumberSeries").objects.filter(branch=branch).exists()
    assert client.post("/b/garage/settings/branches/new", form).status_code == 422
    assert client.post("/b/garage/settings/branches/new", {**form, "code": "X", "time_zone": "Nowhere"}).status_code == 422


def test_a_period_is_locked_and_reopened_with_a_reason(founded):
    by = founded.actor("accountant")
    locks.lock_period(entity=founded.entity, module="sales", until=date(2026, 10, 31), reason="", by=by, at=now())
    with pytest.raises(Refused) as refusal:
        locks.lock_period(entity=founded.entity, module="sales", until=date(2026, 9, 30), reason=" ", by=by, at=now())
    assert refusal.value.code == "reason_needed"
    locks.lock_period(entity=founded.entity, module="sales", until=date(2026, 9, 30), reason="invoice of 12 October", by=by, at=now())
    lock = PeriodLock.objects.get()
    assert (lock.locked_until, lock.by_name, lock.reason) == (date(2026, 9, 30), "Elena Stan", "invoice of 12 October")


def test_rates_hold_until_the_next_one(founded):
    by = founded.actor("administrator")
    rates.enter_rate(currency="eur", on=date(2026, 11, 20), rate=Decimal("4.97"), by=by, at=now())
    rates.enter_rate(currency="EUR", on=date(2026, 11, 24), rate=Decimal("4.98"), by=by, at=now())
    assert queries.rate_on(founded.entity, "EUR", date(2026, 11, 22)) == Decimal("4.970000")
    assert queries.rate_on(founded.entity, "EUR", date(2026, 11, 30)) == Decimal("4.980000")
    assert queries.rate_on(founded.entity, "RON", date(2026, 11, 30)) == 1
    with pytest.raises(queries.NoRate):
        queries.rate_on(founded.entity, "EUR", date(2026, 11, 1))


def test_today_is_the_day_of_the_branch(founded):
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    assert queries.today(founded.branch, late) == date(2026, 11, 25)


def test_vat_follows_the_pack_and_is_nothing_for_those_who_pay_none(founded):
    on = date(2026, 11, 24)
    first = queries.vat_choices(founded.entity, on)[0]
    assert queries.vat_rate(entity=founded.entity, category=first[0], on=on) == first[1] == Decimal(21)
    founded.entity.is_vat_payer = False
    assert queries.vat_rate(entity=founded.entity, category=first[0], on=on) == 0


def test_members_work_only_in_their_branches(founded):
    other = Branch.objects.create(entity=founded.entity, code="CJ", name="Cluj")
    queries.forget_branches()
    actor = founded.actor("receptionist")
    assert [branch.code for branch in queries.our_branches(actor)] == ["BV", "CJ"]
    import dataclasses

    only = dataclasses.replace(actor, branch_ids=(other.pk,))
    assert queries.current_branch(only) == other
    chosen = dataclasses.replace(actor, branch_id=other.pk)
    assert queries.current_branch(chosen) == other
    with pytest.raises(queries.NoBranch):
        queries.branch_of(only, founded.branch.pk)


def test_staff_costs_are_for_those_who_see_costs(founded, api_of):
    assert api_of("manager").get("/company/staff").json()[0]["hourly_cost"] == "45.00"
    assert api_of("mechanic").get("/company/staff").json()[0]["hourly_cost"] is None


def test_staff_and_departments_by_page(founded, client_of):
    client = client_of("administrator")
    client.post("/b/garage/settings/staff/departments", {"branch": founded.branch.pk, "name": "Electrics"})
    department = Department.objects.get()
    form = {
        "name": "Petru Zidaru",
        "branch": founded.branch.pk,
        "department": department.pk,
        "hourly_cost": "52,50",
        "is_technician": "on",
        "is_active": "on",
    }
    assert client.post("/b/garage/settings/staff/new", form).status_code == 302
    row = Staff.objects.get(name="Petru Zidaru")
    assert (row.initials, row.hourly_cost, row.department) == ("PZ", Decimal("52.50"), department)
    assert client.post(f"/b/garage/settings/staff/{row.pk}", {**form, "name": "Petru Z."}).status_code == 302


def test_the_entity_is_changed_by_page(founded, client_of):
    client = client_of("administrator")
    form = {
        "name": "Garaj Popescu Auto SRL",
        "tax_id": "RO14399840",
        "language": "ro",
        "is_vat_payer": "on",
        "version": founded.entity.version,
    }
    assert client.post("/b/garage/settings/company", form).status_code == 302
    assert client.post("/b/garage/settings/company", form).status_code == 422
    founded.entity.refresh_from_db()
    assert founded.entity.name == "Garaj Popescu Auto SRL"
