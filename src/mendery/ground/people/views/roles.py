"""Roles and what they may do."""

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.events import Refused
from mendery.ground.people.actions import roles as verbs
from mendery.ground.people.forms import NewRoleForm, RoleForm, beside_field, role_name
from mendery.ground.people.guards import page
from mendery.ground.people.models import Role
from mendery.ground.people.permissions import RIGHTS, ROLE_NAMES
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link
from mendery.ground.ui.replies import flash

from .tabs import people_tabs


def _roles() -> list[Role]:
    order = list(ROLE_NAMES)
    return sorted(Role.objects.all(), key=lambda role: (order.index(role.code) if role.code in order else len(order), role.name))


@require_safe
@page("people.manage")
def roles(request: MemberRequest) -> HttpResponse:
    """The matrix of rights."""
    return _matrix(request, NewRoleForm())


def _matrix(request: MemberRequest, form: NewRoleForm) -> HttpResponse:
    columns = _roles()
    heads = [{"name": role_name(role.code, role.name), "url": link(request, "members:role", role.pk)} for role in columns]
    held = [frozenset(role.rights) for role in columns]
    rows = [{"label": right.label, "cells": [right.code in rights for rights in held]} for right in RIGHTS]
    context = {"heads": heads, "rows": rows, "form": form, "tabs": people_tabs(request), "active": "people"}
    return render(request, "people/roles.html", context, status=422 if form.errors else 200)


@require_POST
@page("people.manage")
def new_role(request: MemberRequest) -> HttpResponse:
    """One more role."""
    form = NewRoleForm(request.POST)
    if form.is_valid():
        try:
            role = verbs.add_role(**form.cleaned_data, by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            return redirect(link(request, "members:role", role.pk))
    return _matrix(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.manage")
def role(request: MemberRequest, role_id: UUID) -> HttpResponse:
    """One role: its name and its rights."""
    row = get_object_or_404(Role, pk=role_id)
    form = RoleForm(request.POST or None, initial={"name": row.name, "rights": row.rights})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            verbs.change_role(role=row, rights=given["rights"], name=given["name"], by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved. It holds from everybody's next click."))
            return redirect(link(request, "members:roles"))
    context = {"form": form, "title": role_name(row.code, row.name), "active": "people"}
    return render(request, "people/role.html", context, status=422 if form.errors else 200)
