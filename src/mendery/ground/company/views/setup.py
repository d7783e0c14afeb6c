"""The set-up assistant of an empty installation: company, trade, people, what to start with. Closed once a business exists."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from babel import Locale
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mendery.ground.company.actions.founding import FoundingInput, found_business
from mendery.ground.company.forms import Colleagues, SetupCompanyForm, SetupOwnerForm, SetupStartForm, SetupTradeForm
from mendery.ground.company.packs import country_packs
from mendery.ground.events import Refused
from mendery.ground.people import sessions
from mendery.ground.people.actions.members import MemberInput
from mendery.ground.people.forms import beside_field
from mendery.ground.people.guards import public
from mendery.ground.people.models import Person
from mendery.ground.people.secrets import seal, unseal
from mendery.ground.tenancy.models import Business
from mendery.ground.ui.components import Step

STEPS = ("company", "trade", "people", "start")
_LOCK = 732002
View = Callable[[HttpRequest], HttpResponse]


def _while_empty(view: View) -> View:
    """Only on an installation without a business."""

    @wraps(view)
    def open_door(request: HttpRequest) -> HttpResponse:
        if Business.objects.exists():
            return redirect("people:home")
        return view(request)

    return open_door


def _draft(request: HttpRequest) -> dict[str, Any]:
    draft: dict[str, Any] = request.session.get("setup", {})
    return draft


def _keep(request: HttpRequest, step: str, values: dict[str, Any]) -> None:
    request.session["setup"] = {**_draft(request), step: values}


def _page(request: HttpRequest, step: str, **more: Any) -> HttpResponse:
    labels = {"company": _("Company"), "trade": _("Trade"), "people": _("People"), "start": _("Start with")}
    here = STEPS.index(step)
    steps = [
        Step(labels[name], "done" if at < here else "now" if at == here else "", url=reverse(f"setup:{name}") if at < here else "")
        for at, name in enumerate(STEPS)
    ]
    back = reverse(f"setup:{STEPS[here - 1]}") if here else ""
    context = {"steps": steps, "back": back, "languages": settings.LANGUAGES, **more}
    wrong = any(getattr(form, "errors", None) for form in more.values() if getattr(form, "is_bound", False))
    return render(request, f"company/setup_{step}.html", context, status=422 if wrong else 200)


def _countries() -> list[tuple[str, str]]:
    names = Locale.parse(get_language() or "en", sep="-").territories
    return sorted(((code, names.get(code, code)) for code in country_packs()), key=lambda pair: pair[1])


@require_http_methods(["GET", "HEAD", "POST"])
@public
@_while_empty
def company(request: HttpRequest) -> HttpResponse:
    """First step: who you are."""
    countries = _countries()
    initial = {"country": countries[0][0], "is_vat_payer": True, "language": get_language(), **_draft(request).get("company", {})}
    form = SetupCompanyForm(request.POST or None, countries=countries, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            pack = country_packs()[form.cleaned_data["country"]]
            if form.cleaned_data["tax_id"]:
                pack.check_tax_id(form.cleaned_data["tax_id"])
        except ValueError:
            form.add_error(
                "tax_id", _("This is not a tax number: its check digit does not fit. Compare it with the registration certificate.")
            )
        else:
            _keep(request, "company", form.cleaned_data)
            return redirect("setup:trade")
    return _page(request, "company", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@_while_empty
def trade(request: HttpRequest) -> HttpResponse:
    """Second step: what you repair."""
    if "company" not in _draft(request):
        return redirect("setup:company")
    form = SetupTradeForm(request.POST or None, initial={"trade": "vehicle", **_draft(request).get("trade", {})})
    if request.method == "POST" and form.is_valid():
        _keep(request, "trade", form.cleaned_data)
        return redirect("setup:people")
    return _page(request, "trade", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@_while_empty
def people(request: HttpRequest) -> HttpResponse:
    """Third step: you, and who works with you."""
    if "trade" not in _draft(request):
        return redirect("setup:trade")
    kept = _draft(request).get("people", {})
    typed = {name: value for name, value in kept.get("owner", {}).items() if name != "password"}
    form = SetupOwnerForm(request.POST or None, initial=typed)
    others = Colleagues(request.POST or None, initial=kept.get("others"), prefix="c")
    if request.method == "POST" and form.is_valid() and others.is_valid():
        owner = {**form.cleaned_data, "password": seal(form.cleaned_data["password"]).decode("ascii")}
        named = [one for one in others.cleaned_data if one.get("name")]
        _keep(request, "people", {"owner": owner, "others": named})
        return redirect("setup:start")
    return _page(request, "people", form=form, others=others)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@_while_empty
def start(request: HttpRequest) -> HttpResponse:
    """Last step: what is switched on; then the business is founded and the administrator is signed in."""
    draft = _draft(request)
    if "people" not in draft:
        return redirect("setup:people")
    form = SetupStartForm(request.POST or None, initial={"inventory": True, "invoicing": True, "access_levels": True})
    if request.method == "POST" and form.is_valid():
        try:
            founded, links = _found(draft, form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            sessions.begin(request, founded, keep=True)
            addresses = {name: request.build_absolute_uri(reverse("people:invitation", args=[secret])) for name, secret in links.items()}
            return render(request, "company/setup_done.html", {"links": addresses})
    return _page(request, "start", form=form)


def _found(draft: dict[str, Any], features: dict[str, bool]) -> tuple[Person, dict[str, str]]:
    """Found the business of the draft, if nobody else did meanwhile."""
    owner, where = draft["people"]["owner"], draft["trade"]
    language = draft["company"]["language"]
    others = [_colleague(one, language) for one in draft["people"]["others"]]
    administrator = MemberInput(name=owner["owner_name"], email=owner["owner_email"], roles=(), language=language)
    data = FoundingInput(
        **draft["company"], administrator=administrator, password=unseal(owner["password"].encode("ascii")), people=others,
        trade=where["trade"], branch_name=where["branch_name"], branch_code=where["branch_code"], features=features,
    )  # fmt: skip
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if Business.objects.exists():
            raise Refused(_("Somebody has set this installation up already."), code="already_set_up", status=409, next_step=_("Sign in."))
        founded = found_business(data=data, at=datetime.now(UTC))
        return Person.objects.get(pk=founded.administrator.person_id), founded.links


def _colleague(given: dict[str, str], language: str) -> MemberInput:
    is_email = "@" in given["contact"]
    return MemberInput(
        name=given["name"], email=given["contact"] if is_email else "", phone="" if is_email else given["contact"],
        roles=(given["role"],), language=language,
    )  # fmt: skip
