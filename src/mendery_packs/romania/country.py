"""The pack as the core sees it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mendery.ground.company.ports import SeriesRule, TaxId

from . import series, tax_ids, texts, vat

# Legea 70/2015 art. 3 and 4, as changed by OUG 115/2023: cash taken in one day from one company, from one person.
_CASH_FROM_COMPANY = Decimal(5000)
_CASH_FROM_PERSON = Decimal(10000)


class Romania:
    """Fills ``company.ports.CountryPack``."""

    code = "RO"
    currency = "RON"
    language = "ro"
    time_zone = "Europe/Bucharest"
    phone_region = "RO"

    def vat_rate(self, *, category: str, on: date) -> Decimal:
        """Rate in percent of a VAT category on a day. Raises LookupError for an unknown category or a day before the table."""
        return vat.rate(category, on)

    def vat_categories(self, *, on: date) -> Sequence[tuple[str, Decimal]]:
        """Standard, reduced, zero, exempt, reverse charge."""
        return [(category, vat.rate(category, on)) for category in vat.CATEGORIES]

    def check_tax_id(self, text: str) -> TaxId:
        """CUI with or without RO, CNP, or the VAT number of a company elsewhere in the EU. Raises ValueError."""
        return tax_ids.check(text)

    def series(self) -> Sequence[SeriesRule]:
        """One series a kind of paper, restarted each year."""
        return series.RULES

    def legal_texts(self, *, kind: str, language: str) -> Sequence[str]:
        """Sentences that a kind of paper must carry; in Romanian when there is no translation."""
        known = texts.LEGAL.get(kind, {})
        return known.get(language) or known.get(self.language, ())

    def paper_title(self, *, kind: str, language: str) -> str:
        """The name of a paper; in Romanian when there is no translation."""
        known = texts.TITLES.get(kind, {})
        return known.get(language) or known.get(self.language, kind)

    def cash_limit(self, *, to_company: bool) -> Decimal | None:
        """The most cash from one payer in a day."""
        return _CASH_FROM_COMPANY if to_company else _CASH_FROM_PERSON
