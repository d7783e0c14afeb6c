"""One labelled field of a form, from a Django bound field: label above, hint under it, the refusal in place of the hint."""

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mendery.ground.ui.components import EMPTY, icon

TICKS = (forms.CheckboxInput,)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field(bound: BoundField, cls: str = "", unit: str = "", label: str | Promise = "", **attrs: str) -> SafeString:
    """The whole field. `cls` goes on the input: fc-t (48 px), big, fc-s. `unit` stands inside at the end: lei, km, h.

    Other keywords become attributes of the input, with underscores for dashes: `inputmode="decimal"`, `hx_get=url`.
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return SafeString(f"{bound}{_errors(bound)}")
    if isinstance(widget, TICKS):
        return _tick(bound, label, attrs)
    if isinstance(widget, GROUPS):
        return _group(bound, label)
    given = {key.replace("_", "-"): value for key, value in attrs.items()}
    plain = bound.as_widget(attrs=_attributes(bound, "" if unit else f"fc {cls}".strip(), given))
    control = format_html('<div class="ig {}">{}<span>{}</span></div>', cls, plain, unit) if unit else plain
    html = '<div class="fl{}"><label for="{}">{}</label>{}{}</div>'
    return format_html(html, " err" if bound.errors else "", bound.id_for_label, _label(bound, label), control, _below(bound))


def _attributes(bound: BoundField, css: str, given: dict[str, str]) -> dict[str, str | bool]:
    own = str(bound.field.widget.attrs.get("class", ""))
    attributes: dict[str, str | bool] = {"class": f"{css} {own}".strip(), **given}
    if bound.errors or bound.help_text:
        attributes["aria-describedby"] = f"{bound.auto_id}_note"
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return attributes


def _label(bound: BoundField, label: str | Promise) -> SafeString:
    word = label or bound.label
    if bound.field.required or _is_answered(bound):
        return format_html("{}", word)
    return format_html('{} <span class="t3 no-b">{}</span>', word, gettext("(optional)"))


def _is_answered(bound: BoundField) -> bool:
    """Radio buttons of which one stands for "nothing said" are never left open."""
    widget = bound.field.widget
    return type(widget) is forms.RadioSelect and any(value == "" for value, _word in widget.choices)


def _errors(bound: BoundField) -> SafeString:
    rows = ((icon("alert-circle", "i-s"), error) for error in bound.errors)
    return format_html_join("", '<span class="msg" role="alert">{}{}</span>', rows)


def _below(bound: BoundField) -> SafeString:
    if bound.errors:
        return format_html('<span id="{}_note">{}</span>', bound.auto_id, _errors(bound))
    if bound.help_text:
        return format_html('<span class="hint" id="{}_note">{}</span>', bound.auto_id, bound.help_text)
    return EMPTY


def _tick(bound: BoundField, label: str | Promise, attrs: dict[str, str]) -> SafeString:
    given = {key.replace("_", "-"): value for key, value in attrs.items()}
    box = bound.as_widget(attrs=_attributes(bound, "ck", given))
    html = '<div class="fl{}"><label class="row-f tick-l" for="{}">{}<span>{}</span></label>{}</div>'
    return format_html(html, " err" if bound.errors else "", bound.id_for_label, box, label or bound.label, _below(bound))


def _group(bound: BoundField, label: str | Promise) -> SafeString:
    """Few choices side by side: radio buttons as a segmented control, several ticks as tick boxes."""
    radio = not isinstance(bound.field.widget, forms.CheckboxSelectMultiple)  # which Django derives from RadioSelect
    choices = []
    for choice in bound.subwidgets:
        given = {"class": "vh"} if radio else {}
        box = format_html("{}", choice.tag(wrap_label=False)) if not radio else _hidden_radio(choice, given)
        text = choice.choice_label
        html = "<label>{}{}</label>" if radio else "<label>{}<span>{}{}</span></label>"
        choices.append(format_html(html, box, text) if radio else format_html(html, box, icon("check"), text))
    css = "seg wseg" if radio else "tick"
    html = '<fieldset class="fl{}"><legend class="lb">{}</legend><div class="{}">{}</div>{}</fieldset>'
    return format_html(html, " err" if bound.errors else "", _label(bound, label), css, SafeString("".join(choices)), _below(bound))


def _hidden_radio(choice: forms.boundfield.BoundWidget, given: dict[str, str]) -> SafeString:
    choice.data["attrs"] = {**choice.data["attrs"], **given}
    return choice.tag(wrap_label=False)
