"""Today: the page on which everybody begins, by what they do here."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mendery.ground.company.queries import current_branch, our_branches
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, providers, replies
from mendery.ground.ui.links import link
from mendery.trade.stock.queries import shortages, warehouses
from mendery.workshop.board.queries import today as queries
from mendery.workshop.board.queries.surroundings import surroundings
from mendery.workshop.board.tables import today as tables
from mendery.workshop.board.tables.looks import Stages
from mendery.workshop.workorders.queries import open_entry_of

_NEEDS_SHOWN = 10


@page("today.see")
@require_safe
def today(request: MemberRequest) -> HttpResponse:
    """What needs somebody now, who comes and goes, who works on what; whoever works on invoices is led there."""
    views = tables.views_of(request)
    wanted = request.GET.get("view", "")
    view = wanted if wanted in views else tables.home_of(request, views)
    if not view:
        return replies.go(request, link(request, "billing:invoices")) if request.actor.may("invoices.see") else _bare(request)
    base = link(request, "board:today")
    context: dict[str, Any] = {
        "active": "today", "greeting": tables.greeting(request.actor.name), "day": formats.long_day(timezone.localtime()), "view": view,
        "views": [(f"{base}?view={one}", tables.VIEW_WORDS[one], one == view) for one in views] if len(views) > 1 else [],
    }  # fmt: skip
    return render(request, f"board/today_{view}.html", context | _VIEWS[view](request))


def _bare(request: MemberRequest) -> HttpResponse:
    """For a role that an administrator left with very little: what needs them, if anything."""
    context = {"active": "today", "greeting": tables.greeting(request.actor.name), "day": formats.long_day(timezone.localtime())}
    return render(request, "board/today.html", context | _needs(request))


def _needs(request: MemberRequest) -> dict[str, Any]:
    items = providers.needs_you_now(request.actor, limit=100, request=request)
    return {"needs": items[:_NEEDS_SHOWN], "needs_count": len(items)}


def _currency(request: MemberRequest) -> str:
    return current_branch(request.actor).entity.currency


def _people(request: MemberRequest) -> dict[str, Any]:
    clocks, everybody = queries.at_work(request.actor), queries.technicians(request.actor)
    return {"workers": tables.workers(request, clocks, everybody), "working": len(clocks), "workforce": len(everybody)}


def _reception(request: MemberRequest) -> dict[str, Any]:
    actor, draw = request.actor, tables.Rows(request, Stages(surroundings()))
    arrivals, promised = queries.arrivals(actor), queries.promised(actor)
    came, due = draw.arrived(arrivals), draw.promised(promised)
    cash, currency = queries.cash(actor) if actor.may("cash.see") else None, _currency(request)
    counted = ngettext("%(n)s arrival", "%(n)s arrivals", arrivals.count) % {"n": arrivals.count}
    expected = ngettext("%(n)s promised today", "%(n)s promised today", promised.count) % {"n": promised.count}
    return {
        "sub": f"{counted}, {expected}", "arrivals": came, "arrivals_count": arrivals.count, "promised": due, "promised_count": promised.count,
        "tiles": tables.strip(request, tables.RECEPTION, arrivals, came, cash, currency), "cash": cash, "currency": currency,
        "cash_card": _cash_card(cash, currency), **_needs(request), **_people(request),
    }  # fmt: skip


def _cash_card(cash: queries.Cash | None, currency: str) -> list[tuple[str, str]]:
    if cash is None:
        return []
    drawers = [(_("In drawer, %(till)s") % {"till": shift.till.name}, formats.money(expected, currency)) for shift, expected in cash.shifts]
    return [
        *drawers,
        (_("By card today"), formats.money(cash.by_method.get("card", 0), currency)),
        (_("Cash receipts"), components.count(cash.receipts)),
    ]


def _workshop(request: MemberRequest) -> dict[str, Any]:
    actor = request.actor
    me = queries.own_staff(actor)
    entry = open_entry_of(me.pk) if me else None
    url = tables.address_of(request)
    mine = queries.jobs_of(me) if me else []
    looks = Stages(surroundings())
    context: dict[str, Any] = {
        "entry": entry, "entry_tag": tables.unit_tag(entry.job.order.unit) if entry else "", "entry_url": url(entry.order_id) if entry else "", "me_works": bool(me and me.is_technician),
        "seconds": int((timezone.now() - entry.started_at).total_seconds()) if entry else 0,
        "jobs": [(job, url(job.order_id), tables.unit_tag(job.order.unit), looks.chip(job.order.stage)) for job in mine],
        "clocks": actor.may("orders.work"),
    }  # fmt: skip
    if not context["me_works"]:
        under_way = queries.under_way(actor)
        context |= {"under_way": tables.Rows(request, looks).under_way(under_way), "under_way_count": under_way.count}
        context["tiles"] = tables.strip(request, tables.WORKSHOP, under_way, [], None, "")
    return context | _needs(request) | _people(request)


def _stores(request: MemberRequest) -> dict[str, Any]:
    actor = request.actor
    places = [one.pk for one in warehouses(our_branches(actor))]
    url = tables.address_of(request)
    give, short = queries.parts_to_give(actor), shortages(limit=12, warehouse_ids=places)
    draw = tables.Rows(request, Stages(surroundings()))
    return {
        "give": [(one, url(one.order.id), draw.plain(one.order)) for one in give],
        "short": [(one, url(one.reservation.order_id)) for one in short],
        "tiles": tables.strip(request, tables.STORES, queries.Some([], 0), [], None, ""), **_needs(request),
    }  # fmt: skip


def _owner(request: MemberRequest) -> dict[str, Any]:
    found, currency = queries.business(request.actor), _currency(request)
    looks = Stages(surroundings())
    orders = link(request, "board:orders")
    return {
        "tiles": tables.owner_strip(request, found, currency), "days": tables.days(found, currency),
        "stages": [(looks.chip(code), f"{orders}?stage={code}", *found.by_stage[code]) for code in looks.codes if code in found.by_stage],
        "currency": currency, "cash_card": _cash_card(queries.cash(request.actor), currency), **_needs(request), **_people(request),
    }  # fmt: skip


_VIEWS = {tables.RECEPTION: _reception, tables.WORKSHOP: _workshop, tables.STORES: _stores, tables.OWNER: _owner}
