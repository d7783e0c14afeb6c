"""Rows of lists, as ready cells: a list of eighty customers costs one query and no template includes."""

from typing import Any

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.documents import search
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats
from mendery.ground.ui.components import EMPTY, Tab
from mendery.ground.ui.links import link

from .calculations import Likeness
from .models import Party, PartyKind
from .queries import SEARCH_KIND

FOUND_AT_MOST = 300
COUNTED_AT_MOST = 10_000
VIEWS: dict[str, tuple[Any, dict[str, Any]]] = {
    "": (gettext_lazy("All"), {}),
    "customers": (gettext_lazy("Customers"), {"is_customer": True}),
    "suppliers": (gettext_lazy("Suppliers"), {"is_supplier": True}),
    "companies": (gettext_lazy("Companies"), {"kind": PartyKind.COMPANY}),
}
REASONS = {
    Likeness.TAX_ID: gettext_lazy("the same tax number"),
    Likeness.PHONE: gettext_lazy("the same phone"),
    Likeness.EMAIL: gettext_lazy("the same e-mail"),
    Likeness.NAME: gettext_lazy("the same name"),
}


def chosen(query: QueryDict) -> Any:
    """The parties that the list shows: a view and a text that is looked for."""
    _label, conditions = VIEWS.get(query.get("view", ""), VIEWS[""])
    rows = Party.objects.filter(merged_into=None, **conditions)
    text = query.get("q", "").strip()
    if text:
        rows = rows.filter(pk__in=search.find_ids(text=text, kinds=[SEARCH_KIND], limit=FOUND_AT_MOST))
    return rows


def tabs(request: MemberRequest) -> list[Tab]:
    """The saved views above the list."""
    base = link(request, "parties:list")
    return [Tab(label, f"{base}?view={key}" if key else base, key=key or "all") for key, (label, _conditions) in VIEWS.items()]


def role_chips(party: Party) -> SafeString:
    """Customer, supplier or both."""
    chips = []
    if party.is_customer:
        chips.append(("grey", _("Customer"), "user"))
    if party.is_supplier:
        chips.append(("cyan", _("Supplier"), "truck-delivery"))
    return format_html_join(" ", "{}", ((components.chip(*chip),) for chip in chips))


def row(request: MemberRequest, party: Party) -> SafeString:
    """One line of the list."""
    url = link(request, "parties:party", party.pk)
    picture = components.icon("building" if party.kind == PartyKind.COMPANY else "user", "i-s t3")
    return format_html(
        '<tr data-href="{}"><td class="m5"><span class="row-f">{}<a class="el mwn" href="{}">{}</a></span></td><td class="nw">{}</td>'
        '<td class="no-phone t2"><div class="el mw240">{}</div></td><td class="no-phone t2 nw">{}</td><td class="no-phone">{}</td></tr>',
        url, picture, url, party.name, formats.phone(party.phone) if party.phone else EMPTY, party.email, party.tax_id, role_chips(party),
    )  # fmt: skip


def option(party: Party) -> SafeString:
    """One suggestion under a field."""
    picture = components.icon("building" if party.kind == PartyKind.COMPANY else "user", "t3")
    return format_html(
        '<div role="option" data-pick="{}" data-text="{}" aria-selected="false">{}<span class="nw">{}</span>'
        '<span class="el m5">{}</span><span class="t3 el">{}</span><span></span></div>',
        party.pk, party.name, picture, formats.phone(party.phone) if party.phone else EMPTY, party.name, party.tax_id,
    )  # fmt: skip
