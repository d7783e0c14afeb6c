"""Rows of the lists of the store, as ready cells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.company.queries import our_branches
from mendery.ground.documents import search
from mendery.ground.documents.models import Paper
from mendery.ground.documents.timeline import named, page_of
from mendery.ground.money import ZERO
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY, Tab
from mendery.ground.ui.links import link
from mendery.registers.catalogue.kinds import BEHAVIOURS
from mendery.registers.catalogue.models import Item
from mendery.registers.catalogue.queries import SEARCH_KIND
from mendery.registers.catalogue.units import symbol

from .models import Balance, Move, MoveKind, Reservation, StockPaper, Warehouse
from .queries import waiting, warehouses

FOUND_AT_MOST = 300
COUNTED_AT_MOST = 10_000
BY_NAME = ("sort_key", "id")
LATEST_FIRST = ("-at", "-id")
NONE = Decimal(0)
_KEPT = [kind.value for kind, behaviour in BEHAVIOURS.items() if behaviour.has_layers]
VIEWS: dict[str, Any] = {
    "": gettext_lazy("In stock"),
    "all": gettext_lazy("All parts"),
    "short": gettext_lazy("Jobs wait for"),
    "low": gettext_lazy("Below the least"),
}
PAPER_VIEWS: dict[str, Any] = {
    "": gettext_lazy("All papers"),
    "issue": gettext_lazy("Issue slips"),
    "return": gettext_lazy("Return slips"),
    "correction": gettext_lazy("Corrections"),
    "supplier_return": gettext_lazy("Returned to suppliers"),
    "opening": gettext_lazy("Opening stock"),
}
LOOKS = {
    MoveKind.RECEIPT: ("green", "arrow-down-left"),
    MoveKind.ISSUE: ("grey", "arrow-up-right"),
    MoveKind.RETURN: ("blue", "arrow-back-up"),
    MoveKind.SUPPLIER_RETURN: ("amber", "truck"),
    MoveKind.SALE: ("grey", "shopping-cart"),
    MoveKind.CORRECTION: ("violet", "clipboard-check"),
    MoveKind.OPENING: ("green", "package"),
}


def places_of(actor: Actor) -> list[Warehouse]:
    """The warehouses the actor may look into."""
    return warehouses(our_branches(actor))


def named_in(query: QueryDict, places: list[Warehouse]) -> list[Warehouse]:
    """The one that the filter names, else all of them."""
    wanted = query.get("warehouse", "")
    return [place for place in places if str(place.pk) == wanted] or places


def chosen(query: QueryDict, places: Iterable[Warehouse]) -> QuerySet[Item]:
    """The items that the list shows: a view, a place, a text that is looked for."""
    ids = [place.pk for place in places]
    rows = Item.objects.filter(kind__in=_KEPT)
    here = Balance.objects.filter(warehouse_id__in=ids)
    view, text = query.get("view", ""), query.get("q", "").strip()
    if view == "short":
        rows = rows.filter(pk__in=waiting().filter(warehouse_id__in=ids).order_by().values("item_id"))
    elif view == "low":
        enough = here.filter(on_hand__gte=F("held") + F("item__min_quantity")).values("item_id")
        rows = rows.filter(min_quantity__gt=0, is_active=True).exclude(pk__in=enough)
    elif view != "all" and not text:
        rows = rows.filter(pk__in=here.filter(Q(on_hand__gt=0) | Q(held__gt=0)).values("item_id"))
    if text:
        rows = rows.filter(pk__in=search.find_ids(text=text, kinds=[SEARCH_KIND], limit=FOUND_AT_MOST))
    return rows


def tabs(request: MemberRequest) -> list[Tab]:
    """The saved views above the list."""
    base = link(request, "stock:list")
    return [Tab(label, f"{base}?view={key}" if key else base, key=key or "here") for key, label in VIEWS.items()]


def paper_tabs(request: MemberRequest) -> list[Tab]:
    """Kinds of papers."""
    base = link(request, "stock:papers")
    return [Tab(label, f"{base}?kind={key}" if key else base, key=key or "all") for key, label in PAPER_VIEWS.items()]


def sums_of(items: Iterable[Item], places: Iterable[Warehouse]) -> dict[UUID, Balance]:
    """What lies of each item in these places together, in one query."""
    sums: dict[UUID, Balance] = {}
    rows = Balance.objects.filter(item_id__in=[item.pk for item in items], warehouse_id__in=[place.pk for place in places])
    for row in rows:
        known = sums.setdefault(row.item_id, Balance(item_id=row.item_id, on_hand=NONE, held=NONE, value=ZERO))
        known.on_hand += row.on_hand
        known.held += row.held
        known.value += row.value
    return sums


def missing_of(items: Iterable[Item], places: Iterable[Warehouse]) -> dict[UUID, Decimal]:
    """What jobs still wait for of each item, in one query."""
    rows = Reservation.objects.filter(
        item_id__in=[item.pk for item in items], warehouse_id__in=[place.pk for place in places], held__lt=F("wanted")
    )
    found: dict[UUID, Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row.item_id] += row.wanted - row.held
    return found


def row(
    request: MemberRequest, item: Item, sums: Mapping[UUID, Balance], missing: Mapping[UUID, Decimal], *, sees_costs: bool
) -> SafeString:
    """One line of the list."""
    url = link(request, "catalogue:item", item.pk)
    lies = sums.get(item.pk) or Balance(on_hand=NONE, held=NONE, value=ZERO)
    free, unit = lies.on_hand - lies.held, symbol(item.unit)
    is_low = item.min_quantity is not None and free < item.min_quantity
    wanted = missing.get(item.pk)
    state = components.chip("red", _("%(n)s short") % {"n": formats.qty(wanted)}, "alert-triangle") if wanted else EMPTY
    if not wanted and is_low:
        state = components.chip("amber", _("Below the least"), "arrow-down")
    cost = format_html('<td class="num no-phone">{}</td>', formats.money(lies.value)) if sees_costs else EMPTY
    place = components.chip("grey", item.default_bin, cls="out noi") if item.default_bin else EMPTY
    return format_html(
        '<tr data-href="{}"><td class="mono sm nw no-phone">{}</td><td class="m5"><a class="el mwn" href="{}">{}</a><div class="only-phone t3 xs mono">{}</div></td>'
        '<td class="no-phone">{}</td><td class="no-phone">{}</td><td class="num b">{}</td><td class="num no-phone">{}</td><td class="num">{}</td>{}</tr>',
        url, item.code, url, item.name, item.code, place, state, formats.qty(lies.on_hand, unit), formats.qty(lies.held) if lies.held else "",
        formats.qty(free), cost,
    )  # fmt: skip


def papers_chosen(query: QueryDict, places: Iterable[Warehouse]) -> QuerySet[StockPaper]:
    """The papers that the list shows."""
    rows = StockPaper.objects.filter(warehouse_id__in=[place.pk for place in places])
    kind = query.get("kind", "")
    return rows.filter(kind=kind) if kind in MoveKind.values else rows


def paper_row(request: MemberRequest, paper: StockPaper, orders: Mapping[UUID, Paper], *, sees_costs: bool) -> SafeString:
    """One line of the list of papers: opened as print."""
    url = link(request, "papers:document", paper.kind, paper.pk)
    order = orders.get(paper.order_id) if paper.order_id else None
    about = named(request, order, paper.order_number) if paper.order_number else format_html("{}", paper.reason)
    tone, icon = LOOKS[MoveKind(paper.kind)]
    cost = format_html('<td class="num">{}</td>', formats.money(paper.value)) if sees_costs else EMPTY
    return format_html(
        '<tr data-href="{}"><td class="m5 nw"><a href="{}" target="_blank" rel="noopener">{}</a></td><td class="nw t2">{}</td>'
        '<td class="no-phone"><span class="row-f"><span class="tf" data-t="{}">{}</span>{}</span></td><td>{}</td><td class="no-phone">{}</td>{}</tr>',
        url, url, paper.number, formats.moment(paper.at), tone, components.icon(icon, "i-s"), paper.get_kind_display(), about, paper.by_name, cost,
    )  # fmt: skip


def move_row(
    request: MemberRequest, move: Move, papers: Mapping[UUID, Paper], orders: Mapping[UUID, Paper], *, sees_costs: bool
) -> SafeString:
    """One line of the ledger of an item."""
    tone, icon = LOOKS[MoveKind(move.kind)]
    paper = papers.get(move.doc_id)
    url = page_of(request, paper) if paper else ""
    number = move.doc_number or (paper.number if paper else "")
    shown = format_html('<a href="{}">{}</a>', url, number) if url else format_html("{}", number or "—")
    order = orders.get(move.order_id) if move.order_id else None
    what = (
        format_html("{} · {}", move.get_kind_display(), named(request, order, order.number))
        if order
        else format_html("{}", move.get_kind_display())
    )
    quantity = f"+{formats.qty(move.quantity)}" if move.quantity > 0 else formats.qty(move.quantity)
    cost = format_html('<td class="num no-phone">{}</td>', formats.money(move.value)) if sees_costs else EMPTY
    return format_html(
        '<tr><td class="t3 nw">{}</td><td><span class="row-f"><span class="tf" data-t="{}">{}</span><span>{}</span></span></td><td class="no-phone">{}</td>'
        '<td class="no-phone">{}</td><td class="num b {}">{}</td>{}</tr>',
        formats.moment(move.at), tone, components.icon(icon, "i-s"), what, shown, components.avatar(move.by_name),
        "c-green" if move.quantity > 0 else "", quantity, cost,
    )  # fmt: skip
