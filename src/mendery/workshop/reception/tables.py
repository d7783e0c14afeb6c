"""How a unit stands in the lists of the counter."""

from django.utils.safestring import SafeString

from mendery.ground.ui.components import dev, plate
from mendery.registers.equipment.models import Unit
from mendery.registers.equipment.queries import icon_of


def tag(unit: Unit) -> SafeString:
    """The plate of a vehicle, the picture and name of anything else."""
    return plate(unit.plate) if unit.plate else dev(icon_of(unit), unit.label or unit.serial)
