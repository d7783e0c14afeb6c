"""`{% load ui %}`: the components and formats of this house as tags and filters, by their own names."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from mendery.ground.ui import components, formats, replies, slots, vocabulary
from mendery.ground.ui.fields import field

register = template.Library()

for part in (
    components.icon,
    components.chip,
    components.flag,
    components.state,
    components.stock,
    components.stage,
    components.plate,
    components.dev,
    components.avatar,
    components.avatars,
    components.bar,
    components.pieces,
    components.spark,
    components.note,
    components.empty,
    components.tile,
    components.tabs,
    components.stepper,
    components.steps_strip,
    components.wizard_steps,
    components.timeline,
    components.cell_edit,
    components.cell_input,
    components.form_key,
    components.kbd,
    field,
    formats.money,
    formats.number,
    formats.qty,
):
    register.simple_tag(part)

register.filter("money", formats.money)
register.filter("qty", formats.qty)
register.filter("percent", formats.percent)
register.filter("day", formats.day)
register.filter("full_day", formats.full_day)
register.filter("long_day", formats.long_day)
register.filter("clock", formats.clock)
register.filter("moment", formats.moment)
register.filter("span", formats.span)
register.filter("phone", formats.phone)
register.filter("currency_word", formats.currency_word)
register.filter("count", components.count)
register.filter("initials", components.initials)
register.filter("load_tone", components.load_tone)


@register.simple_tag
def words(kind: str) -> dict[str, vocabulary.Word]:
    """All states of one kind, for filters and the kit page."""
    return vocabulary.SETS[kind]


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, **values: Any) -> SafeString:
    """Everything that other apps fill into this named place, in order, for those who may see it."""
    return slots.render(name, context, values)


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> list[dict[str, str]]:
    """What is to be said on this page after the last one was done."""
    request = context.get("request")
    return replies.toasts(request) if request else []
