"""``@action``: one savepoint, at the outermost business verb, so that a refusal leaves nothing behind."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")
_inside: ContextVar[bool] = ContextVar("mendery_inside_action", default=False)


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """Run the verb whole or not at all. Verbs called by it join its savepoint."""

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return verb(*args, **kwargs)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                return verb(*args, **kwargs)
        finally:
            _inside.reset(token)

    return run
