"""A business may keep no stock: then the pages of the store are not offered; what was kept before stays readable."""

from mendery.ground.tenancy import switches
from mendery.ground.tenancy.switches import Feature


def keeps_stock() -> bool:
    """Whether goods are kept in stock here."""
    return switches.is_on(Feature.INVENTORY)
