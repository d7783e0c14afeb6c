"""The bell: facts told upwards, questions asked upwards, and the one way to refuse.

No tables. Lower apps publish frozen dataclasses; higher apps subscribe in their ``apps.py``.
"""

from .bell import ask, listeners, publish, subscribe
from .refusals import Refusals, Refused

__all__ = ["Refusals", "Refused", "ask", "listeners", "publish", "subscribe"]
