"""The same looks over the whole shop for programs: the numbers of today, the list of orders, the search of everything."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from mendery.ground.people.actor import Actor
from mendery.ground.people.api_rights import needs
from mendery.ground.ui import providers

from .queries import orders as queries
from .queries import today

router = Router(tags=["board"])
_SHORTEST = 2


class TodayOut(Schema):
    """How many orders wait for what now; late: promised for a moment that is past. Sums are null without their right."""

    arrived: int = Field(examples=[6])
    here: int
    approval: int
    parts: int
    ready: int
    late: int
    promised: int
    approval_gross: Decimal | None = Field(None, examples=["9460.00"])
    cash: Decimal | None = Field(None, examples=["8214.00"])
    cash_by_method: dict[str, Decimal] | None = None


class ListedOrder(Schema):
    """One row of the list. ``jobs`` counts those agreed to, ``jobs_done`` those of them that are done."""

    id: UUID
    number: str = Field(examples=["26-00482"])
    stage: str = Field(examples=["approval"])
    title: str
    plate: str = Field(examples=["BV07MTR"])
    unit: str = Field(examples=["Dacia Duster"])
    customer: str | None = Field(None, examples=["Mihai Popescu"])
    opened_at: datetime
    promised_at: datetime | None = None
    technician_id: UUID | None = None
    jobs: int
    jobs_done: int
    net: Decimal | None = Field(None, examples=["1000.00"])
    gross: Decimal | None = Field(None, examples=["1210.00"])
    cost: Decimal | None = None
    margin_percent: Decimal | None = Field(None, examples=["40.0"])


class ListedPage(Schema):
    """Some rows and the key of the next ones; null at the end."""

    items: list[ListedOrder]
    next: str | None = None


class HitOut(Schema):
    """One found record; a score of 100 is an exact code, plate or number."""

    key: str = Field(examples=["order:0192f0c5-0000-7000-8000-000000000000"])
    group: str = Field(examples=["Work orders"])
    title: str = Field(examples=["26-00482"])
    detail: str = ""
    url: str
    score: int = Field(examples=[100])


@router.get("/today", response=TodayOut)
def get_today(request: HttpRequest) -> Any:
    """The numbers of Today."""
    by = needs(request, "today.see")
    found = today.numbers(by)
    cash = today.cash(by) if by.may("cash.see") else None
    names = ("arrived", "here", "approval", "parts", "ready", "late", "promised")
    return {
        **{name: getattr(found, name) for name in names}, "approval_gross": found.approval_gross if by.may("prices.see") else None,
        "cash": cash.total if cash else None, "cash_by_method": cash.by_method if cash else None,
    }  # fmt: skip


def _listed(by: Actor, row: Any, progress: queries.Progress) -> dict[str, Any]:
    margin = queries.margin_of(row.net, row.cost) if by.may("margins.see") else None
    return {
        "id": row.id, "number": row.number, "stage": row.stage, "title": row.title, "plate": row.unit__plate,
        "unit": f"{row.unit__make} {row.unit__model}".strip() or row.unit__serial, "opened_at": row.opened_at, "promised_at": row.promised_at,
        "customer": row.party__name if by.may("parties.see") else None, "technician_id": row.technician_id, "jobs": progress.jobs,
        "jobs_done": progress.done, "net": row.net if by.may("prices.see") else None, "gross": row.gross if by.may("prices.see") else None,
        "cost": row.cost if by.may("costs.see") else None, "margin_percent": None if margin is None else round(margin, 1),
    }  # fmt: skip


@router.get("/orders", response=ListedPage)
def list_board_orders(
    request: HttpRequest,
    view: Annotated[Literal["open", "mine", "late", "customer", "unpaid", "all"], Query()] = "open",
    stage: Annotated[str, Query(max_length=12, examples=["ready"])] = "",
    state: Annotated[Literal["", "open", "in_work", "checked", "finished", "cancelled"], Query()] = "",
    technician_id: UUID | None = None,
    promised: Annotated[Literal["", "today", "tomorrow", "week", "past"], Query()] = "",
    until: date | None = None,
    q: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """The list of orders with the saved views and filters of its page, the latest first; late ones by their promise."""
    by = needs(request, "orders.see")
    chosen = queries.Chosen(
        view=view, stage=stage, state=state, technician=str(technician_id or ""), promised=promised, until=until, text=q.strip()
    )
    found = queries.page_of(by, chosen, after=after, limit=limit)
    progress = queries.progress_of(row.id for row in found.rows)
    nothing = queries.Progress()
    return {"items": [_listed(by, row, progress.get(row.id, nothing)) for row in found.rows], "next": found.next or None}


@router.get("/search", response=list[HitOut])
def search_everything(request: HttpRequest, q: Annotated[str, Query(max_length=80, examples=["BV 07 MTR"])] = "") -> Any:
    """Whatever is found by a plate, a serial, a phone, a name, a number or a part code, best first in each group."""
    by = needs(request, "today.see")
    if len(q.strip()) < _SHORTEST:
        return []
    groups = providers.search(by, q.strip(), per_group=20, request=request)
    return [
        {"key": hit.key, "group": str(label), "title": str(hit.title), "detail": str(hit.detail), "url": hit.url, "score": hit.score}
        for label, hits in groups
        for hit in hits
    ]
