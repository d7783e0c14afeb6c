"""What estimates show on the pages of others."""

from collections.abc import Mapping
from typing import Any

from mendery.workshop.workorders.models import WorkOrder

from . import queries


def of_order(*, order: WorkOrder) -> Mapping[str, Any] | None:
    """The versions sent on an order, with the answers to them."""
    versions = queries.versions_of(order.pk)
    return {"versions": versions, "order": order} if versions else None
