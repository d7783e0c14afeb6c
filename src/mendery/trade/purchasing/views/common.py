"""What the pages of goods-in have in common."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mendery.ground.company.queries import current_branch, our_branches, today
from mendery.ground.events import Refused
from mendery.ground.people.requests import MemberRequest
from mendery.registers.catalogue.models import Item
from mendery.registers.catalogue.queries import by_code, item_of
from mendery.registers.parties.models import Party
from mendery.registers.parties.queries import party_of, suggest
from mendery.trade.stock.models import Warehouse
from mendery.trade.stock.queries import warehouses


def places_of(request: MemberRequest) -> list[Warehouse]:
    """The warehouses of the branches of the reader, that of the branch they work in first."""
    here = current_branch(request.actor).pk
    return sorted(warehouses(our_branches(request.actor)), key=lambda place: place.branch_id != here)


def day_here(request: MemberRequest) -> Any:
    """Today where the reader works."""
    return today(current_branch(request.actor), timezone.now())


def refuse_in(form: Any, refusal: Refused) -> list[Refused]:
    """Put a refusal beside its field; what belongs to no field goes to the top."""
    if refusal.field in form.fields:
        form.add_error(refusal.field, f"{refusal.text} {refusal.next_step}".strip())
        return []
    return list(getattr(refusal, "reasons", [refusal]))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def picked_item(request: MemberRequest, kinds: tuple[str, ...]) -> Item:
    """The item that was chosen from the suggestions, or whose code was typed or scanned.

    refuses  item_not_found, several_items
    """
    chosen = _uuid(request.POST.get("pick", ""))
    if chosen:
        return item_of(chosen)
    text = request.POST.get("q", "").strip()[:80]
    found = by_code(text, kinds=kinds)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(_("Several items have this code."), code="several_items", field="q", next_step=_("Choose one of the list."))
    raise Refused(
        _("No item has the code %(code)s.") % {"code": text or "—"}, code="item_not_found", field="q",
        next_step=_("Choose one of the list, or write a new item."),
    )  # fmt: skip


def picked_supplier(request: MemberRequest) -> Party:
    """The supplier that was chosen from the suggestions, or the only one that the typed name means.

    refuses  supplier_needed
    """
    chosen = _uuid(request.POST.get("pick", "") or request.GET.get("supplier", ""))
    if chosen:
        return party_of(chosen)
    found = suggest(text=request.POST.get("q", "").strip()[:200], limit=2, is_supplier=True)
    if len(found) == 1:
        return found[0]
    raise Refused(_("Choose the supplier."), code="supplier_needed", field="supplier", next_step=_("Register it first if it is new."))
