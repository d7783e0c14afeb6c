"""Company, branches, editions and rules."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.company.actions import entities
from mendery.ground.company.forms import BranchForm, EntityForm, ToleranceForm
from mendery.ground.company.models import Branch
from mendery.ground.company.queries import all_branches, current_branch, pack_of
from mendery.ground.company.setting_tabs import context
from mendery.ground.events import Refused
from mendery.ground.people.forms import beside_field
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.tenancy import switches
from mendery.ground.ui.links import link
from mendery.ground.ui.replies import flash

FEATURES = (
    (
        switches.Feature.INVENTORY,
        gettext_lazy("Stock"),
        gettext_lazy("Parts are received, reserved and issued. Off: parts are priced text on the order."),
    ),
    (switches.Feature.INVOICING, gettext_lazy("Invoices"), gettext_lazy("Invoices are issued here. Off: another program does it.")),
    (
        switches.Feature.ACCESS_LEVELS,
        gettext_lazy("Levels of access"),
        gettext_lazy("Roles decide who may do what. Off: everybody may do everything."),
    ),
)


def _values(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


@require_safe
@page("settings.see")
def entity(request: MemberRequest) -> HttpResponse:
    """The company in the eyes of the law."""
    ours = current_branch(request.actor).entity
    initial = {**{name: getattr(ours, name) for name in entities.ENTITY_FIELDS}, "version": ours.version}
    return render(request, "company/entity.html", context(request, "entity", form=EntityForm(initial=initial), entity=ours))


@require_POST
@page("settings.edit")
def change_entity(request: MemberRequest) -> HttpResponse:
    """Change the company's data."""
    ours = current_branch(request.actor).entity
    form = EntityForm(request.POST)
    if form.is_valid():
        try:
            entities.change_entity(
                entity=ours, changes=_values(form), version=form.cleaned_data["version"], by=request.actor, at=datetime.now(UTC)
            )
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved. Papers already posted keep what they said."))
            return redirect(link(request, "company:entity"))
    return render(request, "company/entity.html", context(request, "entity", form=form, entity=ours), status=422)


@require_safe
@page("settings.see")
def branches(request: MemberRequest) -> HttpResponse:
    """Places of work."""
    return render(request, "company/branches.html", context(request, "branches", rows=all_branches()))


@require_http_methods(["GET", "HEAD", "POST"])
@page("settings.edit")
def new_branch(request: MemberRequest) -> HttpResponse:
    """Open a further branch."""
    ours = current_branch(request.actor).entity
    form = BranchForm(request.POST or None, initial={"time_zone": pack_of(ours).time_zone})
    if request.method == "POST" and form.is_valid():
        try:
            entities.open_branch(entity=ours, data=entities.BranchInput(**_values(form)), by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            return redirect(link(request, "company:branches"))
    return render(request, "company/branch.html", context(request, "branches", form=form), status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("settings.edit")
def branch(request: MemberRequest, branch_id: UUID) -> HttpResponse:
    """Change a branch."""
    row = get_object_or_404(Branch.objects.select_related("entity"), pk=branch_id)
    initial = {**{name: getattr(row, name) for name in entities.BRANCH_FIELDS}, "version": row.version}
    form = BranchForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            entities.change_branch(
                branch=row, data=entities.BranchInput(**_values(form)), version=version, by=request.actor, at=datetime.now(UTC)
            )
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved."))
            return redirect(link(request, "company:branches"))
    return render(request, "company/branch.html", context(request, "branches", form=form, row=row), status=422 if form.errors else 200)


@require_safe
@page("settings.see")
def features(request: MemberRequest) -> HttpResponse:
    """What is switched on, and how far a job may go."""
    ours = current_branch(request.actor).entity
    return _features_page(request, ToleranceForm(initial={"percent": ours.approval_tolerance_percent}))


def _features_page(request: MemberRequest, form: ToleranceForm) -> HttpResponse:
    rows = [{"name": feature.value, "label": label, "what": what, "is_on": switches.is_on(feature)} for feature, label, what in FEATURES]
    return render(request, "company/features.html", context(request, "features", rows=rows, form=form), status=422 if form.errors else 200)


@require_POST
@page("settings.edit")
def switch(request: MemberRequest) -> HttpResponse:
    """Turn a feature on or off; nothing is lost either way."""
    try:
        feature = switches.Feature(request.POST.get("feature", ""))
    except ValueError as error:
        raise Refused(_("There is no such feature."), code="unknown_feature") from error
    switches.switch(feature=feature, on=request.POST.get("on") == "1")
    return redirect(link(request, "company:features"))


@require_POST
@page("settings.edit")
def tolerance(request: MemberRequest) -> HttpResponse:
    """How far a job may exceed what the customer approved."""
    form = ToleranceForm(request.POST)
    ours = current_branch(request.actor).entity
    if form.is_valid():
        try:
            entities.tolerate(entity=ours, percent=form.cleaned_data["percent"], by=request.actor, at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved."))
            return redirect(link(request, "company:features"))
    return _features_page(request, form)
