"""Answers to htmx that mean the same on every page: a toast, a refusal at the top, a fragment or the whole page."""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise

Text = str | Promise
TOASTS = "toasts"


class RefusedLike(Protocol):
    """A refusal: what happened, and what to do now."""

    @property
    def message(self) -> Any: ...

    @property
    def next_step(self) -> Any: ...


def is_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a piece and not for the page."""
    return request.headers.get("HX-Request-Type") == "partial"


def page(request: HttpRequest, whole: str, piece: str, context: Mapping[str, Any]) -> HttpResponse:
    """One address, two answers: the fragment for htmx, the page for everybody else."""
    response = render(request, piece if is_fragment(request) else whole, dict(context))
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response


def trigger(response: HttpResponse, **events: Any) -> HttpResponse:
    """Add events for the page to the answer: `trigger(response, toast={...})`."""
    now = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps({**now, **{name.replace("_", ":"): value for name, value in events.items()}})
    return response


def toast(response: HttpResponse, text: Text, undo: str = "") -> HttpResponse:
    """Say that it is done, with an address that undoes it where that is possible."""
    return trigger(response, toast={"text": str(text), "undo": undo})


def flash(request: HttpRequest, text: Text, undo: str = "") -> None:
    """The same, to be shown on the page that follows a redirect."""
    request.session[TOASTS] = [*request.session.get(TOASTS, []), {"text": str(text), "undo": undo}]


def toasts(request: HttpRequest) -> list[dict[str, str]]:
    """What `flash` kept for this page; asked once."""
    session = getattr(request, "session", None)
    return session.pop(TOASTS, []) if session is not None else []


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Lead to another page, from htmx and from a plain form alike."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponse(status=303, headers={"Location": url})


def refused(request: HttpRequest, *refusals: RefusedLike, status: int = 422) -> HttpResponse:
    """Show refusals at the top of the page (or of the open dialog) and leave all that was typed where it is. For htmx."""
    return HttpResponse(render_to_string("ui/_refused.html", {"errors": refusals}, request), status=status)


def close_dialog(response: HttpResponse) -> HttpResponse:
    """Close the dialog that sent this request."""
    return trigger(response, dialog_close=True)
