"""Light or dark: kept in a cookie, so that every page comes in the right colours at once, and by whoever registers."""

from collections.abc import Callable

from django.http import HttpRequest

THEMES = ("light", "dark", "auto")
COOKIE = "theme"
YEAR = 365 * 24 * 3600

Keeper = Callable[[HttpRequest, str], None]
_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Also tell this function when somebody chooses; the people app writes it to the person."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def keep(request: HttpRequest, theme: str) -> None:
    """Tell all keepers."""
    for keeper in _keepers:
        keeper(request, theme)


def chosen(request: HttpRequest, otherwise: str = "auto") -> str:
    """What this browser chose, else what the person keeps, else as the machine says."""
    theme = request.COOKIES.get(COOKIE, otherwise)
    return theme if theme in THEMES else "auto"
