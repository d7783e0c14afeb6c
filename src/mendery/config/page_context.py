"""What every signed-in page needs beside its own content."""

from typing import Any

from django.http import HttpRequest

from mendery.ground.people.permissions import ROLE_NAMES
from mendery.ground.ui.providers import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame: who, where, what they may open. Empty outside a business."""
    business = getattr(request, "business", None)
    if business is None:
        return {}
    member = request.member  # type: ignore[attr-defined]
    role = next((str(ROLE_NAMES[code]) for code in member.roles if code in ROLE_NAMES), "")
    base = f"/b/{business.slug}/"
    return {
        "business": business,
        "nav": navigation(member.actor, request=request),
        "me": {
            "name": member.actor.name, "initials": member.initials, "tone": member.tone,
            "role": f"{role} · {business.name}" if role else business.name,
        },
        "theme": member.theme,
        "single_keys": member.single_keys,
        "search_url": base + "search",
        "intake_url": base + "reception/intake/",
        "actor": member.actor,
    }  # fmt: skip
