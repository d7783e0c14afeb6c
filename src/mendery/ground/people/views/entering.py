"""Signing in and out, choosing a business, invitations, the links of the demo."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.events import Refused
from mendery.ground.people import counters, demo, sessions
from mendery.ground.people.actions import invitations, second_factor, signing_in
from mendery.ground.people.forms import CodeForm, NewPasswordForm, PinForm, SignInForm, beside_field
from mendery.ground.people.guards import public, signed_in
from mendery.ground.people.models import Person
from mendery.ground.people.queries import businesses_of
from mendery.ground.tenancy import scope
from mendery.ground.tenancy.models import Business

_CODE_WITHIN = 600


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _target(request: HttpRequest, target: str) -> str:
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and allowed else "/"


def _welcome(request: HttpRequest, person: Person, target: str, *, keep: bool, pin_business: UUID | None = None) -> HttpResponse:
    sessions.begin(request, person, keep=keep, pin_business=pin_business)
    response = redirect(_target(request, target))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, max_age=settings.SESSION_COOKIE_AGE, samesite="Lax")
    return response


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """To the business of whoever is signed in; to the set-up assistant on an empty installation."""
    person = sessions.person_of(request)
    if person is None:
        return redirect("people:sign_in" if Business.objects.exists() else "setup:company")
    pinned = request.session.get("pin_business")
    places = [place for place in businesses_of(person.pk) if pinned in (None, str(place["id"]))]
    if len(places) == 1:
        return redirect(f"/b/{places[0]['slug']}/")
    return redirect("people:businesses")


@require_safe
@signed_in
def businesses(request: HttpRequest) -> HttpResponse:
    """Where the person may go."""
    person: Person = request.person  # type: ignore[attr-defined]
    return render(request, "people/businesses.html", {"places": businesses_of(person.pk), "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    target = request.POST.get("next") or request.GET.get("next", "")
    form = SignInForm(request.POST or None, initial={"keep": True})
    if request.method == "POST" and form.is_valid():
        at = datetime.now(UTC)
        given = form.cleaned_data
        try:
            person = signing_in.check_name_and_password(name=given["name"], password=given["password"], address=_address(request), at=at)
        except Refused as refusal:
            return _sign_in_page(request, form, target, refusal)
        if second_factor.has(person):
            request.session["waiting"] = {"person": str(person.pk), "since": at.timestamp(), "next": target, "keep": given["keep"]}
            return redirect("people:code")
        return _welcome(request, person, target, keep=given["keep"])
    return _sign_in_page(request, form, target)


def _sign_in_page(request: HttpRequest, form: SignInForm, target: str, refusal: Refused | None = None) -> HttpResponse:
    is_wrong = refusal is not None or (form.is_bound and not form.is_valid())
    context: dict[str, Any] = {
        "form": form, "next": target, "errors": [refusal] if refusal else [], "languages": settings.LANGUAGES,
        "counter": counters.counter_of(request),
    }  # fmt: skip
    return render(request, "people/sign_in.html", context, status=refusal.status if refusal else 422 if is_wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def code(request: HttpRequest) -> HttpResponse:
    """The second step for people with a second factor."""
    waiting = request.session.get("waiting")
    at = datetime.now(UTC)
    if not waiting or at.timestamp() - waiting["since"] > _CODE_WITHIN:
        return redirect("people:sign_in")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        person = Person.objects.get(pk=waiting["person"])
        try:
            signing_in.check_code(person=person, code=form.cleaned_data["code"], at=at)
        except Refused as refusal:
            beside_field(form, refusal)
            status = refusal.status
        else:
            return _welcome(request, person, waiting["next"], keep=waiting["keep"])
    return render(request, "people/code.html", {"form": form}, status=422 if form.errors and status == 200 else status)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def pin(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """The PIN of a member at an enrolled counter."""
    counter = counters.counter_of(request)
    if counter is None:
        return redirect("people:sign_in")
    form = PinForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person = counters.enter(counter, member_id, form.cleaned_data["pin"], datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
            status = refusal.status
        else:
            return _welcome(request, person, f"/b/{counter.slug}/", keep=False, pin_business=counter.business_id)
    who = next((one for one in counter.people if one.id == member_id), None)
    if who is None:
        raise Http404
    return render(request, "people/pin.html", {"form": form, "who": who, "counter": counter}, status=status)


@require_POST
@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out at this browser."""
    sessions.end(request)
    return redirect("people:sign_in")


@require_POST
@public
def language(request: HttpRequest) -> HttpResponse:
    """The language of the sign-in page."""
    response = redirect(_target(request, request.POST.get("next", "/sign-in")))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=settings.SESSION_COOKIE_AGE, samesite="Lax")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@public
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Set a password by a one-time link."""
    at = datetime.now(UTC)
    try:
        invited = invitations.invited_by(secret, at=at)
    except Refused as refusal:
        return render(request, "people/link_is_over.html", {"refusal": refusal}, status=refusal.status)
    form = NewPasswordForm(request.POST or None)
    with translation.override(invited.person.language):
        if request.method == "POST" and form.is_valid():
            try:
                invitations.accept(secret=secret, password=form.cleaned_data["password"], at=at)
            except Refused as refusal:
                beside_field(form, refusal)
            else:
                if second_factor.has(invited.person):
                    return redirect("people:sign_in")
                return _welcome(request, Person.objects.get(pk=invited.person.pk), f"/b/{invited.business.slug}/", keep=True)
        context = {"form": form, "person": invited.person, "business": invited.business}
        return render(request, "people/invitation.html", {**context, "place": context.pop("business")}, status=422 if form.errors else 200)


@require_safe
@public
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """A link of the demo: on this machine, into a demo business."""
    guest = demo.guest_of(token) if demo.is_this_machine(request) else None
    if guest is None:
        raise Http404
    business, person_id = guest
    with scope.business(business.pk):
        person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Http404
    return _welcome(request, person, f"/b/{business.slug}/", keep=False)
