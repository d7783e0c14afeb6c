"""The words of the board: how stages are called, in which order they stand, which are not shown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from mendery.ground.company import setting_tabs
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.links import link
from mendery.workshop.workorders.actions import wording
from mendery.workshop.workorders.forms import StageForm
from mendery.workshop.workorders.stages import standard_word
from mendery.workshop.workorders.tables.steps import look, shown_stages


@page("settings.see", "settings.edit")
def stages(request: MemberRequest) -> HttpResponse:
    """Rename, reorder and hide stages."""
    rows = shown_stages()
    forms = [
        StageForm(request.POST or None, prefix=row.code, initial={"name": row.name, "seq": number * 10, "is_hidden": row.is_hidden})
        for number, row in enumerate(rows, start=1)
    ]
    may_edit = request.actor.may("settings.edit")
    if request.method == "POST" and may_edit and all(form.is_valid() for form in forms):
        words = [wording.StageWord(code=row.code, **form.cleaned_data) for row, form in zip(rows, forms, strict=True)]
        wording.arrange(words=words, by=request.actor, at=timezone.now())
        replies.flash(request, _("Saved"))
        return replies.go(request, link(request, "workorders:stages"))
    drawn = [(row, look(rows, row.code), standard_word(row.code), form) for row, form in zip(rows, forms, strict=True)]
    context = setting_tabs.context(request, "stages", rows=drawn)
    return render(request, "workorders/stages.html", context, status=422 if request.method == "POST" else 200)
