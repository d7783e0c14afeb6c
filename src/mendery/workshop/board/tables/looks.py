"""How orders look in rows: the thing under repair, its stage, its promise."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mendery.ground.ui import components, formats
from mendery.registers.equipment.kinds import type_of
from mendery.workshop.board.queries import places
from mendery.workshop.board.queries.surroundings import Surroundings
from mendery.workshop.workorders import stages

_HOUR = 60
Text = str | Promise


class Stages:
    """The stages as the business calls and colours them; the standard ones until it has its own."""

    def __init__(self, around: Surroundings) -> None:
        self.looks: dict[str, dict[str, Text]] = {
            code: {"tone": word.tone, "icon": word.icon, "label": word.label} for code, word in stages.STANDARD.items()
        }
        for row in around.stages:
            label = row.name or stages.standard_word(row.code)
            self.looks[row.code] = {"tone": row.tone, "icon": row.icon, "label": label}
        self.codes = [row.code for row in around.stages if not row.is_hidden] or list(stages.STANDARD)
        self._chips: dict[str, SafeString] = {}

    def chip(self, code: str) -> SafeString:
        """The chip of a stage."""
        if code not in self._chips:
            self._chips[code] = components.stage(self.looks[code]) if code in self.looks else components.chip("grey", code)
        return self._chips[code]

    def word(self, code: str) -> str:
        """What it is called."""
        return str(self.looks[code]["label"]) if code in self.looks else code

    def choices(self) -> list[tuple[str, str]]:
        """Stages to filter by."""
        return [(code, self.word(code)) for code in self.codes]


def thing(row: Any) -> SafeString:
    """The plate of a vehicle, else the picture and name of a device, from a row of the list."""
    if row.unit__plate:
        return components.plate(row.unit__plate)
    return components.dev(type_of(row.unit__type, row.unit__kind).icon, thing_name(row))


def thing_name(row: Any) -> str:
    """The same in words: plate, else make and model, else serial."""
    return row.unit__plate or f"{row.unit__make} {row.unit__model}".strip() or row.unit__serial


def work(row: Any) -> str:
    """What is to be done; until that is known, on what."""
    return row.title or f"{row.unit__make} {row.unit__model}".strip() or row.number


def lateness(promised_at: datetime, now: datetime) -> str:
    """`1 h 20 late`."""
    return _("%(span)s late") % {"span": formats.span(int((now - promised_at).total_seconds()) // 60)}


class Promises:
    """Promises against one moment: what is past is red and says by how much, the last hour is amber."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.today = timezone.localdate()

    def text(self, stage: str, promised_at: datetime | None) -> tuple[str, str]:
        """The words and their class."""
        if promised_at is None:
            return "—", "t3"
        if stage in places.UNDER_WAY:
            left = (promised_at - self.now).total_seconds()
            if left < 0:
                return lateness(promised_at, self.now), "c-red b"
            if left < _HOUR * 60:
                return formats.moment(promised_at, today=self.today), "c-amber b"
        return formats.moment(promised_at, today=self.today), ""
