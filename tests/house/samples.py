"""A small body that fits a JSON schema: enough to come past the form of a request to its rights."""

from typing import Any
from uuid import uuid4

FORMATS = {
    "uuid": lambda: str(uuid4()),
    "date": lambda: "2026-11-24",
    "date-time": lambda: "2026-11-24T08:00:00Z",
    "email": lambda: "a@b.example",
}


def sample(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """A value for the schema, from its example where it has one."""
    if "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return sample(found, whole)
    for word in ("const", "default"):
        if word in schema:
            return schema[word]
    if schema.get("examples"):
        return schema["examples"][0]
    if "example" in schema:
        return schema["example"]
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return sample(schema[word][0], whole)
    return _typed(schema, whole)


def _typed(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        needed = schema.get("required", [])
        return {name: sample(one, whole) for name, one in schema.get("properties", {}).items() if name in needed}
    if kind == "array":
        return [sample(schema["items"], whole) for _ in range(schema.get("minItems", 0))]
    if kind == "string":
        made = FORMATS[schema["format"]]() if schema.get("format") in FORMATS else "text"
        return made.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 10_000)]
    if kind in ("integer", "number"):
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    return kind == "boolean"
