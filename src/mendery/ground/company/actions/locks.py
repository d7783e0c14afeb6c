"""Period locks: what the accountant closed stays closed."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from mendery.ground.company.models import LegalEntity, LockedModule, PeriodLock
from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action


@action
def lock_period(*, entity: LegalEntity, module: str, until: date, reason: str, by: Actor, at: datetime) -> PeriodLock:
    """Nothing of the module may be posted on or before the day. An earlier day than before reopens a period and says why.

    refuses  ``unknown_module``, ``reason_needed`` when a period is reopened
    """
    if module not in LockedModule.values:
        raise Refused(
            _("%(module)s cannot be locked."), code="unknown_module", params={"module": module}, field="module",
            next_step=_("Choose one of: %(choices)s.") % {"choices": ", ".join(LockedModule.values)},
        )  # fmt: skip
    lock = PeriodLock.objects.select_for_update().filter(entity=entity, module=module).first()
    if lock and until < lock.locked_until and not reason.strip():
        raise Refused(
            _("Reopening a period needs a reason."), code="reason_needed", field="reason", next_step=_("Write why it is reopened.")
        )
    values = {"locked_until": until, "reason": reason.strip()[:200], "by_name": by.name, "at": at}
    row, _is_new = PeriodLock.objects.update_or_create(entity=entity, module=module, defaults=values)
    return row
