"""People, roles, tokens and the own account, for programs."""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Router, Schema

from .actions import invitations, members, own_account
from .actions import roles as role_verbs
from .api_rights import needs
from .forms import role_name
from .models import ApiToken, Membership, Person, Role
from .permissions import RIGHTS
from .tokens import make_token, revoke_token

router = Router(tags=["people"])


class Me(Schema):
    """Whom the token acts for."""

    person_id: UUID
    name: str
    language: str
    theme: str
    business: str
    roles: list[str]
    rights: list[str]
    branch_ids: list[UUID]


class Preferences(Schema):
    """What is left out stays."""

    language: Literal["en", "ro", "ru"] | None = None
    theme: Literal["auto", "light", "dark"] | None = None
    single_keys: bool | None = None


class PersonOut(Schema):
    """A member: ``id`` is the membership. No branches means every branch."""

    id: UUID
    name: str
    email: str | None
    phone: str | None
    login_name: str
    roles: list[str]
    branch_ids: list[UUID]
    is_active: bool
    has_pin: bool

    @staticmethod
    def resolve_name(row: Membership) -> str:
        return row.person.name

    @staticmethod
    def resolve_email(row: Membership) -> str | None:
        return row.person.email

    @staticmethod
    def resolve_phone(row: Membership) -> str | None:
        return row.person.phone

    @staticmethod
    def resolve_has_pin(row: Membership) -> bool:
        return bool(row.pin_hash)


class InviteIn(Schema):
    """One of e-mail, phone and login name is needed."""

    name: str = Field(min_length=1, max_length=120, examples=["Ana Munteanu"])
    roles: list[str] = Field(examples=[["receptionist"]])
    email: str = Field("", max_length=254, examples=["ana@garaj.example"])
    phone: str = Field("", max_length=30)
    login_name: str = Field("", max_length=40)
    branch_ids: list[UUID] = []
    language: Literal["en", "ro", "ru"] = "en"


class InvitedOut(Schema):
    """``link`` is shown once; absent for people who have a password already."""

    person: PersonOut
    link: str | None


class MemberIn(Schema):
    """What is left out stays."""

    roles: list[str] | None = Field(None, examples=[["receptionist", "cashier"]])
    branch_ids: list[UUID] | None = None
    login_name: str | None = Field(None, max_length=40)
    is_active: bool | None = None


class PinIn(Schema):
    """Four to eight digits; empty takes the PIN away."""

    pin: str = Field(max_length=8, examples=["7294"])


class LinkOut(Schema):
    """A one-time link, shown once."""

    link: str


class RoleOut(Schema):
    """A role and its rights."""

    id: UUID
    code: str
    name: str
    rights: list[str]

    @staticmethod
    def resolve_name(row: Role) -> str:
        return role_name(row.code, row.name)


class RoleIn(Schema):
    """A new role begins with the rights of ``like``."""

    name: str = Field(min_length=1, max_length=80, examples=["Parts manager"])
    like: str = Field("storekeeper", max_length=40)


class RightsIn(Schema):
    """The whole set of rights of a role."""

    rights: list[str] = Field(examples=[["orders.see", "orders.edit"]])
    name: str | None = Field(None, max_length=80)


class RightOut(Schema):
    """A right that exists."""

    code: str
    label: str


class TokenIn(Schema):
    """A token acts as a member: ``person`` is the membership."""

    person: UUID
    name: str = Field(min_length=1, max_length=80, examples=["accounting export"])


class TokenOut(Schema):
    """A token; ``hint`` is how it begins."""

    id: UUID
    person: UUID
    name: str
    hint: str
    created_at: datetime
    revoked_at: datetime | None

    @staticmethod
    def resolve_person(row: ApiToken) -> UUID:
        return row.membership_id


class TokenSecret(Schema):
    """A new token, shown once."""

    token: str


def _now() -> datetime:
    return datetime.now(UTC)


def _member(person_id: UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person"), pk=person_id)


def _link(request: HttpRequest, secret: str) -> str:
    request.shown_once = True  # type: ignore[attr-defined]
    return request.build_absolute_uri(reverse("people:invitation", args=[secret]))


def _me(request: HttpRequest) -> dict[str, Any]:
    actor, member = request.actor, request.member  # type: ignore[attr-defined]
    return {
        "person_id": actor.person_id, "name": actor.name, "language": actor.language, "theme": member.theme,
        "business": request.business.slug, "roles": list(member.roles), "rights": sorted(actor.rights), "branch_ids": list(actor.branch_ids),  # type: ignore[attr-defined]
    }  # fmt: skip


@router.get("/me", response=Me, operation_id="get_me")
def get_me(request: HttpRequest) -> dict[str, Any]:
    """Whom the token acts for, and what they may do."""
    return _me(request)


@router.patch("/me", response=Me, operation_id="change_me")
def change_me(request: HttpRequest, data: Preferences) -> dict[str, Any]:
    """The own language, colours and keys."""
    person = Person.objects.get(pk=request.actor.person_id)  # type: ignore[attr-defined]
    own_account.prefer(person=person, language=data.language or "", theme=data.theme or "", single_keys=data.single_keys)
    return {**_me(request), "language": person.language, "theme": person.theme}


@router.get("/people", response=list[PersonOut], operation_id="list_people")
def list_people(request: HttpRequest) -> Any:
    """The members of the business."""
    needs(request, "people.manage")
    return list(Membership.objects.select_related("person").order_by("person__name", "id"))


@router.post("/people", response={201: InvitedOut}, operation_id="invite_person")
def invite_person(request: HttpRequest, data: InviteIn) -> Any:
    """Take somebody into the business."""
    actor = needs(request, "people.manage")
    invited = members.invite(data=members.MemberInput(**data.dict()), by=actor, at=_now())
    return 201, {"person": invited.member, "link": _link(request, invited.secret) if invited.secret else None}


@router.get("/people/{person_id}", response=PersonOut, operation_id="get_person")
def get_person(request: HttpRequest, person_id: UUID) -> Membership:
    """One member."""
    needs(request, "people.manage")
    return _member(person_id)


@router.patch("/people/{person_id}", response=PersonOut, operation_id="change_person")
def change_person(request: HttpRequest, person_id: UUID, data: MemberIn) -> Membership:
    """Roles, branches, sign-in name; let a member in or keep them out."""
    actor, row, at = needs(request, "people.manage"), _member(person_id), _now()
    if data.is_active is not None and data.is_active != row.is_active:
        members.switch_member(member=row, on=data.is_active, by=actor, at=at)
    return members.change_member(
        member=row, roles=row.roles if data.roles is None else data.roles, by=actor, at=at,
        branch_ids=row.branch_ids if data.branch_ids is None else data.branch_ids,
        login_name=row.login_name if data.login_name is None else data.login_name,
    )  # fmt: skip


@router.put("/people/{person_id}/pin", response=PersonOut, operation_id="set_person_pin")
def set_person_pin(request: HttpRequest, person_id: UUID, data: PinIn) -> Membership:
    """Give or take the PIN for counters."""
    actor, row = needs(request, "people.manage"), _member(person_id)
    members.set_pin(member=row, pin=data.pin, by=actor, at=_now())
    return _member(person_id)


@router.post("/people/{person_id}/link", response={201: LinkOut}, operation_id="make_person_link")
def make_person_link(request: HttpRequest, person_id: UUID) -> Any:
    """A one-time link by which the member sets a new password."""
    actor = needs(request, "people.manage")
    return 201, {"link": _link(request, invitations.make_link(person=_member(person_id).person, by=actor, at=_now()))}


@router.get("/rights", response=list[RightOut], operation_id="list_rights")
def list_rights(request: HttpRequest) -> list[dict[str, str]]:
    """Every right that exists."""
    needs(request, "people.manage")
    return [{"code": right.code, "label": str(right.label)} for right in RIGHTS]


@router.get("/roles", response=list[RoleOut], operation_id="list_roles")
def list_roles(request: HttpRequest) -> Any:
    """The roles of the business with their rights."""
    needs(request, "people.manage")
    return list(Role.objects.order_by("code"))


@router.post("/roles", response={201: RoleOut}, operation_id="add_role")
def add_role(request: HttpRequest, data: RoleIn) -> Any:
    """One more role."""
    actor = needs(request, "people.manage")
    return 201, role_verbs.add_role(name=data.name, like=data.like, by=actor, at=_now())


@router.put("/roles/{role_id}", response=RoleOut, operation_id="change_role")
def change_role(request: HttpRequest, role_id: UUID, data: RightsIn) -> Role:
    """What a role may do."""
    actor, row = needs(request, "people.manage"), get_object_or_404(Role, pk=role_id)
    return role_verbs.change_role(role=row, rights=data.rights, name=data.name, by=actor, at=_now())


@router.get("/tokens", response=list[TokenOut], operation_id="list_tokens")
def list_tokens(request: HttpRequest) -> Any:
    """Every token, the newest first; revoked ones too."""
    needs(request, "tokens.manage")
    return list(ApiToken.objects.select_related("membership").order_by("-created_at"))


@router.post("/tokens", response={201: TokenSecret}, operation_id="make_api_token")
def make_api_token(request: HttpRequest, data: TokenIn) -> Any:
    """A new token, shown once."""
    actor = needs(request, "tokens.manage")
    row = _member(data.person)
    request.shown_once = True  # type: ignore[attr-defined]
    return 201, {"token": make_token(membership=row, name=data.name, by=actor, at=_now())}


@router.delete("/tokens/{token_id}", response={204: None}, operation_id="revoke_api_token")
def revoke_api_token(request: HttpRequest, token_id: UUID) -> Any:
    """The token opens nothing any more."""
    actor = needs(request, "tokens.manage")
    revoke_token(token=get_object_or_404(ApiToken, pk=token_id), by=actor, at=_now())
    return 204, None
