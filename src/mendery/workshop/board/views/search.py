"""One box that finds everything, and where a scan leads."""

import re
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import providers, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import SearchHit
from mendery.workshop.workorders.queries import by_number

_SHORTEST, _LONGEST, _DO = 2, 80, 900
# Our own labels: M:26-04821 an order, M:W:… a warranty seal. Providers of search know their own codes by the text.
_OWN = re.compile(r"^M:(?!W:)(?P<number>.+)$", re.IGNORECASE)


@page("today.see")
@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """Suggestions while typing, a page of results, or the record that a scan names."""
    scan = request.GET.get("scan", "").strip()[:_LONGEST]
    text = scan or request.GET.get("q", "").strip()[:_LONGEST]
    is_fragment = replies.is_fragment(request)
    if scan and (order := _scanned(request, scan)):
        return replies.go(request, order)
    shown = 5 if is_fragment else 20
    groups = providers.search(request.actor, text, per_group=shown, request=request) if len(text) >= _SHORTEST else []
    hit = providers.only_hit(groups)
    if hit is not None and (scan or (not is_fragment and hit.score >= 100)):
        return replies.go(request, hit.url)
    found = sum(len(hits) for _label, hits in groups)
    context = {"active": "", "text": text, "scan": scan, "found": found, "groups": [*groups, *_deeds(request, text)]}
    return replies.page(request, "board/search.html", "ui/_palette.html", context)


def _scanned(request: MemberRequest, scan: str) -> str:
    """The page of the order whose label was scanned."""
    label = _OWN.match(scan)
    order = by_number(scan) if label and request.actor.may("orders.see") else None
    if order is None or (request.actor.branch_ids and order.branch_id not in request.actor.branch_ids):
        return ""
    return link(request, "workorders:order", order.pk)


def _deeds(request: MemberRequest, text: str) -> list[tuple[str, list[SearchHit]]]:
    """What can be done with the text instead of finding it."""
    if len(text) < _SHORTEST or not request.actor.may("intake.do"):
        return []
    deed = SearchHit(
        key="do:intake", group=_("Do"), group_order=_DO, icon="clipboard-check", title=_("Check in “%(text)s”") % {"text": text},
        detail=_("New vehicle or device"), url=f"{link(request, 'reception:begin')}?{urlencode({'q': text})}",
    )  # fmt: skip
    return [(_("Do"), [deed])]
