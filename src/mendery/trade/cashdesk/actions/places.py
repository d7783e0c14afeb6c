"""The tills of a branch."""

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mendery.ground.company.models import Branch
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.acts import action
from mendery.trade.cashdesk.models import Till
from mendery.trade.cashdesk.refusals import TillTaken


@action
def set_up_till(*, branch_id: UUID) -> Till:
    """Give a new branch its till, named in the language of the company; a branch that has one keeps it."""
    branch = Branch.objects.select_related("entity").get(pk=branch_id)
    found: Till | None = Till.objects.filter(branch=branch).first()
    if found is not None:
        return found
    with translation.override(branch.entity.language):
        name = _("Till 1")
    made: Till = Till.objects.create(branch=branch, code=f"{branch.code}1", name=name)
    return made


@action
def add_till(*, branch: Branch, code: str, name: str, has_fiscal_printer: bool = False, by: Actor, at: datetime) -> Till:
    """Put another till into a branch.

    refuses  TillTaken when the code is used already
    """
    code = code.strip()
    if Till.objects.filter(code=code).exists():
        raise TillTaken(
            gettext_lazy("There is a till with the code %(code)s already."), params={"code": code}, field="code",
            next_step=gettext_lazy("Choose another code."),
        )  # fmt: skip
    made: Till = Till.objects.create(branch=branch, code=code, name=name.strip(), has_fiscal_printer=has_fiscal_printer)
    return made


@action
def change_till(*, till: Till, name: str, has_fiscal_printer: bool, by: Actor, at: datetime) -> Till:
    """Change how a till is called, and whether its payments need a fiscal receipt. Payments taken before stay as they are."""
    Till.objects.filter(pk=till.pk).update(name=name.strip(), has_fiscal_printer=has_fiscal_printer, version=F("version") + 1)
    till.refresh_from_db()
    return till
