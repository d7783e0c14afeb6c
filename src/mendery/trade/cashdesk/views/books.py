"""The journal of a day, and the tills in the settings."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mendery.ground.company import setting_tabs
from mendery.ground.company.queries import branch_of, our_branches, today
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.trade.cashdesk import queries, tables
from mendery.trade.cashdesk.actions import places
from mendery.trade.cashdesk.forms import NewTillForm, TillForm
from mendery.trade.cashdesk.models import Shift, Till
from mendery.trade.cashdesk.refusals import TillNotFound

from .common import chosen_till, named, refuse_in


@page("cash.see")
@require_safe
def journal(request: MemberRequest) -> HttpResponse:
    """The cash register journal: one page a day for each till."""
    tills = queries.tills_of(request.actor)
    till = chosen_till(request, request.GET.get("till", "")) or (tills[0] if tills else None)
    if till is None:
        raise TillNotFound
    here = today(till.branch, timezone.now())
    on = _day(request.GET.get("on", ""), here)
    found = queries.journal(till, on)
    base = f"{link(request, 'cashdesk:journal')}?till={till.pk}&on="
    shift = Shift.objects.filter(till=till, on=on).order_by("-opened_at").first()
    context = {
        "active": "cash", "tills": tills, "till": till, "on": on, "journal": found, "rows": tables.journal_rows(request, found.entries),
        "before_url": f"{base}{on - timedelta(days=1)}" if on > date.min else "", "after_url": f"{base}{on + timedelta(days=1)}" if on < here else "",
        "currency": till.branch.entity.currency, "shift": shift,
    }  # fmt: skip
    return render(request, "cashdesk/journal.html", context)


def _day(text: str, usual: date) -> date:
    try:
        return min(date.fromisoformat(text), usual)
    except ValueError:
        return usual


@page("settings.see")
@require_safe
def tills(request: MemberRequest) -> HttpResponse:
    """The tills of all branches."""
    context = setting_tabs.context(request, "tills", rows=queries.tills_of(request.actor))
    return render(request, "cashdesk/tills.html", context)


@page("settings.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_till(request: MemberRequest) -> HttpResponse:
    """One more till for a branch."""
    form, errors = NewTillForm(request.POST or None, branches=our_branches(request.actor)), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        branch = branch_of(request.actor, named(given.pop("branch")))
        try:
            places.add_till(branch=branch, **given, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _saved(request)
    return _till_page(request, form, errors, None)


@page("settings.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def one_till(request: MemberRequest, till_id: UUID) -> HttpResponse:
    """How a till is called, and whether it prints fiscal receipts."""
    till = queries.till_of(request.actor, till_id)
    form = TillForm(request.POST or None, initial={"name": till.name, "has_fiscal_printer": till.has_fiscal_printer})
    if request.method == "POST" and form.is_valid():
        places.change_till(till=till, **form.cleaned_data, by=request.actor, at=timezone.now())
        return _saved(request)
    return _till_page(request, form, [], till)


def _saved(request: MemberRequest) -> HttpResponse:
    replies.flash(request, _("Saved"))
    return replies.go(request, link(request, "cashdesk:tills"))


def _till_page(request: MemberRequest, form: TillForm, errors: list[Refused], till: Till | None) -> HttpResponse:
    context = setting_tabs.context(request, "tills", form=form, errors=errors, till=till)
    return render(request, "cashdesk/till.html", context, status=422 if request.method == "POST" else 200)
