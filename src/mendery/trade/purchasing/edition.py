"""A business may keep no stock: then supplier invoices are debts and expenses, without receipt notes."""

from mendery.ground.tenancy import switches
from mendery.ground.tenancy.switches import Feature


def keeps_stock() -> bool:
    """Whether goods are received into stock here."""
    return switches.is_on(Feature.INVENTORY)
