"""Ask for something to be done later; tell how far it is.

``from mendery.ground.dispatch.actions import enqueue, job, progress, outbox``
"""

from mendery.ground.dispatch.kinds import channel, job

from . import outbox
from .jobs import enqueue, progress

__all__ = ["channel", "enqueue", "job", "outbox", "progress"]
