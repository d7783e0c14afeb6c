"""Pages of the catalogue."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.company.queries import current_branch, today, vat_choices
from mendery.ground.documents import timeline
from mendery.ground.documents.timeline import Sentence
from mendery.ground.events import Refused
from mendery.ground.money import to_decimal
from mendery.ground.people.actor import Actor
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key

from . import queries, tables, units
from .actions import items
from .calculations import is_gtin
from .forms import CodeForm, ItemForm, filled
from .kinds import behaviour
from .models import CodeKind, Item, ItemCode, ItemKind
from .words import vat_label

PAGE = 50
SENTENCES = {
    "created": Sentence("plus", gettext_lazy("%(who)s wrote this card."), "blue"),
    "code_added": Sentence("barcode", gettext_lazy("%(who)s added the code %(code)s.")),
    "code_removed": Sentence("barcode-off", gettext_lazy("%(who)s removed the code %(code)s.")),
}


def _vat(actor: Actor) -> list[tuple[str, Decimal]]:
    branch = current_branch(actor)
    return list(vat_choices(branch.entity, today(branch, timezone.now())))


def _form(request: MemberRequest, *, item: Item | None = None) -> ItemForm:
    actor = request.actor
    source = request.POST or request.GET
    kind = source.get("kind") or (item.kind if item else ItemKind.STOCK)
    kind = kind if kind in ItemKind.values else ItemKind.STOCK
    initial = filled(item) if item else {"unit": behaviour(kind).unit, "is_active": True, "vat_category": "standard"}
    if request.method == "GET" and "kind" in request.GET:
        initial |= {name: request.GET[name] for name in ("code", "name", "manufacturer") if name in request.GET}
        initial["unit"] = behaviour(kind).unit
    initial["kind"] = kind
    return ItemForm(
        request.POST or None, initial=initial, kind=kind, vat=[(code, vat_label(code, rate)) for code, rate in _vat(actor)],
        is_new=item is None, shows_costs=actor.may("costs.see"),
    )  # fmt: skip


def _refuse_in(form: Any, refusal: Refused) -> list[Refused]:
    if refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return []
    return [refusal]


@page("items.see")
@require_safe
def item_list(request: MemberRequest) -> HttpResponse:
    """Items by name, fifty at a time."""
    query = request.GET.copy()
    found = page_by_key(tables.chosen(query), order=("sort_key", "id"), after=query.pop("after", [""])[-1], limit=PAGE)
    base = link(request, "catalogue:list")
    suffix = f"&{query.urlencode()}" if query else ""
    context = {
        "active": "items", "query": query, "tabs": tables.tabs(request), "view": query.get("view") or "all",
        "rows": SafeString("".join(tables.row(request, item) for item in found.rows)),
        "next_url": f"{base}?after={found.next}{suffix}" if found.next else "",
        "count_url": f"{link(request, 'catalogue:count')}?{query.urlencode()}",
    }  # fmt: skip
    return replies.page(
        request, "catalogue/list.html", "catalogue/_rows.html" if "after" in request.GET else "catalogue/_list.html", context
    )


@page("items.see")
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many the list holds, up to a cap; asked after the rows are there."""
    return HttpResponse(components.count(tables.chosen(request.GET)[: tables.COUNTED_AT_MOST + 1].count()))


@page("items.see")
@require_safe
def suggest(request: MemberRequest) -> HttpResponse:
    """Suggestions under a field that wants an item; ``kinds`` narrows them."""
    kinds = [kind for kind in request.GET.get("kinds", "").split(",") if kind in ItemKind.values]
    found = queries.suggest(request.GET.get("q", ""), kinds=kinds)
    return HttpResponse("".join(tables.option(request, item) for item in found))


def _shown(field: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    if field == "kind":
        return str(ItemKind(value).label)
    if field == "unit":
        return str(units.measure(value).name)
    if field == "vat_category":
        return vat_label(value, None)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field in ("sale_price", "markup_percent", "norm_hours", "min_quantity"):
        return formats.qty(Decimal(value))
    return str(value)


def _history(request: MemberRequest, item: Item) -> list[components.Happening]:
    names = {name: field.label for name, field in ItemForm.base_fields.items() if field.label}
    hidden = {"markup_percent": "costs.see", "sale_price": "prices.see"}
    for name, right in hidden.items():
        if not request.actor.may(right):
            names.pop(name)
    return timeline.happenings([item.pk], sentences=SENTENCES, names=names, shown=_shown)


@page("items.see")
@require_safe
def item_page(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """One item: codes, price, and what stock, purchasing and others know of it."""
    item = queries.item_of(item_id)
    rate = dict(_vat(request.actor)).get(item.vat_category)
    price = queries.price_for(item=item)
    codes = [(code, is_gtin(code.code)) for code in item.codes.order_by("kind", "code_key")]
    context = {
        "active": "items", "item": item, "how": behaviour(item.kind), "icon": tables.icon_of(item, "i-l"), "codes": codes,
        "ean": next((code.code for code, _right in codes if code.kind == CodeKind.BARCODE), ""),
        "unit_symbol": units.symbol(item.unit), "vat": vat_label(item.vat_category, rate), "price": price,
        "price_with_vat": price * (100 + rate) / 100 if price is not None and rate is not None else None,
        "code_form": CodeForm(), "history": _history(request, item),
    }  # fmt: skip
    return render(request, "catalogue/item.html", context)


@page("items.edit")
def create(request: MemberRequest) -> HttpResponse:
    """A new card; the kind decides which fields there are."""
    form, errors = _form(request), []
    if request.method == "POST" and form.is_valid():
        try:
            item = items.create(data=form.as_input(), by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = _refuse_in(form, refusal)
        else:
            replies.flash(request, _("Saved"))
            return replies.go(request, link(request, "catalogue:item", item.pk))
    context = {"active": "items", "form": form, "errors": errors, "back": link(request, "catalogue:list")}
    if replies.is_fragment(request):
        return render(request, "catalogue/_fields.html", context)
    return render(request, "catalogue/edit.html", context, status=422 if request.method == "POST" else 200)


@page("items.edit")
def edit(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """Change the card."""
    item = queries.item_of(item_id)
    form, errors, back = _form(request, item=item), [], link(request, "catalogue:item", item.pk)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            items.change(item=item, data=form.as_input(before=item), version=version, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = _refuse_in(form, refusal)
            if refusal.code == "changed_meanwhile":
                form.data = {**request.POST.dict(), "version": str(item.version)}  # seen now: saved once more it stands
        else:
            replies.flash(request, _("Saved"))
            return replies.go(request, back)
    context = {"active": "items", "form": form, "item": item, "errors": errors, "back": back}
    if replies.is_fragment(request):
        return render(request, "catalogue/_fields.html", context)
    return render(request, "catalogue/edit.html", context, status=422 if request.method == "POST" else 200)


@page("items.edit")
def price(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """The price cell of the list while it is edited, and after."""
    item = queries.item_of(item_id)
    url, label = link(request, "catalogue:price", item.pk), _("Price")
    if request.method != "POST":
        raw = ItemForm.base_fields["sale_price"].prepare_value(item.sale_price)
        return HttpResponse(components.cell_input(url, "price", raw or "", label))
    typed = request.POST.get("price", "").strip()
    try:
        item = items.set_price(item=item, price=to_decimal(typed) if typed else None, by=request.actor, at=timezone.now())
    except ValueError:
        why = _("Write a number, such as 99,50.")
    except Refused as refusal:
        why = refusal.text
    else:
        return HttpResponse(tables.price_cell(request, item))
    return HttpResponse(components.cell_input(url, "price", typed, label, error=why), status=422)


@page("items.edit")
@require_POST
def add_code(request: MemberRequest, item_id: UUID) -> HttpResponse:
    """A further code of the item."""
    item = queries.item_of(item_id)
    kind, code = request.POST.get("kind", ""), request.POST.get("code", "")[:60]
    try:
        items.add_code(item=item, kind=kind, code=code, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return replies.refused(request, refusal, status=refusal.status)
    return replies.go(request, link(request, "catalogue:item", item.pk))


@page("items.edit")
@require_POST
def remove_code(request: MemberRequest, item_id: UUID, code_id: UUID) -> HttpResponse:
    """The item is no longer found by this code."""
    code = ItemCode.objects.filter(pk=code_id, item_id=item_id).select_related("item").first()
    if code is not None:
        items.remove_code(code=code, by=request.actor, at=timezone.now())
    return replies.go(request, link(request, "catalogue:item", item_id))
