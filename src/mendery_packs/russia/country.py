"""The pack as the core sees it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mendery.ground.company.ports import SeriesRule, TaxId

from . import series, tax_ids, texts, vat


class Russia:
    """Fills ``company.ports.CountryPack``."""

    code = "RU"
    currency = "RUB"
    language = "ru"
    time_zone = "Europe/Moscow"
    phone_region = "RU"

    def vat_rate(self, *, category: str, on: date) -> Decimal:
        """Rate in percent of a VAT category on a day. Raises LookupError for an unknown category or a day before the table."""
        return vat.rate(category, on)

    def vat_categories(self, *, on: date) -> Sequence[tuple[str, Decimal]]:
        """Standard, reduced, zero, and without НДС, which is not the same as zero."""
        return [(category, vat.rate(category, on)) for category in vat.CATEGORIES]

    def check_tax_id(self, text: str) -> TaxId:
        """ИНН of a company (ten digits) or of a person or entrepreneur (twelve). Raises ValueError."""
        return tax_ids.check(text)

    def series(self) -> Sequence[SeriesRule]:
        """One series a kind of paper, restarted each year."""
        return series.RULES

    def legal_texts(self, *, kind: str, language: str) -> Sequence[str]:
        """Sentences that a kind of paper must carry; in Russian when there is no translation."""
        known = texts.LEGAL.get(kind, {})
        return known.get(language) or known.get(self.language, ())

    def paper_title(self, *, kind: str, language: str) -> str:
        """The name of a paper; in Russian when there is no translation."""
        known = texts.TITLES.get(kind, {})
        return known.get(language) or known.get(self.language, kind)

    def cash_limit(self, *, to_company: bool) -> Decimal | None:
        """None: the limit of the Bank of Russia is per contract, not per day."""
        return None
