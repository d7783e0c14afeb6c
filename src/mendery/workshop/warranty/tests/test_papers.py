"""The warranty card comes by itself, and the seal says until when."""

from datetime import date
from uuid import uuid4

import pypdfium2
import pytest

from mendery.ground.documents import register
from mendery.ground.documents.models import Paper
from mendery.ground.documents.papers import labels, render
from mendery.ground.documents.papers.render import NotPrinted
from mendery.ground.documents.refs import DocumentRef
from mendery.registers.equipment.models import Unit
from mendery.registers.parties.models import Party
from mendery.workshop.warranty.actions import Grant, grant


def words_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.fixture
def repair(founded, at):
    """A repaired phone of Ion Popescu, as the register knows it."""
    party = Party.objects.create(name="Ion Popescu", sort_key="ion popescu", language="ro", created_at=at)
    unit = Unit.objects.create(
        kind="device", type="phone", make="Apple", model="iPhone 13", serial="356729104482017", owner=party, created_at=at
    )
    ref = DocumentRef("work_order", uuid4(), "26-00007")
    register.enter(
        ref=ref, state="finished", on=date(2026, 11, 24), at=at, by=founded.actor("manager"),
        tags=register.Tags(branch_id=founded.branch.pk, party_id=party.pk, unit_id=unit.pk, order_id=ref.id),
    )  # fmt: skip
    return unit, ref


def test_what_a_repair_promises_is_on_one_numbered_card(founded, at, repair):
    unit, ref = repair
    begin = {"unit_id": unit.pk, "starts_on": date(2026, 11, 24), "order": ref}
    grant(
        grants=[
            Grant(kind="repair", text="Înlocuit ecran", months=6, **begin), Grant(kind="part", text="Ecran OLED", months=12, serial="SCR-1", **begin),
        ],
        by=founded.actor("manager"), at=at,
    )  # fmt: skip

    card = Paper.objects.get(kind="warranty")
    text = words_of(render.pdf(card))
    assert (card.number, card.order_id, card.unit_id) == ("WA 26-00001", ref.id, unit.pk)
    for word in ("Certificat de calitate și garanție", "Înlocuit ecran", "SCR-1", "24.11.2027", "356729104482017", "OUG 140/2021"):
        assert word in text
    assert "24.11.2027" in words_of(labels.labels_pdf(kind="seal", ids=[ref.id]))


def test_without_a_promise_there_is_no_card_and_no_seal(founded, at, repair):
    unit, ref = repair
    grant(
        grants=[Grant(unit_id=unit.pk, kind="repair", text="x", starts_on=date(2026, 11, 24), months=0, order=ref)],
        by=founded.actor("manager"),
        at=at,
    )
    assert not Paper.objects.filter(kind="warranty").exists()
    with pytest.raises(NotPrinted):
        labels.labels_pdf(kind="seal", ids=[ref.id])
