"""The own account: language and colours, name and password, second factor, where one is signed in."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.events import Refused
from mendery.ground.people import sessions
from mendery.ground.people.actions import own_account, second_factor
from mendery.ground.people.forms import ChangePasswordForm, CodeForm, ContactForm, PreferencesForm, StopSecondFactorForm, beside_field
from mendery.ground.people.guards import signed_in
from mendery.ground.people.models import Person
from mendery.ground.ui import theme
from mendery.ground.ui.replies import flash


def _person(request: HttpRequest) -> Person:
    person: Person = request.person  # type: ignore[attr-defined]
    return person


def _page(request: HttpRequest, **forms: Any) -> HttpResponse:
    person = _person(request)
    contact = {"name": person.name, "email": person.email or "", "phone": person.phone or ""}
    context = {
        "person": person,
        "preferences": PreferencesForm(initial={"language": person.language, "theme": person.theme, "single_keys": person.single_keys}),
        "contact": ContactForm(initial=contact),
        "password": ChangePasswordForm(),
        "stop": StopSecondFactorForm(),
        "has_second_factor": second_factor.has(person),
        "sessions": sessions.sessions_of(person, here=request.session.session_key),
        "is_pin": "pin_business" in request.session,
        **forms,
    }
    return render(request, "people/account.html", context, status=422 if forms else 200)


def _no_pin(request: HttpRequest) -> None:
    """Whoever came in by PIN sits at a shared screen and changes nothing about the account."""
    if "pin_business" in request.session:
        raise Refused(_("Sign in with your password to change your account."), code="pin_is_not_enough", status=403)


@require_safe
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Everything about oneself."""
    return _page(request)


@require_POST
@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    """Language, colours, keys."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, preferences=form)
    given = form.cleaned_data
    own_account.prefer(person=_person(request), language=given["language"], theme=given["theme"], single_keys=given["single_keys"])
    response = redirect("people:me")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, given["language"], max_age=settings.SESSION_COOKIE_AGE, samesite="Lax")
    response.set_cookie(theme.COOKIE, given["theme"], max_age=theme.YEAR, samesite="Lax", httponly=True)
    return response


@require_POST
@signed_in
def contact(request: HttpRequest) -> HttpResponse:
    """Name, e-mail, phone."""
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            _no_pin(request)
            own_account.change_contact(person=_person(request), **form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            flash(request, _("Saved."))
            return redirect("people:me")
    return _page(request, contact=form)


@require_POST
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    """A new password."""
    form = ChangePasswordForm(request.POST)
    person = _person(request)
    if form.is_valid():
        given = form.cleaned_data
        try:
            _no_pin(request)
            own_account.change_password(
                person=person, old=given["old"], new=given["password"], here=request.session.session_key, at=datetime.now(UTC)
            )
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            request.session["person_hash"] = person.get_session_auth_hash()
            flash(request, _("The password is changed. You are signed out everywhere else."))
            return redirect("people:me")
    return _page(request, password=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_second_factor(request: HttpRequest) -> HttpResponse:
    """Show a secret, and put it in force by its first code."""
    person = _person(request)
    if second_factor.has(person) or "pin_business" in request.session:
        return redirect("people:me")
    offer = second_factor.offer(person=person, secret=request.session.get("offered", ""))
    request.session["offered"] = offer.secret
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factor.begin(person=person, secret=offer.secret, code=form.cleaned_data["code"], at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            del request.session["offered"]
            return render(request, "people/recovery_codes.html", {"codes": codes})
    picture = mark_safe(offer.qr[offer.qr.index("<svg") :])  # noqa: S308 -- drawn by us: rectangles only
    context = {"form": form, "picture": picture, "secret": offer.secret}
    return render(request, "people/second_factor.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def stop_second_factor(request: HttpRequest) -> HttpResponse:
    """Give the second factor up, proved by the password."""
    form = StopSecondFactorForm(request.POST)
    if form.is_valid():
        try:
            _no_pin(request)
            own_account.prove(person=_person(request), password=form.cleaned_data["old"], at=datetime.now(UTC))
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            second_factor.stop(person=_person(request))
            return redirect("people:me")
    return _page(request, stop=form)


@require_POST
@signed_in
def revoke_session(request: HttpRequest) -> HttpResponse:
    """End a session somewhere else, or all but this one."""
    chosen = request.POST.get("session", "")
    sessions.revoke(_person(request), session_id=int(chosen) if chosen.isdigit() else None, but=request.session.session_key)
    return redirect("people:me")
