"""The worker in a thread of the web process (the default), or alone: ``./mendery manage worker``."""

import asyncio
import logging
import os
from threading import Thread

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

AT_ONCE = 2
GRACE = 3.0
_log = logging.getLogger(__name__)


async def _work(*, signals: bool) -> None:
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=AT_ONCE + 2)
    # An app of its own: replacing the connector would make the pages enqueue outside of their transactions.
    own: App = app.with_connector(connector)
    async with own.open_async():
        await own.run_worker_async(
            concurrency=AT_ONCE, delete_jobs="successful", install_signal_handlers=signals, shutdown_graceful_timeout=GRACE,
        )  # fmt: skip


class _Worker(Thread):
    def __init__(self) -> None:
        super().__init__(name="jobs", daemon=True)
        self.loop = asyncio.new_event_loop()
        self.task: asyncio.Task[None] | None = None

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.task = self.loop.create_task(_work(signals=False))
        try:
            self.loop.run_until_complete(self.task)
        except asyncio.CancelledError:
            pass
        except Exception:
            _log.exception("the job worker stopped")
        finally:
            self.loop.close()

    def stop(self) -> None:
        if self.is_alive() and self.task is not None:
            self.loop.call_soon_threadsafe(self.task.cancel)
            self.join(GRACE + 1)


_running: list[_Worker] = []


def start() -> None:
    """Work in this process too, unless ``MENDERY_WORKER=off`` says that others do."""
    if os.environ.get("MENDERY_WORKER") != "off" and not _running:
        _running.append(_Worker())
        _running[0].start()


def stop() -> None:
    """Let running jobs end, for a few seconds; the queue gives unfinished ones to the next worker."""
    while _running:
        _running.pop().stop()


def work_alone() -> None:
    """Work until a signal asks to stop."""
    asyncio.run(_work(signals=True))
