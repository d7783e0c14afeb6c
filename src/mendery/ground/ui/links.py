"""Addresses inside a business: every page lies under ``/b/<slug>/``."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def link(request: HttpRequest, name: str, *ids: Any) -> str:
    """The address of a page in the business of the request."""
    return link_in(request.business.slug, name, *ids)  # type: ignore[attr-defined]


def link_in(slug: str, name: str, *ids: Any) -> str:
    """The address of a page in the named business, for mails and commands."""
    return reverse(name, args=[slug, *ids]) if ids else _of_business(slug, name)


@lru_cache(maxsize=4096)
def _of_business(slug: str, name: str) -> str:
    """Every page asks for the two dozen addresses of its navigation; they never change while the program runs."""
    return reverse(name, args=[slug])
