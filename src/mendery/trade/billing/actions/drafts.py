"""Charges are gathered on a draft. A draft has no number, owes nothing and may be thrown away."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import Branch
from mendery.ground.documents import versions
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.registers.parties.models import Party
from mendery.trade.billing.calculations import total_of
from mendery.trade.billing.models import Charge, Invoice, InvoiceLine
from mendery.trade.billing.queries import draft_of_order, lines_of, rate_of
from mendery.trade.billing.refusals import DueBeforeIssue, InvoiceNotFound, NotADraft, NothingToInvoice
from mendery.trade.billing.states import DRAFT, INVOICE

_GROUP = 200
_COPIED = ("group", "kind", "code", "text", "quantity", "unit", "price", "discount_percent", "net", "vat_category")


@action
def draft(
    *, branch: Branch, party: Party, on: date, by: Actor, at: datetime, charge_ids: Sequence[UUID] | None = None,
    order_id: UUID | None = None, due_on: date | None = None,
) -> Invoice:  # fmt: skip
    """Gather unbilled charges of a customer on a draft: those named, those of one order, or all there are.

    Each line keeps its net; the rate is that of the day ``on``. Without ``due_on`` the customer's payment days count.
    refuses  NothingToInvoice, DueBeforeIssue, NoVatRate
    """
    charges = _take(party=party, charge_ids=charge_ids, order_id=order_id)
    due_on = due_on or on + timedelta(days=min(party.payment_days, (date.max - on).days))
    check_due(on=on, due_on=due_on)
    invoice = Invoice(
        kind=INVOICE, branch=branch, party=party, on=on, due_on=due_on, currency=branch.entity.currency, created_at=at, by_name=by.name,
        **_about(charges),
    )  # fmt: skip
    rates = {category: rate_of(entity=branch.entity, category=category, on=on) for category in {one.vat_category for one in charges}}
    lines = [
        InvoiceLine(
            invoice=invoice, charge=charge, seq=seq, vat_rate=rates[charge.vat_category],
            **{name: getattr(charge, name) for name in _COPIED},
        )
        for seq, charge in enumerate(charges, start=1)
    ]  # fmt: skip
    if len({charge.order_id for charge in charges}) > 1:
        for line, charge in zip(lines, charges, strict=True):
            line.group = " · ".join(part for part in (charge.order_number, charge.group) if part)[:_GROUP]
    put_totals(invoice, lines)
    invoice.save(force_insert=True)
    InvoiceLine.objects.bulk_create(lines)
    own = InvoiceLine.objects.filter(charge_id=OuterRef("pk"), invoice=invoice).values("pk")
    Charge.objects.filter(pk__in=[charge.pk for charge in charges]).update(invoice_line_id=Subquery(own))
    return invoice


def _take(*, party: Party, charge_ids: Sequence[UUID] | None, order_id: UUID | None) -> list[Charge]:
    """The charges, held until the end of the transaction, so that none gets on two drafts."""
    rows = Charge.objects.filter(party=party, invoice_line_id=None, withdrawn_at=None)
    if charge_ids is not None:
        rows = rows.filter(pk__in=charge_ids)
    if order_id is not None:
        rows = rows.filter(order_id=order_id)
    charges = list(rows.select_for_update(no_key=True).order_by("order_number", "seq", "id"))
    if charges and (charge_ids is None or len(charges) == len(set(charge_ids))):
        return _by_job(charges)
    waiting = draft_of_order(order_id) if order_id is not None else None
    raise NothingToInvoice(
        _("There is nothing to invoice here that is not on an invoice already."),
        next_step=_("Open the draft of this order and post it.")
        if waiting
        else _("Finish the work first, or look at the invoices of the customer."),
    )


def _by_job(charges: list[Charge]) -> list[Charge]:
    """Lines of one job stand together, jobs in the order in which they begin."""
    begins: dict[tuple[str, str], int] = {}
    for place, charge in enumerate(charges):
        begins.setdefault((charge.order_number, charge.group), place)
    return sorted(charges, key=lambda charge: begins[charge.order_number, charge.group])


def _about(charges: Sequence[Charge]) -> dict[str, object]:
    """The order and the unit, when the whole invoice is about one."""
    orders = {(charge.order_id, charge.order_number) for charge in charges}
    units = {charge.unit_id for charge in charges}
    order_id, number = orders.pop() if len(orders) == 1 else (None, "")
    return {"order_id": order_id, "order_number": number, "unit_id": units.pop() if len(units) == 1 else None}


def put_totals(invoice: Invoice, lines: Sequence[InvoiceLine]) -> None:
    """Net, VAT and gross of the document from its lines (not saved)."""
    total = total_of(lines)
    invoice.net, invoice.vat, invoice.gross = total.net, total.vat, total.gross


def check_due(*, on: date, due_on: date) -> None:
    """Refuse a due day before the day of the invoice."""
    if due_on < on:
        raise DueBeforeIssue(
            _("The invoice would be due before its own day."),
            field="due_on",
            next_step=_("Choose a due day on or after the date of the invoice."),
        )


def hold(invoice: Invoice) -> Invoice:
    """The invoice as it is now, locked, with branch, entity and party. Other rows may still point at it meanwhile.

    refuses  InvoiceNotFound when somebody discarded it
    """
    rows = Invoice.objects.select_for_update(no_key=True, of=("self",)).select_related("branch__entity", "party")
    found = rows.filter(pk=invoice.pk).first()
    if found is None:
        raise InvoiceNotFound
    return found


def hold_draft(invoice: Invoice) -> Invoice:
    """The same, of a draft.

    refuses  NotADraft
    """
    row = hold(invoice)
    if row.state != DRAFT:
        raise NotADraft(
            _("Invoice %(number)s is posted, so it cannot be changed."), params={"number": row.number},
            next_step=_("Reverse it (storno) and make a new one."),
        )  # fmt: skip
    return row


def redate(invoice: Invoice, lines: Sequence[InvoiceLine], on: date) -> None:
    """Give a draft another day: the lines get the rates of that day, the sums follow (the invoice is not saved)."""
    entity = invoice.branch.entity
    rates = {category: rate_of(entity=entity, category=category, on=on) for category in {line.vat_category for line in lines}}
    changed = [line for line in lines if line.vat_rate != rates[line.vat_category]]
    for line in changed:
        line.vat_rate = rates[line.vat_category]
    if changed:
        InvoiceLine.objects.bulk_update(changed, ["vat_rate"])
    invoice.on = on
    put_totals(invoice, lines)


@action
def change_draft(
    *, invoice: Invoice, by: Actor, at: datetime, on: date | None = None, due_on: date | None = None, note: str | None = None,
    version: int | None = None,
) -> Invoice:  # fmt: skip
    """Change day, due day or note of a draft; what is left out stays.

    version  what the writer saw: another field changed meanwhile is kept, the same one is asked about
    refuses  NotADraft, DueBeforeIssue, ChangedMeanwhile, NoVatRate
    """
    row = hold_draft(invoice)
    current = {"on": row.on, "due_on": row.due_on, "note": row.note}
    wanted = {name: value for name, value in (("on", on), ("due_on", due_on), ("note", note)) if value is not None}
    changes = versions.settle(doc_id=row.pk, current=current, current_version=row.version, wanted=wanted, version=version)
    if not changes:
        return row
    check_due(on=changes.get("on", row.on), due_on=changes.get("due_on", row.due_on))
    if "on" in changes:
        redate(row, lines_of(row), changes["on"])
    row.due_on, row.note = changes.get("due_on", row.due_on), changes.get("note", row.note)
    row.version += 1
    row.save()
    versions.note_change(doc_kind=INVOICE, doc_id=row.pk, version=row.version, before=current, after=changes, by=by, at=at)
    return row


@action
def drop_lines(*, invoice: Invoice, line_ids: Sequence[UUID], by: Actor, at: datetime) -> Invoice:
    """Leave lines out of a draft; their charges wait for another invoice.

    refuses  NotADraft, NothingToInvoice when nothing would be left
    """
    row = hold_draft(invoice)
    lines = lines_of(row)
    kept = [line for line in lines if line.pk not in set(line_ids)]
    if not kept:
        raise NothingToInvoice(_("Nothing would be left on the invoice."), next_step=_("Discard the draft instead."))
    if len(kept) == len(lines):
        return row
    dropped = [line for line in lines if line not in kept]
    _free(dropped)
    put_totals(row, kept)
    row.version += 1
    row.save()
    after = {"lines": ", ".join(line.text for line in dropped)[:300]}
    versions.note_change(doc_kind=INVOICE, doc_id=row.pk, version=row.version, before={"lines": ""}, after=after, by=by, at=at)
    return row


@action
def discard(*, invoice: Invoice, by: Actor, at: datetime) -> None:
    """Throw a draft away. It never had a number, so no gap is left; its charges wait for another invoice.

    refuses  NotADraft
    """
    row = hold_draft(invoice)
    _free(lines_of(row))
    Invoice.objects.filter(pk=row.pk).delete()


def _free(lines: Sequence[InvoiceLine]) -> None:
    ids = [line.pk for line in lines]
    free_charges(ids)
    InvoiceLine.objects.filter(pk__in=ids).delete()


def free_charges(line_ids: Sequence[UUID]) -> None:
    """Charges that stood on these lines may be invoiced again."""
    Charge.objects.filter(invoice_line_id__in=line_ids).update(invoice_line_id=None)
