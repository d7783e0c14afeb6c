"""Who sits at this browser: the session, its list for the person, its end."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from mendery.ground.tenancy import direct

from .models import Person, PersonSession

PIN_AGE = 60 * 60
_SEEN_EVERY = timedelta(minutes=15)


def person_of(request: HttpRequest) -> Person | None:
    """The signed-in person of the session, if the session still holds."""
    if not hasattr(request, "_person"):
        person_id = request.session.get("person_id")
        person = direct.first(Person, "id = %s AND is_active", [person_id]) if person_id else None
        if person and request.session.get("person_hash") != person.get_session_auth_hash():
            person = None
        if person:
            _seen(request, person)
        request._person = person  # type: ignore[attr-defined]  # noqa: SLF001 -- remembered on our own request
    return request._person  # type: ignore[attr-defined]  # noqa: SLF001 -- same


def _seen(request: HttpRequest, person: Person) -> None:
    """Now and then note that the session is in use."""
    now = datetime.now(UTC)
    before = request.session.get("seen")
    if before and now.timestamp() - before < _SEEN_EVERY.total_seconds():
        return
    if before:
        PersonSession.objects.filter(person=person, session_key=request.session.session_key).update(seen_at=now)
        request.session["seen"] = now.timestamp()


def begin(request: HttpRequest, person: Person, *, keep: bool, pin_business: UUID | None = None) -> None:
    """Sign the person in at this browser, under a fresh session key.

    keep           stay for two weeks; else until the browser is closed
    pin_business   signed in by PIN: into this business only, and for an hour without use
    """
    now = datetime.now(UTC)
    request.session.flush()
    request.session["person_id"] = str(person.pk)
    request.session["person_hash"] = person.get_session_auth_hash()
    request.session["seen"] = now.timestamp()
    if pin_business is not None:
        request.session["pin_business"] = str(pin_business)
    request.session.set_expiry(PIN_AGE if pin_business else (settings.SESSION_COOKIE_AGE if keep else 0))
    request.session.create()
    request.session.save()
    device = request.headers.get("User-Agent", "")[:200]
    PersonSession.objects.create(
        person=person, session_key=request.session.session_key or "", device=device,
        address=request.META.get("REMOTE_ADDR", "")[:45], created_at=now, seen_at=now,
    )  # fmt: skip
    Person.objects.filter(pk=person.pk).update(last_login=now)
    request._person = person  # type: ignore[attr-defined]  # noqa: SLF001 -- remembered on our own request


def end(request: HttpRequest) -> None:
    """Sign out at this browser."""
    PersonSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()


def sessions_of(person: Person, *, here: str | None) -> list[dict[str, Any]]:
    """Where the person is signed in, the last used first; sessions that ran out are forgotten on the way."""
    rows = list(PersonSession.objects.filter(person=person).order_by("-seen_at"))
    alive = set(
        Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=datetime.now(UTC)).values_list(
            "session_key", flat=True
        )
    )
    gone = [row.pk for row in rows if row.session_key not in alive]
    if gone:
        PersonSession.objects.filter(pk__in=gone).delete()
    return [
        {"id": row.pk, "device": row.device, "address": row.address, "seen_at": row.seen_at, "is_here": row.session_key == here}
        for row in rows
        if row.session_key in alive
    ]


def revoke(person: Person, *, session_id: int | None = None, but: str | None = None) -> int:
    """End one session of the person, or all of them but one. The browser is signed out at its next step."""
    rows = PersonSession.objects.filter(person=person)
    rows = rows.filter(pk=session_id) if session_id is not None else rows.exclude(session_key=but or "")
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)
