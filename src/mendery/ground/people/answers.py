"""A repeated request gets the first answer (rulings 38): header ``Idempotency-Key`` or hidden field ``_key``."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused

from .models import RememberedAnswer

_KEPT_HEADERS = ("Location", "HX-Redirect", "HX-Trigger", "HX-Location", "Content-Type")
_FIRST_ERROR = 400


def remembered(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer once per person and key; the answer is stored in the same transaction as what it did.

    refuses  the same key with another content (409 ``key_reused``)
    """
    key = request.headers.get("Idempotency-Key") or request.POST.get("_key", "")
    if not key:
        return answer()
    actor = request.actor  # type: ignore[attr-defined]
    row = RememberedAnswer(person_id=actor.person_id, key=key[:80], path=request.path[:200], digest=_digest(request), at=datetime.now(UTC))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _again(row)
    response = answer()
    if response.status_code >= _FIRST_ERROR:
        # Nothing happened, so the same key may be tried again after a correction.
        RememberedAnswer.objects.filter(pk=row.pk).delete()
        return response
    if getattr(request, "shown_once", False):
        return response  # a secret is in it: it is not kept, so it cannot be given again
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    RememberedAnswer.objects.filter(pk=row.pk).update(status=response.status_code, headers=headers, body=response.content)
    return response


def _digest(request: HttpRequest) -> str:
    if request.content_type == "multipart/form-data":
        files: Any = request.FILES
        names = sorted(f"{name}:{file.name}:{file.size}" for name, file in files.items())
        return hashlib.sha256((request.POST.urlencode() + "".join(names)).encode()).hexdigest()
    return hashlib.sha256(request.body).hexdigest()


def _again(row: RememberedAnswer) -> HttpResponse:
    first = RememberedAnswer.objects.get(person_id=row.person_id, key=row.key)
    if first.path != row.path or first.digest != row.digest:
        raise Refused(
            _("This request key was used before for something else."), code="key_reused", status=409,
            next_step=_("Use a fresh key for each request."),
        )  # fmt: skip
    if not first.status:
        raise Refused(
            _("This was done already, and what it showed is shown only once."), code="shown_once", status=409,
            next_step=_("Revoke it and make a new one if you did not see it."),
        )  # fmt: skip
    response = HttpResponse(bytes(first.body), status=first.status)
    for name, value in first.headers.items():
        response[name] = value
    response["Idempotent-Replay"] = "true"
    return response


def forget_answers(*, before: datetime) -> int:
    """Forget the answers of requests that nobody will repeat any more, in the business of the scope."""
    gone, _ = RememberedAnswer.objects.filter(at__lt=before).delete()
    return int(gone)
