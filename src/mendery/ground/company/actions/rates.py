"""Exchange rates, entered by hand or by a pack that fetches them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import ExchangeRate
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action

_LETTERS = 3


@action
def enter_rate(*, currency: str, on: date, rate: Decimal, source: str = "", by: Actor, at: datetime) -> ExchangeRate:
    """Enter what one unit of a foreign currency is worth on a day; the same day again corrects it. Posted papers keep theirs.

    refuses  ``unknown_currency``, ``not_a_rate``
    """
    code = currency.strip().upper()
    if len(code) != _LETTERS or not code.isascii() or not code.isalpha():
        raise Refused(_("A currency is three letters."), code="unknown_currency", field="currency", next_step=_("Write it like EUR."))
    if rate <= 0:
        raise Refused(_("A rate is more than zero."), code="not_a_rate", field="rate", next_step=_("Type how much one unit is worth."))
    row, _is_new = ExchangeRate.objects.update_or_create(currency=code, on=on, defaults={"rate": rate, "source": source[:40]})
    return row
