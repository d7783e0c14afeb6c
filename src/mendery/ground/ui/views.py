"""The kit page and the choice of colours; every other page belongs to its own app."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.ui import kit as samples
from mendery.ground.ui import theme

View = Callable[[HttpRequest], HttpResponse]


def _for_anybody(view: View) -> View:
    """The guard that the house test asks for; the guards themselves live above this floor."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


@_for_anybody
@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every part and every state in one place."""
    return render(request, "ui/kit.html", samples.context())


@_for_anybody
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark for this browser and this person."""
    choice = request.POST.get("theme", "")
    if choice not in theme.THEMES:
        return HttpResponseBadRequest()
    theme.keep(request, choice)
    response = HttpResponse(status=204)
    response.set_cookie(theme.COOKIE, choice, max_age=theme.YEAR, samesite="Lax", httponly=True)
    return response
