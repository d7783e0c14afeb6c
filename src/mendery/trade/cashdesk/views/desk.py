"""The desk: what is in the drawer, what happened today, and closing the day."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mendery.ground.company.queries import current_branch, today
from mendery.ground.events import Refused
from mendery.ground.money import ZERO
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import formats, replies
from mendery.ground.ui.components import Tab
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key
from mendery.trade.billing.queries import unbilled
from mendery.trade.cashdesk import ports, queries, tables
from mendery.trade.cashdesk.actions import shifts
from mendery.trade.cashdesk.calculations import count_total, denominations
from mendery.trade.cashdesk.forms import CloseForm, OpenForm, SlipForm
from mendery.trade.cashdesk.models import CashEntry, Method, Payment, Shift, Till
from mendery.trade.cashdesk.states import PAYMENT, REFUND
from mendery.trade.cashdesk.words import WORDS

from .common import chosen_till, refuse_in

PAGE = 50
_MOST = 300
_PROBLEMS_SHOWN = 3
_FILTERS = ("", "cash", "card", "bank", "problems")


@page("cash.see")
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """The till with its shift, the rows of today, and the steps that close the day."""
    return show(request, chosen_till(request, request.GET.get("till", "")))


def show(
    request: MemberRequest, till: Till | None = None, *, form: OpenForm | None = None, errors: Any = (), status: int = 200
) -> HttpResponse:
    """The page, with the form as it was typed when that was refused."""
    tills = queries.tills_of(request.actor)
    till = till or _usual(request, tills)
    shown = request.GET.get("show", "") if request.GET.get("show") in _FILTERS else ""
    problems = list(queries.not_printed(request.actor)[:_MOST])
    context = {
        "active": "cash", "tills": tills, "till": till, "errors": errors, "show": shown, "problems": problems[:_PROBLEMS_SHOWN],
        "problem_count": len(problems), "has_printer": ports.plugged() is not None,
        "currency": till.branch.entity.currency if till else current_branch(request.actor).entity.currency,
    }  # fmt: skip
    if till is not None:
        context |= _of_till(request, till, shown, problems, form)
    return render(request, "cashdesk/desk.html", context, status=status)


def _usual(request: MemberRequest, tills: list[Till]) -> Till | None:
    """The open till of the branch in which one works, else its first."""
    here = current_branch(request.actor)
    own = [till for till in tills if till.branch_id == here.pk]
    running = queries.open_shifts(here)
    ids = {shift.till_id for shift in running}
    return next((till for till in own if till.pk in ids), own[0] if own else None)


def _of_till(request: MemberRequest, till: Till, shown: str, problems: list[Payment], form: OpenForm | None) -> dict[str, Any]:
    shift, last = queries.open_shift_of(till), queries.last_closed(till)
    here = today(till.branch, timezone.now())
    context: dict[str, Any] = {
        "shift": shift, "last": last, "here": here, "base": link(request, "cashdesk:desk"),
        "tabs": _tabs(request, till, shown, len(problems)), **_rows(request, till, shown, problems),
    }  # fmt: skip
    if shift is None:
        return {**context, "form": form or OpenForm(initial={"opening": queries.next_opening_of(till)})}
    drawer = queries.expected(shift)
    waiting = unbilled().order_by().values("order_id").distinct().count()
    return {
        **context, "drawer": drawer, "is_old": shift.on < here, "waiting": waiting, "count": count_of(shift, QueryDict(), drawer.expected),
    }  # fmt: skip


def _tabs(request: MemberRequest, till: Till, shown: str, problems: int) -> list[Tab]:
    base = f"{link(request, 'cashdesk:desk')}?till={till.pk}"
    labels = {"": _("All"), **{str(method): str(WORDS[method]) for method in Method}, "problems": _("Problems")}
    return [
        Tab(label, f"{base}&show={key}" if key else base, key=key or "all", count=problems or None if key == "problems" else None)
        for key, label in labels.items()
    ]


def _rows(request: MemberRequest, till: Till, shown: str, problems: list[Payment]) -> dict[str, Any]:
    zone = ZoneInfo(till.branch.time_zone)
    midnight = datetime.combine(timezone.now().astimezone(zone).date(), time.min, zone)
    entries: list[CashEntry] = []
    if shown == "problems":
        payments = problems
    else:
        rows = queries.visible(request.actor).filter(branch=till.branch, at__gte=midnight).select_related("party")
        rows = rows.filter(method=shown) if shown else rows
        payments = [one for one in rows.order_by("-at", "-id")[:_MOST] if one.till_id in (None, till.pk)]
        if shown in ("", Method.CASH):
            moved = CashEntry.objects.filter(till=till, at__gte=midnight).exclude(kind__in=(PAYMENT, REFUND))
            entries = list(moved.order_by("-at")[:_MOST])
    drawn = tables.day_rows(request, payments, entries, queries.abouts(payments))
    return {"rows": drawn, "n": len(payments) + len(entries), "active_tab": shown or "all"}


@page("cash.see")
@require_safe
def payment_list(request: MemberRequest) -> HttpResponse:
    """All payments, the latest first, fifty at a time."""
    query = request.GET.copy()
    after = query.pop("after", [""])[-1]
    rows = queries.visible(request.actor).select_related("party")
    method = query.get("method", "")
    if method in Method.values:
        rows = rows.filter(method=method)
    found = page_by_key(rows, order=tables.LATEST_FIRST, after=after, limit=PAGE)
    about = queries.abouts(found.rows)
    base = link(request, "cashdesk:payments")
    kept = f"&method={method}" if method in Method.values else ""
    labels = {"": _("All"), **{str(method): str(WORDS[method]) for method in Method}}
    context = {
        "active": "cash", "next_url": f"{base}?after={found.next}{kept}" if found.next else "", "columns": tables.COLUMNS,
        "tabs": [Tab(str(label), f"{base}?method={key}" if key else base, key=key or "all") for key, label in labels.items()],
        "active_tab": method or "all",
        "rows": SafeString("".join(tables.payment_row(request, one, about[one.pk], formats.moment(one.at)) for one in found.rows)),
    }  # fmt: skip
    return replies.page(request, "cashdesk/payments.html", "cashdesk/_rows.html" if after else "cashdesk/_payments.html", context)


# The shift


@page("cash.shift")
@require_POST
def open_shift(request: MemberRequest, till_id: UUID) -> HttpResponse:
    """Begin a shift with what was counted."""
    till, form = queries.till_of(request.actor, till_id), OpenForm(request.POST)
    if not form.is_valid():
        return show(request, till, form=form, status=422)
    try:
        shifts.open_shift(till=till, opening=form.cleaned_data["opening"], by=request.actor, at=timezone.now())
    except Refused as refusal:
        return show(request, till, form=form, errors=refuse_in(form, refusal), status=refusal.status)
    return _back(request, till, _("%(till)s is open") % {"till": till.name})


def _back(request: MemberRequest, till: Till, said: str) -> HttpResponse:
    replies.flash(request, said)
    return replies.go(request, f"{link(request, 'cashdesk:desk')}?till={till.pk}")


@page("cash.shift")
@require_http_methods(["GET", "HEAD", "POST"])
def pay_in(request: MemberRequest, shift_id: UUID) -> HttpResponse:
    """Change from the bank comes into the drawer."""
    return _slip(request, shift_id, "in", _("Pay cash in"))


@page("cash.shift")
@require_http_methods(["GET", "HEAD", "POST"])
def pay_out(request: MemberRequest, shift_id: UUID) -> HttpResponse:
    """An expense or a trip to the bank takes cash out of the drawer."""
    return _slip(request, shift_id, "out", _("Pay cash out"))


def _slip(request: MemberRequest, shift_id: UUID, way: str, title: str) -> HttpResponse:
    shift, form = queries.shift_of(request.actor, shift_id), SlipForm(request.POST or None)
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        verb = shifts.pay_in if way == "in" else shifts.pay_out
        try:
            entry = verb(shift=shift, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _back(request, shift.till, _("Slip %(number)s is written") % {"number": entry.doc_number})
    context = {"shift": shift, "form": form, "errors": errors, "title": title, "way": way, "there": queries.in_drawer(shift)}
    return render(request, "cashdesk/slip.html", context, status=422 if request.method == "POST" else 200)


@dataclass(frozen=True)
class Piece:
    """One line of the count sheet."""

    value: Decimal
    name: str
    pieces: int
    sum: Decimal

    @property
    def label(self) -> str:
        """Coins below one with their cents."""
        return formats.number(self.value, 2 if self.value < 1 else 0)


@dataclass(frozen=True)
class Count:
    """A count sheet as far as it is filled in."""

    pieces: list[Piece]
    total: Decimal
    expected: Decimal

    @property
    def sheet(self) -> dict[str, int]:
        """Denomination → pieces, without the empty ones."""
        return {str(piece.value): piece.pieces for piece in self.pieces if piece.pieces}

    @property
    def difference(self) -> Decimal:
        """What is too much (or too little, below nought)."""
        return self.total - self.expected


def count_of(shift: Shift, typed: QueryDict, expected: Decimal) -> Count:
    """What was typed into the count sheet."""
    pieces = []
    for value in denominations(shift.till.branch.entity.currency):
        name = f"n_{value}"
        text = typed.get(name, "").strip()
        number = int(text) if text.isdecimal() and len(text) < 6 else 0
        pieces.append(Piece(value, name, number, value * number))
    total = count_total({str(piece.value): piece.pieces for piece in pieces})
    return Count(pieces, total, expected)


@page("cash.shift")
@require_safe
def count(request: MemberRequest, shift_id: UUID) -> HttpResponse:
    """The sums of the count sheet while it is filled in."""
    shift = queries.shift_of(request.actor, shift_id)
    filled = count_of(shift, request.GET, queries.in_drawer(shift))
    return render(request, "cashdesk/_counted.html", {"count": filled, "is_update": True})


@page("cash.shift")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: MemberRequest, shift_id: UUID) -> HttpResponse:
    """Say what closing does and what the difference is, then close."""
    shift = queries.shift_of(request.actor, shift_id)
    drawer = queries.expected(shift)
    filled = count_of(shift, request.POST if request.method == "POST" else request.GET, drawer.expected)
    form = CloseForm(request.POST or None, initial={"counted": filled.total or None, "taken_out": ZERO})
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            closed = shifts.close_shift(
                shift=shift, counted=given["counted"], taken_out=given["taken_out"] or ZERO, note=given["note"], count_sheet=filled.sheet,
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            return _back(request, shift.till, _("The till is closed with %(number)s") % {"number": closed.number})
    pending = sum(1 for one in queries.not_printed(request.actor) if one.shift_id == shift.pk)
    context = {"shift": shift, "form": form, "errors": errors, "drawer": drawer, "count": filled, "pending": pending}
    return render(request, "cashdesk/close.html", context, status=422 if request.method == "POST" else 200)
