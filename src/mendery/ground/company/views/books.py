"""Period locks and exchange rates: what accountants look after."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.company.actions import locks as lock_verbs
from mendery.ground.company.actions import rates as rate_verbs
from mendery.ground.company.forms import LockForm, RateForm
from mendery.ground.company.models import ExchangeRate, PeriodLock
from mendery.ground.company.queries import current_branch, today
from mendery.ground.company.setting_tabs import context
from mendery.ground.events import Refused
from mendery.ground.people.forms import beside_field
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link

_SHOWN = 200


@require_safe
@page("settings.see", "periods.lock")
def locks(request: MemberRequest) -> HttpResponse:
    """What is locked up to which day."""
    return _locks_page(request, LockForm())


def _locks_page(request: MemberRequest, form: LockForm) -> HttpResponse:
    rows = PeriodLock.objects.order_by("module")
    may_lock = request.actor.may("periods.lock")
    return render(
        request,
        "company/locks.html",
        context(request, "locks", rows=rows, form=form, may_lock=may_lock),
        status=422 if form.errors else 200,
    )


@require_POST
@page("periods.lock")
def lock(request: MemberRequest) -> HttpResponse:
    """Lock a period, or reopen it with a reason."""
    form = LockForm(request.POST)
    if form.is_valid():
        entity = current_branch(request.actor).entity
        try:
            lock_verbs.lock_period(entity=entity, **form.cleaned_data, by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            return redirect(link(request, "company:locks"))
    return _locks_page(request, form)


@require_safe
@page("settings.see")
def rates(request: MemberRequest) -> HttpResponse:
    """The latest rates."""
    branch = current_branch(request.actor)
    return _rates_page(request, RateForm(initial={"currency": "EUR", "on": today(branch, datetime.now(UTC))}))


def _rates_page(request: MemberRequest, form: RateForm) -> HttpResponse:
    rows = ExchangeRate.objects.order_by("-on", "currency")[:_SHOWN]
    entity = current_branch(request.actor).entity
    return render(
        request, "company/rates.html", context(request, "rates", rows=rows, form=form, entity=entity), status=422 if form.errors else 200
    )


@require_POST
@page("settings.edit", "periods.lock")
def enter_rate(request: MemberRequest) -> HttpResponse:
    """Enter or correct the rate of a day."""
    form = RateForm(request.POST)
    if form.is_valid():
        try:
            rate_verbs.enter_rate(**form.cleaned_data, by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            return redirect(link(request, "company:rates"))
    return _rates_page(request, form)
