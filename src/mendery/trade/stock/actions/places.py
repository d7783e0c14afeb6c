"""A branch gets the place where its goods lie."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from mendery.ground.company.models import Branch
from mendery.ground.tenancy.acts import action
from mendery.trade.stock.models import Warehouse


@action
def open_warehouse(*, branch_id: UUID) -> Warehouse:
    """Give a new branch its main warehouse, named in the language of the company; a branch that has one keeps it."""
    branch = Branch.objects.select_related("entity").get(pk=branch_id)
    found: Warehouse | None = Warehouse.objects.filter(branch=branch, is_main=True).first()
    if found is not None:
        return found
    with translation.override(branch.entity.language):
        name = _("Main warehouse")
    made: Warehouse = Warehouse.objects.create(branch=branch, code=f"{branch.code}1", name=name)
    return made
