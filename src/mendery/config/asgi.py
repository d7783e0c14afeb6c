"""The one server process: pages and the API in eight threads, live streams beside them, jobs in a thread of their own."""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, cast

import django
from a2wsgi import WSGIMiddleware

from mendery.config.startup import refuse_powerful_login

THREADS = 8
HUB, WORKER = "mendery.ground.live.hub", "mendery.ground.dispatch.worker"

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def _room(name: str) -> ModuleType | None:
    """A part of the house that an installation may leave out."""
    try:
        return import_module(name) if find_spec(name) else None
    except ModuleNotFoundError:
        return None


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mendery.config.settings")
django.setup()
refuse_powerful_login()

from mendery.config.wsgi import application as pages  # noqa: E402 - nothing is read before the login is known to be weak enough

# What was loaded stays until the end; the collector need not look at it again, and need not look at every few objects of a request.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)

_pages = WSGIMiddleware(cast(Any, pages), workers=THREADS)
_hub = getattr(_room(HUB), "application", None)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Send each request to its server."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif _hub and scope["path"] == "/events":
        await _hub(scope, receive, send)
    else:
        await _pages(cast(Any, scope), cast(Any, receive), cast(Any, send))


async def _live(receive: Receive, send: Send) -> None:
    """Start the job worker with the server and stop it before the server ends."""
    worker = _room(WORKER)
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            if worker:
                worker.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            if worker:
                await asyncio.to_thread(worker.stop)
            await send({"type": "lifespan.shutdown.complete"})
            return
