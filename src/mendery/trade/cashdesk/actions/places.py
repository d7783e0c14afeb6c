"""A branch gets its till."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from mendery.ground.company.models import Branch
from mendery.ground.tenancy.acts import action
from mendery.trade.cashdesk.models import Till


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
