"""Pages of work orders: ``workorders:order`` is the page of one, ``workorders:new`` makes a quote."""

from django.urls import path

from .views import jobs, lines, order, parts, quotes, stages, working

app_name = "workorders"
urlpatterns = [
    path("new/", quotes.new, name="new"),
    path("stages/", stages.stages, name="stages"),
    path("<uuid:order_id>/", order.work, name="order"),
    path("<uuid:order_id>/documents", order.documents, name="documents"),
    path("<uuid:order_id>/history", order.history, name="history"),
    path("<uuid:order_id>/activity", order.activity, name="activity"),
    path("<uuid:order_id>/note", order.note, name="note"),
    path("<uuid:order_id>/text/<slug:field>", order.text, name="text"),
    path("<uuid:order_id>/terms", order.terms, name="terms"),
    path("<uuid:order_id>/deferred/<uuid:deferred_id>", order.readd, name="readd"),
    path("<uuid:order_id>/suggest", lines.suggest, name="suggest"),
    path("<uuid:order_id>/jobs/new", jobs.add, name="job_add"),
    path("<uuid:order_id>/jobs/<uuid:job_id>/restore", jobs.restore, name="job_restore"),
    path("<uuid:order_id>/lines/<uuid:line_id>/restore", lines.restore, name="line_restore"),
    path("<uuid:order_id>/issue", parts.issue, name="issue"),
    path("<uuid:order_id>/take-back", parts.take_back, name="take_back"),
    path("<uuid:order_id>/shortages", parts.shortages, name="shortages"),
    path("<uuid:order_id>/reserve", parts.reserve, name="reserve"),
    path("<uuid:order_id>/start", working.start, name="start"),
    path("<uuid:order_id>/finish-jobs", working.finish_jobs, name="finish_jobs"),
    path("<uuid:order_id>/check", working.check, name="check"),
    path("<uuid:order_id>/finish", working.finish, name="finish"),
    path("<uuid:order_id>/reopen", working.reopen, name="reopen"),
    path("<uuid:order_id>/cancel", working.cancel, name="cancel"),
    path("jobs/<uuid:job_id>/title", jobs.title, name="job_title"),
    path("jobs/<uuid:job_id>/assign", jobs.assign, name="job_assign"),
    path("jobs/<uuid:job_id>/remove", jobs.remove, name="job_remove"),
    path("jobs/<uuid:job_id>/start", working.job_start, name="job_start"),
    path("jobs/<uuid:job_id>/stop", working.job_stop, name="job_stop"),
    path("jobs/<uuid:job_id>/done", working.job_done, name="job_done"),
    path("jobs/<uuid:job_id>/lines", lines.add, name="line_add"),
    path("jobs/<uuid:job_id>/lines/new", lines.new, name="line_new"),
    path("lines/<uuid:line_id>", lines.line, name="line"),
    path("lines/<uuid:line_id>/cell/<slug:field>", lines.cell, name="line_cell"),
    path("lines/<uuid:line_id>/remove", lines.remove, name="line_remove"),
]
