"""What work orders give to Today, to the search of all records, and to the pages of units and customers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.company.queries import current_branch
from mendery.ground.company.setting_tabs import SettingTab
from mendery.ground.documents import search
from mendery.ground.documents.models import HistoryEntry
from mendery.ground.people.actor import Actor
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats
from mendery.ground.ui.components import dev, plate, stage
from mendery.ground.ui.links import link
from mendery.ground.ui.providers import CUSTOMER_WAITING, LATE, NOT_TOLD, OTHER, PART_DUE, SearchHit, TodayItem, TodayTile
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import icon_of, shown_name
from mendery.registers.parties import queries as party_queries
from mendery.registers.parties.models import Party

from . import queries, stages
from .models import WorkOrder
from .states import WorkOrderState
from .tables.steps import look, shown_stages

_FEW, _MOST, _EXACT, _OPEN, _FOUND = 8, 60, 100, 80, 60
_OVER = (stages.HANDED_OVER, stages.CANCELLED)
_SOON = timedelta(hours=2)
S = WorkOrderState
Text = str | Promise


@dataclass(frozen=True)
class Need:
    """What an order needs of a person: who may do it, how urgent it is, in which words."""

    key: str
    rank: int
    rights: tuple[str, ...]
    state: Text
    action: Text
    tone: str
    icon: str


_READY = Need("ready", NOT_TOLD, ("handover.do",), gettext_lazy("Ready"), gettext_lazy("Hand over"), "green", "circle-check")
_CHECKED = Need("checked", OTHER, ("orders.finish",), gettext_lazy("Checked"), gettext_lazy("Finish order"), "cyan", "shield-check")
_CHECK = Need("check", OTHER, ("orders.check",), gettext_lazy("Work done"), gettext_lazy("Check work"), "cyan", "shield-check")
_ANSWER = Need(
    "answer", CUSTOMER_WAITING, ("estimates.answer",), gettext_lazy("Waiting approval"), gettext_lazy("Record answer"), "amber",
    "message-question",
)  # fmt: skip
_PRICE = Need("price", OTHER, ("estimates.send",), gettext_lazy("To price"), gettext_lazy("Price work"), "violet", "stethoscope")
_ARRIVED = Need(
    "arrived", OTHER, ("orders.edit", "orders.work"), gettext_lazy("Checked in"), gettext_lazy("Plan work"), "blue", "clipboard-check"
)
_PARTS_CAME = Need(
    "parts", PART_DUE, ("orders.work", "stock.issue"), gettext_lazy("Parts are here"), gettext_lazy("Open order"), "green", "package"
)
_START = Need("start", OTHER, ("orders.work",), gettext_lazy("Approved, not started"), gettext_lazy("Start work"), "indigo", "tool")
_BY_STAGE = {
    stages.READY: _READY, stages.CHECK: _CHECK, stages.APPROVAL: _ANSWER, stages.DIAGNOSIS: _PRICE, stages.ARRIVED: _ARRIVED,
    stages.WORK: _START,
}  # fmt: skip
_OVER = (stages.HANDED_OVER, stages.CANCELLED)


def _here(actor: Actor) -> Any:
    rows = WorkOrder.objects.exclude(stage__in=_OVER)
    return rows.filter(branch_id__in=actor.branch_ids) if actor.branch_ids else rows


def asset(unit: Unit) -> SafeString:
    """The plate of a vehicle, else the picture and name of a device."""
    return plate(unit.plate) if unit.plate else dev(icon_of(unit), str(unit))


def _need_of(order: WorkOrder, came: set[Any]) -> Need | None:
    if order.state == S.CHECKED:
        return _CHECKED
    if order.stage == stages.WORK:
        if order.state != S.OPEN:
            return None
        return _PARTS_CAME if order.pk in came else _START
    return _BY_STAGE.get(order.stage)


def today_items(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[TodayItem]:
    """What open orders need: late ones first, then by what they wait for. Two queries."""
    if not actor.may("orders.see"):
        return
    now = timezone.now()
    rows = _here(actor).select_related("unit", "party").order_by("promised_at", "id")
    orders = list(rows[: 4 * _MOST])
    waiting = [order.pk for order in orders if order.stage == stages.WORK and order.state == S.OPEN]
    came = set(HistoryEntry.objects.filter(doc_id__in=waiting, what="parts_arrived").values_list("doc_id", flat=True)) if waiting else set()
    given = 0
    for order in orders:
        need = _need_of(order, came)
        item = _today_item(actor, request, order, need, now)
        if item is not None:
            yield item
            given += 1
        if given >= _MOST:
            return


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


def _today_item(actor: Actor, request: MemberRequest, order: WorkOrder, need: Need | None, now: datetime) -> TodayItem | None:
    is_ready = order.state == S.FINISHED
    is_late = bool(order.promised_at and order.promised_at < now and not is_ready)
    is_close = bool(order.promised_at and now <= order.promised_at < now + _SOON and not is_ready)
    if need is None and not (is_late or is_close):
        return None
    if need is not None and not any(actor.may(right) for right in need.rights) and not is_late:
        return None
    rank = LATE if is_late else need.rank if need is not None else CUSTOMER_WAITING
    state: Text = need.state if need is not None else _("In work")
    if is_late:
        state = _("%(span)s late") % {"span": formats.span(_minutes(now - order.promised_at))}  # type: ignore[operator]
    elif is_close and need is None:
        state = _("Promised at %(when)s") % {"when": formats.clock(order.promised_at)}
    may_act = need is not None and any(actor.may(right) for right in need.rights)
    model = f"{order.unit.make} {order.unit.model}".strip() if order.unit.plate else ""
    return TodayItem(
        key=f"order:{order.pk}", rank=rank, asset=asset(order.unit),
        title=" · ".join(part for part in (model, order.title) if part) or order.number, tone="red" if is_late else need.tone if need else "indigo",
        detail=" · ".join(part for part in (order.party.name if actor.may("parties.see") else "", order.number) if part),
        icon="alarm" if is_late else need.icon if need else "tool", state=state, since=order.promised_at or order.opened_at,
        action=need.action if need and may_act else _("Open order"), url=link(request, "workorders:order", order.pk),
    )  # fmt: skip


def today_tiles(actor: Actor, *, request: MemberRequest, **_more: Any) -> Iterator[TodayTile]:
    """How many orders are in which stage, and how many are late. One query."""
    if not actor.may("orders.see"):
        return
    now = timezone.now()
    late = Q(promised_at__lt=now, state__in=queries.OPEN_STATES)
    counts = _here(actor).aggregate(
        late=Count("pk", filter=late),
        here=Count("pk", filter=Q(intake_unit_id__isnull=False)),
        asked=Sum("gross", filter=Q(stage=stages.APPROVAL)),
        asked_since=Min("opened_at", filter=Q(stage=stages.APPROVAL)),
        late_since=Min("promised_at", filter=late),
        **{stage: Count("pk", filter=Q(stage=stage)) for stage in (stages.APPROVAL, stages.PARTS, stages.READY)},
    )
    url = link(request, "board:orders")
    shown = (
        ("here", 10, "blue", "car-garage", _("In the workshop"), url),
        (stages.APPROVAL, 20, "amber", "message-question", _("Waiting approval"), f"{url}?stage={stages.APPROVAL}"),
        (stages.PARTS, 30, "orange", "package", _("Waiting parts"), f"{url}?stage={stages.PARTS}"),
        (stages.READY, 40, "green", "circle-check", _("Ready"), f"{url}?stage={stages.READY}"),
        ("late", 50, "red", "alarm", _("Late"), f"{url}?late=1"),
    )
    details = {stages.APPROVAL: _asked(actor, counts, now)}
    if counts["late_since"]:
        details["late"] = _("The longest %(span)s") % {"span": formats.span(_minutes(now - counts["late_since"]))}
    for key, order, tone, icon, label, where in shown:
        yield TodayTile(
            key=f"orders:{key}", order=order, tone=tone, icon=icon, label=label, value=str(counts[key]), url=where,
            hot=key == "late" and counts[key] > 0, detail=details.get(key, ""),
        )  # fmt: skip


def _asked(actor: Actor, counts: Mapping[str, Any], now: datetime) -> str:
    """What the customers were asked to agree to, and since when the first of them is here."""
    if not counts["asked_since"]:
        return ""
    oldest = _("oldest %(span)s") % {"span": formats.span(_minutes(now - counts["asked_since"]))}
    if not actor.may("prices.see"):
        return oldest
    return f"{formats.money(counts['asked'], current_branch(actor).entity.currency, whole=True)} · {oldest}"


def hits(actor: Actor, text: str, *, request: MemberRequest, **_more: Any) -> Iterator[SearchHit]:
    """Orders by any tail of their number, by what is under repair or whose it is, and by the code on labels (``M:26-00482``)."""
    if not actor.may("orders.see"):
        return
    key = search.code_key(queries.bare_number(text))
    rows = WorkOrder.objects.filter(branch_id__in=actor.branch_ids) if actor.branch_ids else WorkOrder.objects.all()
    found = list(queries.matching(rows, text, actor=actor).select_related("unit", "party").order_by("-opened_at", "-id")[:_FEW])
    named = [order for order in found if search.code_key(order.number) == key]
    words = shown_stages() if found else []
    for place, order in enumerate(found):
        owner = order.party.name if actor.may("parties.see") else ""
        model = f"{order.unit.make} {order.unit.model}".strip() if order.unit.plate else ""
        yield SearchHit(
            key=f"order:{order.pk}", group=_("Work orders"), group_order=10, icon="tool", title=shown_name(order.unit, formats.current().country),
            detail=" · ".join(part for part in (order.number, model, order.title, owner) if part), chip=stage(look(words, order.stage)),
            url=link(request, "workorders:order", order.pk), score=_EXACT if order in named else (_FOUND if order.stage in _OVER else _OPEN) - place,
        )  # fmt: skip


def of_unit(*, unit: Unit) -> Mapping[str, Any] | None:
    """Works, fitted parts with their serials, and declined work of a unit, over all its owners (rule 68)."""
    works, fitted, declined = queries.works_of(unit.pk), queries.fitted_parts(unit.pk), queries.deferred_of(unit.pk)
    if not works:
        return None
    return {"works": works, "fitted": fitted, "declined": declined}


def of_party(*, party: Party) -> Mapping[str, Any] | None:
    """The latest orders of a customer."""
    rows = WorkOrder.objects.filter(party_id__in=party_queries.family_of(party.pk)).select_related("unit")
    orders = list(rows.order_by("-opened_at", "-id")[:20])
    return {"orders": [(order, asset(order.unit)) for order in orders]} if orders else None


def moved_by_party_merge(*, loser: Party, **_more: Any) -> Mapping[str, Any] | None:
    """How many open orders would move with a merge of two customers."""
    count = WorkOrder.objects.filter(party=loser, state__in=queries.OPEN_STATES).count()
    return {"orders_that_move": count} if count else None


def moved_by_unit_merge(*, loser: Unit, **_more: Any) -> Mapping[str, Any] | None:
    """How many open orders would move with a merge of two units."""
    count = WorkOrder.objects.filter(unit=loser, state__in=queries.OPEN_STATES).count()
    return {"orders_that_move": count} if count else None


def setting_tabs() -> list[SettingTab]:
    """The words of the board, among the settings."""
    return [SettingTab(key="stages", order=45, label=gettext_lazy("Stages"), url_name="workorders:stages")]
