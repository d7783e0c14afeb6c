"""Sign-in links of the demo: printed by the demo command, good on this machine only and only for businesses in stay ``demo``."""

from dataclasses import dataclass
from ipaddress import ip_address
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import connection
from django.http import HttpRequest

from mendery.ground.tenancy.models import Business, Stay

_SALT = "mendery demo welcome"
_MEMBERS = """
SELECT m.person_id, p.name, m.roles FROM people_membership m JOIN people_person p ON p.id = m.person_id
 WHERE m.business_id = %s AND m.is_active AND p.is_active ORDER BY m.created_at, m.id
"""


@dataclass(frozen=True)
class DemoLink:
    """A link that signs in as somebody of a demo business."""

    business: str
    role: str
    name: str
    url: str


def links(base: str) -> list[DemoLink]:
    """One link for each role of each demo business. Run as the owner, who sees every business."""
    found = []
    with connection.cursor() as cursor:
        for business in Business.objects.filter(stay=Stay.DEMO).order_by("created_at"):
            cursor.execute(_MEMBERS, [business.pk])
            seen: set[str] = set()
            for person_id, name, roles in cursor.fetchall():
                role = roles[0] if roles else ""
                if role in seen:
                    continue
                seen.add(role)
                token = signing.dumps([str(business.pk), str(person_id)], salt=_SALT, compress=True)
                found.append(DemoLink(business.name, role, name, f"{base.rstrip('/')}/welcome/{token}"))
    return found


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes straight from this machine, not through a proxy."""
    if request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded"):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def guest_of(token: str) -> tuple[Business, UUID] | None:
    """The demo business and the person of a link; None for anything else."""
    if not settings.IS_DEMO:
        return None
    try:
        business_id, person_id = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    business = Business.objects.filter(pk=business_id, stay=Stay.DEMO).first()
    return (business, UUID(person_id)) if business else None
