"""The list of orders, its counts, its files, and what is done to chosen rows."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.company.models import Staff
from mendery.ground.company.queries import current_branch
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import replies
from mendery.ground.ui.formats import currency_word
from mendery.workshop.board import actions
from mendery.workshop.board.queries import orders as queries
from mendery.workshop.board.queries.surroundings import surroundings
from mendery.workshop.board.tables import export, people
from mendery.workshop.board.tables import orders as tables
from mendery.workshop.board.tables.looks import Stages
from mendery.workshop.workorders.states import WorkOrderState

PAGE, LARGEST = 50, 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _limit(request: MemberRequest) -> int:
    text = request.GET.get("limit", "")
    return max(1, min(int(text), LARGEST)) if text.isascii() and text.isdigit() else PAGE


@page("orders.see")
@require_safe
def orders(request: MemberRequest) -> HttpResponse:
    """Orders by saved view and filters, fifty at a time, after a key and never after a count."""
    chosen, after = queries.read(request.GET), request.GET.get("after", "")
    found = queries.page_of(request.actor, chosen, after=after, limit=_limit(request))
    around = surroundings()
    staff, stages = people.People(around), Stages(around)
    rows = tables.OrderRows(request, staff, stages)
    context: dict[str, Any] = {
        "active": "orders", "rows": rows.draw(found.rows), "sees": rows.sees, "columns": rows.sees.columns, "chosen": chosen, "after": after,
        "next_url": tables.where(request, request.GET, after=found.next) if found.next else "",
    }  # fmt: skip
    if not (after and replies.is_fragment(request)):
        context |= _around(request, chosen, staff, stages)
    return replies.page(request, "board/orders.html", "board/_order_rows.html" if after else "board/_orders_anew.html", context)


def _around(request: MemberRequest, chosen: queries.Chosen, staff: people.People, stages: Stages) -> dict[str, Any]:
    """Tabs, filters and footer of the list."""
    return {
        "tabs": tables.tabs(request), "pills": tables.pills(request, chosen, stages, staff), "technicians": staff.technicians,
        "filter_url": tables.where(request, request.GET, "board:orders_filter"),
        "currency": currency_word(current_branch(request.actor).entity.currency), "start_url": tables.where(request, request.GET),
        "assign_url": tables.where(request, request.GET, "board:orders_assign"), "count_url": tables.where(request, request.GET, "board:orders_count"),
        "csv_url": tables.where(request, request.GET, "board:orders_csv"), "xlsx_url": tables.where(request, request.GET, "board:orders_xlsx"),
    }  # fmt: skip


@page("orders.see")
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many rows the list has and what they come to, and the counts of the tabs; asked after the rows are there."""
    chosen = queries.read(request.GET)
    found = queries.totals(request.actor, chosen)
    context = {
        "summary": tables.sum_text(request, found, current_branch(request.actor).entity.currency),
        "tabs": tables.tabs(request, queries.counts(request.actor)), "chosen": chosen,
    }  # fmt: skip
    return replies.page(request, "board/_counts.html", "board/_counts.html", context)


@page("orders.see")
@require_safe
def choose(request: MemberRequest) -> HttpResponse:
    """The dialog in which filters are chosen."""
    around = surroundings()
    context = {
        "chosen": queries.read(request.GET), "technicians": people.People(around).technicians, "stages": Stages(around).choices(),
        "states": WorkOrderState.choices, "promises": tables.PROMISED_WORDS.items(), "nobody": queries.NOBODY,
    }  # fmt: skip
    return render(request, "board/_filter.html", context)


def _file(request: MemberRequest, suffix: str) -> tuple[Any, dict[str, str]]:
    rows = queries.all_of(request.actor, queries.read(request.GET))
    around = surroundings()
    shown = export.columns(tables.sees(request.actor), Stages(around), people.People(around))
    name = f"{request.business.slug}-{timezone.localdate().isoformat()}.{suffix}"
    return export.table(rows, shown), {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}


@page("orders.see")
@require_safe
def orders_csv(request: MemberRequest) -> HttpResponse:
    """The list as text for spreadsheets."""
    lines, headers = _file(request, "csv")
    return HttpResponse(export.as_csv(lines), content_type="text/csv; charset=utf-8", headers=headers)


@page("orders.see")
@require_safe
def orders_xlsx(request: MemberRequest) -> HttpResponse:
    """The list as a workbook."""
    lines, headers = _file(request, "xlsx")
    return HttpResponse(export.as_xlsx(lines, _("Jobs")), content_type=XLSX, headers=headers)


@page("orders.edit")
@require_POST
def assign(request: MemberRequest) -> HttpResponse:
    """Give the chosen orders to a technician."""
    try:
        ids = [UUID(one) for one in request.POST.getlist("id")[:LARGEST]]
        chosen = request.POST.get("technician", "")
        staff = Staff.objects.filter(pk=UUID(chosen), is_active=True).first() if chosen else None
    except ValueError as error:
        raise Refused(_("These jobs are not known."), code="not_understood") from error
    if chosen and staff is None:
        raise Refused(_("This person does not work here any more."), code="unknown_technician", field="technician")
    done = actions.assign(order_ids=ids, staff=staff, by=request.actor, at=timezone.now())
    told = ngettext("%(n)s job assigned", "%(n)s jobs assigned", done) % {"n": done}
    replies.flash(request, told)
    return replies.go(request, tables.where(request, request.GET))
