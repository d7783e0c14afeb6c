"""A request that is far too large is refused before a byte of it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

LARGEST_BODY = 64 * 1024 * 1024
_MEGABYTE = 1024 * 1024


class LargestBody:
    """Answers 413 by the announced length; what announces none is limited by Django while it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= LARGEST_BODY:
            return self.get_response(request)
        message = _("This upload has %(size)s MB; at most %(largest)s MB are accepted.") % {
            "size": length // _MEGABYTE, "largest": LARGEST_BODY // _MEGABYTE,
        }  # fmt: skip
        if request.path.startswith("/api/"):
            return JsonResponse({"code": "too_large", "message": message, "next_step": _("Send a smaller file.")}, status=413)
        return render(request, "ui/413.html", {"message": message}, status=413)
