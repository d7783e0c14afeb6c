"""Departments and staff."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.company.actions import staffing as verbs
from mendery.ground.company.forms import DepartmentForm, StaffForm
from mendery.ground.company.models import Branch, Department, Staff
from mendery.ground.company.queries import all_branches
from mendery.ground.company.setting_tabs import context
from mendery.ground.events import Refused
from mendery.ground.people.forms import beside_field
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link
from mendery.ground.ui.replies import flash


@require_safe
@page("settings.see")
def staff(request: MemberRequest) -> HttpResponse:
    """Who works here, and in which department."""
    return _staff_page(request, DepartmentForm(branches=all_branches()))


def _staff_page(request: MemberRequest, form: DepartmentForm) -> HttpResponse:
    rows = Staff.objects.select_related("branch", "department").order_by("-is_active", "name")
    departments = Department.objects.select_related("branch").order_by("branch__code", "name")
    sees_costs = request.actor.may("costs.see")
    values = context(request, "staff", rows=rows, departments=departments, form=form, sees_costs=sees_costs)
    return render(request, "company/staff.html", values, status=422 if form.errors else 200)


@require_POST
@page("settings.edit")
def new_department(request: MemberRequest) -> HttpResponse:
    """One more department."""
    form = DepartmentForm(request.POST, branches=all_branches())
    if form.is_valid():
        branch = get_object_or_404(Branch, pk=form.cleaned_data["branch"])
        try:
            verbs.add_department(branch=branch, name=form.cleaned_data["name"], by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            return redirect(link(request, "company:staff"))
    return _staff_page(request, form)


def _form(request: MemberRequest, row: Staff | None) -> StaffForm:
    initial = {"is_active": True} if row is None else {
        "name": row.name, "initials": row.initials, "branch": str(row.branch_id), "department": str(row.department_id or ""),
        "hourly_cost": row.hourly_cost, "is_technician": row.is_technician, "is_active": row.is_active,
    }  # fmt: skip
    departments = Department.objects.select_related("branch").order_by("branch__code", "name")
    form = StaffForm(request.POST or None, branches=all_branches(), departments=departments, initial=initial)
    if not request.actor.may("costs.see"):
        del form.fields["hourly_cost"]
    return form


def _data(form: StaffForm, row: Staff | None) -> verbs.StaffInput:
    given = form.cleaned_data
    kept = row.hourly_cost if row else Decimal(0)
    return verbs.StaffInput(
        name=given["name"], initials=given["initials"], branch_id=UUID(given["branch"]),
        department_id=UUID(given["department"]) if given["department"] else None,
        hourly_cost=given.get("hourly_cost", kept), is_technician=given["is_technician"], is_active=given["is_active"],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@page("settings.edit")
def new_staff(request: MemberRequest) -> HttpResponse:
    """Somebody begins to work here."""
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.add_staff(data=_data(form, None), by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            return redirect(link(request, "company:staff"))
    return render(request, "company/one_staff.html", context(request, "staff", form=form), status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("settings.edit")
def one_staff(request: MemberRequest, staff_id: UUID) -> HttpResponse:
    """What is known of somebody who works here."""
    row = get_object_or_404(Staff, pk=staff_id)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_staff(staff=row, data=_data(form, row), by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved."))
            return redirect(link(request, "company:staff"))
    return render(request, "company/one_staff.html", context(request, "staff", form=form, row=row), status=422 if form.errors else 200)
