"""What a country pack supplies. A legal entity chooses its country; packs are found by entry point or settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class TaxId:
    """A checked tax number: as stored, and how it is shown."""

    value: str
    is_company: bool
    is_vat_number: bool = False


@dataclass(frozen=True)
class SeriesRule:
    """How one kind of paper is numbered: ``MND 26-{n}``; strict series have no gaps."""

    kind: str
    prefix: str
    width: int
    is_strict: bool


class CountryPack(Protocol):
    """Everything the core asks of a country. Values only, never rows."""

    code: str  # ISO 3166 alpha-2
    currency: str
    language: str
    time_zone: str
    phone_region: str

    def vat_rate(self, *, category: str, on: date) -> Decimal:
        """Rate in percent of a VAT category on a day. Raises LookupError for an unknown category."""

    def vat_categories(self, *, on: date) -> Sequence[tuple[str, Decimal]]:
        """Categories offered to the user on a day, the usual first."""

    def check_tax_id(self, text: str) -> TaxId:
        """Check digits of a tax number of a company or a person. Raises ValueError."""

    def series(self) -> Sequence[SeriesRule]:
        """The number series an entity begins with, per kind of paper."""

    def legal_texts(self, *, kind: str, language: str) -> Sequence[str]:
        """Sentences that a kind of paper must carry, in the language of the paper (falls back to the country's)."""

    def paper_title(self, *, kind: str, language: str) -> str:
        """The name of a paper in the words of the country's law (``NIR``, ``Заказ-наряд``)."""

    def cash_limit(self, *, to_company: bool) -> Decimal | None:
        """The most cash that may be taken from one payer in a day, if the law says one."""
