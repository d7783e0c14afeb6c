"""The kit page and the choice of colours; every other page belongs to its own app."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.ui import kit as samples
from mendery.ground.ui import theme


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every part and every state in one place."""
    return render(request, "ui/kit.html", samples.context())


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
