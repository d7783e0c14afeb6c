"""Lines of a job: labour, parts, outside work, fees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.documents import versions
from mendery.ground.documents.models import HistoryEntry
from mendery.ground.events import Refused
from mendery.ground.money import line_net, price_round
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.rows import new_id
from mendery.registers.catalogue.kinds import behaviour
from mendery.registers.catalogue.models import Item, ItemKind
from mendery.registers.catalogue.queries import price_for
from mendery.registers.catalogue.units import HOUR, PIECE
from mendery.workshop.workorders import refusals
from mendery.workshop.workorders.models import Job, Line, WorkOrder
from mendery.workshop.workorders.queries import AGREED
from mendery.workshop.workorders.states import JobState, LineKind

from . import parts
from .desk import Desk, as_number, next_seq, take

FIELDS = ("text", "quantity", "price", "discount_percent", "vat_category", "unit")
_KEPT = (
    "kind", "code", "text", "quantity", "unit", "price", "discount_percent", "net", "vat_category", "approved_quantity", "approved_net",
    "is_stocked", "seq",
)  # fmt: skip
_NUMBERS = ("quantity", "price", "discount_percent", "net", "approved_quantity", "approved_net")
_MOST_PRICE, _MOST_QUANTITY, _HUNDRED = Decimal(10) ** 8, Decimal(10) ** 6, Decimal(100)


@dataclass(frozen=True, kw_only=True)
class LineInput:
    """A line as it is typed. With an item its kind, text, unit, price and VAT category come from the catalogue unless given.

    kind      labour, part, outside, fee; needed without an item; a service of the catalogue may be given as any but part
    price     net of one unit; None takes the item's price
    discount_percent  None takes the customer's
    """

    kind: str = ""
    item_id: UUID | None = None
    text: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    discount_percent: Decimal | None = None
    unit: str = ""
    vat_category: str = ""


NewLine = LineInput


def items_of(data: Sequence[LineInput]) -> dict[UUID, Item]:
    """The items that lines name, in one query. Refuses an unknown one."""
    wanted = {line.item_id for line in data if line.item_id is not None}
    found: dict[UUID, Item] = Item.objects.in_bulk(wanted) if wanted else {}
    if len(found) != len(wanted):
        raise Refused(_("There is no such item here."), code="item_not_found", status=404, field="item_id")
    return found


def _wrong(message: Any, field: str, next_step: Any = "") -> refusals.LineNotRight:
    return refusals.LineNotRight(message, field=field, next_step=next_step)


def _kind_of(data: LineInput, item: Item | None) -> str:
    if item is None:
        if data.kind not in LineKind.values:
            raise _wrong(_("Say whether it is labour, a part, outside work or a fee."), "kind")
        return data.kind
    match item.kind:
        case ItemKind.STOCK:
            return LineKind.PART
        case ItemKind.WORK | ItemKind.WORK_KIND | ItemKind.OPERATION:
            return LineKind.LABOUR
        case ItemKind.SERVICE:
            return data.kind if data.kind in (LineKind.LABOUR, LineKind.OUTSIDE, LineKind.FEE) else LineKind.FEE
    raise refusals.NotSold(
        _("%(item)s is a cost of the house and cannot be sold."), params={"item": item.name}, field="item_id",
        next_step=_("Choose a part, a work or a service."),
    )  # fmt: skip


def _text_of(data: LineInput, item: Item | None) -> str:
    text = data.text.strip()
    if item is not None and behaviour(item.kind).is_rate and not text:
        raise _wrong(
            _("%(item)s is a rate for an hour: the work itself is not written.") % {"item": item.name}, "text",
            _("Write what is to be done."),
        )  # fmt: skip
    text = text or (item.name if item is not None else "")
    if not text:
        raise _wrong(_("The line says nothing."), "text", _("Write what is charged."))
    return text[:300]


def _price_of(data: LineInput, item: Item | None) -> Decimal:
    if item is not None and behaviour(item.kind).is_internal:
        if data.price:
            raise refusals.NotSold(
                _("%(item)s is a step of the house and has no price."), params={"item": item.name}, field="price",
                next_step=_("Choose a work for what the customer pays."),
            )  # fmt: skip
        return Decimal(0)
    if data.price is not None:
        return price_round(data.price)
    return (price_for(item=item) if item is not None else None) or Decimal(0)


def _quantity_of(data: LineInput, item: Item | None) -> Decimal:
    if data.quantity is not None:
        return data.quantity
    return (item.norm_hours if item is not None else None) or Decimal(1)


def check_numbers(line: Line) -> None:
    """Refuse what cannot be charged."""
    if not 0 < line.quantity < _MOST_QUANTITY or line.quantity != round(line.quantity, 3):
        raise _wrong(_("A quantity must be above zero, with three decimals at most."), "quantity", _("Correct the quantity."))
    if not 0 <= line.price < _MOST_PRICE:
        raise _wrong(_("A price must be zero or more."), "price", _("Give a discount in percent instead."))
    if not 0 <= line.discount_percent <= _HUNDRED:
        raise _wrong(_("A discount lies between 0 and 100 percent."), "discount_percent", _("Correct the discount."))


def build(*, data: LineInput, items: Mapping[UUID, Item], job: Job, order: WorkOrder, seq: int, discount: Decimal) -> Line:
    """A line that is not written yet, with everything that the catalogue says about it.

    refuses  LineNotRight, NotSold
    """
    item = items[data.item_id] if data.item_id is not None else None
    kind = _kind_of(data, item)
    line = Line(
        id=new_id(), job=job, order=order, seq=seq, kind=kind, item=item, code=item.code if item else "", text=_text_of(data, item),
        quantity=_quantity_of(data, item), price=_price_of(data, item),
        unit=data.unit or (item.unit if item else HOUR if kind == LineKind.LABOUR else PIECE),
        discount_percent=discount if data.discount_percent is None else data.discount_percent,
        vat_category=data.vat_category or (item.vat_category if item else "standard"),
        is_stocked=kind == LineKind.PART and parts.comes_from_shelf(item),
    )  # fmt: skip
    check_numbers(line)
    line.net = net_of(line)
    return line


def net_of(line: Line) -> Decimal:
    """The net of a line, rounded once (rule 1)."""
    return line_net(quantity=line.quantity, price=line.price, discount_percent=line.discount_percent)


def discount_of(order: WorkOrder) -> Decimal:
    """What new lines of the order are reduced by: agreed for the order, else the customer's."""
    details = order.details.first()
    return Decimal(details.discount_percent if details is not None else order.party.discount_percent)


@action
def add_many(*, job: Job, data: Sequence[LineInput], by: Actor, at: datetime) -> list[Line]:
    """Put lines on a job. On an agreed job that stays within its tolerance their parts are held at once.

    refuses  OrderClosed, LineNotRight, NotSold, ``item_not_found``
    """
    desk = take(job.order_id, by=by, at=at)
    own, items = desk.job(job.pk), items_of(data)
    discount, first = discount_of(desk.order), next_seq(desk.lines)
    new = [build(data=one, items=items, job=own, order=desk.order, seq=seq, discount=discount) for seq, one in enumerate(data, first)]
    Line.objects.bulk_create(new)
    desk.lines += new
    desk.note("lines_added", job=own.title, lines=[[line.text, as_number(line.quantity)] for line in new])
    _follow(desk, own)
    return new


@action
def add(*, job: Job, data: LineInput, by: Actor, at: datetime) -> Line:
    """Put one line on a job; see ``add_many``."""
    return add_many(job=job, data=[data], by=by, at=at)[0]


def _follow(desk: Desk, job: Job, *, is_other_offer: bool = True) -> None:
    """After lines of a job changed: sums, approval, reservations, stage.

    is_other_offer  what the customer would say yes to is not what was sent, even for the same sum (rule 18)
    """
    if is_other_offer and job.state == JobState.SENT:
        job.state = JobState.DRAFT
        Job.objects.filter(pk=job.pk).update(state=job.state)
    was = job.state
    desk.settle()
    if job.state in AGREED or was in AGREED:
        parts.hold(desk, desk.lines_of(job))
        desk.write(stage=desk.stage())


@action
def change(*, line: Line, changes: Mapping[str, Any], version: int | None = None, by: Actor, at: datetime) -> Line:
    """Change text, quantity, price, discount, VAT category or unit of a line. Two people may change different fields (rule 72).

    version  of the line that the writer saw; None means the present one
    refuses  OrderClosed, ChangedMeanwhile, LineNotRight, NotSold, PartsIssued (below what was issued)
    """
    desk = take(line.order_id, by=by, at=at)
    held = desk.line(line.pk)
    current = {name: getattr(held, name) for name in FIELDS}
    wanted = {name: value for name, value in changes.items() if name in FIELDS and value is not None}
    real = versions.settle(doc_id=held.pk, current=current, current_version=held.version, wanted=wanted, version=version)
    if not real:
        return held
    for name, value in real.items():
        setattr(held, name, price_round(value) if name == "price" else value)
    _check_change(held)
    held.net = net_of(held)
    held.version += 1
    held.save(update_fields=[*real, "net", "version"])
    versions.note_change(doc_kind="line", doc_id=held.pk, version=held.version, before=current, after=real, by=by, at=at)
    _follow(desk, held.job, is_other_offer=not real.keys() <= {"text"})
    return held


def _check_change(line: Line) -> None:
    check_numbers(line)
    line.text = line.text.strip()[:300]
    if not line.text:
        raise _wrong(_("The line says nothing."), "text", _("Write what is charged."))
    if line.item is not None and behaviour(line.item.kind).is_internal and line.price:
        raise refusals.NotSold(
            _("%(item)s is a step of the house and has no price."), params={"item": line.item.name}, field="price",
            next_step=_("Choose a work for what the customer pays."),
        )  # fmt: skip
    if line.quantity < line.issued:
        raise refusals.parts_issued(line.text)


def kept(line: Line) -> dict[str, Any]:
    """Everything that brings a removed line back, for the history."""
    values = {name: getattr(line, name) for name in _KEPT}
    plain = {name: as_number(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    return {**plain, "id": str(line.pk), "job_id": str(line.job_id), "item_id": str(line.item_id) if line.item_id else None}


def rebuilt(facts: Mapping[str, Any], order: WorkOrder, job: Job) -> Line:
    """A removed line as it was."""
    values = {name: facts[name] for name in _KEPT}
    for name in _NUMBERS:
        values[name] = Decimal(values[name]) if values[name] is not None else None
    item = Item.objects.filter(pk=facts["item_id"]).first() if facts["item_id"] else None
    return Line(id=UUID(facts["id"]), order=order, job=job, item=item, **values)


@action
def remove(*, line: Line, by: Actor, at: datetime) -> None:
    """Take a line off its job; what was held for it is free again. ``restore`` undoes it.

    refuses  OrderClosed, PartsIssued
    """
    desk = take(line.order_id, by=by, at=at)
    held = desk.line(line.pk)
    if held.issued:
        raise refusals.parts_issued(held.text)
    parts.let_go(desk, [held])
    Line.objects.filter(pk=held.pk).delete()
    desk.lines.remove(held)
    desk.note("line_removed", **kept(held), job=held.job.title)
    _follow(desk, held.job)


@action
def restore(*, order: WorkOrder, line_id: UUID, by: Actor, at: datetime) -> Line:
    """Put a removed line back as it was, with its number in the order and what was agreed about it.

    refuses  OrderClosed, ``line_not_removed``, ``job_not_found``
    """
    desk = take(order.pk, by=by, at=at)
    rows = HistoryEntry.objects.filter(doc_id=order.pk, what="line_removed", facts__id=str(line_id))
    entry = rows.order_by("-at", "-id").first()
    if entry is None or any(line.pk == line_id for line in desk.lines):
        raise Refused(_("This line is not removed."), code="line_not_removed", status=409)
    job = desk.job(UUID(entry.facts["job_id"]))
    line = rebuilt(entry.facts, desk.order, job)
    line.save(force_insert=True)
    desk.lines.append(line)
    desk.note("line_restored", text=line.text, job=job.title)
    _follow(desk, job)
    return line
