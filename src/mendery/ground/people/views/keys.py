"""What opens the door besides a password: API tokens, and counters where a PIN is enough."""

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mendery.ground.people import counters as browser
from mendery.ground.people.actions import counters as verbs
from mendery.ground.people.branches import branches_for
from mendery.ground.people.forms import CounterForm, TokenForm
from mendery.ground.people.guards import page
from mendery.ground.people.models import ApiToken, CounterDevice, Membership
from mendery.ground.people.requests import MemberRequest
from mendery.ground.people.tokens import make_token, revoke_token
from mendery.ground.ui.links import link

from .tabs import people_tabs


@require_http_methods(["GET", "HEAD", "POST"])
@page("tokens.manage")
def tokens(request: MemberRequest) -> HttpResponse:
    """All tokens, and a new one, whose secret is shown once."""
    members = Membership.objects.select_related("person").filter(is_active=True).order_by("person__name")
    form = TokenForm(request.POST or None, members=members)
    secret = ""
    if request.method == "POST" and form.is_valid():
        request.shown_once = True
        member = get_object_or_404(Membership, pk=form.cleaned_data["membership"])
        secret = make_token(membership=member, name=form.cleaned_data["name"], by=request.actor, at=datetime.now(UTC))
    rows = ApiToken.objects.select_related("membership__person").order_by("revoked_at", "-created_at")[:200]
    context = {"rows": rows, "form": form, "secret": secret, "tabs": people_tabs(request), "active": "people"}
    return render(request, "people/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@page("tokens.manage")
def revoke(request: MemberRequest, token_id: UUID) -> HttpResponse:
    """A token opens nothing any more."""
    revoke_token(token=get_object_or_404(ApiToken, pk=token_id), by=request.actor, at=datetime.now(UTC))
    return redirect(link(request, "members:tokens"))


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.manage")
def counters(request: MemberRequest) -> HttpResponse:
    """Screens where a PIN is enough; this browser can become one."""
    form = CounterForm(request.POST or None, branches=branches_for(request.actor))
    if request.method == "POST" and form.is_valid():
        request.shown_once = True
        given = form.cleaned_data
        _device, secret = verbs.enrol(branch_id=UUID(given["branch"]), name=given["name"], by=request.actor, at=datetime.now(UTC))
        return browser.remember(redirect(link(request, "members:counters")), secret, is_secure=request.is_secure())
    rows = CounterDevice.objects.order_by("revoked_at", "-enrolled_at")[:200]
    context = {"rows": rows, "form": form, "tabs": people_tabs(request), "active": "people"}
    return render(request, "people/counters.html", context, status=422 if form.errors else 200)


@require_POST
@page("people.manage")
def dismiss(request: MemberRequest, counter_id: UUID) -> HttpResponse:
    """No PIN works there any more."""
    verbs.dismiss(counter=get_object_or_404(CounterDevice, pk=counter_id), by=request.actor, at=datetime.now(UTC))
    return redirect(link(request, "members:counters"))
