"""A founded workshop with a token for programs, a session for pages, and what the works need on its shelves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from mendery.ground.company.actions.founding import FoundingInput, found_business
from mendery.ground.company.models import Branch, LegalEntity
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.people.actions.members import MemberInput
from mendery.ground.people.actor import night_shift
from mendery.ground.people.models import Membership
from mendery.ground.people.session_store import SessionStore
from mendery.ground.people.tokens import make_token
from mendery.ground.tenancy import scope
from mendery.ground.tenancy.models import Business
from mendery.registers.catalogue.actions import items
from mendery.registers.catalogue.actions.items import ItemInput
from mendery.registers.catalogue.models import Item
from mendery.trade.cashdesk.models import Till
from mendery.trade.stock.actions import receipts
from mendery.trade.stock.models import Warehouse


@dataclass
class Shop:
    """The workshop of a benchmark."""

    business: Business
    entity: LegalEntity
    branch: Branch
    warehouse: Warehouse
    till: Till
    member: Membership
    token: str
    cookie: str

    @contextmanager
    def inside(self) -> Iterator[dict[str, Any]]:
        """Its scope, and who acts when."""
        with scope.business(self.business.pk, origin="bench"):
            yield {"by": night_shift(), "at": datetime.now(UTC)}

    def item(self, code: str, **values: Any) -> Item:
        """One item of the catalogue, written as a person writes it."""
        with self.inside() as act:
            return items.create(data=ItemInput(code=code, **{"name": f"Part {code}", "sale_price": Decimal("100.00"), **values}), **act)

    def receive(self, lines: list[receipts.Incoming]) -> None:
        """Goods on the shelf, a layer for each line, oldest first."""
        with self.inside() as act:
            ref = DocumentRef("goods_receipt", uuid4(), "BENCH")
            receipts.bring_in(warehouse=self.warehouse, ref=ref, lines=lines, on=date.today(), **act)


def found() -> Shop:
    """Found the workshop as the set-up assistant does; its administrator is its manager too."""
    now = datetime.now(UTC)
    made = found_business(
        data=FoundingInput(
            name="Bench Service", country="RO", slug="bench", tax_id="RO14399840", street="Str. Lungă 5", city="Brașov", region="Brașov",
            branch_code="BV", administrator=MemberInput(name="Ioana Marin", email="ioana@bench.example", roles=("administrator", "manager"), language="en"),
        ),
        at=now,
    )  # fmt: skip
    with scope.business(made.business.pk, origin="bench"):
        member = Membership.objects.select_related("person").get(pk=made.administrator.pk)
        token = make_token(membership=member, name="bench", by=night_shift(), at=now)
        warehouse, _made = Warehouse.objects.get_or_create(branch=made.branch, defaults={"code": "BV", "name": "Brașov"})
        till, _made = Till.objects.get_or_create(branch=made.branch, defaults={"code": "BV", "name": "Brașov"})
    session = SessionStore()
    session["person_id"] = str(member.person_id)
    session["person_hash"] = member.person.get_session_auth_hash()
    session.create()
    return Shop(made.business, made.entity, made.branch, warehouse, till, member, token, f"sessionid={session.session_key}")
