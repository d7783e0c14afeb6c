"""Whose orders a reader sees, and which stages are still alive."""

from datetime import datetime, time, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from mendery.ground.people.actor import Actor
from mendery.workshop.workorders import stages
from mendery.workshop.workorders.models import ALIVE, WorkOrder

OVER = (stages.HANDED_OVER, stages.CANCELLED)
# A promise counts until the work is done.
UNDER_WAY = tuple(code for code in stages.STANDARD if code not in (*OVER, stages.READY))
Rows = TypeVar("Rows", bound=Model)


def seen_by(actor: Actor, rows: QuerySet[Rows]) -> QuerySet[Rows]:
    """Of rows with a branch those of the branches in which the reader works."""
    return rows.filter(branch_id__in=actor.branch_ids) if actor.branch_ids else rows


def alive(actor: Actor) -> QuerySet[WorkOrder]:
    """Orders that are neither handed over nor cancelled."""
    return seen_by(actor, WorkOrder.objects.filter(ALIVE))


def midnight(days: int = 0) -> datetime:
    """When today begins in the zone of the branch, or the day so many days from now."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time()))
