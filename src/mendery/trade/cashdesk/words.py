"""How money moves, as pages call it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Method

WORDS: dict[str, Any] = {Method.CASH: _("Cash"), Method.CARD: _("Card"), Method.BANK: _("Bank transfer")}
