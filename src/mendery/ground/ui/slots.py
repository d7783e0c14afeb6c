"""Named places on a page that higher apps and packs fill.

The page says `{% slot "party.tabs" party=party %}`. Whoever has something to show there says, once, when the program starts:

    fill("party.tabs", "agreements/_tab.html", agreements_of_party, permission="agreements.see", order=30)

`agreements_of_party` gets the values of the tag and gives the template's context, or None for "nothing to show".
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

ContextFunction = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Filling:
    """What one app shows in one place."""

    template: str
    context: ContextFunction
    permission: str | None
    order: int


_fillings: dict[str, list[Filling]] = defaultdict(list)


def fill(slot: str, template: str, context: ContextFunction, permission: str | None = None, *, order: int = 50) -> None:
    """Show a template in a named place. Filling the same place twice with the same template replaces the first."""
    kept = [filling for filling in _fillings[slot] if filling.template != template]
    kept.append(Filling(template, context, permission, order))
    _fillings[slot] = sorted(kept, key=lambda filling: (filling.order, filling.template))


def fillings(slot: str) -> tuple[Filling, ...]:
    """Who fills this place, in order."""
    return tuple(_fillings.get(slot, ()))


def places() -> dict[str, tuple[Filling, ...]]:
    """Every place with its fillings, for the documentation."""
    return {name: tuple(each) for name, each in sorted(_fillings.items())}


def render(slot: str, page: Context, values: Mapping[str, Any]) -> SafeString:
    """The HTML of a place. The page's `may` (a function of a permission's name) decides who sees what."""
    may = page.get("may")
    shown = []
    for filling in fillings(slot):
        if filling.permission and not (may and may(filling.permission)):
            continue
        context = filling.context(**values)
        if context is not None:
            flat: dict[str, Any] = {str(name): value for name, value in page.flatten().items()}
            shown.append(get_template(filling.template).render({**flat, **context}, page.get("request")))
    return SafeString("".join(shown))
