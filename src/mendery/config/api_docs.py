"""How the API answers."""

from typing import Any

import orjson
from django.http import HttpRequest
from ninja.renderers import BaseRenderer

REFUSAL = {
    "type": "object",
    "description": (
        "Nothing was changed. ``code`` is stable; ``params`` are the values in the message (of ``changed_meanwhile``: who, theirs, mine); "
        "``next_step`` says what to do now; ``reasons`` when there are several."
    ),
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string", "examples": ["not_enough_in_stock"]},
        "message": {"type": "string"},
        "field": {"type": "string"},
        "next_step": {"type": "string"},
        "params": {"type": "object", "additionalProperties": {"type": "string"}},
        "reasons": {"type": "array", "items": {"type": "object"}},
        "details": {"type": "array", "items": {"type": "object"}},
    },
}


def document_refusals(schema: dict[str, Any]) -> dict[str, Any]:
    """Every operation may refuse in the one way; each takes a key by which a repetition is known when it writes."""
    schema.setdefault("components", {}).setdefault("schemas", {})["Refusal"] = REFUSAL
    answer = {"description": "Refused", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}}
    key = {
        "in": "header", "name": "Idempotency-Key", "required": False, "schema": {"type": "string", "maxLength": 80},
        "description": "The same key again gets the first answer and does nothing.",
    }  # fmt: skip
    for path in schema["paths"].values():
        for method, operation in path.items():
            operation["responses"].setdefault("4XX", answer)
            if method != "get":
                operation.setdefault("parameters", []).append(key)
    return schema


def _plain(value: Any) -> Any:
    return str(value)


class ORjsonRenderer(BaseRenderer):
    """JSON by orjson. Decimals as strings: a float would lose cents."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=_plain)
