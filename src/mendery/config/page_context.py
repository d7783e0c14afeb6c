"""What every page needs beside its own content."""

from typing import Any

from django.http import HttpRequest

from mendery.ground.company.queries import our_branches
from mendery.ground.people.permissions import ROLE_NAMES
from mendery.ground.ui import providers, theme


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame: who, where, what they may open. Only the theme outside a business."""
    member = getattr(request, "member", None)
    if member is None or not hasattr(request, "business"):
        return {"theme": theme.chosen(request)}
    business = request.business
    role = next((str(ROLE_NAMES[code]) for code in member.roles if code in ROLE_NAMES), "")
    base = f"/b/{business.slug}/"
    branches = our_branches(member.actor)
    groups = providers.navigation(member.actor, request=request)
    return {
        "business": business,
        "nav": groups,
        "bottom": providers.bottom_bar(groups),
        "me": {
            "name": member.actor.name, "initials": member.initials, "tone": member.tone,
            "role": f"{role} · {business.name}" if role else business.name,
        },
        "theme": theme.chosen(request, member.theme),
        "single_keys": member.single_keys,
        "home_url": base,
        "me_url": "/me",
        "search_url": base + "search",
        "intake_url": base + "reception/intake/" if member.actor.may("intake.do") else "",
        "may": member.actor.may,
        "actor": member.actor,
        "branches": branches if len(branches) > 1 else [],
        "branch_id": member.actor.branch_id or (branches[0].pk if branches else None),
    }  # fmt: skip
