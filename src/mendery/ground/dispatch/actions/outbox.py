"""What leaves the machine: written with the act, taken out after commit, never twice."""

from datetime import UTC, datetime
from typing import Any

from procrastinate.contrib.django import app as queue

from mendery.ground.dispatch.kinds import channel_of
from mendery.ground.dispatch.models import JobState, OutboxMessage
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.scope import current_business_id


@action
def send(*, kind: str, dedupe_key: str, payload: dict[str, Any], at: datetime | None = None) -> bool:
    """Put a message into the outbox. The same key twice is one message; returns whether it is a new one.

    kind         registered with ``@channel``; raises LookupError for an unknown one
    dedupe_key   what the message is about, e.g. ``order-ready:<id>``
    """
    channel_of(kind)
    message = OutboxMessage(kind=kind, dedupe_key=dedupe_key[:120], payload=payload, written_at=at or datetime.now(UTC))
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
    if not OutboxMessage.objects.filter(pk=message.pk).exists():
        return False
    _deliver_later(message)
    return True


@action
def send_again(*, message: OutboxMessage) -> None:
    """Somebody looked at a failed message and wants it sent once more."""
    changed = OutboxMessage.objects.filter(pk=message.pk, state=JobState.FAILED).update(state=JobState.WAITING, failure="")
    if changed:
        _deliver_later(message)


def _deliver_later(message: OutboxMessage) -> None:
    task = queue.configure_task("deliver", allow_unknown=False)
    task.defer(business_id=str(current_business_id()), message_id=str(message.pk))
