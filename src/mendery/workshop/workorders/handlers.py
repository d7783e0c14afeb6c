"""What we do when others tell or ask something."""

from mendery.ground.company.events import BusinessFounded
from mendery.registers.equipment.events import UnitsMerged
from mendery.registers.parties.events import PartiesMerged
from mendery.trade.stock.events import PartsArrived
from mendery.workshop.reception.events import BeforeHandover, UnitHandedOver, UnitReceived

from .actions import leaving, opening, repointing, staging


def on_founded(_fact: BusinessFounded) -> None:
    """A business begins with the standard stages."""
    staging.make_default_stages()


def on_unit_received(fact: UnitReceived) -> None:
    """Open the order of a unit that was taken in, under the id that the counter gave it."""
    opening.open_for_intake(fact=fact)


def on_before_handover(question: BeforeHandover) -> None:
    """A unit leaves when its order is finished or cancelled."""
    leaving.check_may_leave(order_id=question.order_id)


def on_unit_handed_over(fact: UnitHandedOver) -> None:
    """The order is over; repair and part warranty begin on that day (rule 42)."""
    leaving.leave(order_id=fact.order_id, on=fact.on, by=fact.by, at=fact.at)


def on_parts_arrived(fact: PartsArrived) -> None:
    """Orders that waited for parts may go on."""
    staging.parts_arrived(order_ids=fact.order_ids)


def on_parties_merged(fact: PartiesMerged) -> None:
    """Open orders of the card that was merged away belong to the one that stays (rule 67)."""
    repointing.move_orders_of_party(loser_id=fact.loser_id, survivor_id=fact.survivor_id)


def on_units_merged(fact: UnitsMerged) -> None:
    """Open orders and declined work of the card that was merged away belong to the one that stays (rule 67)."""
    repointing.move_orders_of_unit(loser_id=fact.loser_id, survivor_id=fact.survivor_id)
