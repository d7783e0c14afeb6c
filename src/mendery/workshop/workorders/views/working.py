"""From agreed work to a finished order: clocks, done jobs, the quality check, finishing, taking back, cancelling."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mendery.ground.company.models import Staff
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.workshop.workorders import queries
from mendery.workshop.workorders.actions import finishing, labour, quality
from mendery.workshop.workorders.forms import CheckForm, ReasonForm
from mendery.workshop.workorders.models import Job
from mendery.workshop.workorders.queries import AGREED

from . import answering


def _me(actor: Actor) -> Staff | None:
    """The reader among those who work here; None for somebody with an account only."""
    return Staff.objects.filter(membership_id=actor.membership_id, is_active=True).first() if actor.membership_id else None


def _worker(job: Job, actor: Actor) -> Staff:
    """Whose clock a press starts: one's own; of somebody who is no technician, the assigned one's."""
    me = _me(actor)
    if me is not None and (me.is_technician or job.technician_id is None):
        return me
    assigned = Staff.objects.filter(pk=job.technician_id).first()
    if assigned is None:
        raise Refused(_("Nobody is chosen for this job."), code="technician_missing", status=409, next_step=_("Assign a technician first."))
    return assigned


@page("orders.work")
@require_POST
def start(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Put the order in work."""
    finishing.start(order=queries.order_of(order_id, actor=request.actor), by=request.actor, at=timezone.now())
    return answering.sheet(request, order_id, _("The order is in work"))


@page("orders.work")
@require_POST
def job_start(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Start a clock on a job; the one that ran before stops."""
    job = answering.job_of(request, job_id)
    labour.start(job=job, staff=_worker(job, request.actor), by=request.actor, at=timezone.now())
    return answering.sheet(request, job.order_id, _("The clock runs"))


@page("orders.work")
@require_POST
def job_stop(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Stop one's own clock."""
    job, me = answering.job_of(request, job_id), _me(request.actor)
    if me is not None:
        labour.stop(staff=me, by=request.actor, at=timezone.now())
    return answering.sheet(request, job.order_id, _("The clock is stopped"))


@page("orders.work")
@require_POST
def job_done(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Mark a job done."""
    job = answering.job_of(request, job_id)
    labour.finish_job(jobs=[job], staff=_doer(request.actor), by=request.actor, at=timezone.now())
    return answering.sheet(request, job.order_id, _("“%(title)s” is done") % {"title": job.title})


def _doer(actor: Actor) -> Staff | None:
    me = _me(actor)
    return me if me is not None and me.is_technician else None


@page("orders.work")
@require_POST
def finish_jobs(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Mark all agreed jobs done."""
    open_jobs = list(Job.objects.filter(order_id=order_id, state__in=AGREED, done_at=None))
    labour.finish_job(jobs=open_jobs, staff=_doer(request.actor), by=request.actor, at=timezone.now())
    return answering.sheet(request, order_id, _("The work is done"))


@page("orders.check")
def check(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The result of the quality check: passed, or what must be done again."""
    sheet = queries.order_sheet(order_id, at=timezone.now(), actor=request.actor)
    form = CheckForm(request.POST or None)
    agreed = [job.job for job in sheet.jobs if job.job.state in AGREED]
    context = {"form": form, "order": sheet.order, "jobs": agreed, "checks": sheet.checks}
    if request.method != "POST" or not form.is_valid():
        return answering.dialog(request, "check.html", context, status=422 if request.method == "POST" else 200)
    note, now = form.cleaned_data["note"], timezone.now()
    try:
        if request.POST.get("result") == "passed":
            quality.pass_check(order=sheet.order, note=note, by=request.actor, at=now)
            told = _("Quality check passed")
        else:
            again = [job for job in agreed if str(job.pk) in request.POST.getlist("job")]
            quality.fail_check(order=sheet.order, note=note, jobs=again, by=request.actor, at=now)
            told = _("Back to work")
    except Refused as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.text)
            return answering.dialog(request, "check.html", context, status=422)
        return answering.dialog(request, "check.html", {**context, "errors": [refusal]}, status=422)
    return answering.sheet(request, order_id, told, closes_dialog=True)


@page("orders.finish")
@require_POST
def finish(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Close the work and charge it."""
    finishing.finish(order=queries.order_of(order_id, actor=request.actor), by=request.actor, at=timezone.now())
    return answering.sheet(request, order_id, _("The order is finished and can be invoiced"))


def _with_reason(request: MemberRequest, order_id: UUID, act: Any, template: str, told: str) -> HttpResponse:
    order, form = queries.order_of(order_id, actor=request.actor), ReasonForm(request.POST or None)
    context = {"form": form, "order": order}
    if request.method != "POST" or not form.is_valid():
        return answering.dialog(request, template, context, status=422 if request.method == "POST" else 200)
    try:
        act(order=order, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    except Refused as refusal:
        return answering.dialog(request, template, {**context, "errors": [refusal]}, status=422)
    return answering.sheet(request, order_id, told, closes_dialog=True)


@page("orders.finish")
def reopen(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Take a finished order up again."""
    return _with_reason(request, order_id, finishing.reopen, "reopen.html", _("The order is open again"))


@page("orders.finish")
def cancel(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Give the order up."""
    return _with_reason(request, order_id, finishing.cancel, "cancel.html", _("The order is cancelled"))
