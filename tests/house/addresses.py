"""Every address of the program, and a request to it that reaches its guard."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One address: its full name, where it is, who may."""

    name: str
    route: str
    guard: str | None
    kwargs: dict[str, Any]

    @property
    def path(self) -> str:
        made = "/" + self.route
        for key, value in self.kwargs.items():
            for kind in ("slug", "uuid", "int", "str", "path"):
                made = made.replace(f"<{kind}:{key}>", str(value))
            made = made.replace(f"<{key}>", str(value))
        return made


def _sample(converter: Any, key: str) -> Any:
    kind = type(converter).__name__
    if key == "slug":
        return "garage"
    return {"UUIDConverter": uuid4(), "IntConverter": 1}.get(kind, "x")


def _walk(patterns: list[Any], prefix: str, names: list[str], converters: dict[str, Any]) -> Iterator[Address]:
    for one in patterns:
        route = prefix + str(one.pattern)
        known = {**converters, **one.pattern.converters}
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, route, [*names, one.namespace] if one.namespace else names, known)
        elif isinstance(one, URLPattern):
            kwargs = {key: _sample(converter, key) for key, converter in known.items()}
            yield Address(":".join([*names, one.name or route]), route, getattr(one.callback, "guard", None), kwargs)


def all_addresses() -> list[Address]:
    """Pages and API alike, in the order of the table of contents."""
    return list(_walk(get_resolver().url_patterns, "", [], {}))


def pages() -> list[Address]:
    """Everything that is no API operation."""
    return [one for one in all_addresses() if not one.route.startswith("api/")]
