"""Finding items by any of their codes or by name, and what they are sold for."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mendery.ground.documents import search
from mendery.ground.events import Refused

from .calculations import marked_up
from .kinds import behaviour
from .models import CodeKind, Item, ItemCode

SEARCH_KIND = "item"


def item_of(item_id: UUID) -> Item:
    """The item behind an id, for pages and programs. Refuses a stranger's id as not found."""
    item = Item.objects.filter(pk=item_id).first()
    if item is None:
        raise Refused(_("There is no such item here."), code="item_not_found", status=404)
    return item


def by_code(text: str, *, kinds: Iterable[str] = ()) -> list[Item]:
    """Every active item that the code means, its own code or a barcode or a maker's, spaces and dashes ignored.

    Several items may carry the same code (rule 48): who scans is asked which.
    """
    key = search.code_key(text)
    if not key:
        return []
    also = ItemCode.objects.filter(code_key=key).values("item_id")
    rows = Item.objects.filter(Q(code_key=key) | Q(pk__in=also), is_active=True).order_by("sort_key", "pk")
    kinds = list(kinds)
    return list(rows.filter(kind__in=kinds) if kinds else rows)


def for_label(item_id: UUID) -> dict[str, str]:
    """What the label of a part says: name, codes, bin, and the barcode that a scanner finds it by."""
    item = item_of(item_id)
    barcode = ItemCode.objects.filter(item=item, kind=CodeKind.BARCODE).order_by("pk").values_list("code", flat=True).first()
    return {
        "text": item.name, "code": item.code, "maker": item.manufacturer, "bin": item.default_bin, "barcode": barcode or item.code,
    }  # fmt: skip


def in_order_of(ids: list[UUID], rows: QuerySet[Item]) -> list[Item]:
    """The rows in the order in which the search gave their ids."""
    found = rows.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def suggest(text: str, *, kinds: Iterable[str] = (), limit: int = 8) -> list[Item]:
    """Active items found by any part of code or name; the one whose own code it is comes first."""
    key = search.code_key(text)
    kinds = list(kinds)
    rows = Item.objects.filter(is_active=True)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    ids = search.find_ids(text=text, kinds=[SEARCH_KIND], limit=6 * limit) if key else []
    found = in_order_of(ids, rows)
    found.sort(key=lambda item: (item.code_key != key, not item.code_key.startswith(key)))
    return found[:limit]


def price_for(*, item: Item, cost: Decimal | None = None) -> Decimal | None:
    """The net sale price of one unit: the list price, else the cost with the item's mark-up. None when nothing says it.

    cost  of one unit; the last purchase cost when not given
    """
    if not behaviour(item.kind).is_sold:
        return None
    if item.sale_price is not None:
        return item.sale_price
    cost = item.last_cost if cost is None else cost
    if cost is None or item.markup_percent is None:
        return None
    return marked_up(cost=cost, percent=item.markup_percent)
