"""``{% to "workorders:order" order.pk %}``: a page of the business we are in."""

from typing import Any

from django import template

from mendery.ground.ui.links import link

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: Any, name: str, *ids: Any) -> str:
    """The address of a page in the business of the request."""
    return link(context["request"], name, *ids)
