"""Number series in the settings."""

from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mendery.ground.company.setting_tabs import context
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui.links import link

from . import series as verbs
from .models import NumberSeries


class SeriesForm(forms.Form):
    """How numbers look and where they begin."""

    before = forms.CharField(label=_("Before the number"), max_length=20, required=False, strip=False)
    width = forms.IntegerField(label=_("Digits"), min_value=1, max_value=10)
    start = forms.IntegerField(label=_("Begins at"), min_value=1)


@require_safe
@page("settings.see")
def all_series(request: MemberRequest) -> HttpResponse:
    """All series, by year, branch and kind of paper."""
    rows = [
        {
            "row": row, "name": verbs.KIND_NAMES.get(row.kind, row.kind), "is_used": verbs.is_used(row),
            "next": f"{row.prefix}{row.next_number:0{row.width}d}",
        }
        for row in verbs.all_series()
    ]  # fmt: skip
    return render(request, "documents/series.html", context(request, "series", rows=rows))


@require_http_methods(["GET", "HEAD", "POST"])
@page("settings.edit")
def one_series(request: MemberRequest, series_id: UUID) -> HttpResponse:
    """Edit a series before its first number."""
    row = get_object_or_404(NumberSeries.objects.select_related("branch"), pk=series_id)
    form = SeriesForm(request.POST or None, initial={"before": row.prefix, "width": row.width, "start": row.next_number})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            verbs.reshape(
                series=row, prefix=given["before"], width=given["width"], start=given["start"], by=request.actor, at=datetime.now(UTC)
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, f"{refusal.text} {refusal.next_step}")
        else:
            return redirect(link(request, "series:list"))
    more = {"form": form, "row": row, "name": verbs.KIND_NAMES.get(row.kind, row.kind), "is_used": verbs.is_used(row)}
    return render(request, "documents/one_series.html", context(request, "series", **more), status=422 if form.errors else 200)
