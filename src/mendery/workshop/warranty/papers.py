"""The warranty card and the seal, filled from the repair."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.company.queries import today
from mendery.ground.documents import register
from mendery.ground.documents.models import Paper
from mendery.ground.documents.numbering import draw_number
from mendery.ground.documents.papers.data import paper_data, paper_language
from mendery.ground.documents.papers.render import NotPrinted
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.people.actor import Actor
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import for_paper as unit_paper
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import for_paper as party_paper

from .models import Warranty


def write_card(*, warranties: Sequence[Warranty], by: Actor, at: datetime) -> Paper | None:
    """The card of what one repair promises, in the customer's language; None for promises without a repair in the register."""
    first = warranties[0]
    repair = Paper.objects.filter(kind="work_order", doc_id=first.order_id).defer("frozen").first()
    if repair is None or repair.branch_id is None or repair.party_id is None:
        return None
    branch = Branch.objects.select_related("entity").get(pk=repair.branch_id)
    party, unit = Party.objects.get(pk=repair.party_id), Unit.objects.get(pk=first.unit_id)
    on, language = today(branch, at), paper_language(party.language, branch)
    number = draw_number(branch=branch, kind="warranty", on=on)
    frozen = paper_data(
        kind="warranty", number=number, on=on, at=at, branch=branch, language=language, currency=branch.entity.currency,
        party=party_paper(party), unit=unit_paper(unit), order={"number": first.order_number}, by=by,
        extra={"warranties": [_row(one) for one in warranties]},
    )  # fmt: skip
    return register.enter(
        ref=DocumentRef("warranty", first.pk, number), state="posted", on=on, at=at, by=by, language=language, frozen=frozen,
        title=first.text,
        tags=register.Tags(branch_id=branch.pk, party_id=party.pk, unit_id=unit.pk, order_id=first.order_id),
    )  # fmt: skip


def _row(one: Warranty) -> dict[str, Any]:
    return {
        "text": one.text, "serial": one.serial, "starts_on": one.starts_on, "ends_on": one.ends_on, "months": one.months,
        "meter_limit": one.meter_limit,
    }  # fmt: skip


def seal(order_id: UUID) -> dict[str, Any]:
    """What the seal on a repaired unit says: until when, who to call.

    refuses  NotPrinted when the repair promises nothing
    """
    longest = Warranty.objects.filter(order_id=order_id, void_reason="").order_by("-ends_on").first()
    repair = Paper.objects.filter(kind="work_order", doc_id=order_id).defer("frozen").first()
    if longest is None or repair is None or repair.branch_id is None:
        raise NotPrinted(_("There is no warranty on this repair."))
    branch = Branch.objects.select_related("entity").get(pk=repair.branch_id)
    return {
        "ends_on": longest.ends_on.isoformat(), "number": longest.order_number, "seller": branch.entity.name,
        "phone": branch.phone or branch.entity.phone, "language": paper_language("", branch), "country": branch.entity.country,
    }  # fmt: skip
