"""The head of the page: the unit, the customer, what was promised, what must not be overlooked."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mendery.ground.company.queries import today
from mendery.ground.ui import components, formats
from mendery.registers.equipment import queries as equipment
from mendery.registers.parties.models import Party, PartyKind
from mendery.trade.billing.queries import balance_of
from mendery.workshop.reception.models import IntakeUnit
from mendery.workshop.reception.queries import intake_of
from mendery.workshop.warranty.queries import coverage_of
from mendery.workshop.workorders.models import WorkOrder
from mendery.workshop.workorders.queries import OPEN_STATES

from .reader import Reader

_HOUR = 60


def asset(order: WorkOrder) -> SafeString:
    """The plate, or the picture of a device."""
    unit = order.unit
    if unit.plate:
        return components.plate(unit.plate_key or unit.plate, cls="lg")
    return format_html('<span class="wo-ic">{}</span>', components.icon(equipment.icon_of(unit), "i-l"))


def numbers(order: WorkOrder, meter: int | None) -> str:
    """VIN or serial and the meter, as they stand under the name."""
    unit = order.unit
    parts = []
    if unit.vin:
        parts.append(f"VIN {unit.vin}")
    elif unit.serial:
        parts.append(unit.serial)
    if meter is not None:
        parts.append(formats.qty(meter, equipment.meter_unit(unit)))
    return " · ".join(parts)


def promised(reader: Reader) -> tuple[str, str, str]:
    """When it was promised, the tone of that, and by how much it is late."""
    order = reader.sheet.order
    if order.promised_at is None:
        return "", "", ""
    text = formats.moment(order.promised_at)
    if order.state not in OPEN_STATES:
        return text, "", ""
    left = int((order.promised_at - reader.at).total_seconds() // 60)
    if left < 0:
        return text, "c-red", _("%(time)s late") % {"time": formats.span(-left)}
    return text, "c-amber" if left <= _HOUR else "", ""


def flags(reader: Reader, intake: IntakeUnit | None) -> SafeString:
    """What must not be overlooked, as chips."""
    order = reader.sheet.order
    shown = []
    late = promised(reader)[2]
    if late:
        shown.append(components.chip("red", late, "alarm"))
    if reader.sheet.details.waits_here:
        shown.append(components.chip("cyan", _("Waits here"), "coffee"))
    if order.party.kind == PartyKind.COMPANY:
        shown.append(components.chip("grey", _("Company"), "building"))
    if intake is None:
        shown.append(components.chip("grey", _("Quote, not in our hands"), "file-text"))
    for cover in coverage_of(unit_id=order.unit_id, on=today(order.branch, reader.at), meter=order.unit.meter):
        if not cover.is_void and cover.order_number != order.number:
            shown.append(
                components.state("warranty", cover.kind, extra=_("Warranty until %(day)s") % {"day": formats.full_day(cover.ends_on)})
            )
            break
    comebacks = len([one for one in reader.sheet.checks if not one.passed])
    if comebacks:
        words = ngettext("%(count)s failed check", "%(count)s failed checks", comebacks) % {"count": comebacks}
        shown.append(components.chip("orange", words, "refresh"))
    return SafeString("".join(shown))


def owed(reader: Reader, party: Party) -> str:
    """What the customer owes altogether, and of which limit."""
    if not reader.may("balances.see"):
        return ""
    balance = balance_of(party)
    currency = reader.sheet.order.currency
    if balance.net < 0:
        return _("Paid ahead %(amount)s") % {"amount": formats.money(-balance.net, currency)}
    if party.credit_limit is not None:
        return _("Owes %(amount)s of %(limit)s") % {
            "amount": formats.money(balance.net), "limit": formats.money(party.credit_limit, currency),
        }  # fmt: skip
    return _("Owes %(amount)s") % {"amount": formats.money(balance.net, currency)} if balance.net else _("Owes nothing")


def responsible(order: WorkOrder) -> str:
    """Technician and adviser in one sentence."""
    facts = {"technician": order.technician.name if order.technician else "", "adviser": order.adviser}
    if facts["technician"] and facts["adviser"]:
        return _("%(technician)s, adviser %(adviser)s") % facts
    if facts["adviser"]:
        return _("No technician yet, adviser %(adviser)s") % facts
    return facts["technician"] or _("No technician yet")


def context(reader: Reader) -> dict[str, Any]:
    """What the head shows."""
    sheet = reader.sheet
    order = sheet.order
    intake = intake_of(order.pk) if order.intake_unit_id else None
    when, tone, _late = promised(reader)
    meter = sheet.details.meter if sheet.details.meter is not None else order.unit.meter
    return {
        "order": order, "details": sheet.details, "intake": intake, "asset": asset(order), "numbers": numbers(order, meter),
        "flags": flags(reader, intake), "promised": when, "promised_tone": tone, "responsible": responsible(order),
        "owes": owed(reader, order.party), "has_secret": bool(intake and intake.secret) and reader.may("secrets.see"),
        "people": [name for name in (order.adviser, order.technician.name if order.technician else "") if name],
        "accessories": list(intake.accessories) if intake else [], "condition": intake.condition if intake else "",
    }  # fmt: skip
