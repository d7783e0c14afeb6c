"""The same verbs for programs."""

from ninja import Router

router = Router(tags=["documents"])
