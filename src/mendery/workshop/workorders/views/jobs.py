"""Jobs on the page of an order."""

from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mendery.ground.documents.versions import ChangedMeanwhile
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.actions import jobs
from mendery.workshop.workorders.forms import AssignForm, JobForm
from mendery.workshop.workorders.models import Job
from mendery.workshop.workorders.tables import jobs as views

from . import answering


@page("orders.edit")
def add(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """A further job."""
    order = queries.order_of(order_id, actor=request.actor)
    form = JobForm(request.POST or None, initial={"technician": order.technician_id}, order=order)
    if request.method != "POST":
        return answering.dialog(request, "job_add.html", {"form": form, "order": order})
    if not form.is_valid():
        return answering.dialog(request, "job_add.html", {"form": form, "order": order}, status=422)
    staff = form.cleaned_data["technician"]
    jobs.add(order=order, title=form.cleaned_data["title"], technician_id=staff.pk if staff else None, by=request.actor, at=timezone.now())
    return answering.sheet(request, order_id, _("Job added"), closes_dialog=True)


def _at_rest(request: MemberRequest, job: Job) -> HttpResponse:
    reader = answering.reader_of(request, job.order_id)
    view = next(view for view in views.views(reader) if view.job.pk == job.pk)
    return HttpResponse(render_to_string("workorders/_job_title.html", {"job": view}, request))


@page("orders.edit")
def title(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """The title of a job, edited in its place."""
    job = answering.job_of(request, job_id)
    url, word = answering.own(request, "job_title", job.pk), _("Job")
    if request.method != "POST":
        if "show" in request.GET:
            return answering.without_notes(_at_rest(request, job))
        return HttpResponse(components.cell_input(f"{url}?v={job.version}", "value", job.title, word, wide=True))
    value = request.POST.get("value", "")
    try:
        jobs.change(job=job, changes={"title": value}, version=answering.version_of(request), by=request.actor, at=timezone.now())
    except ChangedMeanwhile as conflict:
        now = answering.job_of(request, job_id)
        clash = answering.Clash(conflict, word, url, now.version, value, f"#jt-{job.pk}")
        return answering.clashed(request, clash, _at_rest(request, now))
    except Refused as why:
        return HttpResponse(components.cell_input(f"{url}?v={job.version}", "value", value, word, error=why.text, wide=True), status=422)
    return answering.without_notes(_at_rest(request, answering.job_of(request, job_id)))


@page("orders.edit")
def assign(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Who does the job."""
    job = answering.job_of(request, job_id)
    form = AssignForm(request.POST or None, initial={"technician": job.technician_id}, order=queries.order_of(job.order_id))
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return answering.dialog(request, "assign.html", {"form": form, "job": job}, status=status)
    jobs.assign(jobs=[job], staff=form.cleaned_data["technician"], by=request.actor, at=timezone.now())
    return answering.sheet(request, job.order_id, _("Saved"), closes_dialog=True)


@page("orders.edit")
@require_POST
def remove(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Take a job off the order; it can be put back from the message."""
    job = answering.job_of(request, job_id)
    jobs.remove(job=job, by=request.actor, at=timezone.now())
    undo = answering.own(request, "job_restore", job.order_id, job_id)
    return answering.sheet(request, job.order_id, _("Job removed"), undo=undo)


@page("orders.edit")
@require_POST
def restore(request: MemberRequest, order_id: UUID, job_id: UUID) -> HttpResponse:
    """Put a removed job back."""
    jobs.restore(order=queries.order_of(order_id, actor=request.actor), job_id=job_id, by=request.actor, at=timezone.now())
    return answering.beside(request, order_id)
