"""Members of the business: invited, changed, switched off; their PINs and links."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.events import Refused
from mendery.ground.people.actions import invitations, members
from mendery.ground.people.branches import branches_for
from mendery.ground.people.forms import InviteForm, MemberForm, MemberPinForm, beside_field, role_choices
from mendery.ground.people.guards import page
from mendery.ground.people.models import Membership
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link
from mendery.ground.ui.replies import flash

from .tabs import people_tabs


def _member(member_id: UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person"), pk=member_id)


def show_link(request: MemberRequest, member: Membership, secret: str) -> HttpResponse:
    """Show a one-time link: it cannot be shown again."""
    request.shown_once = True
    address = request.build_absolute_uri(reverse("people:invitation", args=[secret]))
    return render(request, "people/link.html", {"who": member, "address": address, "active": "people"})


@require_safe
@page("people.manage")
def people(request: MemberRequest) -> HttpResponse:
    """Everybody, those who may come in first."""
    names = dict(role_choices())
    branch_names = {one.id: one.name for one in branches_for(request.actor)}
    rows = []
    for member in Membership.objects.select_related("person").order_by("-is_active", "person__name"):
        roles = ", ".join(names.get(code, code) for code in member.roles)
        branches = ", ".join(branch_names[one] for one in member.branch_ids if one in branch_names)
        rows.append({"row": member, "roles": roles, "branches": branches, "url": link(request, "members:member", member.pk)})
    return render(request, "people/people.html", {"rows": rows, "tabs": people_tabs(request), "active": "people"})


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.manage")
def invite(request: MemberRequest) -> HttpResponse:
    """Take somebody in."""
    form = InviteForm(request.POST or None, branches=branches_for(request.actor), initial={"language": request.actor.language})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["branch_ids"] = tuple(UUID(one) for one in given["branch_ids"])
        try:
            invited = members.invite(
                data=members.MemberInput(**given, branch_id=next(iter(given["branch_ids"]), None)), by=request.actor, at=datetime.now(UTC)
            )
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            if invited.secret:
                return show_link(request, invited.member, invited.secret)
            flash(request, _("%(name)s may come in now, with their own password.") % {"name": invited.member.person.name})
            return redirect(link(request, "members:people"))
    return render(request, "people/invite.html", {"form": form, "active": "people"}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.manage")
def member(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """One member: roles, branches, sign-in name; PIN, link and switch beside."""
    row = _member(member_id)
    initial = {"roles": row.roles, "branch_ids": [str(one) for one in row.branch_ids], "login_name": row.login_name}
    form = MemberForm(request.POST or None, branches=branches_for(request.actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            members.change_member(
                member=row, roles=given["roles"], branch_ids=[UUID(one) for one in given["branch_ids"]],
                login_name=given["login_name"], by=request.actor, at=datetime.now(UTC),
            )  # fmt: skip
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved."))
            return redirect(link(request, "members:people"))
    return _member_page(request, row, form=form)


def _member_page(request: MemberRequest, row: Membership, *, form: Any = None, pin_form: Any = None) -> HttpResponse:
    initial = {"roles": row.roles, "branch_ids": [str(one) for one in row.branch_ids], "login_name": row.login_name}
    form = form or MemberForm(branches=branches_for(request.actor), initial=initial)
    is_wrong = form.errors or (pin_form is not None and pin_form.errors)
    context = {"who": row, "form": form, "pin_form": pin_form or MemberPinForm(), "active": "people"}
    return render(request, "people/member.html", context, status=422 if is_wrong else 200)


@require_POST
@page("people.manage")
def pin(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Give or take a PIN."""
    row = _member(member_id)
    form = MemberPinForm(request.POST)
    if form.is_valid():
        try:
            members.set_pin(member=row, pin=form.cleaned_data["pin"], by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved."))
            return redirect(link(request, "members:member", row.pk))
    return _member_page(request, row, pin_form=form)


@require_POST
@page("people.manage")
def new_link(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """A one-time link by which the member sets a new password."""
    row = _member(member_id)
    secret = invitations.make_link(person=row.person, by=request.actor, at=datetime.now(UTC))
    return show_link(request, row, secret)


@require_POST
@page("people.manage")
def switch(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Keep a member out, or let them in again."""
    row = _member(member_id)
    members.switch_member(member=row, on=request.POST.get("on") == "1", by=request.actor, at=datetime.now(UTC))
    return redirect(link(request, "members:member", row.pk))


@require_POST
@page("today.see")
def work_in(request: MemberRequest) -> HttpResponse:
    """Work in another of one's branches from now on."""
    actor = request.actor
    chosen = next((one for one in branches_for(actor) if str(one.id) == request.POST.get("branch")), None)
    if chosen is None:
        raise Refused(_("You may not work in this branch."), code="no_branch", status=403)
    members.work_in(member_id=request.actor.membership_id, branch_id=chosen.id)
    return redirect(f"/b/{request.business.slug}/")
