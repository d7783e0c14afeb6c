"""What every page knows without being told."""

from django.http import HttpRequest

from mendery.ground.ui import theme


def ui(request: HttpRequest) -> dict[str, str]:
    """Context processor: the colours of this browser."""
    return {"theme": theme.chosen(request)}
