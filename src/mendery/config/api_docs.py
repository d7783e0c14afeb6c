"""How the API answers."""

from typing import Any

import orjson
from django.http import HttpRequest
from ninja.renderers import BaseRenderer


def _plain(value: Any) -> Any:
    return str(value)


class ORjsonRenderer(BaseRenderer):
    """JSON by orjson. Decimals as strings: a float would lose cents."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=_plain)
