"""API tokens: 256 random bits, shown once; only their hash is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from mendery.ground.tenancy.acts import action
from mendery.ground.tenancy.models import Business
from mendery.ground.tenancy.scope import required_business_id

from .actor import Actor
from .models import ApiToken, Membership, TokenHash

_PREFIX = "mnd_"
_BEARER = """
SELECT h.target, b.id, b.slug, b.name, b.stay, b.created_at
  FROM people_tokenhash h JOIN tenancy_business b ON b.id = h.owner_id
 WHERE h.digest = %s AND h.kind = 'api' AND NOT h.is_revoked AND (h.expires_at IS NULL OR h.expires_at > now())
"""


@dataclass(frozen=True)
class Bearer:
    """The business and the person a token acts for."""

    business: Business
    person_id: UUID


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def bearer_of(request: HttpRequest) -> Bearer | None:
    """Whoever sends a token that is not revoked and not expired. ``target`` of the hash row is the person."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.startswith(_PREFIX):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_BEARER, [digest_of(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    person_id, *values = row
    return Bearer(Business.from_db(connection.alias, ("id", "slug", "name", "stay", "created_at"), values), person_id)


@action
def make_token(*, membership: Membership, name: str, by: Actor, at: datetime) -> str:
    """Make an API token for a member. Returns the secret, which cannot be shown again."""
    secret = _PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(membership=membership, name=name, hint=secret[:8], digest=digest_of(secret))
    TokenHash.objects.create(digest=digest_of(secret), kind="api", owner_id=required_business_id(), target=membership.person_id)
    return secret


@action
def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> None:
    """From now on the token opens nothing."""
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=at)
    TokenHash.objects.filter(digest=token.digest).update(is_revoked=True)
