"""The list of orders as a file: the same rows, in the same order, with the columns that the reader sees."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mendery.ground.ui import formats, plates
from mendery.workshop.board.queries import orders
from mendery.workshop.board.queries.orders import Progress

from .looks import Stages, thing_name, work
from .orders import Sees, team_of
from .people import People

Column = tuple[str, Callable[[Any, Progress], Any]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NONE = Progress()


def columns(sees: Sees, stages: Stages, people: People) -> list[Column]:
    """Heads and what stands under them."""
    country = formats.current().country
    found: list[Column] = [
        (_("Job"), lambda row, _p: row.number),
        (_("Vehicle or device"), lambda row, _p: plates.spaced(row.unit__plate, country).replace(formats.NBSP, " ") or thing_name(row)),
        (_("Work"), lambda row, _p: work(row)),
        (_("Customer"), lambda row, _p: row.party__name),
        (_("Stage"), lambda row, _p: stages.word(row.stage)),
        (_("Opened"), lambda row, _p: row.opened_at),
        (_("Promised"), lambda row, _p: row.promised_at),
        (_("Team"), lambda row, progress: people.names(team_of(row, progress))),
        (_("Done, %"), lambda _row, progress: progress.percent),
    ]
    if not sees.customers:
        found = [column for column in found if column[0] != _("Customer")]
    if sees.prices:
        found += [(_("Without VAT"), lambda row, _p: row.net), (_("Total"), lambda row, _p: row.gross)]
    if sees.costs:
        found.append((_("Cost"), lambda row, _p: row.cost))
    if sees.margins:
        found.append((_("Margin, %"), lambda row, _p: _rounded(orders.margin_of(row.net, row.cost))))
    return found


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 1)


def table(rows: Sequence[Any], shown: list[Column]) -> Iterable[list[Any]]:
    """The head, then the rows."""
    yield [head for head, _value in shown]
    progress = orders.progress_of(row.id for row in rows)
    for row in rows:
        one = progress.get(row.id, _NONE)
        yield [value(row, one) for _head, value in shown]


def as_csv(lines: Iterable[list[Any]]) -> bytes:
    """For spreadsheets of the country: semicolons where the comma parts decimals; UTF-8 with its mark."""
    comma = formats.current().separators[ord(".")]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if comma == "," else ",", lineterminator="\r\n")
    for line in lines:
        writer.writerow([_as_text(value, comma) for value in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _as_text(value: Any, comma: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{formats.full_day(value)} {formats.clock(value)}"
    if isinstance(value, Decimal):
        return str(value).replace(".", comma)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text  # a spreadsheet must not reckon with what a customer wrote


def as_xlsx(lines: Iterable[list[Any]], title: str) -> bytes:
    """A workbook with real numbers and dates."""
    import xlsxwriter  # noqa: PLC0415 -- only files need it

    out = io.BytesIO()
    settings = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, settings) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 12, 16)
        for at, line in enumerate(lines):
            for place, value in enumerate(line):
                _write(sheet, at, place, value, bold if at == 0 else None, day)
    return out.getvalue()


def _write(sheet: Any, at: int, place: int, value: Any, style: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(at, place, formats.local(value).replace(tzinfo=None, microsecond=0), day)
    elif isinstance(value, Decimal | int):
        sheet.write_number(at, place, value)
    else:
        sheet.write_string(at, place, str(value), style)
