"""The counter that this browser is, by its cookie."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mendery.ground.tenancy import scope
from mendery.ground.tenancy.models import Business, Stay

from .actions.signing_in import check_pin
from .models import CounterDevice, Membership, Person, TokenHash
from .tokens import digest_of

COOKIE = "counter"
_TEN_YEARS = 10 * 365 * 24 * 3600


@dataclass(frozen=True)
class AtCounter:
    """Somebody who may sign in here by PIN."""

    id: UUID
    name: str
    initials: str
    tone: str


@dataclass(frozen=True)
class Counter:
    """An enrolled screen, with the people who have a PIN there."""

    device: CounterDevice
    business_id: UUID
    slug: str
    business: str
    people: tuple[AtCounter, ...]


def remember(response: HttpResponse, secret: str, *, is_secure: bool) -> HttpResponse:
    """Let this browser know that it is a counter."""
    response.set_cookie(COOKIE, secret, max_age=_TEN_YEARS, httponly=True, samesite="Lax", secure=is_secure)
    return response


def counter_of(request: HttpRequest) -> Counter | None:
    """The counter that this browser was enrolled as, if it still is one."""
    secret = request.COOKIES.get(COOKIE)
    row = TokenHash.objects.filter(digest=digest_of(secret), kind="counter", is_revoked=False).first() if secret else None
    business = Business.objects.filter(pk=row.owner_id, stay__in=(Stay.ACTIVE, Stay.DEMO, Stay.READ_ONLY)).first() if row else None
    if row is None or business is None:
        return None
    with scope.business(business.pk):
        device = CounterDevice.objects.filter(pk=row.target, revoked_at=None).first()
        if device is None:
            return None
        members = Membership.objects.select_related("person").filter(is_active=True, person__is_active=True).exclude(pin_hash="")
        people = tuple(
            AtCounter(member.pk, member.person.name, member.initials, member.tone)
            for member in members.order_by("person__name")
            if not member.branch_ids or device.branch_id in member.branch_ids
        )
    return Counter(device, business.pk, business.slug, business.name, people)


def enter(counter: Counter, member_id: UUID, pin: str, at: datetime) -> Person:
    """Somebody signs in by PIN.

    refuses  NotSignedIn, TooManyTries
    """
    with scope.business(counter.business_id):
        return check_pin(counter=counter.device, membership_id=member_id, pin=pin, at=at)
