"""The papers that can be printed, and what each of them needs from the reader."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mendery.ground.people.actor import Actor


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper.

    label       what lists call it, in the language of the reader (the paper itself carries the country's title)
    rights      one of these opens it, beside ``papers.see``; empty means that ``papers.see`` is enough
    is_archived kept as PDF/A-3
    has_costs   its values are purchase prices: left blank without ``costs.see``
    has_prices  its values are sale prices: left blank without ``prices.see``
    """

    label: str | Promise
    icon: str
    rights: tuple[str, ...] = ()
    is_archived: bool = False
    has_costs: bool = False
    has_prices: bool = False


KINDS = {
    "intake_act": PaperKind(_("Intake act"), "clipboard-check"),
    "estimate": PaperKind(_("Estimate"), "file-text", ("prices.see",), has_prices=True),
    "work_order": PaperKind(_("Work order"), "tool", has_prices=True),
    "issue": PaperKind(_("Issue slip"), "package", is_archived=True, has_costs=True),
    "return": PaperKind(_("Return slip"), "package", is_archived=True, has_costs=True),
    "goods_receipt": PaperKind(_("Goods receipt"), "truck", ("receipts.see",), is_archived=True, has_costs=True),
    "invoice": PaperKind(_("Invoice"), "file-invoice", ("invoices.see",), is_archived=True),
    "storno": PaperKind(_("Reversing invoice"), "file-invoice", ("invoices.see",), is_archived=True),
    "cash_receipt": PaperKind(_("Cash receipt"), "receipt", ("cash.see", "invoices.see"), is_archived=True),
    "handover": PaperKind(_("Hand-over act"), "key", is_archived=True, has_prices=True),
    "warranty": PaperKind(_("Warranty card"), "certificate", is_archived=True),
    "cash_journal": PaperKind(_("Cash register journal"), "cash", ("cash.see",), is_archived=True),
}
# Documents whose paper has another name than the document.
_ALIASES = {"intake": "intake_act", "payment": "cash_receipt"}
# Files kept with these documents show what they show.
_FILE_RIGHTS = {"goods_receipt": ("receipts.see",), "invoice": ("invoices.see",), "payment": ("cash.see",)}


def canonical(kind: str) -> str:
    """The name of the paper that a document of this kind is printed on."""
    return _ALIASES.get(kind, kind)


def may_open(actor: Actor, kind: str) -> bool:
    """Whether somebody may open papers of a kind."""
    known = KINDS.get(canonical(kind))
    rights = known.rights if known else ()
    return actor.may("papers.see") and (not rights or any(actor.may(right) for right in rights))


def hidden_from(actor: Actor) -> list[str]:
    """Kinds of papers, as the register names them, that somebody may not open."""
    names = [*KINDS, *_ALIASES]
    return [name for name in names if not may_open(actor, name)]


def may_keep_files_with(actor: Actor, doc_kind: str) -> bool:
    """Whether somebody may add files to a document of a kind."""
    return actor.may("photos.add") and may_open_files_of(actor, doc_kind)


def may_open_files_of(actor: Actor, doc_kind: str) -> bool:
    """Whether somebody may open the files kept with a document of a kind."""
    rights = _FILE_RIGHTS.get(doc_kind, ())
    return actor.may("papers.see") and (not rights or any(actor.may(right) for right in rights))


def may_see_amount(actor: Actor, kind: str) -> bool:
    """Whether the amount of a paper of this kind may be shown to somebody."""
    known = KINDS.get(canonical(kind))
    return actor.may("costs.see" if known and known.has_costs else "prices.see")
