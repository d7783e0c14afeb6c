"""Editions are sets of feature switches. Asked at edges and in the few actions that need them (rulings 21)."""

from enum import StrEnum

from .acts import action
from .models import Switch
from .scope import current


class Feature(StrEnum):
    """What a business may have on or off."""

    INVENTORY = "inventory"
    ACCESS_LEVELS = "access_levels"
    INVOICING = "invoicing"


def is_on(feature: Feature) -> bool:
    """Whether the business has the feature. Read once per scope."""
    scope = current()
    if scope is None:
        return True
    states = scope.memory.get("switches")
    if states is None:
        states = dict(Switch.objects.values_list("name", "is_on"))
        scope.memory["switches"] = states
    return bool(states.get(feature.value, True))


@action
def switch(*, feature: Feature, on: bool) -> None:
    """Turn a feature on or off. Nothing is deleted: what was kept with the feature on is there when it comes back."""
    Switch.objects.update_or_create(name=feature.value, defaults={"is_on": on})
    scope = current()
    if scope is not None:
        scope.memory.pop("switches", None)
