"""``{% once nav active %}…{% endonce %}``: a part of the frame that is drawn once for the same values and the same language.

The frame of a page is most of what a list costs to draw. What stands inside may depend on the named values only, never on
the request: no forms that change something (they carry a token), no names of people that are not among the values.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
_KEPT_AT_MOST = 400


def _as_key(value: Any) -> Any:
    return tuple(_as_key(one) for one in value) if isinstance(value, list | tuple) else value


class Once(Node):
    """Keeps what it drew, by language and values."""

    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self.drawn: dict[Any, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *(_as_key(value.resolve(context)) for value in self.values))
        found = self.drawn.get(key)
        if found is None:
            found = self.nodelist.render(context)
            if len(self.drawn) >= _KEPT_AT_MOST:
                self.drawn.clear()
            self.drawn[key] = found
        return found


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """The tag; the values are named after it."""
    values = [parser.compile_filter(part) for part in token.split_contents()[1:]]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(values, nodelist)
