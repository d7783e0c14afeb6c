"""Pages of customers and suppliers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mendery.ground.documents import timeline
from mendery.ground.documents.timeline import Sentence
from mendery.ground.events import Refused
from mendery.ground.people.guards import page
from mendery.ground.people.requests import MemberRequest
from mendery.ground.ui import components, formats, replies
from mendery.ground.ui.links import link
from mendery.ground.ui.paging import page_by_key

from . import actions, queries, tables
from .calculations import NotAPhone, phone_key
from .forms import PURPOSES, ContactForm, PartyForm, filled
from .models import Consent, Contact, PartyKind

PAGE = 50
SENTENCES = {
    "created": Sentence("user-plus", gettext_lazy("%(who)s wrote this card."), "blue"),
    "took_in": Sentence("arrows-split-2", gettext_lazy("%(who)s merged the card “%(name)s” into this one."), "violet"),
    "merged": Sentence("arrows-split-2", gettext_lazy("%(who)s merged this card into “%(name)s”."), "violet"),
    "contact_added": Sentence("address-book", gettext_lazy("%(who)s added the contact %(name)s.")),
    "contact_removed": Sentence("address-book", gettext_lazy("%(who)s removed the contact %(name)s.")),
    "consent_given": Sentence("check", gettext_lazy("Consent written down by %(who)s: %(purpose)s (%(source)s)."), "green"),
    "consent_withdrawn": Sentence("ban", gettext_lazy("Consent withdrawn, written by %(who)s: %(purpose)s."), "amber"),
}


def field_names() -> dict[str, Any]:
    """What the fields of the card are called, as its form says."""
    return {name: field.label for name, field in PartyForm.base_fields.items() if field.label}


def refuse_in(form: Any, refusal: Refused) -> list[Refused]:
    """Put a refusal beside its field; what belongs to no field goes to the top."""
    if refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return []
    return [refusal]


@page("parties.see")
@require_safe
def party_list(request: MemberRequest) -> HttpResponse:
    """Customers and suppliers by name, fifty at a time."""
    query = request.GET.copy()
    found = page_by_key(tables.chosen(query), order=("sort_key", "id"), after=query.pop("after", [""])[-1], limit=PAGE)
    base = link(request, "parties:list")
    suffix = f"&{query.urlencode()}" if query else ""
    context = {
        "active": "parties", "query": query, "tabs": tables.tabs(request), "view": query.get("view") or "all",
        "rows": SafeString("".join(tables.row(request, party) for party in found.rows)),
        "next_url": f"{base}?after={found.next}{suffix}" if found.next else "",
        "count_url": f"{link(request, 'parties:count')}?{query.urlencode()}",
    }  # fmt: skip
    return replies.page(request, "parties/list.html", "parties/_rows.html" if "after" in request.GET else "parties/_list.html", context)


@page("parties.see")
@require_safe
def count(request: MemberRequest) -> HttpResponse:
    """How many the list holds, up to a cap; asked after the rows are there."""
    return HttpResponse(components.count(tables.chosen(request.GET)[: tables.COUNTED_AT_MOST + 1].count()))


@page("parties.see")
@require_safe
def suggest(request: MemberRequest) -> HttpResponse:
    """Suggestions under a field that wants a customer or supplier."""
    is_supplier = True if request.GET.get("role") == "supplier" else None
    found = queries.suggest(text=request.GET.get("q", ""), is_supplier=is_supplier)
    return HttpResponse("".join(tables.option(party) for party in found))


def _shown(field: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    if field in ("phone", "other_phone"):
        return formats.phone(value)
    if field == "kind":
        return str(PartyKind(value).label)
    return _("yes") if value is True else _("no") if value is False else str(value)


@page("parties.see")
@require_safe
def party_page(request: MemberRequest, party_id: UUID) -> HttpResponse:
    """One customer or supplier with everything about them."""
    party = queries.party_of(party_id)
    if party.pk != party_id:
        return replies.go(request, link(request, "parties:party", party.pk))
    consents = Consent.objects.filter(party=party).order_by("-given_at")
    context = {
        "active": "parties", "party": party, "details": queries.details_of(party), "roles": tables.role_chips(party),
        "contacts": Contact.objects.filter(party=party).order_by("name"),
        "consents": [(consent, PURPOSES.get(consent.purpose, consent.purpose)) for consent in consents],
        "purposes": PURPOSES, "contact_form": ContactForm(),
        "papers": timeline.papers_about(request, party_id__in=queries.family_of(party.pk)),
        "history": timeline.happenings([party.pk], sentences=SENTENCES, names=field_names(), shown=_shown),
    }  # fmt: skip
    return render(request, "parties/party.html", context)


@page("parties.edit")
def create(request: MemberRequest) -> HttpResponse:
    """A new card."""
    kind = request.GET.get("kind", "person")
    initial = {"kind": kind, "name": request.GET.get("name", ""), "is_customer": request.GET.get("role") != "supplier"}
    initial["is_supplier"] = not initial["is_customer"]
    form = PartyForm(request.POST or None, initial=initial)
    errors: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        try:
            party = actions.register(data=form.as_input(), by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
        else:
            replies.flash(request, _("Saved"))
            return replies.go(request, link(request, "parties:party", party.pk))
    context = {"active": "parties", "form": form, "errors": errors, "back": link(request, "parties:list")}
    return render(request, "parties/edit.html", context, status=422 if request.method == "POST" else 200)


@page("parties.edit")
def edit(request: MemberRequest, party_id: UUID) -> HttpResponse:
    """Change the card."""
    party = queries.party_of(party_id)
    form = PartyForm(request.POST or None, initial=filled(party, queries.details_of(party)))
    errors: list[Refused] = []
    back = link(request, "parties:party", party.pk)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change(party=party, data=form.as_input(), version=version, by=request.actor, at=timezone.now())
        except Refused as refusal:
            errors = refuse_in(form, refusal)
            if refusal.code == "changed_meanwhile":
                form.data = {**request.POST.dict(), "version": str(party.version)}  # seen now: saved once more it stands
        else:
            replies.flash(request, _("Saved"))
            return replies.go(request, back)
    context = {"active": "parties", "form": form, "party": party, "errors": errors, "back": back}
    return render(request, "parties/edit.html", context, status=422 if request.method == "POST" else 200)


@page("parties.edit")
@require_safe
def alike(request: MemberRequest) -> HttpResponse:
    """Who may be the same, told while the card is being typed."""
    entity = queries.home_entity(request.actor)
    try:
        phone = phone_key(request.GET.get("phone", ""), region=entity.country)
    except NotAPhone:
        phone = ""
    own = request.GET.get("own", "")
    found = queries.duplicates_of(
        name=request.GET.get("name", ""), tax_id=request.GET.get("tax_id", "").strip(), phone=phone,
        email=request.GET.get("email", "").strip(), apart_from=UUID(own) if own else None,
    )  # fmt: skip
    rows = [(one.party, tables.REASONS[one.why]) for one in found]
    return render(request, "parties/_alike.html", {"rows": rows})


@page("parties.merge")
def merge(request: MemberRequest, party_id: UUID) -> HttpResponse:
    """Choose another card of the same one, look at what would happen, and make them one."""
    survivor = queries.party_of(party_id)
    other = request.POST.get("loser") or request.GET.get("pick")
    loser = queries.party_of(UUID(other)) if other else None
    if request.method == "POST" and loser is not None:
        actions.merge(loser=loser, survivor=survivor, by=request.actor, at=timezone.now())
        replies.flash(request, _("The two cards are one now"))
        return replies.go(request, link(request, "parties:party", survivor.pk))
    preview = queries.merge_preview(loser=loser, survivor=survivor) if loser is not None and loser != survivor else None
    names = field_names()
    fills = [(names[name], _shown(name, value)) for name, value in preview.fills.items()] if preview else []
    context = {"active": "parties", "party": survivor, "loser": loser, "preview": preview, "fills": fills}
    return render(request, "parties/merge.html", context)


@page("parties.edit")
@require_POST
def add_contact(request: MemberRequest, party_id: UUID) -> HttpResponse:
    """A person to talk to."""
    party = queries.party_of(party_id)
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            actions.add_contact(party=party, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            return replies.refused(request, refusal, status=refusal.status)
        return replies.go(request, link(request, "parties:party", party.pk))
    why = Refused(next(iter(form.errors.values()))[0], code="not_understood")
    return replies.refused(request, why)


@page("parties.edit")
@require_POST
def remove_contact(request: MemberRequest, party_id: UUID, contact_id: UUID) -> HttpResponse:
    """They are no longer to be talked to."""
    contact = Contact.objects.filter(pk=contact_id, party_id=party_id).select_related("party").first()
    if contact is not None:
        actions.remove_contact(contact=contact, by=request.actor, at=timezone.now())
    return replies.go(request, link(request, "parties:party", party_id))


@page("parties.edit")
@require_POST
def consent(request: MemberRequest, party_id: UUID) -> HttpResponse:
    """Write down that somebody agreed, or that they do not any more."""
    party = queries.party_of(party_id)
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        raise Refused(_("Choose what the consent is for."), code="unknown_purpose", field="purpose")
    if request.POST.get("act") == "withdraw":
        actions.withdraw_consent(party=party, purpose=purpose, by=request.actor, at=timezone.now())
    else:
        source = request.POST.get("source", "").strip() or _("said at the counter")
        actions.give_consent(party=party, purpose=purpose, source=source, by=request.actor, at=timezone.now())
    return replies.go(request, link(request, "parties:party", party.pk))
