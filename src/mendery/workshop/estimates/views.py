"""Dialogs on the page of an order: send an estimate, record what the customer said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.workshop.workorders import queries as orders
from mendery.workshop.workorders.models import Job, Line, WorkOrder
from mendery.workshop.workorders.states import JobState

from . import queries
from .actions import answers, versions
from .actions.answers import JobAnswer
from .forms import HOW, AnswerForm, SendForm
from .models import Estimate

_OFFERED = (JobState.DRAFT, JobState.SENT, JobState.CHANGED)


def _with_lines(order: WorkOrder, *states: str) -> list[Job]:
    filled = Line.objects.filter(order=order).values("job_id")
    return list(Job.objects.filter(order=order, state__in=states, pk__in=filled).order_by("seq", "id"))


def _done(request: MemberRequest, order: WorkOrder, text: str) -> HttpResponse:
    """The whole page of the order shows what was said."""
    replies.flash(request, text)
    return replies.go(request, link(request, "workorders:order", order.pk))


@page("estimates.send")
def send(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Freeze what is offered as a version of the estimate, with its paper."""
    order, form = orders.order_of(order_id, actor=request.actor), SendForm(request.POST or None)
    context: dict[str, Any] = {"order": order, "form": form, "jobs": _with_lines(order, *_OFFERED)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "estimates/send.html", context, status=422 if request.method == "POST" else 200)
    try:
        estimate = versions.send(order=order, valid_until=form.cleaned_data["valid_until"], by=request.actor, at=timezone.now())
    except Refused as refusal:
        return render(request, "estimates/send.html", {**context, "errors": [refusal]}, status=422)
    return _done(request, order, _("Estimate %(number)s is made") % {"number": estimate.number})


def _asked(request: MemberRequest, order: WorkOrder) -> list[Job]:
    """The job that was pressed, else what waits for an answer, else everything with lines."""
    every = _with_lines(order, *JobState.values)
    only = request.GET.get("job") or request.POST.get("only", "")
    if only:
        return [job for job in every if str(job.pk) == only]
    return [job for job in every if job.state in _OFFERED] or every


@page("estimates.answer")
def answer(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Record the yes or no to each job; what was not sent yet is frozen as a version first, so that it is known what was agreed to."""
    order = orders.order_of(order_id, actor=request.actor)
    jobs = _asked(request, order)
    how = request.GET.get("how", "")
    initial = {"who": order.party.name, "how": how if how in dict(HOW) else "phone"}
    form = AnswerForm(request.POST or None, initial=initial, jobs=jobs)
    context: dict[str, Any] = {"order": order, "form": form, "only": request.GET.get("job") or request.POST.get("only", "")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "estimates/answer.html", context, status=422 if request.method == "POST" else 200)
    now, data = timezone.now(), form.cleaned_data
    said = [JobAnswer(job_id=job.pk, is_approval=is_yes, why=why) for job, is_yes, why in form.said()]
    try:
        estimate = _answered_version(order, [job for job, _is_yes, _why in form.said()], request, now)
        answers.record(estimate=estimate, answers=said, who=data["who"], how=data["how"], note=data["note"], by=request.actor, at=now)
    except Refused as refusal:
        transaction.set_rollback(True)
        return render(request, "estimates/answer.html", {**context, "errors": [refusal]}, status=422)
    return _done(request, order, _("The answer is recorded"))


def _answered_version(order: WorkOrder, jobs: list[Job], request: MemberRequest, now: datetime) -> Estimate:
    """The version that the customer speaks of; a new one when a job is not in it, or not for what it costs now."""
    latest = queries.latest_of(order.pk)
    if latest is not None and queries.covers(latest, [job.pk for job in jobs]):
        return latest
    also = [job.pk for job in jobs if job.state in (JobState.DECLINED, JobState.APPROVED)]
    return versions.send(order=order, also=also, by=request.actor, at=now)
