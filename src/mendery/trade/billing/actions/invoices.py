"""The verbs of invoices, as other apps call them."""

from .drafts import change_draft, discard, draft, drop_lines
from .issuing import post, reverse

__all__ = ["change_draft", "discard", "draft", "drop_lines", "post", "reverse"]
