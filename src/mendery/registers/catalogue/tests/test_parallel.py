"""Two people write the same code at the same moment."""

import pytest

from mendery.registers.catalogue.actions import items
from mendery.registers.catalogue.actions.items import CodeTaken, ItemInput
from mendery.registers.catalogue.models import Item
from tests import cast


@pytest.mark.django_db(transaction=True)
def test_one_of_two_gets_the_code_and_the_other_is_told(parallel, at):
    garage = cast.found("garage", "Garaj Popescu")
    dan = garage.actor("storekeeper")

    def create():
        return items.create(data=ItemInput(code="GDB2108", name="Brake pads"), by=dan, at=at)

    results = parallel(garage.business.pk, [create] * 4)

    assert sorted(type(result).__name__ for result in results) == ["CodeTaken"] * 3 + ["Item"]
    assert all(isinstance(result, CodeTaken | Item) for result in results)
    with garage.scope():
        assert Item.objects.count() == 1
