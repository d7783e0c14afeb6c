"""The door of every page: who, into which business, with which right; one transaction; refusals as pages.

A view without a guard does not pass the house test.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from mendery.ground.events import Refused
from mendery.ground.tenancy import direct, scope
from mendery.ground.tenancy.models import Business, Stay

from .answers import remembered
from .queries import credentials
from .sessions import person_of

View = Callable[..., HttpResponse]
PUBLIC, SIGNED_IN = "public", "signed_in"
_entries: list[Callable[[HttpRequest], AbstractContextManager[Any]]] = []


def at_entry(around: Callable[[HttpRequest], AbstractContextManager[Any]]) -> None:
    """Have every page of a business answered inside ``around(request)``: higher apps settle formats and the time zone there."""
    if around not in _entries:
        _entries.append(around)


class NoRight(Refused):
    """A member without the right for this."""

    code = "no_right"
    status = 403


def public(view: View) -> View:
    """A page for anybody."""
    view.guard = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """A page for any signed-in person, outside a business. ``request.person`` is set."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = person_of(request)
        if person is None:
            return _to_sign_in(request)
        request.person = person  # type: ignore[attr-defined]
        with translation.override(person.language):
            return view(request, *args, **kwargs)

    door.guard = SIGNED_IN  # type: ignore[attr-defined]
    return door


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    target = "/sign-in?" + urlencode({"next": request.get_full_path()})
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = target
        return response
    return HttpResponseRedirect(target)


def page(*rights: str) -> Callable[[View], View]:
    """A page inside a business for members who hold one of the rights.

    Sets ``request.actor``, ``request.business`` and ``request.member``; the view is called without the slug.
    A refusal that the view does not handle itself becomes a page (or fragment) with the sentence and the next step.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            person = person_of(request)
            if person is None:
                return _to_sign_in(request)
            business = direct.first(Business, "slug = %s", [slug])
            if business is None or business.stay in (Stay.ARCHIVED, Stay.ERASED):
                raise Http404
            if request.session.get("pin_business", str(business.pk)) != str(business.pk):
                raise Http404  # a PIN opens one business only
            origin = "page " + request.META.get("REMOTE_ADDR", "")
            with scope.business(business.pk, person_id=person.pk, origin=origin), translation.override(person.language):
                member = credentials(person_id=person.pk, channel="page")
                if member is None:
                    raise Http404
                request.person, request.business = person, business  # type: ignore[attr-defined]
                request.member, request.actor = member, member.actor  # type: ignore[attr-defined]
                with ExitStack() as stack:
                    for around in _entries:
                        stack.enter_context(around(request))
                    return _answer(request, view, rights, args, kwargs)

        door.guard = "|".join(rights)  # type: ignore[attr-defined]
        return door

    return decorate


def _answer(request: HttpRequest, view: View, rights: tuple[str, ...], args: Any, kwargs: Any) -> HttpResponse:
    try:
        writes = request.method not in ("GET", "HEAD", "OPTIONS")
        _check(request, rights, writes=writes)
        if writes:
            return remembered(request, lambda: view(request, *args, **kwargs))
        return view(request, *args, **kwargs)
    except Refused as refusal:
        transaction.set_rollback(True)
        return refused_page(request, refusal)


def _check(request: Any, rights: tuple[str, ...], *, writes: bool) -> None:
    if not any(request.actor.may(right) for right in rights):
        raise NoRight(_("Your role does not include this."), next_step=_("Ask an administrator for the right, or a colleague to do it."))
    if writes and request.business.stay not in (Stay.ACTIVE, Stay.DEMO):
        raise Refused(_("This business is read only now: nothing can be changed."), code="read_only", status=409)


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal as a whole page, or as a note when a fragment was asked for."""
    is_fragment = bool(request.headers.get("HX-Request"))
    template = "ui/_refused.html" if is_fragment else "ui/refused.html"
    return render(request, template, {"refusal": refusal}, status=refusal.status)
