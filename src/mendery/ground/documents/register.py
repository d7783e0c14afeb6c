"""The register of papers: what every document tells of itself, so that histories need no other table."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F

from mendery.ground.people.actor import Actor

from .models import Paper
from .refs import DocumentRef


@dataclass(frozen=True, kw_only=True)
class Tags:
    """About whom, about which unit, for which work order, in which branch."""

    branch_id: UUID | None = None
    party_id: UUID | None = None
    unit_id: UUID | None = None
    order_id: UUID | None = None


def enter(
    *,
    ref: DocumentRef,
    state: str,
    on: date,
    at: datetime,
    by: Actor,
    tags: Tags,
    title: str = "",
    amount: Decimal | None = None,
    currency: str = "",
    language: str = "",
    frozen: dict[str, Any] | None = None,
) -> Paper:
    """Enter a new document, with its frozen snapshot when it is one that is printed."""
    entry: Paper = Paper.objects.create(
        kind=ref.kind, doc_id=ref.id, number=ref.number, state=state, on=on, at=at, by_name=by.name, title=title[:200],
        amount=amount, currency=currency, language=language, frozen=frozen,
        branch_id=tags.branch_id, party_id=tags.party_id, unit_id=tags.unit_id, order_id=tags.order_id,
    )  # fmt: skip
    return entry


def refresh(*, ref: DocumentRef, **values: Any) -> None:
    """Bring the entry of a living document up to date (state, amount, title, tags)."""
    Paper.objects.filter(kind=ref.kind, doc_id=ref.id).update(**values)


def count_print(paper: Paper) -> None:
    """The paper was printed: the next print says that it is a copy."""
    Paper.objects.filter(pk=paper.pk).update(printed_count=F("printed_count") + 1)
