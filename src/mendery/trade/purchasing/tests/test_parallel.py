"""The same invoice, read by two people at once."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from mendery.ground.tenancy.scope import business
from mendery.registers.parties.models import Party
from mendery.trade.billing.models import PartyEntry
from mendery.trade.purchasing.models import GoodsReceipt
from mendery.trade.purchasing.refusals import AlreadyImported, NotADraft
from mendery.trade.stock.tests.shelf import Shelf
from tests import cast

from .conftest import Desk
from .paper import Line, ubl

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_desk(transactional_db: None, at: datetime, settings: LazySettings, tmp_path: Path) -> Desk:
    settings.FILES = tmp_path
    return Desk(Shelf(cast.found("garage", "Garaj Popescu"), at))


def test_the_same_invoice_at_once_is_here_once(open_desk: Desk, parallel: Callable[..., list[Any]]) -> None:
    desk, business_id = open_desk, open_desk.shelf.workshop.business.pk
    done = parallel(business_id, [lambda: desk.read(ubl(Line("A")))] * 4)
    assert sum(isinstance(one, AlreadyImported) for one in done) == 3
    with business(business_id):
        assert GoodsReceipt.objects.count() == Party.objects.count() == 1


def test_a_receipt_posted_by_two_at_once_is_posted_once(open_desk: Desk, parallel: Callable[..., list[Any]]) -> None:
    desk, business_id = open_desk, open_desk.shelf.workshop.business.pk
    with business(business_id):
        desk.shelf.item("GDB2108")
        receipt = desk.read(ubl(Line("GDB2108")))
    done = parallel(business_id, [lambda: desk.post(receipt)] * 3)
    assert sum(isinstance(one, NotADraft) for one in done) == 2
    with business(business_id):
        assert PartyEntry.objects.count() == 1
