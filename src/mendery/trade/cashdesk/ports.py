"""What a pack can supply: a fiscal printer."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class FiscalTrouble(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The printer did not print; the text says what it answered, e.g. ``paper out``."""


@dataclass(frozen=True)
class FiscalReceipt:
    """What the printer prints: values only.

    key     the same for every try of one payment, so that a printer which printed it already answers the first number
    amount  with VAT; negative for money given back
    """

    key: str
    till: str
    method: str
    amount: Decimal
    currency: str
    text: str
    buyer: str
    buyer_tax_id: str


class FiscalDevice(Protocol):
    """A fiscal printer, asked after commit."""

    def print_receipt(self, receipt: FiscalReceipt) -> str:
        """Print once per key and give the receipt's number. Raises FiscalTrouble."""


class _Socket:
    device: FiscalDevice | None = None


def plug(device: FiscalDevice | None) -> None:
    """Connect a printer, or take it away."""
    _Socket.device = device


def plugged() -> FiscalDevice | None:
    """The connected printer."""
    return _Socket.device
