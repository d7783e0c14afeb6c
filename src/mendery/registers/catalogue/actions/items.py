"""Writing items into the catalogue, changing them, giving them codes and prices."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.queries import current_branch, today, vat_choices
from mendery.ground.documents import history, search, versions
from mendery.ground.events import Refused, ask
from mendery.ground.money import price_round
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.catalogue import queries, units
from mendery.registers.catalogue.events import BeforeKindChange
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import CodeKind, Item, ItemCode, ItemKind

DOC_KIND = "item"


@dataclass(frozen=True, kw_only=True)
class ItemInput:
    """What is written on the card of an item.

    code        ours, found without spaces and dashes; unique
    unit        UN/ECE code; empty means the usual one of the kind
    sale_price  net, for one unit; for a kind of work, for an hour
    codes       further codes: pairs of ``CodeKind`` and code
    """

    code: str
    name: str
    kind: str = ItemKind.STOCK
    unit: str = ""
    vat_category: str = "standard"
    manufacturer: str = ""
    sale_price: Decimal | None = None
    markup_percent: Decimal | None = None
    norm_hours: Decimal | None = None
    min_quantity: Decimal | None = None
    default_bin: str = ""
    tracks_serials: bool = False
    prints_warranty_card: bool = False
    goods_warranty_months: int | None = None
    work_warranty_months: int | None = None
    is_active: bool = True
    codes: tuple[tuple[str, str], ...] = ()


FIELDS = tuple(field.name for field in fields(ItemInput) if field.name != "codes")


class CodeTaken(Refused):
    """Another item has this code."""

    code = "code_taken"
    status = 409


class DoesNotFitKind(Refused):
    """An item of this kind cannot have what was written."""

    code = "does_not_fit_kind"


def _kind_name(kind: str) -> str:
    return str(ItemKind(kind).label)


def _refuse_unfit(values: dict[str, Any]) -> None:
    """Each kind carries only what makes sense for it."""
    how = behaviour(values["kind"])
    fits = {
        "sale_price": how.is_sold,
        "markup_percent": how.has_layers,
        "norm_hours": how.has_norm,
        "min_quantity": how.has_layers,
        "default_bin": how.has_layers,
        "tracks_serials": how.has_layers,
        "goods_warranty_months": how.has_layers,
        "work_warranty_months": how.is_sold and not how.has_layers,
        "prints_warranty_card": how.is_sold,
    }
    for name, may_have in fits.items():
        if values[name] and not may_have:
            raise DoesNotFitKind(
                _("An item of the kind “%(kind)s” cannot have this."), params={"kind": _kind_name(values["kind"])},
                field=name, next_step=_("Leave it empty, or choose another kind."),
            )  # fmt: skip


def _refuse_missing(values: dict[str, Any]) -> None:
    how = behaviour(values["kind"])
    if how.needs_norm and not values["norm_hours"]:
        raise DoesNotFitKind(_("An operation needs its norm in hours."), field="norm_hours", next_step=_("Write how long it takes."))
    if how.is_rate and values["unit"] != units.HOUR:
        raise DoesNotFitKind(
            _("A kind of work is a rate for an hour, so it is counted in hours."), field="unit", next_step=_("Choose the hour.")
        )
    if how.is_rate and values["sale_price"] is None:
        raise DoesNotFitKind(
            _("A kind of work needs its price for an hour."), field="sale_price", next_step=_("Write the rate without VAT.")
        )


def _refuse_vat(values: dict[str, Any], by: Actor, at: datetime) -> None:
    branch = current_branch(by)
    known = [category for category, _rate in vat_choices(branch.entity, today(branch, at))]
    if values["vat_category"] not in known:
        raise Refused(
            _("%(category)s is not a VAT category of this country."), params={"category": values["vat_category"]},
            code="unknown_vat_category", field="vat_category", next_step=_("Choose one of the list."),
        )  # fmt: skip


def _refuse_numbers(values: dict[str, Any]) -> None:
    for name in ("sale_price", "markup_percent", "norm_hours", "min_quantity"):
        if values[name] is not None and values[name] < 0:
            raise Refused(_("This cannot be less than zero."), code="below_zero", field=name)
    if not units.is_known(values["unit"]):
        raise Refused(
            _("%(unit)s is not a unit that is counted in here."), params={"unit": values["unit"]}, code="unknown_unit", field="unit",
            next_step=_("Choose one of the list."),
        )  # fmt: skip


def _checked(data: ItemInput) -> dict[str, Any]:
    values = {name: getattr(data, name) for name in FIELDS}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    for name, sentence in (("code", _("An item needs a code.")), ("name", _("An item needs a name."))):
        if not values[name]:
            raise Refused(sentence, code=f"{name}_missing", field=name)
    if values["kind"] not in ItemKind.values:
        raise Refused(_("Choose one of the six kinds."), code="unknown_kind", field="kind")
    if not search.code_key(values["code"]):
        raise Refused(_("A code needs at least one letter or digit."), code="code_missing", field="code")
    values["unit"] = values["unit"].upper() or behaviour(values["kind"]).unit
    if values["sale_price"] is not None:
        values["sale_price"] = price_round(values["sale_price"])
    _refuse_numbers(values)
    _refuse_unfit(values)
    _refuse_missing(values)
    return values


def _refuse_taken(code: str, *, apart_from: UUID | None = None) -> None:
    other = Item.objects.filter(code_key=search.code_key(code)).exclude(pk=apart_from).first()
    if other is not None:
        raise CodeTaken(
            _("The code %(code)s belongs to “%(name)s” already."), params={"code": other.code, "name": other.name}, field="code",
            next_step=_("Use that item, or write another code."),
        )  # fmt: skip


@contextmanager
def _one_code_at_once(code: str) -> Iterator[None]:
    """Somebody else may take the code between our look and our writing; then it is taken just the same."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "item_code_once" not in str(error):
            raise
        raise CodeTaken(_("The code %(code)s has just been taken."), params={"code": code}, field="code") from error


def _keys(values: dict[str, Any]) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    if "code" in values:
        keys["code_key"] = search.code_key(values["code"])
    if "name" in values:
        keys["sort_key"] = search.fold(values["name"])[:200]
    return keys


def _make_findable(item: Item, codes: list[str], *, is_new: bool = False) -> None:
    search.index(kind=queries.SEARCH_KIND, row_id=item.pk, words=[item.name, item.manufacturer], codes=[item.code, *codes], is_new=is_new)


def _new_codes(item: Item, pairs: tuple[tuple[str, str], ...]) -> list[ItemCode]:
    seen, rows = set(), []
    for kind, code in pairs:
        key = search.code_key(code)
        if kind not in CodeKind.values or not key:
            raise Refused(_("A code needs at least one letter or digit."), code="code_missing", field="codes")
        if (kind, key) not in seen:
            seen.add((kind, key))
            rows.append(ItemCode(item=item, kind=kind, code=code.strip(), code_key=key))
    return rows


@action
def create(*, data: ItemInput, by: Actor, at: datetime) -> Item:
    """Write a new item into the catalogue, with its further codes.

    refuses  CodeTaken, DoesNotFitKind, a missing code or name, an unknown unit or VAT category
    """
    values = _checked(data)
    _refuse_vat(values, by, at)
    _refuse_taken(values["code"])
    with _one_code_at_once(values["code"]):
        item = Item.objects.create(**values, **_keys(values))
    codes = ItemCode.objects.bulk_create(_new_codes(item, data.codes))
    _make_findable(item, [row.code for row in codes], is_new=True)
    history.note(doc_kind=DOC_KIND, doc_id=item.pk, what="created", by=by, at=at)
    return item


def _held(item: Item) -> Item:
    return Item.objects.select_for_update(of=("self",)).get(pk=item.pk)


def as_input(item: Item) -> ItemInput:
    """The card as it is written now, without its further codes."""
    return ItemInput(**{name: getattr(item, name) for name in FIELDS})


@action
def change(*, item: Item, data: ItemInput, version: int | None = None, by: Actor, at: datetime) -> Item:
    """Change the card. Written against an older version, fields that nobody else touched are kept (rule 72).

    Further codes have their own verbs.
    refuses  ChangedMeanwhile, and what ``create`` refuses
    asks     BeforeKindChange
    """
    held = _held(item)
    before = {name: value for name, value in asdict(as_input(held)).items() if name != "codes"}
    changes = versions.settle(doc_id=held.pk, current=before, current_version=held.version, wanted=_checked(data), version=version)
    if not changes:
        return held
    if "vat_category" in changes:
        _refuse_vat(changes, by, at)
    if "code" in changes:
        _refuse_taken(changes["code"], apart_from=held.pk)
    if "kind" in changes:
        ask(BeforeKindChange(held.pk, held.kind, changes["kind"]))
    with _one_code_at_once(changes.get("code", held.code)):
        _store(held, changes, before, by, at)
    if {"code", "name", "manufacturer"} & changes.keys():
        _make_findable(held, list(held.codes.values_list("code", flat=True)))
    return held


def _store(held: Item, changes: dict[str, Any], before: Mapping[str, Any], by: Actor, at: datetime) -> None:
    written = changes | _keys(changes)
    for name, value in written.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*written, "version"])
    versions.note_change(doc_kind=DOC_KIND, doc_id=held.pk, version=held.version, before=before, after=changes, by=by, at=at)


@action
def set_price(*, item: Item, price: Decimal | None, by: Actor, at: datetime) -> Item:
    """Give the item another list price, net for one unit; None lets the mark-up decide.

    refuses  DoesNotFitKind for what is never sold, a price below zero
    """
    held = _held(item)
    price = None if price is None else price_round(price)
    values = {name: getattr(held, name) for name in FIELDS} | {"sale_price": price}
    _refuse_numbers(values)
    _refuse_unfit(values)
    _refuse_missing(values)
    if price != held.sale_price:
        _store(held, {"sale_price": price}, {"sale_price": held.sale_price}, by, at)
    return held


@action
def add_code(*, item: Item, kind: str, code: str, by: Actor, at: datetime) -> ItemCode:
    """Write a further code of the item: barcode, maker's code, original number. Known already, it is left as it is.

    The same code may belong to other items too; then a scan asks which.
    """
    held = _held(item)
    row = _new_codes(held, ((kind, code),))[0]
    known = ItemCode.objects.filter(item=held, kind=kind, code_key=row.code_key).first()
    if known is not None:
        return known
    row.save(force_insert=True)
    _make_findable(held, list(held.codes.values_list("code", flat=True)))
    history.note(doc_kind=DOC_KIND, doc_id=held.pk, what="code_added", by=by, at=at, facts={"kind": kind, "code": row.code})
    return row


@action
def remove_code(*, code: ItemCode, by: Actor, at: datetime) -> None:
    """The item is no longer found by this code; the history remembers it."""
    held = _held(code.item)
    ItemCode.objects.filter(pk=code.pk).delete()
    _make_findable(held, list(held.codes.values_list("code", flat=True)))
    history.note(doc_kind=DOC_KIND, doc_id=held.pk, what="code_removed", by=by, at=at, facts={"kind": code.kind, "code": code.code})


@action
def remember_costs(*, costs: Mapping[UUID, Decimal], by: Actor, at: datetime) -> None:
    """What each item cost when it was last bought, for prices by mark-up. Told by whoever receives goods."""
    rows = [Item(pk=item_id, last_cost=price_round(cost)) for item_id, cost in costs.items()]
    Item.objects.bulk_update(rows, ["last_cost"])
