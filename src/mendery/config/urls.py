"""The table of contents of the program. Everything of a business lies under ``/b/<slug>/``."""

from typing import Any

from django.conf import settings
from django.urls import include, path

from . import health
from .api import build_api, door

api = build_api()


def _behind_the_door(entry: tuple[list[Any], str, str]) -> tuple[list[Any], str, str]:
    patterns, app_name, namespace = entry
    for pattern in patterns:
        if pattern.name != "openapi-json":
            pattern.callback = door(pattern.callback)
        else:
            pattern.callback.guard = "public"
    return patterns, app_name, namespace


business_urls = [
    path("", include("mendery.workshop.board.urls")),
    path("orders/", include("mendery.workshop.workorders.urls")),
    path("estimates/", include("mendery.workshop.estimates.urls")),
    path("reception/", include("mendery.workshop.reception.urls")),
    path("parties/", include("mendery.registers.parties.urls")),
    path("items/", include("mendery.registers.catalogue.urls")),
    path("units/", include("mendery.registers.equipment.urls")),
    path("stock/", include("mendery.trade.stock.urls")),
    path("purchasing/", include("mendery.trade.purchasing.urls")),
    path("invoices/", include("mendery.trade.billing.urls")),
    path("cash/", include("mendery.trade.cashdesk.urls")),
    path("papers/", include("mendery.ground.documents.urls")),
    path("jobs/", include("mendery.ground.dispatch.urls")),
    path("settings/series/", include("mendery.ground.documents.series_urls")),
    path("settings/", include("mendery.ground.company.urls")),
    path("people/", include("mendery.ground.people.member_urls")),
]

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("", include("mendery.ground.ui.urls")),
    path("", include("mendery.ground.people.urls")),
    path("setup/", include("mendery.ground.company.setup_urls")),
    path("b/<slug:slug>/", include(business_urls)),
    path("api/v1/", _behind_the_door(api.urls)),
]
if settings.IS_DEMO or settings.DEBUG:
    urlpatterns.append(path("", include("mendery.ground.ui.kit_urls")))

handler404 = "mendery.config.errors.not_found"
handler500 = "mendery.config.errors.broken"
