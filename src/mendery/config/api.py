"""The API root: every action that pages offer, under ``/api/v1/``, behind one door.

The door authenticates the bearer token, opens the scope of its business in one transaction, gives repeated requests their
first answer, and rolls everything back when the answer is an error.
"""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from mendery import __version__
from mendery.ground.events import Refusals, Refused
from mendery.ground.people.answers import remembered
from mendery.ground.people.queries import credentials
from mendery.ground.people.tokens import bearer_of
from mendery.ground.tenancy import scope
from mendery.ground.tenancy.models import Stay

from .api_docs import ORjsonRenderer, document_refusals

ROUTERS = {
    "": "mendery.ground.people.api",
    "/company": "mendery.ground.company.api",
    "/company/series": "mendery.ground.documents.series_api",
    "/jobs": "mendery.ground.dispatch.api",
    "/parties": "mendery.registers.parties.api",
    "/items": "mendery.registers.catalogue.api",
    "/units": "mendery.registers.equipment.api",
    "/stock": "mendery.trade.stock.api",
    "/purchasing": "mendery.trade.purchasing.api",
    "/billing": "mendery.trade.billing.api",
    "/cash": "mendery.trade.cashdesk.api",
    "/warranties": "mendery.workshop.warranty.api",
    "/reception": "mendery.workshop.reception.api",
    "/work-orders": "mendery.workshop.workorders.api",
    "/estimates": "mendery.workshop.estimates.api",
    "/papers": "mendery.ground.documents.api",
    "/board": "mendery.workshop.board.api",
}
_FIRST_ERROR = 400


def _error(code: str, message: str, status: int, **more: Any) -> HttpResponse:
    return JsonResponse({"code": code, "message": message, **{k: v for k, v in more.items() if v}}, status=status)


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    reasons = refusal.reasons if isinstance(refusal, Refusals) else []
    return _error(
        refusal.code, refusal.text, refusal.status, field=refusal.field, next_step=str(refusal.next_step),
        reasons=[{"code": reason.code, "message": reason.text} for reason in reasons],
        params={name: str(value) for name, value in refusal.params.items()},
    )  # fmt: skip


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    details = [{"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors]
    return _error("not_understood", _("The request does not have the expected shape."), 422, details=details)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return _error("not_found", _("There is nothing with this id in this business."), 404)


def _cannot_be_kept(request: HttpRequest, error: Any) -> HttpResponse:
    return _error("not_understood", _("A text holds a character that cannot be kept, or a number is too large."), 422)


class OurApi(NinjaAPI):
    """Operations are called as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **how: Any) -> Any:
        return document_refusals(super().get_openapi_schema(**how))


def build_api() -> NinjaAPI:
    """Put the routers of all apps together."""
    api = OurApi(
        title="Mendery", version=__version__, renderer=ORjsonRenderer(), docs_url=None, openapi_url="/openapi.json",
        openapi_extra={
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "security": [{"bearer": []}],
        },
        description="Every act of the pages, for programs. Decimals are strings; times are ISO 8601 with zone.",
    )  # fmt: skip
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _not_understood)
    for kind in (DataError, UnicodeEncodeError):  # NUL, half of a surrogate pair
        api.add_exception_handler(kind, _cannot_be_kept)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(ObjectDoesNotExist, _not_found)
    for prefix, module in ROUTERS.items():
        api.add_router(prefix, import_module(module).router)
    return api


def _run(request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse:
    writes = request.method not in ("GET", "HEAD", "OPTIONS")
    if writes and request.business.stay not in (Stay.ACTIVE, Stay.DEMO):  # type: ignore[attr-defined]
        return _error("read_only", _("This business is read only now: nothing can be changed."), 409)
    try:
        response = remembered(request, lambda: view(request, *args, **kwargs)) if writes else view(request, *args, **kwargs)
    except Refused as refusal:
        response = _refused(request, refusal)
    if response.status_code >= _FIRST_ERROR:
        transaction.set_rollback(True)
    return response


def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The one way in for programs."""

    @csrf_exempt
    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bearer = bearer_of(request)
        if bearer is None:
            response = _error("no_token", _("Send an API token: Authorization: Bearer …"), 401)
            response["WWW-Authenticate"] = "Bearer"
            return response
        origin = "api " + request.META.get("REMOTE_ADDR", "")
        business = bearer.business
        with scope.business(business.pk, person_id=bearer.person_id, origin=origin):
            member = credentials(person_id=bearer.person_id, channel="api")
            if member is None or business.stay in (Stay.ARCHIVED, Stay.ERASED):
                return _error("no_token", _("This token is not valid any more."), 401)
            request.business = business  # type: ignore[attr-defined]
            request.member, request.actor = member, member.actor  # type: ignore[attr-defined]
            language = translation.get_language_from_request(request)
            with translation.override(language):
                return _run(request, view, args, kwargs)

    enter.guard = "token"  # type: ignore[attr-defined]
    return enter
