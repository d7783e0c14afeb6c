"""The request as a guarded page gets it."""

from django.http import HttpRequest

from mendery.ground.tenancy.models import Business

from .actor import Actor
from .models import Person
from .queries import Credentials


class MemberRequest(HttpRequest):
    """Behind ``guards.page``: who asks, in which business, with which rights. Only a name for types; nothing makes one."""

    person: Person
    business: Business
    member: Credentials
    actor: Actor
    shown_once: bool  # set by a view whose answer must not be kept for a repetition
