"""The people that all tests share: Ana (reception), Bogdan (mechanic), Carmen (till), Dan (store), Elena (accounts), Mihai (manager)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test import Client

from mendery.ground.company.models import Branch, LegalEntity, Staff
from mendery.ground.documents.models import NumberSeries
from mendery.ground.people.actor import Actor
from mendery.ground.people.models import Membership, Person, Role
from mendery.ground.people.permissions import ROLE_NAMES, default_rights
from mendery.ground.people.tokens import make_token
from mendery.ground.tenancy import scope as tenancy_scope
from mendery.ground.tenancy.models import Business
from mendery.ground.tenancy.scope import business as scope_of
from mendery.trade.cashdesk.models import Till
from mendery.trade.stock.models import Warehouse

NAMES = {
    "receptionist": ("Ana Munteanu", "AM"),
    "mechanic": ("Bogdan Rusu", "BR"),
    "cashier": ("Carmen Dobre", "CD"),
    "storekeeper": ("Dan Ilie", "DI"),
    "accountant": ("Elena Stan", "ES"),
    "manager": ("Mihai Pop", "MP"),
    "administrator": ("Ioana Marin", "IM"),
}
STRICT = ("invoice", "cash_receipt", "goods_receipt", "issue", "return", "z_report", "cash_slip")
FREE = ("intake", "work_order", "estimate", "supplier_return", "correction", "opening", "sale", "supplier_order", "handover", "warranty")
PREFIXES = {"invoice": "MND 26-", "work_order": "26-", "estimate": "DE 26-", "intake": "R 26-"}


@contextmanager
def outside() -> Iterator[None]:
    """Leave the running scope for a while: what follows is done by nobody, in no business."""
    outer = tenancy_scope._scope.get()
    token = tenancy_scope._scope.set(None)
    try:
        yield
    finally:
        tenancy_scope._scope.reset(token)
        if outer is not None and connection.in_atomic_block:
            tenancy_scope._tell_database(outer)


@dataclass
class ApiClient:
    """A program with a token."""

    token: str
    client: Client = field(default_factory=Client)

    def _headers(self, key: str = "") -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        return {**headers, "Idempotency-Key": key} if key else headers

    def get(self, path: str) -> Any:
        with outside():
            return self.client.get(f"/api/v1{path}", headers=self._headers())

    def post(self, path: str, body: Any = None, *, key: str = "") -> Any:
        return self._send("post", path, body, key)

    def patch(self, path: str, body: Any = None, *, key: str = "") -> Any:
        return self._send("patch", path, body, key)

    def put(self, path: str, body: Any = None, *, key: str = "") -> Any:
        return self._send("put", path, body, key)

    def delete(self, path: str, *, key: str = "") -> Any:
        return self._send("delete", path, None, key)

    def _send(self, method: str, path: str, body: Any, key: str) -> Any:
        content = json.dumps(body or {}, default=str)
        with outside():
            return getattr(self.client, method)(f"/api/v1{path}", data=content, content_type="application/json", headers=self._headers(key))


class Browser(Client):
    """Django's test client, standing outside the test's own scope, as a browser does."""

    def request(self, **request: Any) -> Any:
        with outside():
            return super().request(**request)


@dataclass
class Workshop:
    """A founded business and its people."""

    business: Business
    entity: LegalEntity
    branch: Branch
    warehouse: Warehouse
    till: Till
    person: dict[str, Person]
    membership: dict[str, Membership]
    staff: dict[str, Staff]

    def scope(self, role: str = "administrator") -> Any:
        """``with workshop.scope("cashier"):``"""
        return scope_of(self.business.pk, person_id=self.person[role].pk)

    def actor(self, role: str) -> Actor:
        return Actor(
            person_id=self.person[role].pk, name=self.person[role].name, rights=default_rights(role),
            membership_id=self.membership[role].pk, channel="page", language="en",
        )  # fmt: skip

    def client(self, role: str) -> Client:
        """A browser in which the person is signed in."""
        client = Browser()
        session = client.session
        session["person_id"] = str(self.person[role].pk)
        session["person_hash"] = self.person[role].get_session_auth_hash()
        session.save()
        return client

    def api(self, role: str) -> ApiClient:
        with outside(), self.scope():
            secret = make_token(membership=self.membership[role], name=role, by=self.actor("administrator"), at=datetime.now(UTC))
        return ApiClient(secret)


def found(slug: str, name: str, *, country: str = "RO", currency: str = "RON", language: str = "ro") -> Workshop:
    """A business with one branch, a warehouse, a till and one person of every role."""
    business = Business.objects.create(slug=slug, name=name)
    people = {role: Person.objects.create(name=full, email=f"{role}@{slug}.example", language="en") for role, (full, _) in NAMES.items()}
    with outside(), scope_of(business.pk):
        entity = LegalEntity.objects.create(
            name=f"{name} SRL", country=country, currency=currency, language=language, tax_id="RO14399840",
            registry_number="J08/123/2020", street="Str. Lungă 5", city="Brașov", region="Brașov",
            phone="+40268111222", email=f"office@{slug}.example", iban="RO49AAAA1B31007593840000", bank="Banca Test",
            approval_tolerance_percent=Decimal(10),
        )  # fmt: skip
        branch = Branch.objects.create(entity=entity, code="BV", name="Brașov", city="Brașov")
        Role.objects.bulk_create([Role(code=code, rights=sorted(default_rights(code))) for code in ROLE_NAMES])
        members = {role: Membership.objects.create(person=person, roles=[role], initials=NAMES[role][1]) for role, person in people.items()}
        staff = {
            role: Staff.objects.create(
                branch=branch, membership=members[role], name=NAMES[role][0], initials=NAMES[role][1],
                is_technician=role == "mechanic", hourly_cost=Decimal("45.00"),
            )
            for role in people
        }  # fmt: skip
        NumberSeries.objects.bulk_create(
            [
                NumberSeries(
                    entity=entity, branch=branch, kind=kind, year=year, is_strict=kind in STRICT,
                    prefix=PREFIXES.get(kind, f"{kind[:2].upper()} 26-").replace("26", str(year % 100)),
                )
                for kind in (*STRICT, *FREE)
                for year in (date(2026, 1, 1).year,)
            ]
        )  # fmt: skip
        warehouse = Warehouse.objects.create(branch=branch, code="M1", name="Magazie")
        till = Till.objects.create(branch=branch, code="T1", name="Casa 1")
    return Workshop(business, entity, branch, warehouse, till, people, members, staff)
