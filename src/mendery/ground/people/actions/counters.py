"""Shared counter screens: enrolled to a branch by an administrator, afterwards a PIN is enough there."""

import secrets
from datetime import datetime
from uuid import UUID

from mendery.ground.people.actor import Actor
from mendery.ground.people.models import CounterDevice, TokenHash
from mendery.ground.people.tokens import digest_of
from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.scope import required_business_id


@action
def enrol(*, branch_id: UUID, name: str, by: Actor, at: datetime) -> tuple[CounterDevice, str]:
    """Make this browser a counter of the branch. Returns the device and the secret that its cookie keeps."""
    secret = secrets.token_urlsafe(32)
    counter = CounterDevice.objects.create(branch_id=branch_id, name=name.strip()[:80], digest=digest_of(secret))
    TokenHash.objects.create(digest=counter.digest, kind="counter", owner_id=required_business_id(), target=counter.pk)
    return counter, secret


@action
def dismiss(*, counter: CounterDevice, by: Actor, at: datetime) -> None:
    """From now on no PIN works at this counter."""
    CounterDevice.objects.filter(pk=counter.pk).update(revoked_at=at)
    TokenHash.objects.filter(digest=counter.digest).update(is_revoked=True)
