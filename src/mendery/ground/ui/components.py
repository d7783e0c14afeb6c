"""The small parts that pages are built of, as functions that give safe HTML.

Templates use them as tags of the same names (`{% load ui %}`); a view that renders eighty rows calls them directly and
hands the template ready cells. A part gets values, never a request. Words go in translated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple, Protocol
from uuid import uuid4

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from mendery.ground.ui import formats, icons, plates, vocabulary

Text = str | Promise
EMPTY = SafeString("")
DASH = format_html('<span class="t3">{}</span>', "—")


class StageLike(Protocol):
    """A stage of a business: its tone, its icon and its own word."""

    tone: str
    icon: str
    label: Text


class Step(NamedTuple):
    """One step of a stepper. `state` is `done`, `now` or nothing; `note` is the second line, `url` makes it a link."""

    label: Text
    state: str = ""
    icon: str = ""
    tone: str = "grey"
    note: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link to a page of its own, with a count or another short text beside the word."""

    label: Text
    url: str
    count: int | str | None = None
    key: str = ""


class Happening(NamedTuple):
    """One line of a timeline: `text` may be safe HTML, `when` is a ready text."""

    icon: str
    text: Text
    when: str
    tone: str = "grey"


class Part(NamedTuple):
    """One part of a bar cut in pieces."""

    tone: str
    share: Decimal | int


@cache
def sprite() -> str:
    """Where the drawn icons are."""
    return static("built/icons.svg")


@cache
def icon(name: str, cls: str = "") -> SafeString:
    """A Tabler icon, hidden from screen readers: always put a word next to it. `cls`: i-s (15 px), i-l (24 px), t3."""
    shown = name if name in icons.names() else icons.FALLBACK
    css = f"i {cls}" if cls else "i"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, sprite(), shown)


def chip(tone: str, label: Text, icon_name: str = "", cls: str = "") -> SafeString:
    """A state that the system decides. `cls`: lg, out (outline only), plain."""
    if not icon_name:
        return format_html('<span class="chip noi {}" data-t="{}">{}</span>', cls, tone, label)
    return format_html('<span class="chip {}" data-t="{}">{}{}</span>', cls, tone, icon(icon_name), label)


def flag(tone: str, label: Text, icon_name: str) -> SafeString:
    """A fact on a card, without a box: Fleet, Waits here, Loan unit."""
    return format_html('<span class="flag" data-t="{}">{}{}</span>', tone, icon(icon_name), label)


@lru_cache(maxsize=512)
def _state_chip(kind: str, code: str, cls: str, language: str | None) -> SafeString:
    word = vocabulary.word(kind, code)
    return chip(word.tone, word.label, word.icon, cls)


def state(kind: str, code: str, extra: Text = "", cls: str = "") -> SafeString:
    """A chip for a state of the shared vocabulary: `state("approval", "seen")`. `extra` replaces the word (a receipt number)."""
    if extra:
        word = vocabulary.word(kind, code)
        return chip(word.tone, extra, word.icon, cls)
    return _state_chip(kind, code, cls, get_language())


def stock(code: str, note: Text = "") -> SafeString:
    """The stock state of a line: a flag with its detail (bin, date, free pieces). No code gives only the quiet note."""
    if not code:
        return format_html('<span class="t3 sm">{}</span>', note)
    word = vocabulary.word("stock", code)
    return format_html(
        '<span class="flag" data-t="{}">{}{} <span class="t3 no-b">{}</span></span>', word.tone, icon(word.icon), word.label, note
    )


def stage(which: "str | StageLike | dict[str, Text]", cls: str = "") -> SafeString:
    """The stage of a work order: a code of the default nine, or the row (or dict) of the business with tone, icon, label."""
    if isinstance(which, str):
        return state("stage", which, cls=cls)
    if isinstance(which, dict):
        return chip(str(which["tone"]), which["label"], str(which["icon"]), cls)
    return chip(which.tone, which.label, which.icon, cls)


@lru_cache(maxsize=8192)
def _plate(number: str, country: str, cls: str) -> SafeString:
    html = '<span class="plate {}" data-c="{}"><span>{}</span></span>'
    return format_html(html, cls, plates.badge(country), plates.spaced(number, country))


def plate(number: str, country: str = "", cls: str = "") -> SafeString:
    """A number plate of a registered vehicle. `cls`: lg."""
    return _plate(number, country or formats.current().country, cls) if number else DASH


def dev(icon_name: str, label: Text) -> SafeString:
    """A device: its icon and its name, where a vehicle would have its plate."""
    return format_html('<span class="dev">{}<span class="el">{}</span></span>', icon(icon_name), label)


def initials(name: str) -> str:
    """`Ioana Marin` becomes `IM`."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


AVATAR_TONES = ("indigo", "cyan", "orange", "violet", "green", "blue", "red", "amber")


def tone_of(name: str) -> str:
    """The same tone for the same name, always."""
    return AVATAR_TONES[sum(name.encode()) % len(AVATAR_TONES)]


@lru_cache(maxsize=2048)
def avatar(name: str, cls: str = "", tone: str | None = "") -> SafeString:
    """A person as initials with the whole name for the mouse and the screen reader. `cls`: l (32 px), on (present now)."""
    html = '<span class="av {}" data-t="{}" title="{}" role="img" aria-label="{}">{}</span>'
    return format_html(html, cls, tone or tone_of(name), name, name, initials(name))


def avatars(names: Iterable[str]) -> SafeString:
    """Several people, overlapping."""
    people = [avatar(name) for name in names]
    return format_html('<span class="avs">{}</span>', SafeString("".join(people))) if people else DASH


def bar(percent: Decimal | float, tone: str = "indigo", label: Text = "", cls: str = "") -> SafeString:
    """How full something is. Above 100 it is full; say so in the tone and next to it. `cls`: thin, thick, w64."""
    width = max(0, min(100, round(percent)))
    html = '<svg class="bar {}" data-t="{}" role="img" aria-label="{}"><rect width="{}%" height="100%"/></svg>'
    return format_html(html, cls, tone, label or formats.percent(round(percent)), width)


def load_tone(percent: Decimal | float) -> str:
    """Up to 85 % indigo, up to 100 amber, above red."""
    return "indigo" if percent <= 85 else "amber" if percent <= 100 else "red"


def pieces(parts: Sequence[Part], label: Text) -> SafeString:
    """One bar cut in pieces: approved, waiting, declined."""
    total = sum(Decimal(part.share) for part in parts) or Decimal(1)
    left, rects = Decimal(0), []
    for part in parts:
        width = round(Decimal(part.share) * 100 / total, 2)
        rects.append((part.tone, left, width))
        left += width
    drawn = format_html_join("", '<rect data-t="{}" x="{}%" width="{}%" height="100%"/>', rects)
    return format_html('<svg class="apbar" role="img" aria-label="{}">{}</svg>', label, drawn)


def spark(values: Sequence[Decimal | float], label: Text, width: int = 96, height: int = 26, tone: str = "indigo") -> SafeString:
    """A small column chart; the last column is strong. `label` says the whole story for screen readers."""
    top = float(max(values, default=0)) or 1.0
    step = width / max(len(values), 1)
    rects = []
    for index, value in enumerate(values):
        tall = max(float(value) / top * (height - 2), 1.5)
        strength = "1" if index == len(values) - 1 else ".5"
        rects.append((round(index * step, 1), round(height - tall, 1), round(step - 2, 1), round(tall, 1), strength))
    drawn = format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" rx="1.2" opacity="{}"/>', rects)
    html = '<svg class="spark" width="{}" height="{}" viewBox="0 0 {} {}" data-t="{}" role="img" aria-label="{}">{}</svg>'
    return format_html(html, width, height, width, height, tone, label, drawn)


def note(tone: str, icon_name: str, text: Text, cls: str = "") -> SafeString:
    """One thing to know on this page. `text` may be safe HTML with a link. Red notes announce themselves."""
    role = SafeString(' role="alert"') if tone == "red" else EMPTY
    html = '<div class="note {}" data-t="{}"{}>{}<span class="grow">{}</span></div>'
    return format_html(html, cls, tone, role, icon(icon_name), text)


def empty(icon_name: str, title: Text, text: Text = "", url: str = "", action: Text = "") -> SafeString:
    """Nothing here yet: why, and one button to begin; or, after a filter, how to clear it."""
    button = format_html('<div class="mt12"><a class="btn" href="{}">{}</a></div>', url, action) if url else EMPTY
    return format_html('<div class="mt">{}<b>{}</b>{}{}</div>', icon(icon_name), title, text, button)


def tile(
    tone: str, icon_name: str, label: Text, value: Text, *, small: Text = "", detail: Text = "", url: str = "", hot: bool = False
) -> SafeString:
    """One number of the stat strip that opens its list. `hot` makes the number red: late, failed, unsafe."""
    body = format_html(
        '<div class="k">{}{}</div><div class="v">{} <small>{}</small></div><div class="d">{}</div>',
        icon(icon_name), label, value, small, detail,
    )  # fmt: skip
    css = "tile hot" if hot else "tile"
    if url:
        return format_html('<a class="{}" data-t="{}" href="{}">{}</a>', css, tone, url, body)
    return format_html('<div class="{}" data-t="{}">{}</div>', css, tone, body)


def tabs(items: Iterable[Tab], active: str, label: Text, cls: str = "") -> SafeString:
    """Sections of one record, or saved views, as links with their own address. `active` is the key (or url) of the open one."""
    links = [
        format_html(
            '<a href="{}" role="tab" aria-selected="{}">{}{}</a>',
            tab.url,
            "true" if (tab.key or tab.url) == active else "false",
            tab.label,
            EMPTY if tab.count is None else format_html(' <span class="cnt">{}</span>', tab.count),
        )
        for tab in items
    ]
    html = '<div class="tabs {}" role="tablist" aria-label="{}">{}</div>'
    return format_html(html, cls, label, SafeString("".join(links)))


def stepper(steps: Sequence[Step], label: Text = "") -> SafeString:
    """The stages of an order: done with a tick, the present one filled, the rest quiet."""
    items = []
    for step in steps:
        css = {"done": "dn", "now": "at"}.get(step.state, "")
        current = SafeString(' aria-current="step"') if step.state == "now" else EMPTY
        sign = icon("check") if step.state == "done" else icon(step.icon or "circle")
        items.append(format_html('<li class="{}" data-t="{}"{}><i>{}</i><span>{}</span></li>', css, step.tone, current, sign, step.label))
    return format_html('<ol class="stp" aria-label="{}">{}</ol>', label or gettext("Stage"), SafeString("".join(items)))


def steps_strip(steps: Sequence[Step], label: Text = "") -> SafeString:
    """The steps of a long paper (a goods receipt): numbers, a word and a note each."""
    cells = []
    for index, step in enumerate(steps, start=1):
        css = {"done": "dn", "now": "at"}.get(step.state, "")
        sign = icon("check") if step.state == "done" else index
        cells.append(
            format_html('<div class="{}"><i>{}</i><span><b>{}</b><small>{}</small></span></div>', css, sign, step.label, step.note)
        )
    columns = "nsteps" if len(steps) == 5 else f"nsteps n{len(steps)}"
    return format_html(
        '<div class="{}" role="group" tabindex="0" aria-label="{}">{}</div>', columns, label or gettext("Steps"), SafeString("".join(cells))
    )


def wizard_steps(steps: Sequence[Step]) -> SafeString:
    """The steps of a wizard; done ones that carry a url can be opened again."""
    items = []
    for index, step in enumerate(steps, start=1):
        css = "dn" if step.state == "done" else ""
        current = SafeString(' aria-current="step"') if step.state == "now" else EMPTY
        word = format_html('<a href="{}">{}</a>', step.url, step.label) if step.url else format_html("<span>{}</span>", step.label)
        items.append(format_html('<li class="{}"{}><i>{}</i>{}</li>', css, current, index, word))
    return format_html('<ol class="wz-s">{}</ol>', SafeString("".join(items)))


def timeline(happenings: Iterable[Happening]) -> SafeString:
    """What happened, newest first."""
    rows = format_html_join(
        "",
        '<li><span class="ic" data-t="{}">{}</span><span>{}</span><time>{}</time></li>',
        ((each.tone, icon(each.icon), each.text, each.when) for each in happenings),
    )
    return format_html('<ul class="tl">{}</ul>', rows)


def count(value: int, cap: int = 10_000) -> str:
    """A count for tabs and footers: `24`, above the cap `10.000+`."""
    return f"{formats.number(cap)}+" if value > cap else formats.number(value)


def cell_edit(url: str, value: Text, label: Text) -> SafeString:
    """A value at rest that becomes a field on click, Enter or `E`. Put it alone in a `td` that has an id."""
    html = (
        '<button type="button" class="cell-e" hx-get="{}" hx-target="closest td" hx-swap="innerHTML" data-edit aria-label="{}">{}</button>'
    )
    return format_html(html, url, format_html("{}: {}", label, value), value)


def cell_input(url: str, name: str, value: Text, label: Text, *, error: Text = "", wide: bool = False) -> SafeString:
    """The same cell while it is edited; `error` says why the server refused and keeps it open (send it with status 422)."""
    wrong = SafeString(' aria-invalid="true"') if error else EMPTY
    why = format_html('<span class="msg" role="alert">{}</span>', error) if error else EMPTY
    html = (
        '<form class="cell-f" data-cell hx-post="{}" hx-target="closest td" hx-swap="innerHTML" hx-sync="closest tr:queue last">'
        '<input class="fc fc-s cell-in {}" name="{}" value="{}" aria-label="{}" autocomplete="off"{}>{}</form>'
    )
    return format_html(html, url, "wide" if wide else "", name, value, label, wrong, why)


def form_key() -> SafeString:
    """The hidden key of a form: the same form sent twice is done once. Every form that changes something carries it."""
    return format_html('<input type="hidden" name="_key" value="{}">', uuid4())


def kbd(keys: str) -> SafeString:
    """Keys as caps: `kbd("G B")`."""
    return format_html_join(" ", "<kbd>{}</kbd>", ((key,) for key in keys.split()))
