"""Pages for what could not be answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing here, or nothing for you: strangers cannot tell the difference."""
    return render(request, "ui/404.html", status=404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not ours, or the page was open for too long."""
    return render(request, "ui/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    return render(request, "ui/500.html", status=500)
